/** A thousand rapid rounds at once, in one process on the embedded store: how late what is due is done, and what it costs. */
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Bot } from '../../src/bot/bot.ts'
import { handle } from '../../src/bot/handle.ts'
import { openCapacity, tick } from '../../src/bot/tick.ts'
import { findersOf } from '../../src/bot/lookup.ts'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { library } from '../support/library.ts'
import { temporaryFolder } from '../support/recall.ts'
import { standInSurface, type StandIn } from '../support/world.ts'
import { notingLags } from './support/lags.ts'

const SIZES = [10, 1000]
const PLAYERS = 4
const SECONDS = 45
const BEAT_MS = 1000

/** Prints due lag, beats, presses and memory for ten rounds and for a thousand. */
export async function benchRounds(): Promise<void> {
  console.log(`running rounds: rapid, 15 s a question, ${PLAYERS} players who all answer; ${SECONDS} s of real time, a beat a second; lag in ms includes the wait for the beat`)
  console.log(line('', 'lag p50', 'lag p99', 'beat p99', 'press p99', 'CPU', 'memory'))
  for (const size of SIZES) await playMany(size)
}

async function playMany(size: number): Promise<void> {
  const folder = temporaryFolder()
  const lags: number[] = []
  const store = notingLags(sqliteStore(join(folder.path, 'store.sqlite'), Date.now), lags)
  const surface = standInSurface(Date.now)
  const bot: Bot = { store, surfaces: { test: surface }, library, find: findersOf(library), onTrouble: (what, error) => console.error(what, error) }
  for (let place = 0; place < size; place++) await act(bot, place, 0, { type: 'command', name: 'rapid', options: { questions: '30' } })
  const [beats, presses] = [[] as number[], [] as number[]]
  const before = process.cpuUsage()
  const seen = { messages: 0 }
  const endAt = performance.now() + SECONDS * 1000
  while (performance.now() < endAt) {
    const from = performance.now()
    await tick(bot, openCapacity())
    beats.push(performance.now() - from)
    await pressAll(bot, surface, seen, presses)
    await new Promise(resolve => setTimeout(resolve, Math.max(0, BEAT_MS - (performance.now() - from))))
  }
  const { user, system } = process.cpuUsage(before)
  console.log(line(`${size.toLocaleString('en')} rounds`, at(lags, 0.5), at(lags, 0.99), at(beats, 0.99), at(presses, 0.99), `${Math.round((user + system) / 10_000 / SECONDS)} %`, `${Math.round(process.memoryUsage().rss / 1e6)} MB`))
  await store.close()
  folder.remove()
}

/** Everybody answers the questions that were posted since. */
async function pressAll(bot: Bot, surface: StandIn, seen: { messages: number }, times: number[]): Promise<void> {
  const fresh = surface.messages.slice(seen.messages)
  seen.messages = surface.messages.length
  for (const message of fresh) {
    const press = message.cards[0]?.kind === 'question' ? message.cards[0].buttons?.[0]?.press : undefined
    for (let player = 0; press !== undefined && player < PLAYERS; player++) {
      const from = performance.now()
      await act(bot, Number(message.channel.slice(1)), player, { type: 'press', press })
      times.push(performance.now() - from)
    }
  }
}

async function act(bot: Bot, place: number, player: number, did: Parameters<typeof handle>[1]['did']): Promise<void> {
  await handle(bot, { id: randomUUID(), timedOutUntil: null, channel: { platform: 'test', home: `h${place}`, id: `c${place}` }, account: { platform: 'test', id: `p${player}`, name: `Player ${player}` }, admin: false, alone: false, at: Date.now(), locale: 'en', did })
}

function at(values: number[], share: number): string {
  return (values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0).toFixed(0)
}

function line(name: string, ...columns: string[]): string {
  return name.padEnd(16) + columns.map(column => column.padStart(12)).join('')
}
