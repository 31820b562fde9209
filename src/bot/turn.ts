/** Shows messages at the pace of their platform, whatever the number of processes. */
import type { Channel, Round } from '../engine/round.ts'
import { isSame, type Announcement } from '../engine/step.ts'
import type { Bot } from './bot.ts'
import type { Card } from './card.ts'
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

/** What is shown in turn: how its card is made and shown, and until when, by `performance.now()`, that may begin. */
export interface Show {
  by: number
  card(): Promise<Card>
  on(surface: Surface, card: Card): Promise<Sent>
}

/**
 * Shows something when its turn has come, and says until when to wait before that; where it is too late to begin, nothing is sent. The same `key` is the same thing again; without one it is live, and
 * does not wait: others then wait for longer.
 */
export async function inTurn({ surfaces, store }: Bot, { platform }: Channel, key: string | null, show: Show): Promise<Sent> {
  const surface = surfaces[platform]
  if (surface === undefined) return { outcome: 'later', afterMs: 60_000, sent: true }
  const waitMs = surface.pace === null ? 0 : await store.turns.take(surface.pace, key, 1)
  if (key !== null && waitMs > 0) return { outcome: 'later', afterMs: waitMs, sent: false }
  const card = await show.card()
  return performance.now() > show.by ? { outcome: 'later', afterMs: 0, sent: false } : await show.on(surface, card)
}
