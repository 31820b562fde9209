/** Turning the pages of a list. */
import type { Button } from '../card.ts'

/** Places on a page. */
export const PAGE = 10
/** A press can say no higher page. */
const LAST = 99

/** The last page of a list of so many; 0 is the first. */
export function lastPage(total: number): number {
  return Math.min(Math.max(Math.ceil(total / PAGE) - 1, 0), LAST)
}

/** The buttons that lead from a page to the one before and the one after it. */
export function pageButtons(page: number, total: number, press: (page: number) => string): Button[] {
  return [
    ...(page > 0 ? [{ label: 'Earlier places', press: press(page - 1) }] : []),
    ...(page < lastPage(total) ? [{ label: 'Later places', press: press(page + 1) }] : []),
  ]
}
