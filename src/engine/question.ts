/** A question as the engine asks it: a snapshot that no later change of the content can touch. */
import { z } from 'zod'
import { randomOf, shuffle } from './random.ts'
import { foldTyped } from './typed.ts'

const choice = z.object({ text: z.string(), note: z.string().nullable() })

/**
 * A question as asked in one round. `id` is `topic/slug`, `hash` the version of its content; `choices` stand in the
 * order shown, each wrong one with a note. A typed question has no choices but the forms it `accepts`, folded, and the `answer` as it is shown.
 */
export const snapshot = z.object({
  id: z.string(),
  hash: z.string(),
  topic: z.string(),
  topicTitle: z.string(),
  difficulty: z.string(),
  text: z.string(),
  choices: z.array(choice).max(4),
  accepts: z.array(z.string()),
  answer: z.string(),
  explanation: z.string(),
})

export type Choice = z.infer<typeof choice>
export type Snapshot = z.infer<typeof snapshot>

/** What somebody answered: the position of a choice, or what was typed; the other is null. */
export interface Given {
  choice: number | null
  text: string | null
}

/** A question of the bank. `rapid` says that it is for rapid rounds only; `ask` gives the snapshot that a seed draws. */
export interface Question {
  id: string
  topic: string
  difficulty: string
  rapid: boolean
  typed: boolean
  covers: readonly string[]
  ask(seed: string): Snapshot
}

/** The question with its choices in an order drawn from the seed; true and false stay in theirs. */
export function takeSnapshot(question: Snapshot, seed: string): Snapshot {
  if (isTruth(question)) return question
  return { ...question, choices: shuffle(question.choices, randomOf(`${seed}/${question.id}`)) }
}

/** Says whether the question is answered by typing. */
export function isTyped({ choices }: Snapshot): boolean {
  return choices.length === 0
}

/** The position of the right choice: the one without a note. -1 when the question is typed. */
export function rightOf({ choices }: Snapshot): number {
  return choices.findIndex(one => one.note === null)
}

/** Says whether this answers the question right. */
export function isRight(question: Snapshot, given: Given): boolean {
  if (isTyped(question)) return given.text !== null && question.accepts.includes(foldTyped(given.text))
  return given.choice !== null && given.choice === rightOf(question)
}

function isTruth({ choices }: Snapshot): boolean {
  return choices.map(one => one.text).join() === 'True,False'
}
