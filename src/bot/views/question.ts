/** A question that takes answers. Nothing in it depends on which choice is right. */
import { current, type Round } from '../../engine/round.ts'
import type { Card, Moment, Text } from '../card.ts'
import { encodePress } from '../press.ts'
import { counted, letter } from './words.ts'

/** The public message of the question that the round is at. */
export function questionCard(round: Round): Card {
  const { question } = current(round)
  return {
    kind: 'question',
    title: `${heading(round)} · ${question.topicTitle} · ${question.difficulty}`,
    text: round.unanswered >= 2 ? `Is anyone there? Without an answer to this one the round ends.\n\n${question.text}` : question.text,
    rows: question.choices.map(({ text }, position) => ({ label: letter(position), text })),
    buttons: question.choices.map((_, choice) => ({
      label: letter(choice),
      press: encodePress({ verb: 'answer', round: round.id, question: round.index, choice }),
    })),
    footer: footer(round),
  }
}

/** What the message is called: the daily, or which question of how many. */
export function heading(round: Round): string {
  if (round.mode === 'daily') return round.late ? 'Daily question (late)' : 'Daily question'
  return `Question ${round.index + 1} of ${round.questions.length}`
}

function footer(round: Round): Text {
  const { deadlineAt } = current(round)
  if (deadlineAt === null) return 'Answer with a button; your first answer counts.'
  const moment: Moment = { at: deadlineAt, as: round.mode === 'daily' ? 'day and time' : 'countdown' }
  return [round.mode === 'daily' ? 'Reveal: ' : 'Time left: ', moment, ` · ${counted(round.answered ?? 0, 'answer', 'answers')} so far`]
}
