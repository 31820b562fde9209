/** Shows messages at the pace of their platform, whatever the number of processes. */
import type { Channel, Round } from '../engine/round.ts'
import { isSame, type Announcement } from '../engine/step.ts'
import type { Bot } from './bot.ts'
import type { Sent, Surface } from './ports.ts'

/** Under which key a round's announcement takes its turn; null where people wait for it, or where whoever had the turn has died. */
export function turnKey(round: Round, { part, show, channel, triedAt }: Pick<Announcement, 'part' | 'show' | 'channel' | 'triedAt'>): string | null {
  const { attempts } = round.posts.find(post => isSame(post.channel, channel)) ?? { attempts: 0 }
  return round.mode === 'daily' && !hadTurn(triedAt, attempts) ? `${round.id}/${part}/${show}/${channel.id}` : null
}

/** Says whether somebody had the turn of a post and died at it: it was tried, and has not failed. */
export function hadTurn(triedAt: number | null, attempts: number): boolean {
  return triedAt !== null && attempts === 0
}

/** Reserves the turn of what is shown later. Gives how long to wait, in milliseconds. */
export async function reserveTurn({ surfaces, store }: Bot, { platform }: Channel, key: string | null): Promise<number> {
  const pace = surfaces[platform]?.pace ?? null
  return pace === null || key === null ? 0 : await store.turns.reserve(pace, key)
}

/**
 * Shows something when its turn has come, and says until when to wait before that. The same `key` is the same thing again; without one it is live, and
 * does not wait: others then wait for longer.
 */
export async function inTurn({ surfaces, store }: Bot, { platform }: Channel, key: string | null, show: (surface: Surface) => Promise<Sent>): Promise<Sent> {
  const surface = surfaces[platform]
  if (surface === undefined) return { outcome: 'later', afterMs: 60_000, sent: true }
  const waitMs = surface.pace === null ? 0 : await store.turns.take(surface.pace, key, 1)
  return key !== null && waitMs > 0 ? { outcome: 'later', afterMs: waitMs, sent: false } : await show(surface)
}
