/** How long to wait before something is tried again. */

const FIRST_MS = 1000
const MOST_MS = 5 * 60_000

/** Milliseconds to wait after so many failed attempts: a second, doubled each time, five minutes at most. */
export function backoffMs(attempts: number): number {
  return Math.min(FIRST_MS * 2 ** attempts, MOST_MS)
}
