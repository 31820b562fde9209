/** Streaks: days in a row on which a member answered a daily, with freezes for the days missed. */
import { z } from 'zod'
import { dateAt } from './zone.ts'

/** So many answered days earn a freeze. */
const EARNS_FREEZE = 7
/** A member holds at most so many freezes. */
export const MOST_FREEZES = 2

/** A daily that was revealed: its round, and when it was posted. */
const slot = z.object({ round: z.string(), at: z.number() })
export const slots = z.object({ slots: z.array(slot) })
export type PostedSlot = z.infer<typeof slot>

/** A local day with at least one daily; answered, when the member answered one of them. */
export interface DailyDay {
  date: string
  answered: boolean
}

/** What became of a day: `before` is one before the member's first answer. */
export type DayState = 'answered' | 'frozen' | 'missed' | 'before'

/** A day as it is listed: also one that had no daily, and one whose daily is open still, answered (`locked in`) or not. */
export interface ListedDay {
  date: string
  state: DayState | 'no daily' | 'open' | 'locked in'
}

/** `days` is the streak now, `best` the longest, `freezes` are held, `toFreeze` answered days are missing for the next one. */
export interface Streak {
  days: number
  best: number
  freezes: number
  toFreeze: number
  states: ReadonlyMap<string, DayState>
}

/**
 * The days of the dailies that were revealed, in a zone and in order. `answered` are the rounds that the member
 * answered. A day that is not lost yet, because another daily of it is `open`, is left out.
 */
export function dailyDays(posted: readonly PostedSlot[], open: readonly PostedSlot[], answered: ReadonlySet<string>, zone: string): DailyDay[] {
  const undecided = new Set(open.map(({ at }) => dateAt(at, zone)))
  const byDate = Map.groupBy(posted, ({ at }) => dateAt(at, zone))
  return [...byDate].map(([date, dailies]) => ({ date, answered: dailies.some(({ round }) => answered.has(round)) }))
    .filter(day => day.answered || !undecided.has(day.date))
    .toSorted((a, b) => a.date < b.date ? -1 : 1)
}

/** The streak after these days. Days without a daily are not among them, so they break nothing. */
export function streakOf(days: readonly DailyDay[]): Streak {
  const states = new Map<string, DayState>()
  let streak: Streak = { days: 0, best: 0, freezes: 0, toFreeze: EARNS_FREEZE, states }
  for (const { date, answered } of days) {
    const state = stateOf(streak, answered)
    states.set(date, state)
    if (state !== 'before') streak = answered ? answer(streak) : miss(streak)
  }
  return streak
}

/** The last so many days up to `today`, oldest first. `open` are the dailies that take answers now. */
export function lastDays({ states }: Streak, open: readonly PostedSlot[], answered: ReadonlySet<string>, today: string, zone: string, count: number): ListedDay[] {
  const dates = Array.from({ length: count }, (_, place) => Temporal.PlainDate.from(today).subtract({ days: count - 1 - place }).toString())
  return dates.map(date => {
    const here = open.filter(({ at }) => dateAt(at, zone) === date)
    const undecided = here.length === 0 ? 'no daily' : here.some(({ round }) => answered.has(round)) ? 'locked in' : 'open'
    return { date, state: states.get(date) ?? undecided }
  })
}

function stateOf({ best, freezes }: Streak, answered: boolean): DayState {
  if (answered) return 'answered'
  if (best === 0) return 'before'
  return freezes > 0 ? 'frozen' : 'missed'
}

function answer(streak: Streak): Streak {
  const days = streak.days + 1
  const earned = streak.toFreeze === 1
  return {
    ...streak,
    days,
    best: Math.max(streak.best, days),
    freezes: earned ? Math.min(streak.freezes + 1, MOST_FREEZES) : streak.freezes,
    toFreeze: earned ? EARNS_FREEZE : streak.toFreeze - 1,
  }
}

/** A freeze, if there is one, saves the streak. */
function miss(streak: Streak): Streak {
  return streak.freezes > 0 ? { ...streak, freezes: streak.freezes - 1 } : { ...streak, days: 0 }
}
