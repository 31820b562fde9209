/** Private practice, as its member sees it. */
import { missedOf, type Practice } from '../../engine/practice.ts'
import { isRight, isTyped, type Snapshot } from '../../engine/question.ts'
import type { Button, Card, Form } from '../card.ts'
import { encodePress } from '../press.ts'
import type { Wish } from '../start.ts'
import { slash, words } from '../text.ts'
import { verdictCard } from './verdict.ts'
import { letter, shorten } from './words.ts'

/** A question of the set that waits for its answer. */
export function practiceQuestionCard(state: Practice, index: number): Card {
  const question = questionAt(state, index)
  return {
    kind: 'question',
    title: `${heading(state, index)} · ${question.topicTitle} · ${question.difficulty}`,
    text: question.text,
    rows: question.choices.map(({ text }, position) => ({ label: letter(position), text })),
    buttons: answerButtons(state, index),
    footer: words`Take your time. Practice is yours alone: it counts on ${slash('progress')} and on no leaderboard.`,
  }
}

/** The verdict on an answer, and the way on. */
export function practiceVerdictCard(state: Practice, index: number): Card {
  const asked = state.questions[index]
  const { question, given } = { question: questionAt(state, index), given: asked?.given ?? { choice: null, text: null } }
  const last = index === state.questions.length - 1
  const verdict = verdictCard({ question }, given)
  return {
    ...verdict,
    title: `${heading(state, index)} · ${verdict.title}`,
    text: question.text,
    fields: [{ name: 'Explanation', value: question.explanation }],
    buttons: [{ label: last ? 'How did I do?' : 'Next question', press: encodePress({ verb: 'turn', set: state.id, question: index + 1 }), main: true }],
  }
}

/** The question is being asked in the group just now, so that its verdict has to wait. */
export function practiceOpenCard(state: Practice, index: number): Card {
  return {
    kind: 'note',
    title: heading(state, index),
    text: 'This question is open in your group right now. Answer it there; here it is left out until its reveal.',
    buttons: [{ label: 'Next question', press: encodePress({ verb: 'turn', set: state.id, question: index + 1 }), main: true }],
  }
}

/** How the set went. */
export function practiceSummaryCard(state: Practice): Card {
  const done = state.questions.filter(one => one.given !== null)
  const right = done.filter(({ question, given }) => given !== null && isRight(question, given)).length
  const missed = missedOf(state)
  return {
    kind: 'progress',
    ...(missed.length === 0 && { tone: 'good' as const }),
    title: `${right} of ${done.length} right`,
    text: missed.length === 0 ? words`Nothing missed. ${slash('quiz')} draws another set.` : 'Missed:',
    rows: missed.map((question, place) => ({ label: String(place + 1), text: shorten(question.text, 90), value: shorten(question.answer, 60) })),
    buttons: missed.length === 0 ? [] : [{ label: 'Practise the missed ones', press: encodePress({ verb: 'retry', set: state.id }), main: true }],
    footer: words`Right of asked, by topic: ${slash('progress')}.`,
  }
}

/** What is offered when the last set is not finished. */
export function unfinishedCard(state: Practice, index: number, { topic, difficulty, count }: Wish): Card {
  return {
    kind: 'note',
    text: `Your last set is not finished: question ${index + 1} of ${state.questions.length} is next.`,
    buttons: [
      { label: 'Go on', press: encodePress({ verb: 'turn', set: state.id, question: index }), main: true },
      { label: 'Start a new one', press: encodePress({ verb: 'fresh', topic, difficulty, count }) },
    ],
  }
}

/** What a typed question's button opens. */
export function practiceForm(state: Practice, index: number): Form {
  return {
    title: 'Your answer',
    press: encodePress({ verb: 'trytype', set: state.id, question: index }),
    submit: 'Answer',
    fields: [{ name: 'answer', label: 'Type it short', hint: questionAt(state, index).text, required: true, kind: 'text', value: '', most: 100, long: false }],
  }
}

function answerButtons(state: Practice, question: number): Button[] {
  const place = { set: state.id, question }
  const asked = questionAt(state, question)
  if (isTyped(asked)) return [{ label: 'Type the answer', press: encodePress({ verb: 'trytype', ...place }), main: true, opens: 'form' }]
  return asked.choices.map((_, choice) => ({ label: letter(choice), press: encodePress({ verb: 'try', ...place, choice }) }))
}

function heading({ questions }: Practice, index: number): string {
  return `Practice ${index + 1} of ${questions.length}`
}

function questionAt({ questions }: Practice, index: number): Snapshot {
  return (questions[index] as Practice['questions'][number]).question
}
