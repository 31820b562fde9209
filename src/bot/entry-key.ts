/** How a button names what can be looked up. */
import { hashOf } from '../engine/random.ts'

/** A short name for a formula, a snippet or a concept, the same for ever: its id may be longer than a button can carry. */
export function entryKey({ id }: { id: string }): string {
  return hashOf(id).toString(36)
}
