/** Loads and commits rounds. */
import { z } from 'zod'
import { countAwards, day, type Day } from '../engine/count.ts'
import { current, modeOf, round, type Award, type Channel, type Round } from '../engine/round.ts'
import type { Stepped } from '../engine/step.ts'
import { slots, type PostedSlot } from '../engine/streak.ts'
import { dateAt } from '../engine/zone.ts'
import { again } from './again.ts'
import { channelId, loadChannel } from './channel.ts'
import { goneWrites } from './gone.ts'
import type { Asking, Committed, Gate, Lease, Saved, Store, Write } from './ports.ts'

const asking = z.object({ round: z.string(), question: z.int() })

/** A saved round, read back and checked. */
export function readRound(saved: Saved): Round {
  return round.parse(saved.state)
}

/** The round with this id, or null. */
export async function loadRound(store: Store, group: string, id: string): Promise<Round | null> {
  const saved = await store.records.load(group, 'round', id)
  return saved === null ? null : readRound(saved)
}

/** The local day of a group by its date, and the version it was read at. */
export async function loadDay(store: Store, group: string, date: string): Promise<{ day: Day, version: number }> {
  const saved = await store.records.load(group, 'day', date)
  return { day: day.parse(saved?.state ?? { rounds: {} }), version: saved?.version ?? 0 }
}

/** The local date that a round counts on: that of its start. */
export function dayOf({ startedAt, zone }: Round): string {
  return dateAt(startedAt, zone)
}

/**
 * Steps the round and commits it; when somebody else wrote first, loads it again and steps that. Gives the version
 * that was written too; null when the lease has gone to somebody else, or the round is no more.
 */
export async function commitStep(store: Store, group: string, from: Saved, step: (round: Round) => Promise<Stepped>, lease: (stepped: Stepped) => Lease): Promise<Stepped & { version: number } | null> {
  let saved: Saved | null = from
  return await again(async () => {
    if (saved === null) return null
    const round = readRound(saved)
    const stepped = await step(round)
    const { version } = saved
    const outcome = await commitRound(store, group, round, version, stepped, lease(stepped))
    if (outcome === 'done') return { ...stepped, version: version + 1 }
    if (outcome === 'fenced') return null
    saved = await store.records.load(group, 'round', from.id)
    return outcome
  })
}

/** Commits what a step made of a round that was read at `version`, with everything that changes with it, all or nothing. */
async function commitRound(store: Store, group: string, before: Round, version: number, stepped: Stepped, lease: Lease): Promise<Committed> {
  const { state } = stepped
  const counted = await count(store, group, state, stepped.awards)
  const gone = await goneWrites(store, group, before, state)
  const writes: Write[] = [
    { kind: 'round', id: state.id, version, state: gone.lost ? null : state, wakeAt: state.wakeAt },
    ...gone.writes,
    ...counted.writes,
    ...await slotWrites(store, group, before, state),
    ...await revealedWrites(store, group, before, state),
    ...await channelWrites(store, group, before, state),
  ]
  return await store.records.commit(group, { writes, gate: gateOf(before, state), awards: counted.awards, lease })
}

/** A question takes answers from the moment it is being posted: nobody can be faster than that. */
export function gateOf(before: Round | null, after: Round): Gate | null {
  const isNew = before === null || before.index !== after.index
  return isNew && after.phase === 'posting' ? { round: after.id, question: after.index } : null
}

/** Leaves out the awards of rounds over a member's limit for the day. Progress by topic is not limited. */
async function count(store: Store, group: string, state: Round, awards: readonly Award[]): Promise<{ awards: readonly Award[], writes: Write[] }> {
  const [progress, points] = [awards.filter(isProgress), awards.filter(award => !isProgress(award))]
  if (state.roundsADay === null || points.length === 0) return { awards, writes: [] }
  const today = await loadDay(store, group, dayOf(state))
  const counted = countAwards(today.day, state, points)
  return { awards: [...progress, ...counted.awards], writes: [{ kind: 'day', id: dayOf(state), version: today.version, state: counted.day, wakeAt: null }] }
}

function isProgress({ boards }: Award): boolean {
  return boards.every(board => board.startsWith('topic:'))
}

/** A daily that closed is a slot from then on: streaks go by it. */
async function slotWrites(store: Store, group: string, before: Round, after: Round): Promise<Write[]> {
  const { openedAt } = current(after)
  if (after.mode !== 'daily' || !wasRevealed(before, after) || openedAt === null) return []
  return [await slotsWrite(store, group, after, openedAt, posted => [...posted, { round: after.id, at: openedAt }])]
}

/** The dailies of the year in which this one was posted, changed. */
export async function slotsWrite(store: Store, group: string, { zone }: Round, postedAt: number, change: (posted: PostedSlot[]) => PostedSlot[]): Promise<Write> {
  const year = dateAt(postedAt, zone).slice(0, 4)
  const saved = await store.records.load(group, 'slots', year)
  const { slots: posted } = slots.parse(saved?.state ?? { slots: [] })
  return { kind: 'slots', id: year, version: saved?.version ?? 0, state: { slots: change(posted) }, wakeAt: null }
}

/** Each channel remembers its latest reveal. */
async function revealedWrites(store: Store, group: string, before: Round, after: Round): Promise<Write[]> {
  if (!wasRevealed(before, after)) return []
  return await Promise.all(after.posts.map(async ({ channel }) => {
    const saved = await store.records.load(group, 'revealed', channelId(channel))
    return { kind: 'revealed' as const, id: channelId(channel), version: saved?.version ?? 0, state: { round: after.id, question: after.index }, wakeAt: null }
  }))
}

/** Says whether the step revealed a question; one that was stopped is not. */
function wasRevealed(before: Round, after: Round): boolean {
  return before.phase === 'open' && after.phase !== 'open' && current(after).result?.void === false
}

/** The question that was revealed last in a channel, or null. */
export async function latestRevealed(store: Store, group: string, channel: Channel): Promise<Asking | null> {
  const saved = await store.records.load(group, 'revealed', channelId(channel))
  return saved === null ? null : asking.parse(saved.state)
}

/** A round that closes lets go of its channel. */
async function channelWrites(store: Store, group: string, before: Round, after: Round): Promise<Write[]> {
  if (after.phase !== 'closed' || before.phase === 'closed' || !modeOf(after).holdsChannel) return []
  const { channel } = after.posts[0] as Round['posts'][number]
  const { version } = await loadChannel(store, group, channel)
  return [{ kind: 'channel', id: channelId(channel), version, state: { round: null, endedAt: after.endedAt }, wakeAt: null }]
}
