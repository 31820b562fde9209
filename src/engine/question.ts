/** A question as the engine asks it: a snapshot that no later change of the content can touch. */
import { z } from 'zod'
import { randomOf, shuffle } from './random.ts'

const choice = z.object({ text: z.string(), note: z.string().nullable() })

/**
 * A question as asked in one round. `id` is `topic/slug`, `hash` the version of its content; `choices` stand in the
 * order shown, each wrong one with a note; `right` is the position of the right one.
 */
export const snapshot = z.object({
  id: z.string(),
  hash: z.string(),
  topic: z.string(),
  topicTitle: z.string(),
  difficulty: z.string(),
  text: z.string(),
  choices: z.array(choice).min(2).max(4),
  right: z.int().min(0).max(3),
  explanation: z.string(),
})

export type Choice = z.infer<typeof choice>
export type Snapshot = z.infer<typeof snapshot>

/** A question of the bank: the same, before its choices were shuffled. The right choice is the one without a note. */
export type Question = Omit<Snapshot, 'right'>

/** The question as one round asks it, its choices in an order drawn from the seed. */
export function takeSnapshot(question: Question, seed: string): Snapshot {
  const choices = shuffle(question.choices, randomOf(`${seed}/${question.id}`))
  return { ...question, choices, right: choices.findIndex(one => one.note === null) }
}
