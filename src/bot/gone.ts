/** What becomes of a daily whose channel is gone. */
import { modeOf, type Round } from '../engine/round.ts'
import { withoutSlot } from '../engine/schedule.ts'
import { alertWrite } from './alert.ts'
import type { Store, Write } from './ports.ts'
import { readSchedule, scheduleWrite } from './schedules.ts'

/**
 * What goes with a round's step that found its channel gone before its question was ever shown: the schedule pauses, the date stays to be
 * posted, and the admins are told. None for any other step.
 */
export async function goneWrites(store: Store, group: string, before: Round, after: Round, at: number): Promise<Write[]> {
  const lost = after.mode === 'daily' && before.phase === 'posting' && after.phase === 'closed'
    && after.posts.every(post => post.gone && post.attempts < modeOf(after).attempts)
  if (!lost) return []
  const saved = (await store.records.list(group, 'schedule')).find(one => after.id.startsWith(`${one.id}-`))
  if (saved === undefined) return []
  const state = withoutSlot(readSchedule(saved), after.id)
  return [scheduleWrite(state, saved.version), await alertWrite(store, group, `gone-${state.id}`, 'channel gone', state.channel, at)]
}
