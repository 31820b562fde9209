/** One of many processes that share a game: the store, the bot and the clock as Recall has them, on a platform that lives in the test. */
import { again } from '../../src/bot/again.ts'
import type { Bot } from '../../src/bot/bot.ts'
import { handle } from '../../src/bot/handle.ts'
import { findersOf } from '../../src/bot/lookup.ts'
import type { Interaction, Sent, Store, Surface, Write } from '../../src/bot/ports.ts'
import type { Card } from '../../src/bot/card.ts'
import { openClock } from '../../src/clock.ts'
import type { Channel } from '../../src/engine/round.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { library } from './library.ts'
import { openLine } from './line.ts'

/** What a test asks of a replica: to start; to take what a person did; to add a point to what a member has, as the bot does such things. */
export type Order =
  | { order: 'open', url: string, prefix: string }
  | { order: 'handle', interaction: Interaction }
  | { order: 'score', group: string, member: string }

/** What a replica tells the test, step by step, and goes on only when it is told to; or asks of the platform. A document is `kind:id`. */
export type Step =
  | { step: 'claimed', at: number, documents: string[] }
  | { step: 'post' | 'find', channel: Channel, key: string, card: Card | null, nonce: boolean }
  | { step: 'edit', channel: Channel, message: string, card: Card }
  | { step: 'answered', channel: Channel, message: string }
  | { step: 'posting', document: string }
  | { step: 'recorded', document: string, released: boolean }
  | { step: 'trouble', what: string }

/** A message as the platform gives it. */
export interface Made {
  id: string
  at: number
}

/** Both adapters give a message up after this. */
const SHOW_MS = 7000
/** From here on Discord's adapter looks, and trusts in the nonce no more. */
const NONCE_MS = 60_000

let bot: Bot | null = null
const tell = openLine<Step, Order>(process, serve)
process.once('disconnect', () => process.exit())

async function serve(asked: Order): Promise<unknown> {
  if (asked.order === 'open') return await open(asked.url, asked.prefix)
  if (bot === null) throw new Error('This replica is not open yet.')
  return asked.order === 'handle' ? await handle(bot, asked.interaction) : await score(bot.store, asked.group, asked.member)
}

async function open(url: string, prefix: string): Promise<void> {
  const onTrouble = (what: string, error: unknown) => void tell({ step: 'trouble', what: `${what}: ${String(error)}` }).catch(() => {})
  const store = watched(await redisStore({ url, prefix, now: null, onTrouble: () => {} }))
  bot = { store, surfaces: { nonce: surfaceOf(false), history: surfaceOf(true) }, library, find: findersOf(library), onTrouble }
  openClock(bot).start()
}

/** The store, which says what was claimed and what was recorded. */
function watched(store: Store): Store {
  const { records } = store
  return {
    ...store,
    records: {
      ...records,
      claimDue: async (limit, forMs) => {
        const { at, claims } = await records.claimDue(limit, forMs)
        if (claims.length > 0) await tell({ step: 'claimed', at, documents: claims.map(documentOf) })
        return { at, claims }
      },
      commit: async (group, commit) => {
        const [first] = commit.writes
        if (commit.lease.do === 'keep' && first !== undefined) void tell({ step: 'posting', document: documentOf(first) }).catch(() => {})
        const outcome = await records.commit(group, commit)
        if (outcome === 'done' && commit.lease.do !== 'leave' && first !== undefined) await tell({ step: 'recorded', document: documentOf(first), released: commit.lease.do === 'release' })
        return outcome
      },
    },
  }
}

function documentOf({ kind, id }: Pick<Write, 'kind' | 'id'>): string {
  return `${kind}:${id}`
}

/** Posts as the adapters do: Discord's keeps a pace, sends a nonce and looks after a minute, Slack's has none and looks before each further attempt. */
function surfaceOf(looksAlways: boolean): Surface {
  const shown = async (channel: Channel, { id, at }: Made): Promise<Sent> => {
    await tell({ step: 'answered', channel, message: id })
    return { outcome: 'shown', message: id, at, short: null }
  }
  return {
    post: (channel, card, { key, triedAt }) => inTime(async () => {
      const looks = triedAt !== null && (looksAlways || Date.now() - triedAt > NONCE_MS)
      const found = looks ? await tell({ step: 'find', channel, key, card: null, nonce: false }) : null
      return await shown(channel, (found ?? await tell({ step: 'post', channel, key, card, nonce: !looksAlways })) as Made)
    }),
    edit: (channel, message, card) => inTime(async () => await shown(channel, await tell({ step: 'edit', channel, message, card }) as Made)),
    pace: looksAlways ? null : { name: 'nonce', perSecond: 40, burst: 40 },
    longForms: false,
    obstacle: async () => null,
  }
}

async function inTime(work: () => Promise<Sent>): Promise<Sent> {
  const later: Sent = { outcome: 'later', afterMs: 0, sent: true }
  const { promise, resolve } = Promise.withResolvers<Sent>()
  const timer = setTimeout(resolve, SHOW_MS, later)
  const sent = await Promise.race([work().catch(() => later), promise])
  clearTimeout(timer)
  return sent
}

/** Loads, decides and commits: one more, and a point for it. */
async function score(store: Store, group: string, member: string): Promise<void> {
  await again(async () => {
    const saved = await store.records.load(group, 'seen', member)
    const version = saved?.version ?? 0
    return await store.records.commit(group, {
      writes: [{ kind: 'seen', id: member, version, state: { count: version + 1 }, wakeAt: null }],
      gate: null,
      awards: [{ id: `${member}/${version}`, member, points: 1, right: 1, asked: 1, boards: ['day:2026-11-21', 'week:2026-W47', 'month:2026-11', 'all'] }],
      lease: { do: 'leave' },
    })
  })
}
