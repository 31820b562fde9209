/** How long boards are kept: those of days and weeks are many, and nobody looks at them for long. */

const DAY_MS = 86_400_000
/** Days that the board of a day, and that of a week, are kept after their end. */
const KEPT = { day: 35, week: 100 }

/**
 * The instant from which on a store holds this board no more, and takes nothing for it; null when it is kept for good. It follows from
 * the board's name alone (`day:2026-11-21`, `week:2026-W47`, with a team or without), so that all stores say the same.
 */
export function keptUntil(board: string): number | null {
  const { date, year, week } = /^(?:day:(?<date>\d{4}-\d\d-\d\d)|week:(?<year>\d{4})-W(?<week>\d\d))(?:\/|$)/.exec(board)?.groups ?? {}
  if (date !== undefined) return Date.parse(date) + (1 + KEPT.day) * DAY_MS
  return year === undefined ? null : mondayOf(Number(year), Number(week)) + (7 + KEPT.week) * DAY_MS
}

/** Says whether the board is held no more at this instant. */
export function isPast(board: string, at: number): boolean {
  const until = keptUntil(board)
  return until !== null && until <= at
}

/** The Monday of an ISO week: the 4th of January is always in the first one. */
function mondayOf(year: number, week: number): number {
  const fourth = new Date(Date.UTC(year, 0, 4))
  return fourth.getTime() + ((week - 1) * 7 - (fourth.getUTCDay() + 6) % 7) * DAY_MS
}
