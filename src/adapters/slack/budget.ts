/** Keeps room for reveals among a workspace's edits: Slack takes about fifty in a minute, whatever the number of rounds. */
import type { Card } from '../../bot/card.ts'

/** Open questions are edited so often, on the whole: fifteen times in a minute. */
const EVERY_MS = 4000
/** So many of those edits may come at once. */
const AT_ONCE = 6

/** How long an edit has to wait, in milliseconds; whatever need not wait is counted. Only open questions, which tell how many have answered, ever wait. */
export type Budget = (home: string, card: Pick<Card, 'kind'>) => number

/** Counts edits of this process; `now` is the store's time. */
export function openBudget(now: () => number): Budget {
  const freeAt = new Map<string, number>()
  return (home, { kind }) => {
    if (kind !== 'question') return 0
    const at = now()
    const next = Math.max(freeAt.get(home) ?? 0, at - (AT_ONCE - 1) * EVERY_MS)
    if (next <= at) freeAt.set(home, next + EVERY_MS)
    return Math.max(0, next - at)
  }
}
