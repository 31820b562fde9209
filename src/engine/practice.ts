/** Private practice: one question after another, no clock, on nobody's board. */
import { z } from 'zod'
import { topicBoard } from './leaderboard.ts'
import { isRight, snapshot, type Given, type Snapshot } from './question.ts'
import type { Award } from './round.ts'

const given = z.object({ choice: z.int().nullable(), text: z.string().nullable() })
const tried = z.object({ question: snapshot, given: given.nullable() })

export const practice = z.object({ id: z.string(), questions: z.array(tried).min(1) })

/** A member's set of questions, each with the first answer given, or null. */
export type Practice = z.infer<typeof practice>

/** A new set, with nothing answered. */
export function newPractice(id: string, questions: readonly Snapshot[]): Practice {
  return { id, questions: questions.map(question => ({ question, given: null })) }
}

/** The set after an answer, and the award that goes with it; null when the question has an answer already. */
export function answerPractice(state: Practice, index: number, answer: Given, member: string): { state: Practice, award: Award } | null {
  const asked = state.questions[index]
  if (asked === undefined || asked.given !== null) return null
  const award = {
    id: `p-${state.id}/${index}/${member}`,
    member,
    points: 0,
    right: Number(isRight(asked.question, answer)),
    asked: 1,
    boards: [topicBoard(asked.question.topic)],
  }
  return { state: { ...state, questions: state.questions.with(index, { ...asked, given: answer }) }, award }
}

/** The first question without an answer; -1 when all have one. */
export function nextOf({ questions }: Practice): number {
  return questions.findIndex(one => one.given === null)
}

/** The questions that were answered wrong. */
export function missedOf({ questions }: Practice): Snapshot[] {
  return questions.filter(({ question, given: answer }) => answer !== null && !isRight(question, answer)).map(one => one.question)
}
