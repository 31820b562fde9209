/** Recall removed from a group: posting stops at once, data waits for a return, then it is erased. */
import { z } from 'zod'
import type { Channel, Round } from '../engine/round.ts'
import { rearm, type Schedule } from '../engine/schedule.ts'
import { stepRound, type RoundEvent } from '../engine/step.ts'
import { again } from './again.ts'
import type { Card } from './card.ts'
import { commitWrites, rewrite, type Change } from './commit.ts'
import { commitStep, readRound } from './rounds.ts'
import type { Claim, Saved, Store } from './ports.ts'
import { readSchedule } from './schedules.ts'
import { notes } from './views/note.ts'

/** Data is kept so long for a return. */
const KEPT_MS = 30 * 24 * 3_600_000

const removal = z.object({ removedAt: z.number(), back: z.boolean().default(false) })
type Removal = z.infer<typeof removal>
type Home = Pick<Channel, 'platform' | 'home'>

/** Stops everything in the group. What a crash leaves undone the next beat does. */
export async function groupRemoved(store: Store, { platform, home }: Home): Promise<Card> {
  const group = await store.members.groupOf(platform, home)
  const at = await store.now()
  await mark(store, group, at, before => before?.back === false ? before : { removedAt: at, back: false })
  await settle(store, group, at)
  return notes.removed
}

/** Takes everything up again where it was, if Recall is back in time; what is missed meanwhile is not posted. */
export async function groupReturned(store: Store, { platform, home }: Home): Promise<void> {
  const group = await store.members.groupOf(platform, home)
  const at = await store.now()
  if (await mark(store, group, at, before => before === null ? null : { ...before, back: true })) await settle(store, group, at)
}

/** Says whether Recall was removed from the group and is not back. */
export async function isAway(store: Store, group: string): Promise<boolean> {
  const saved = await store.records.load(group, 'removal', 'group')
  return saved !== null && !removal.parse(saved.state).back
}

/** Runs a claimed removal: everything is stopped, taken up again, or erased when the time for a return is over. */
export async function runRemoval(store: Store, { group, state }: Claim, at: number): Promise<void> {
  const { removedAt, back } = removal.parse(state)
  if (!back && at >= removedAt + KEPT_MS) await store.erase(group)
  else await settle(store, group, at)
}

/** Writes down what is to become of the group, due at once; says whether there is anything to do. */
async function mark(store: Store, group: string, at: number, change: (before: Removal | null) => Removal | null): Promise<boolean> {
  return await again(async () => {
    const saved = await store.records.load(group, 'removal', 'group')
    const state = change(saved === null ? null : removal.parse(saved.state))
    if (state === null) return false
    return await commitWrites(store, group, [{ kind: 'removal', id: 'group', version: saved?.version ?? 0, state, wakeAt: at }]) === 'done' ? true : 'conflict'
  })
}

/** Stops the group or takes it up again. When that has changed before it is done, what is written down last holds. */
async function settle(store: Store, group: string, at: number): Promise<void> {
  await again(async () => {
    const saved = await store.records.load(group, 'removal', 'group')
    const state = saved === null ? null : removal.parse(saved.state)
    const isBack = state === null || state.back
    await (isBack ? resume(store, group, at) : stop(store, group, at))
    if (saved === null || state === null) return 'done'
    const [after, wakeAt] = isBack ? [null, null] : [state, state.removedAt + KEPT_MS]
    return await commitWrites(store, group, [{ kind: 'removal', id: 'group', version: saved.version, state: after, wakeAt }])
  })
}

async function stop(store: Store, group: string, at: number): Promise<void> {
  for (const { id } of await store.records.list(group, 'schedule')) await rewrite(store, group, 'schedule', id, saved => ({ state: readSchedule(saved), wakeAt: null }))
  for (const saved of await store.records.list(group, 'round')) {
    const round = readRound(saved)
    if (round.mode !== 'daily' && round.phase !== 'closed') await endRound(store, group, saved, at)
    else if (round.wakeAt !== null) await rewrite(store, group, 'round', round.id, one => ({ state: unlessPosting(readRound(one), at), wakeAt: null }))
  }
}

/** The round as it is; one that nobody has seen yet is over. */
function unlessPosting(round: Round, at: number): Round {
  return round.phase === 'posting' ? silence(round, at) : round
}

/** Dailies that were open keep their answers and are revealed; every schedule goes on with its next slot. */
async function resume(store: Store, group: string, at: number): Promise<void> {
  for (const { id } of await store.records.list(group, 'schedule')) await rewrite(store, group, 'schedule', id, saved => rearmed(rearm(readSchedule(saved), at)))
  for (const saved of await store.records.list(group, 'round')) {
    if (readRound(saved).wakeAt !== null) await rewrite(store, group, 'round', saved.id, one => rearmed(readRound(one)))
  }
}

/** The document with its own timer. */
function rearmed(state: Round | Schedule): Change {
  return { state, wakeAt: state.wakeAt }
}

/** Ends a running round without a word: its open question is void, what was revealed counts. */
async function endRound(store: Store, group: string, saved: Saved, at: number): Promise<void> {
  await commitStep(store, group, saved, async round => {
    await store.answers.close(group, round.id, round.index)
    return { state: silence(round, at), awards: [], announcements: [] }
  }, () => ({ do: 'leave' }))
}

function silence(round: Round, at: number): Round {
  const stopped = [{ type: 'stopped', at, by: 'removal' }, { type: 'woke', at }] satisfies RoundEvent[]
  const quiet = stopped.reduce((state, event) => stepRound(state, event).state, round)
  return quiet.posts.reduce((state, { channel, message }) => {
    const announcement = { part: state.phase === 'ending' ? 'podium' as const : state.index, show: 'reveal' as const, channel, message, triedAt: null }
    return stepRound(state, { type: 'failed', at, announcement, gone: { what: 'removed' }, retryAfterMs: 0, tried: true }).state
  }, quiet)
}
