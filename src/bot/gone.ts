/** What becomes of a round that cannot be shown. */
import { type Round } from '../engine/round.ts'
import { rearm, withoutSlot } from '../engine/schedule.ts'
import { alertsWrite, type Alert } from './alert.ts'
import type { Store, Write } from './ports.ts'
import { readSchedule, scheduleWrite } from './schedules.ts'

/**
 * What goes with a round's step that found its messages unwanted somewhere: admins are told why. A daily whose question was never shown
 * is `lost`: its schedule pauses, unless Recall was removed, and its date stays to be posted.
 */
export async function goneWrites(store: Store, group: string, before: Round, after: Round): Promise<{ lost: boolean, writes: Write[] }> {
  const news = after.posts.filter((post, place) => post.gone !== null && before.posts[place]?.gone === null)
  if (news.length === 0) return { lost: false, writes: [] }
  const at = await store.now()
  const lost = isLost(before, after) ? await lostSchedule(store, group, after, at) : null
  const about = isUnasked(before, after) ? lost === null ? 'daily not posted' : 'daily paused' : 'not shown'
  const alerts = news.map(({ channel, gone }): Alert => ({ id: `gone-${channel.id}`, about, channel, at, why: gone }))
  const told = alerts.filter(({ why }) => why?.what !== 'removed' && (about !== 'not shown' || why?.what !== 'channel gone'))
  return { lost: lost !== null, writes: [...(lost === null ? [] : [lost]), ...(told.length === 0 ? [] : [await alertsWrite(store, group, told)])] }
}

/** A daily of which nobody has seen the question. */
function isUnasked(before: Round, after: Round): boolean {
  return after.mode === 'daily' && before.phase === 'posting' && after.phase === 'closed'
}

/** One that the next attempt would not bring either. */
function isLost(before: Round, after: Round): boolean {
  return isUnasked(before, after) && after.posts.every(({ gone }) => gone !== null && gone.what !== 'given up')
}

/** The schedule without the date; where Recall was removed nothing is paused, because a return takes everything up again. */
async function lostSchedule(store: Store, group: string, { id, posts }: Round, at: number): Promise<Write | null> {
  const saved = (await store.records.list(group, 'schedule')).find(one => id.startsWith(`${one.id}-`))
  if (saved === undefined) return null
  const { paused } = readSchedule(saved)
  const state = withoutSlot(readSchedule(saved), id)
  return scheduleWrite(posts.every(({ gone }) => gone?.what === 'removed') ? rearm({ ...state, paused }, at) : state, saved.version)
}
