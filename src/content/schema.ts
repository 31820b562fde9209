/** The shape of what authors write in `content/`, with the tightest platform limits where content is born. */
import { z } from 'zod'

/** The longest texts that fit every platform once a card is drawn around them, in characters. */
export const limits = { name: 80, text: 600, rapid: 240, choice: 160, note: 240, explanation: 600, line: 300, plain: 400, latex: 600, code: 1400, formula: 120 }

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case words joined by hyphens, such as `softmax-shift`').max(60)
const words = (max: number) => z.string().trim().min(1, 'write something here').max(max, `shorten this to at most ${max} characters`)
/** A mathjs expression, such as `floor((n + 2p - k) / s) + 1`. */
const expression = words(limits.line)

/** What people type; a comma in an unquoted list splits a name in two, and leaves brackets without their other half. */
const aliases = z.array(words(limits.name).refine(hasPairs, 'a bracket lacks its other half: put a name with a comma into quotation marks')).min(1)

export const difficulties = ['easy', 'medium', 'hard'] as const

/** What every item has: an id that is for ever, the curriculum ids it covers, and whether it is out of use. */
const item = { id: slug, covers: z.array(slug).default([]), retired: z.boolean().default(false) }
/** A solver who had not seen the key answered this on a day, and whether the key agreed; `of` is the mark of what was asked then. */
const blind = z.strictObject({ date: z.iso.date(), agreed: z.boolean(), of: z.string() })
/** What everything has that is asked. */
const asked = { ...item, difficulty: z.enum(difficulties), explanation: words(limits.explanation), source: words(limits.line), blind: blind.optional() }

const right = z.strictObject({ right: words(limits.choice) })
const wrong = z.strictObject({ wrong: words(limits.choice), note: words(limits.note) })
const choices = z.array(z.union([right, wrong], 'a choice is `right: text`, or `wrong: text` with a `note:` that says why it tempts; a number stands in quotation marks'))
  .min(2, 'give at least two choices').max(4, 'give at most four choices')

/** One of: choices (two to four), truth (shown as True and False), accepts (typed; the first form is the one shown). */
const answers = {
  choices: choices.optional(),
  truth: z.boolean().optional(),
  note: words(limits.note).optional(),
  accepts: z.array(words(limits.formula)).min(1).max(20).optional(),
}

const question = z.strictObject({ ...asked, text: words(limits.text), ...answers }).superRefine(checkAnswers)
const rapid = z.strictObject({ ...asked, text: words(limits.rapid), ...answers }).superRefine(checkAnswers)

const parameter = z.union([
  z.array(z.union([z.number(), words(40)])).min(2, 'give at least two values to draw from'),
  z.strictObject({ from: z.number(), to: z.number(), step: z.number().positive().default(1) }).refine(({ from, to, step }) => to - from >= step, 'give at least two values to draw from: `to` is at least one `step` above `from`'),
], 'a parameter is a list of values, or `{ from, to, step }`')

/**
 * A question with numbers drawn anew each time. `{name}` in a text stands for a parameter, a derived value of `let`, or `right`.
 * `wrong` names mistakes, most tempting first; the first ones that differ from the right value and each other become
 * choices. `check` computes the right value in another way, for the tests.
 */
const numeric = z.strictObject({
  ...asked,
  text: words(limits.text),
  parameters: z.record(z.string().regex(/^[A-Za-z]\w*$/), parameter),
  where: expression.optional(),
  let: z.record(z.string().regex(/^[A-Za-z]\w*$/), expression).default({}),
  right: expression,
  wrong: z.array(z.strictObject({ value: expression, note: words(limits.note) })).min(3, 'name at least three mistakes').max(6),
  decimals: z.int().min(0).max(6).default(0),
  unit: words(20).optional(),
  check: expression,
}).superRefine(checkNames)

/** A numeric check: `value` is the formula as an expression of what is `given`, `equals` the number or another way to it. */
const check = z.strictObject({
  says: words(limits.line),
  given: z.record(z.string().regex(/^[A-Za-z]\w*$/), z.union([z.number(), expression, z.array(z.number()), z.array(z.array(z.number()))])).default({}),
  value: expression,
  equals: z.union([z.number(), expression]),
  within: z.number().positive().default(1e-6),
})

const formula = z.strictObject({
  ...item,
  name: words(limits.name),
  latex: words(limits.latex),
  plain: words(limits.plain),
  symbols: z.array(z.strictObject({ symbol: words(40), meaning: words(110) })).min(1).max(10),
  use: words(limits.line),
  pitfall: words(limits.line),
  example: words(limits.line),
  aliases,
  related: z.array(slug).max(6, 'name at most six').default([]),
  source: words(limits.line),
  checks: z.array(check).min(1, 'give at least one numeric check'),
})

/** `test` is Python that runs after the code and raises when it is wrong; `needs` is what must be installed for it. */
const snippet = z.strictObject({
  ...item,
  name: words(limits.name),
  code: z.string().trim().min(1).max(limits.code),
  notice: z.array(words(limits.line)).min(1).max(5),
  bug: words(limits.line),
  aliases,
  source: words(limits.line),
  needs: z.array(z.enum(['numpy', 'torch'])).default([]),
  test: z.string().trim().min(1),
})

/** A note on an idea, as a colleague would explain it; `related` names formulas. */
const concept = z.strictObject({
  ...item,
  name: words(limits.name),
  text: words(limits.text),
  intuition: words(limits.line),
  trap: words(limits.line),
  aliases,
  related: z.array(slug).max(6, 'name at most six').default([]),
  source: words(limits.line),
})

/** Something outside Recall to learn from. */
const resource = z.strictObject({ ...item, name: words(limits.name), by: words(limits.name), use: words(limits.line), link: z.url({ protocol: /^https$/, hostname: z.regexes.domain, error: 'write a whole address that starts with https://' }).optional() })

