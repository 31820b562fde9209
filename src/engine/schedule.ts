/** When a daily is due: slots by local date, whatever the clocks of a zone do. */
import { z } from 'zod'
import { channel } from './round.ts'
import { dateAt, instantOf, zoneAt, type Zones } from './zone.ts'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** After an outage a daily is still posted, marked late, up to this long after its time. */
const LATE_WINDOW_MS = 12 * 3_600_000
/** A post this little after its time is not called late. */
const ON_TIME_MS = 5 * 60_000
/** A daily may be open this long after its reveal was due: a clock that stood still reveals late. */
const REVEALED_AFTER_MS = 86_400_000

export const schedule = z.object({
  id: z.string(),
  channel,
  zone: z.string(),
  next: z.object({ zone: z.string(), from: z.number() }).nullable().default(null),
  time: z.string(),
  days: z.array(z.enum(weekdays)).min(1),
  topic: z.string().nullable(),
  difficulty: z.string().nullable(),
  reveal: z.string(),
  mention: z.string().nullable().default(null),
  thread: z.boolean().default(false),
  paused: z.enum(['no', 'by an admin', 'channel gone', 'off']),
  lastDate: z.string().nullable(),
  posted: z.array(z.object({ round: z.string(), revealAt: z.number() })).default([]),
  drawn: z.object({ question: z.string(), seed: z.string() }).nullable().default(null),
  wakeAt: z.number().nullable(),
})

/**
 * A daily in one channel: at `time` (HH:MM) on `days` in `zone` (until `next` holds), revealed at `reveal` (HH:MM, or `next` for the
 * next post). `mention` is a role that hears of each post, `thread` whether a thread is opened below it. `lastDate` is the local date of the last slot that was posted, `posted` are the rounds that may be open still, `drawn` the question that the next one asks, once
 * somebody has looked at it. A schedule that was switched off is kept, so that no date is posted twice.
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
  return { ...state, wakeAt: state.paused === 'no' ? nextSlotAt(state, at) : null }
}

/** The schedule in other zones; a slot that is due already keeps its time. */
export function withZones(state: Schedule, { zone, next }: Zones, at: number): Schedule {
  const moved = { ...state, zone, next }
  return state.wakeAt !== null && state.wakeAt <= at ? moved : rearm(moved, at)
}

/** The due slot of a schedule that woke at `at`, or none when it lies too far back, and the schedule after it. */
export function stepSchedule(state: Schedule, at: number): { state: Schedule, slot: Slot | null } {
  if (state.paused !== 'no' || state.wakeAt === null || state.wakeAt > at) return { state, slot: null }
  const due = lastDueAt(state, state.wakeAt, at)
  if (at - due > LATE_WINDOW_MS) return { state: rearm(state, at), slot: null }
  return postSlot(state, dateAt(due, zoneAt(state, due)), at, at - due > ON_TIME_MS)
}

/** The slot of today, posted now by an admin; none when today's has been posted. */
export function slotNow(state: Schedule, at: number): { state: Schedule, slot: Slot | null } {
  const date = dateAt(at, zoneAt(state, at))
  return state.lastDate !== null && state.lastDate >= date ? { state, slot: null } : postSlot(state, date, at, false)
}

/** The id of the next slot: its question can be drawn before it is due. */
export function nextSlotId(state: Schedule, at: number): string {
  const due = nextSlotAt(state, at)
  return `${state.id}-${dateAt(due, zoneAt(state, due))}`
}

/** The schedule of a slot that could not be posted at all: paused, if nobody has done so before, and the date still to be posted. */
export function withoutSlot(state: Schedule, slotId: string): Schedule {
  const date = slotId.slice(state.id.length + 1)
  const lastDate = state.lastDate === date ? Temporal.PlainDate.from(date).subtract({ days: 1 }).toString() : state.lastDate
  const posted = state.posted.filter(one => one.round !== slotId)
  return { ...state, lastDate, posted, paused: state.paused === 'no' ? 'channel gone' : state.paused, wakeAt: null }
}

function postSlot(state: Schedule, date: string, at: number, late: boolean): { state: Schedule, slot: Slot } {
  const dated = { ...state, lastDate: date, drawn: null }
  const slot = { id: `${state.id}-${date}`, date, late, revealAt: revealAt(dated, at) }
  const open = state.posted.filter(one => one.revealAt > at - REVEALED_AFTER_MS)
  return { state: rearm({ ...dated, posted: [...open, { round: slot.id, revealAt: slot.revealAt }] }, at), slot }
}

/** The next post, or the first `reveal` time that is at least an hour after this one. */
function revealAt(state: Schedule, at: number): number {
  if (state.reveal === 'next') return nextSlotAt(state, at)
  const zone = zoneAt(state, at)
  const dates = datesFrom(dateAt(at, zone), 3)
  return dates.map(date => instantOf(date, state.reveal, zone)).find(instant => instant >= at + 3_600_000) ?? at
}

/** After an outage over several slots only the last of them is posted. */
function lastDueAt(state: Schedule, firstDue: number, at: number): number {
  let due = firstDue
  for (let next = nextSlotAt(state, due); next <= at; next = nextSlotAt(state, due)) due = next
  return due
}

/** The first slot after an instant whose date has not been posted; both are in milliseconds. */
export function nextSlotAt(state: Schedule, after: number): number {
  const { zone, next } = state
  if (next === null) return firstSlotAt(state, zone, after)
  const before = after < next.from ? firstSlotAt(state, zone, after) : Infinity
  return before < next.from ? before : firstSlotAt(state, next.zone, Math.max(after, next.from - 1))
}

function firstSlotAt(state: Schedule, zone: string, after: number): number {
  const first = [dateAt(after, zone), state.lastDate ?? ''].toSorted().at(-1) as string
  const dates = datesFrom(first, 15)
  const date = dates.find(one => isOn(state, one) && one > (state.lastDate ?? '') && instantOf(one, state.time, zone) > after)
  if (date === undefined) throw new Error(`Schedule ${state.id} has no slot in the two weeks after ${new Date(after).toISOString()}.`)
  return instantOf(date, state.time, zone)
}

function isOn(state: Schedule, date: string): boolean {
  const day = weekdays[Temporal.PlainDate.from(date).dayOfWeek - 1]
  return day !== undefined && state.days.includes(day)
}

function datesFrom(date: string, count: number): string[] {
  const first = Temporal.PlainDate.from(date)
  return Array.from({ length: count }, (_, days) => first.add({ days }).toString())
}
