/** Windows of time that leaderboards count in, and ranks with ties. */
import { startOfDay, zoned } from './zone.ts'

export type Period = 'day' | 'week' | 'month' | 'all'

/** A member's place: points, and right answers of all that were given. `rank` starts at 1, equal points share it. */
export interface Standing {
  member: string
  points: number
  right: number
  asked: number
  rank: number
}

/** The windows that an instant belongs to in the group's zone: its day, ISO week and month, and all time. */
export function windowsOf(at: number, zone: string): string[] {
  return (['day', 'week', 'month', 'all'] as const).map(period => windowOf(period, at, zone))
}

/** The boards that an answer counts on: those of its windows, and those of its team in them. */
export function boardsOf(at: number, zone: string, team: string | null): string[] {
  const windows = windowsOf(at, zone)
  return team === null ? windows : [...windows, ...windows.map(window => teamBoard(window, team))]
}

/** The board of a team's members in a window. */
export function teamBoard(window: string, team: string): string {
  return `${window}/${team}`
}

/** The team among these boards of an answer; null when it was given for none. */
export function teamOf(boards: readonly string[]): string | null {
  return boards.find(board => board.startsWith('all/'))?.slice('all/'.length) ?? null
}

/** The board that holds right and asked of a topic, practice included. It has no points. */
export function topicBoard(topic: string): string {
  return `topic:${topic}`
}

/** The name of one window, such as `day:2026-11-21`, `week:2026-W47`, `month:2026-11` or `all`. */
export function windowOf(period: Period, at: number, zone: string): string {
  const local = zoned(at, zone)
  const date = local.toPlainDate().toString()
  if (period === 'day') return `day:${date}`
  if (period === 'week') return `week:${local.yearOfWeek}-W${String(local.weekOfYear).padStart(2, '0')}`
  return period === 'month' ? `month:${date.slice(0, 7)}` : 'all'
}

/** When the window that holds `at` ends, in milliseconds; null for all time. */
export function windowEnd(period: Period, at: number, zone: string): number | null {
  if (period === 'all') return null
  const today = zoned(at, zone).toPlainDate()
  const next = period === 'day' ? today.add({ days: 1 })
    : period === 'week' ? today.add({ days: 8 - today.dayOfWeek })
    : today.with({ day: 1 }).add({ months: 1 })
  return startOfDay(next.toString(), zone)
}

/** The standings in order, most points first, with ranks 1, 2, 2, 4. Equal points are ordered by member id. */
export function rankAll(standings: readonly Omit<Standing, 'rank'>[]): Standing[] {
  return rankPlaces(standings.toSorted((a, b) => b.points - a.points || (a.member < b.member ? -1 : 1)), 0, 0)
}

/**
 * Ranks for places, of members or teams, that follow each other on a board. `offset` is the place of the first of them
 * (0 is the top), `ahead` how many have more points than it.
 */
export function rankPlaces<Place extends { points: number }>(places: readonly Place[], offset: number, ahead: number): (Place & { rank: number })[] {
  let rank = ahead + 1
  return places.map((one, place) => {
    if (place > 0 && places[place - 1]?.points !== one.points) rank = offset + place + 1
    return { ...one, rank }
  })
}
