/** One process with the real bot and its clock on Redis, and a platform that only counts; started by the benchmarks, which tell it what to do. */
import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Bot } from '../../../src/bot/bot.ts'
import { handle } from '../../../src/bot/handle.ts'
import { findersOf } from '../../../src/bot/lookup.ts'
import type { Deed, Surface } from '../../../src/bot/ports.ts'
import { openClock } from '../../../src/clock.ts'
import { shipped } from '../../support/library.ts'
import { notingLags } from '../support/lags.ts'
import { PACE, type Order, type Told } from './bots.ts'
import { openStore } from './server.ts'

const { BENCH_URL = '', BENCH_PACE = '', BENCH_PLAYERS = '0' } = process.env
const told: Told = { lags: [], posts: [], answers: 0, running: 0, troubles: 0 }
const running = new Set<string>()

const store = await openStore(BENCH_URL, () => { told.troubles++ })
const surface: Surface = {
  pace: BENCH_PACE === 'on' ? PACE : null,
  longForms: false,
  post: async (channel, card, { key }) => {
    told.posts.push([key, Date.now()])
    const press = card.kind === 'question' ? card.buttons?.[0]?.press : undefined
    if (press !== undefined) letAnswer(channel.home, press)
    else if (card.kind === 'podium') running.delete(channel.home)
    return { outcome: 'shown', message: key, at: Date.now(), short: null }
  },
  edit: async (_channel, message) => ({ outcome: 'shown', message, at: Date.now(), short: null }),
  obstacle: async () => null,
}
const bot: Bot = { store: notingLags(store, told.lags), surfaces: { bench: surface }, library: shipped, find: findersOf(shipped), onTrouble: () => { told.troubles++ } }
const clock = openClock(bot)
clock.start()

const orders: { [Does in Order['does']]: (order: Extract<Order, { does: Does }>) => Promise<object> } = {
  'set dailies': async ({ homes, time }) => {
    await eachOf(homes, 8, home => insist(home, 'admin', { type: 'command', name: 'daily set', options: { time, timezone: 'UTC' } }))
    return {}
  },
  'start rounds': async ({ homes, withinMs }) => {
    const from = performance.now()
    await eachOf(homes, 4, async (home, place) => {
      await sleep(Math.max(0, from + place / homes.length * withinMs - performance.now()))
      await insist(home, 'starter', { type: 'command', name: 'quiz', options: { for: 'channel', questions: '20' } })
      running.add(home)
    })
    return {}
  },
  forget: async () => {
    told.lags.length = told.posts.length = told.answers = told.troubles = 0
    return {}
  },
  tell: async () => ({ ...told, running: running.size }),
  count: async () => ({ posts: told.posts.length }),
}

process.on('message', (order: Order | string) => { if (typeof order !== 'string') void follow(order) })
process.once('SIGTERM', () => void clock.stop().then(store.close).then(() => process.exit(0)))
console.log('ready')

async function follow(order: Order): Promise<void> {
  const work = orders[order.does] as (order: Order) => Promise<object>
  process.send?.(await work(order))
}

/** Does it again until Redis answers in time: what makes the game ready is not what is measured. */
async function insist(home: string, person: string, did: Deed): Promise<void> {
  await act(home, person, did).catch(() => insist(home, person, did))
}

/** Each player answers some time while the question is open. */
function letAnswer(home: string, press: string): void {
  for (let player = 0; player < Number(BENCH_PLAYERS); player++) {
    setTimeout(() => void act(home, `player${player}`, { type: 'press', press }).then(() => { told.answers++ }, () => { told.troubles++ }), 2000 + Math.random() * 50_000)
  }
}

async function act(home: string, person: string, did: Deed): Promise<void> {
  const reply = await handle(bot, { id: randomUUID(), timedOutUntil: null, channel: { platform: 'bench', home, id: 'c' }, account: { platform: 'bench', id: `${home}-${person}`, name: person }, admin: person === 'admin', alone: false, at: Date.now(), locale: 'en', did })
  if (reply === null) throw new Error(`Nothing came of ${did.type} in ${home}.`)
}

async function eachOf(homes: readonly string[], atOnce: number, work: (home: string, place: number) => Promise<void>): Promise<void> {
  const rest = homes.entries()
  await Promise.all(Array.from({ length: atOnce }, async () => {
    for (const [place, home] of rest) await work(home, place)
  }))
}
