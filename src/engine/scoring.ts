/** Points of one answer. All points are whole numbers. */

export type Scoring = 'speed' | 'accuracy'

/** When an answer came: before the deadline, within the grace after it, or too late to count. */
export type Timing = 'in time' | 'grace' | 'late'

/** What the points of an answer depend on; `run` counts right answers in a row, this one included. */
export interface Scored {
  scoring: Scoring
  right: boolean
  timing: Timing
  leftMs: number
  allowedMs: number
  run: number
}

const RIGHT = 1000
const FLOOR = 500
const RUN_STEP = 100
const RUN_MOST = 300

/** When an answer given at `at` came; all three are instants of the platform, the grace is in milliseconds. */
export function timingOf(at: number, deadlineAt: number, graceMs: number): Timing {
  if (at <= deadlineAt) return 'in time'
  return at <= deadlineAt + graceMs ? 'grace' : 'late'
}

/**
 * The points of an answer. Accuracy: 1,000 for right. Speed: 500 and a share of 500 by the time left, and 100 for each
 * step of a run from the second right answer in a row, at most 300. Within the grace: 500 and no more.
 */
export function pointsOf(answer: Scored): number {
  if (!answer.right || answer.timing === 'late') return 0
  if (answer.timing === 'grace') return FLOOR
  if (answer.scoring === 'accuracy') return RIGHT
  const left = Math.min(Math.max(answer.leftMs, 0), answer.allowedMs)
  const bonus = Math.min(RUN_STEP * (answer.run - 1), RUN_MOST)
  return FLOOR + Math.floor((FLOOR * left) / answer.allowedMs) + bonus
}
