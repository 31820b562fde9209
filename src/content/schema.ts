/** The shape of what authors write in `content/`, with the tightest platform limits where content is born. */
import { z } from 'zod'

/** The longest texts that fit every platform once a card is drawn around them, in characters. */
export const limits = { name: 80, text: 600, choice: 160, note: 240, explanation: 600, line: 300, plain: 400, latex: 600 }

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens, such as `softmax-shift`').max(60)
const words = (max: number) => z.string().trim().min(1, 'write something here').max(max, `shorten this to at most ${max} characters`)

export const difficulties = ['easy', 'medium', 'hard'] as const

const right = z.strictObject({ right: words(limits.choice) })
const wrong = z.strictObject({ wrong: words(limits.choice), note: words(limits.note) })

const question = z.strictObject({
  id: slug,
  difficulty: z.enum(difficulties),
  text: words(limits.text),
  choices: z.array(z.union([right, wrong], 'a choice is `right: text`, or `wrong: text` with a `note:` that says why it tempts')).min(2, 'give at least two choices').max(4, 'give at most four choices'),
  explanation: words(limits.explanation),
  source: words(limits.line),
  covers: z.array(slug).default([]),
  retired: z.boolean().default(false),
}).superRefine((item, context) => {
  const texts = item.choices.map(textOf)
  if (item.choices.filter(choice => 'right' in choice).length !== 1) {
    context.addIssue({ code: 'custom', path: ['choices'], message: 'mark exactly one choice with `right:`' })
  }
  texts.forEach((text, position) => {
    if (texts.indexOf(text) < position) {
      context.addIssue({ code: 'custom', path: ['choices', position], message: 'two choices read the same, change one' })
    }
  })
})

const formula = z.strictObject({
  id: slug,
  name: words(limits.name),
  latex: words(limits.latex),
  plain: words(limits.plain),
  symbols: z.array(z.strictObject({ symbol: words(40), meaning: words(160) })).min(1).max(10),
  use: words(limits.line),
  pitfall: words(limits.line),
  example: words(limits.line),
  aliases: z.array(words(limits.name)).min(1),
  related: z.array(slug).default([]),
  source: words(limits.line),
  covers: z.array(slug).default([]),
  retired: z.boolean().default(false),
})

const topic = z.strictObject({
  id: slug,
  title: words(limits.name),
  weight: z.int().min(1).max(100),
})

export const questionFile = z.array(question)
export const formulaFile = z.array(formula)
export const topicFile = z.array(topic)

/** One topic of `topics.yaml`; `weight` is how often interviews touch it, against the other topics. */
export type Topic = z.infer<typeof topic>
/** One question as its author wrote it. */
export type QuestionEntry = z.infer<typeof question>
/** One formula as its author wrote it. */
export type FormulaEntry = z.infer<typeof formula>

/** The words of a choice, right or wrong; spaces and case are folded so that equal choices compare equal. */
function textOf(choice: QuestionEntry['choices'][number]): string {
  return ('right' in choice ? choice.right : choice.wrong).toLowerCase().replace(/\s+/g, ' ')
}
