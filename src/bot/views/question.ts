/** A question that takes answers. Nothing in it depends on which choice is right. */
import { current, deadlineOf, type Round } from '../../engine/round.ts'
import { isTyped } from '../../engine/question.ts'
import type { Button, Card, Form, Moment, Text } from '../card.ts'
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
    buttons: [...answerButtons(round), ...nextButtons(round)],
    footer: footer(round),
    ...(round.mention !== null && { mention: round.mention }),
    ...(round.thread && { thread: `Daily ${dateText(round)}: ${question.topicTitle}` }),
  }
}

/** What a typed question's button opens. */
export function answerForm(round: Round): Form {
  const { question } = current(round)
  return {
    title: 'Your answer',
    press: encodePress({ verb: 'type', round: round.id, question: round.index }),
    submit: 'Lock in',
    fields: [{ name: 'answer', label: 'Type it short', hint: question.text, required: true, kind: 'text', value: '', most: 100, long: false }],
  }
}

/** What the starter of a quiz goes on with. */
export function nextButtons({ mode, id, index, questions, phase }: Round): Button[] {
  const isLast = phase !== 'posting' && phase !== 'open' && index === questions.length - 1
  return mode === 'quiz' ? [{ label: isLast ? 'Podium' : 'Next', press: encodePress({ verb: 'next', round: id, question: index }) }] : []
}

function answerButtons(round: Round): Button[] {
  const { question } = current(round)
  const place = { round: round.id, question: round.index }
  if (isTyped(question)) return [{ label: 'Type the answer', press: encodePress({ verb: 'type', ...place }), main: true, opens: 'form' }]
  return question.choices.map((_, choice) => ({ label: letter(choice), press: encodePress({ verb: 'answer', ...place, choice }) }))
}

function dateText({ startedAt, zone }: Round): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'long', year: 'numeric' }).format(startedAt)
}

/** What the message is called: the daily, or which question of how many. */
export function heading(round: Round): string {
  if (round.mode === 'daily') return round.late ? 'Daily question (late)' : 'Daily question'
  return `Question ${round.index + 1} of ${round.questions.length}`
}

function footer(round: Round): Text {
  const deadlineAt = deadlineOf(round)
  if (deadlineAt === null) return 'Answer with a button; your first answer counts.'
  const moment: Moment = { at: deadlineAt, as: round.mode === 'daily' ? 'day and time' : 'countdown' }
  return [round.mode === 'daily' ? 'Reveal: ' : 'Closes ', moment, ` · ${counted(round.answered, 'answer', 'answers')} so far`]
}
