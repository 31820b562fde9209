/** Voids, as people read them: the admin's form, the public notice, and the note on a leaderboard. */
import type { Card, Field, Form, Text } from '../card.ts'
import type { Voided } from '../ledger.ts'
import type { Asking } from '../ports.ts'
import { encodePress } from '../press.ts'
import { slash, words } from '../text.ts'
import { note } from './note.ts'
import { counted, shorten } from './words.ts'

/** Voids that a leaderboard names; the rest is counted. */
const NAMED = 3
/** Characters of a voided question, and of its reason, that a leaderboard shows. */
const SHOWN = 120

export const voidNotes = {
  sayWhy: note('Say why: everyone will read it. Nothing was voided.'),
  running: note('That round is still running. It can be voided after it has ended.'),
  done: note(words`Voided. Boards, progress and streaks are recounted, and the channel is told why, without your name. ${slash('report')} shows what else is open.`),
} satisfies Record<string, Card>

/** Asks an admin for the reason, which is public. */
export function voidForm({ round, question }: Asking, why: string, most: number): Form {
  return {
    title: 'Void and recount',
    press: encodePress({ verb: 'void', round, question }),
    submit: 'Void and recount',
    fields: [{ name: 'why', label: 'Why? Everyone will read this', hint: 'A void cannot be taken back.', required: true, kind: 'text', value: why, most, long: true }],
  }
}

/** The public notice. */
export function voidedCard({ text, why }: Pick<Voided, 'text' | 'why'>): Card {
  return {
    kind: 'note',
    title: 'A question was voided',
    text,
    fields: [{ name: 'Why', value: why }],
    footer: 'It counts for nobody. Points, boards and streaks are recounted from the answers.',
  }
}

/** The card with a word on the voids that changed what it shows, the newest first. */
export function withRecounts(card: Card, voids: readonly Voided[]): Card {
  return voids.length === 0 ? card : { ...card, fields: [...card.fields ?? [], recountField(voids)] }
}

function recountField(voids: readonly Voided[]): Field {
  const lines = voids.slice(0, NAMED).map(({ at, text, why }, place): Text => [place === 0 ? '' : '\n', { at, as: 'day and time' }, `: “${shorten(text, SHOWN)}” was voided. ${shorten(why, SHOWN)}`])
  const more = voids.length > NAMED ? [`\nAnd ${counted(voids.length - NAMED, 'more void', 'more voids')}.`] : []
  return { name: 'Recounted', value: [...lines.flat(), ...more] }
}
