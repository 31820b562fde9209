/** When the weekly recap is due: Monday morning, about the ISO week that has ended. */
import { windowOf } from './leaderboard.ts'
import { dateAt, instantOf } from './zone.ts'

const TIME = '09:00'
/** After an outage a recap is still posted, up to this long after its time. */
const LATE_MS = 3 * 86_400_000

/** The next Monday at nine in the zone, after an instant; both in milliseconds. */
export function nextRecapAt(after: number, zone: string): number {
  const today = Temporal.PlainDate.from(dateAt(after, zone))
  const monday = today.subtract({ days: today.dayOfWeek - 1 })
  const first = instantOf(monday.toString(), TIME, zone)
  return first > after ? first : instantOf(monday.add({ days: 7 }).toString(), TIME, zone)
}

/** The window of the week that a recap due at `dueAt` is about; null when that is too long ago. */
export function recapWindow(dueAt: number, at: number, zone: string): string | null {
  return at - dueAt > LATE_MS ? null : windowOf('week', dueAt - 3 * 86_400_000, zone)
}
