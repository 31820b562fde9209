/** How a button names a formula, or a snippet. */
import type { Formula, Snippet } from '../content/load.ts'
import { hashOf } from '../engine/random.ts'

/** A short name for a formula, the same for ever: its id may be longer than a button can carry. */
export function formulaKey({ id }: Pick<Formula, 'id'>): string {
  return hashOf(id).toString(36)
}

/** A short name for a snippet, made in the same way. */
export function snippetKey({ id }: Pick<Snippet, 'id'>): string {
  return hashOf(id).toString(36)
}