/** The phases of a system-design interview in order, with the minutes each should take: 45 in all. */
export const phases = { clarify: 5, metrics: 5, data: 10, model: 10, serving: 10, monitoring: 5 } as const

/** Sentences that an interviewer can tick or ask, one at a time. */
const lines = (least: number, most: number) => z.array(words(limits.line)).min(least, `give at least ${least}`).max(most, `give at most ${most}`)
const opening = { ...item, name: words(limits.name), text: words(limits.text) }
const observed = lines(2, 8)

/** What an interviewer opens with, and what to look for in the answer; nobody's answer is right or wrong by a key. */
const prompt = z.discriminatedUnion('kind', [
  z.strictObject({ ...opening, kind: z.literal('system-design'), phases: z.strictObject({ clarify: observed, metrics: observed, data: observed, model: observed, serving: observed, monitoring: observed }), followUps: lines(2, 6) }),
  z.strictObject({ ...opening, kind: z.literal('behavioural'), shows: lines(2, 6), pitfall: words(limits.line), followUps: lines(2, 5) }),
  z.strictObject({ ...opening, kind: z.literal('open'), difficulty: z.enum(difficulties), rubric: lines(3, 8), followUps: lines(2, 5), source: words(limits.line) }),
  z.strictObject({ ...opening, kind: z.literal('deep-dive'), chain: z.array(z.strictObject({ ask: words(limits.line), shows: words(limits.line) })).min(5, 'give at least five').max(10, 'give at most ten') }),
], 'a prompt has `kind: system-design`, `behavioural`, `open` or `deep-dive`')

const topic = z.strictObject({
  id: slug,
  title: words(60),
  weight: z.int().min(1).max(100),
})

/** The schema of each folder of `content/` that holds one file a topic. */
export const files = {
  questions: z.array(question),
  'rapid-fire': z.array(rapid),
  numeric: z.array(numeric),
  formulas: z.array(formula),
  snippets: z.array(snippet),
  concepts: z.array(concept),
  prompts: z.array(prompt),
  resources: z.array(resource),
}
export const topicFile = z.array(topic)

/** One topic of `topics.yaml`; `weight` is how often interviews touch it, against the other topics. */
export type Topic = z.infer<typeof topic>
/** One question as its author wrote it. */
export type QuestionEntry = z.infer<typeof question>
/** One question with numbers drawn anew, as its author wrote it. */
export type NumericEntry = z.infer<typeof numeric>
/** One formula as its author wrote it. */
export type FormulaEntry = z.infer<typeof formula>
/** One snippet as its author wrote it. */
export type SnippetEntry = z.infer<typeof snippet>
/** One concept note as its author wrote it. */
export type ConceptEntry = z.infer<typeof concept>
/** One prompt of a mock interview as its author wrote it. */
export type PromptEntry = z.infer<typeof prompt>
/** One resource as its author wrote it. */
export type ResourceEntry = z.infer<typeof resource>

function hasPairs(text: string): boolean {
  return text.split('(').length === text.split(')').length
}

interface Answers {
  choices?: z.infer<typeof choices> | undefined
  truth?: boolean | undefined
  note?: string | undefined
  accepts?: string[] | undefined
}

function checkAnswers(entry: Answers, context: z.RefinementCtx): void {
  const refuse = (field: string | number, message: string) => context.addIssue({ code: 'custom', path: [field].flat(), message })
  const given = (['choices', 'truth', 'accepts'] as const).filter(name => entry[name] !== undefined)
  if (given.length !== 1) refuse(given[1] ?? 'id', 'give one of `choices`, `truth` and `accepts`')
  if ((entry.truth === undefined) !== (entry.note === undefined)) refuse('note', 'a `truth` has a `note` that says why the other verdict tempts, and nothing else has one')
  const texts = (entry.choices ?? []).map(textOf)
  if (texts.length > 0 && entry.choices?.filter(choice => 'right' in choice).length !== 1) refuse('choices', 'mark exactly one choice with `right:`')
  texts.forEach((text, position) => {
    if (texts.indexOf(text) < position) context.addIssue({ code: 'custom', path: ['choices', position], message: 'two choices read the same, change one' })
  })
}

/** The words of a choice, right or wrong. */
export function wordingOf(choice: z.infer<typeof choices>[number]): string {
  return 'right' in choice ? choice.right : choice.wrong
}

/** The words with spaces and case folded, so that equal choices compare equal. */
function textOf(choice: z.infer<typeof choices>[number]): string {
  return wordingOf(choice).toLowerCase().replace(/\s+/g, ' ')
}

interface Names {
  parameters: object
  let: object
  text: string
  explanation: string
  wrong: { note: string }[]
}

/** Every value of a template has one name, and its texts use no other. */
function checkNames({ parameters, let: derived, text, explanation, wrong }: Names, context: z.RefinementCtx): void {
  const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
  const names = ['right', ...Object.keys(parameters), ...Object.keys(derived)]
  if ('right' in parameters) refuse(['parameters', 'right'], 'give this another name, `right` is the right value')
  for (const name of Object.keys(derived)) {
    if (name in parameters || name === 'right') refuse(['let', name], `give this another name, \`${name}\` stands for something else already`)
  }
  const checkText = (path: (string | number)[], value: string) => {
    const unknown = [...value.matchAll(/\{([^{}]*)\}/g)].find(([, name = '']) => !names.includes(name))
    if (unknown !== undefined) refuse(path, `${unknown[0]} names no parameter and nothing of \`let\``)
  }
  checkText(['text'], text)
  checkText(['explanation'], explanation)
  wrong.forEach(({ note }, position) => checkText(['wrong', position, 'note'], note))
}
