/** What a member is told privately about an answer. */
import { isRight, isTyped, rightOf, type Given, type Snapshot } from '../../engine/question.ts'
import type { Asked } from '../../engine/round.ts'
import type { Card, Row } from '../card.ts'
import { letter } from './words.ts'

/** The answer is in, and nothing more: what is right comes at the reveal. */
export function lockedInCard({ question }: Asked, given: Given, already: boolean): Card {
  const said = saidText(question, given)
  return { kind: 'note', text: already ? `You answered ${said}. The first answer counts and cannot be changed.` : `Locked in: ${said}.` }
}

/** Verdict, explanation, and why a wrong choice tempts. */
export function verdictCard({ question }: Pick<Asked, 'question'>, given: Given): Card & { title: string } {
  const right = isRight(question, given)
  const answer = isTyped(question) ? `The answer is “${question.answer}”.` : `${letter(rightOf(question))} is right.`
  return {
    kind: 'verdict',
    tone: right ? 'good' : 'bad',
    title: right ? `${saidText(question, given)} is right.` : `You answered ${saidText(question, given)}. ${answer}`,
    text: question.explanation,
    rows: isTyped(question) ? [] : verdictRows(question, given),
  }
}

/** A verdict before the reveal, with a word on when the points come. */
export function earlyVerdictCard(asked: Asked, given: Given): Card {
  const { deadlineAt } = asked
  return {
    ...verdictCard(asked, given),
    footer: deadlineAt === null ? 'Points move at the reveal.' : ['Points move at the reveal, ', { at: deadlineAt, as: 'day and time' }, '.'],
  }
}

/** The letter of a choice, or what was typed. */
function saidText(question: Snapshot, { choice, text }: Given): string {
  return isTyped(question) ? `\u201c${text ?? ''}\u201d` : letter(choice ?? 0)
}

function verdictRows(question: Snapshot, given: Given): Row[] {
  const right = rightOf(question)
  const chosen = question.choices[given.choice ?? 0]
  const wrong: Row[] = given.choice === right || chosen === undefined ? [] : [{ label: letter(given.choice ?? 0), text: chosen.text, mark: 'wrong', ...(chosen.note !== null && { note: chosen.note }) }]
  return [...wrong, { label: letter(right), text: question.choices[right]?.text ?? '', mark: 'right' }]
}
