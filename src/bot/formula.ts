/** How a button names a formula. */
import type { Formula } from '../content/load.ts'
import { hashOf } from '../engine/random.ts'

/** A short name for a formula, the same for ever: its id may be longer than a button can carry. */
export function formulaKey({ id }: Pick<Formula, 'id'>): string {
  return hashOf(id).toString(36)
}
