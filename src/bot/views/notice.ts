/** Notices, as people read them. */
import type { Card } from '../card.ts'

/** A question was voided: which, and why. */
export function voidedCard(text: string, why: string): Card {
  return { kind: 'note', title: 'A question was voided', text, footer: why }
}
