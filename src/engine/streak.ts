/** Streaks: days in a row on which a member answered a daily, with freezes for the days missed. */
import { z } from 'zod'
import { dateAt } from './zone.ts'

/** So many answered days earn a freeze. */
const EARNS_FREEZE = 7
/** A member holds at most so many freezes. */
const MOST_FREEZES = 2

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

/** `days` is the streak now, `best` the longest, `freezes` are held, `toFreeze` answered days are missing for the next one. */
export interface Streak {
  days: number
  best: number
  freezes: number
  toFreeze: number
  states: Record<string, DayState>
}

/** The days of these dailies in a zone, in order. `answered` are the rounds that the member answered. */
export function dailyDays(posted: readonly PostedSlot[], answered: ReadonlySet<string>, zone: string): DailyDay[] {
  const byDate = Map.groupBy(posted, ({ at }) => dateAt(at, zone))
  return [...byDate].map(([date, dailies]) => ({ date, answered: dailies.some(({ round }) => answered.has(round)) })).toSorted((a, b) => a.date < b.date ? -1 : 1)
}

/** The streak after these days. Days without a daily are not among them, so they break nothing. */
export function streakOf(days: readonly DailyDay[]): Streak {
  const start: Streak = { days: 0, best: 0, freezes: 0, toFreeze: EARNS_FREEZE, states: {} }
  return days.reduce((streak, { date, answered }) => {
    const state = stateOf(streak, answered)
    return { ...(state === 'answered' ? answer(streak) : state === 'before' ? streak : miss(streak)), states: { ...streak.states, [date]: state } }
  }, start)
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
