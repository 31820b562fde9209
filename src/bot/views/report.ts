/** Reports of questions, as their members and the admins read them. */
import { isTyped } from '../../engine/question.ts'
import type { Asked, Round } from '../../engine/round.ts'
import type { Button, Card, Form } from '../card.ts'
import type { Asking } from '../ports.ts'
import { encodePress } from '../press.ts'
import { slash, words } from '../text.ts'
import { note } from './note.ts'
import { splitRows } from './reveal.ts'
import { counted } from './words.ts'

/** What was said that one card shows; the rest is counted. */
const SAID = 5

export const reportNotes = {
  sayWhy: note(words`Say what is wrong with the question: ${slash('report why:...')} Every reveal has a Report button too.`),
  noneRevealed: note('No question has been revealed in this channel yet. Every reveal has a Report button.'),
  thanks: note('Thank you. The admins of this group will see what you wrote, without your name. When they void the question, everything is recounted.'),
  noneOpen: note('No question is reported.'),
  decided: note(words`That has been decided already. ${slash('report')} shows what is open.`),
} satisfies Record<string, Card>

/** Asks what is wrong. */
export function reportForm({ round, question }: Asking, most: number): Form {
  return {
    title: 'Report the question',
    press: encodePress({ verb: 'report', round, question }),
    submit: 'Report',
    fields: [{ name: 'why', label: 'What is wrong with it?', required: true, kind: 'text', value: '', most, long: true }],
  }
}

/** What an admin decides on: `hidden` says that the question is being asked again just now, so that its answer may not be shown. */
export interface Reported {
  round: Round
  question: number
  whys: readonly string[]
  place: number
  questions: number
  hidden: boolean
}

/** A reported question with its answer, its split and what was said. */
export function reportCard(reported: Reported): Card {
  const { round, question: index, whys, hidden, questions } = reported
  const asked = round.questions[index] as Asked
  const said = whys.slice(0, SAID).map((why, place) => ({ name: whys.length === 1 ? 'What was said' : `What was said, ${place + 1} of ${whys.length}`, value: why }))
  const answers = asked.result?.split.reduce((sum, count) => sum + count, 0) ?? 0
  return {
    kind: 'note',
    title: `Reported · ${asked.question.topicTitle} · ${asked.question.difficulty}`,
    text: asked.question.text,
    rows: hidden ? [] : splitRows(asked, answers),
    fields: [...said, { name: 'Right answer', value: hidden ? 'Shown again once the question, which is being asked just now, is revealed.' : rightText(asked) }],
    buttons: buttonsOf(reported),
    footer: questions === 1 ? `${counted(answers, 'answer', 'answers')}. A void counts for nobody and recounts everything.` : `${counted(answers, 'answer', 'answers')}. ${counted(questions, 'question is', 'questions are')} reported.`,
  }
}

/** The question stays as it is; `left` reports wait. */
export function keptCard(left: number): Card {
  return {
    ...note('Kept. The question counts as before.'),
    ...(left > 0 && { buttons: [{ label: 'Next report', press: encodePress({ verb: 'reports', place: 0 }), main: true }] }),
  }
}

function rightText({ question, result }: Asked): string {
  const [right = 0, wrong = 0] = result?.split ?? []
  return isTyped(question) ? `${question.answer} (${right} right, ${wrong} wrong)` : question.answer
}

function buttonsOf({ round: { id }, question, place, questions }: Reported): Button[] {
  return [
    { label: 'Void and recount', press: encodePress({ verb: 'void', round: id, question }), main: true, opens: 'form' },
    { label: 'Keep', press: encodePress({ verb: 'keep', round: id, question }) },
    ...(questions > 1 ? [{ label: 'Next report', press: encodePress({ verb: 'reports', place: place + 1 }) }] : []),
  ]
}
