/** When a daily is due: slots by local date, whatever the clocks of a zone do. */
import { z } from 'zod'
import { channel } from './round.ts'
import { dateAt, instantOf } from './zone.ts'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** After an outage a daily is still posted, marked late, up to this long after its time. */
const LATE_WINDOW_MS = 12 * 3_600_000
/** A post this little after its time is not called late. */
const ON_TIME_MS = 5 * 60_000

export const schedule = z.object({
  id: z.string(),
  channel,
  zone: z.string(),
  time: z.string(),
  days: z.array(z.enum(weekdays)).min(1),
  topic: z.string().nullable(),
  difficulty: z.string().nullable(),
  reveal: z.string(),
  paused: z.boolean(),
  lastDate: z.string().nullable(),
  wakeAt: z.number().nullable(),
})

/**
 * A daily in one channel: at `time` (HH:MM) on `days` in `zone`, revealed at `reveal` (HH:MM, or `next` for the next
 * post). `lastDate` is the local date of the last slot that was posted.
 */
export type Schedule = z.infer<typeof schedule>

/** One daily post. Its `id` is made of the schedule and the local date, so that a date is posted once. */
export interface Slot {
  id: string
  date: string
  late: boolean
  revealAt: number
}

/** A schedule that knows when its next slot after `at` is; paused, it has none. */
export function rearm(state: Schedule, at: number): Schedule {
  return { ...state, wakeAt: state.paused ? null : nextSlotAt(state, at) }
}

/** The due slot of a schedule that woke at `at`, or none when it lies too far back, and the schedule after it. */
export function stepSchedule(state: Schedule, at: number): { state: Schedule, slot: Slot | null } {
  if (state.paused || state.wakeAt === null || state.wakeAt > at) return { state, slot: null }
  const due = lastDueAt(state, state.wakeAt, at)
  if (at - due > LATE_WINDOW_MS) return { state: rearm(state, at), slot: null }
  return postSlot(state, dateAt(due, state.zone), at, at - due > ON_TIME_MS)
}

/** The slot of today, posted now by an admin; none when today's has been posted. */
export function slotNow(state: Schedule, at: number): { state: Schedule, slot: Slot | null } {
  const date = dateAt(at, state.zone)
  return state.lastDate !== null && state.lastDate >= date ? { state, slot: null } : postSlot(state, date, at, false)
}

function postSlot(state: Schedule, date: string, at: number, late: boolean): { state: Schedule, slot: Slot } {
  const posted = { ...state, lastDate: date }
  const next = rearm(posted, at)
  return { state: next, slot: { id: `${state.id}-${date}`, date, late, revealAt: revealAt(posted, at) } }
}

/** The next post, or the first `reveal` time that is at least an hour after this one. */
function revealAt(state: Schedule, at: number): number {
  if (state.reveal === 'next') return nextSlotAt(state, at)
  const dates = datesFrom(dateAt(at, state.zone), 3)
  return dates.map(date => instantOf(date, state.reveal, state.zone)).find(instant => instant >= at + 3_600_000) ?? at
}

/** After an outage over several slots only the last of them is posted. */
function lastDueAt(state: Schedule, firstDue: number, at: number): number {
  let due = firstDue
  for (let next = nextSlotAt(state, due); next <= at; next = nextSlotAt(state, due)) due = next
  return due
}

/** The first slot after an instant whose date has not been posted; both are in milliseconds. */
export function nextSlotAt(state: Schedule, after: number): number {
  const dates = datesFrom(dateAt(after, state.zone), 15)
  const date = dates.find(one => isOn(state, one) && one > (state.lastDate ?? '') && instantOf(one, state.time, state.zone) > after)
  if (date === undefined) throw new Error(`Schedule ${state.id} has no slot in the two weeks after ${new Date(after).toISOString()}.`)
  return instantOf(date, state.time, state.zone)
}

function isOn(state: Schedule, date: string): boolean {
  const day = weekdays[Temporal.PlainDate.from(date).dayOfWeek - 1]
  return day !== undefined && state.days.includes(day)
}

function datesFrom(date: string, count: number): string[] {
  const first = Temporal.PlainDate.from(date)
  return Array.from({ length: count }, (_, days) => first.add({ days }).toString())
}
