/** What a member is told privately about an answer. */
import type { Answer } from '../../engine/fold.ts'
import type { Asked } from '../../engine/round.ts'
import type { Card } from '../card.ts'
import { letter } from './words.ts'

/** The answer is in, and nothing more: what is right comes at the reveal. */
export function lockedInCard({ choice }: Answer, already: boolean): Card {
  const text = already ? `You answered ${letter(choice)}. The first answer counts and cannot be changed.` : `Locked in: ${letter(choice)}.`
  return { kind: 'note', text }
}

/** Verdict, explanation, and why a wrong choice tempts. */
export function verdictCard({ question }: Asked, { choice }: Answer): Card {
  const right = choice === question.right
  const note = question.choices[choice]?.note
  return {
    kind: 'note',
    title: right ? `${letter(choice)} is right.` : `You answered ${letter(choice)}. ${letter(question.right)} is right.`,
    text: question.explanation,
    rows: [
      ...(right ? [] : [{ label: letter(choice), text: question.choices[choice]?.text ?? '', mark: 'wrong' as const, ...(note != null && { note }) }]),
      { label: letter(question.right), text: question.choices[question.right]?.text ?? '', mark: 'right' as const },
    ],
  }
}

/** A verdict before the reveal, with a word on when the points come. */
export function earlyVerdictCard(asked: Asked, answer: Answer): Card {
  const { deadlineAt } = asked
  return {
    ...verdictCard(asked, answer),
    footer: deadlineAt === null ? 'Points move at the reveal.' : ['Points move at the reveal, ', { at: deadlineAt, as: 'day and time' }, '.'],
  }
}
