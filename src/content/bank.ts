/** What only the whole bank shows: clues by length, time to read, and whether everything was answered without its key. */
import { createHash } from 'node:crypto'
import type { Entries, Placed } from './entries.ts'
import type { Mistake } from './read.ts'
import { wordingOf, type NumericEntry, type QuestionEntry } from './schema.ts'
import { wordsOf } from './prose.ts'

/** Silent reading of English non-fiction, in words a second: 238 a minute (Brysbaert, How many words do we read per minute?, 2019). */
const WORDS_A_SECOND = 238 / 60
/** The longest time to read a question with its choices, and a rapid-fire question, in seconds. */
export const READING = { question: 45, rapid: 12 }
/** The largest share of questions whose right choice is longer than each other one. */
export const LONGEST = 1 / 3
/** Below so many questions with choices a topic's share says nothing. */
const FEWEST = 9

/** An entry that is asked. */
export type Asked = Placed<QuestionEntry> | Placed<NumericEntry>

/** Everything in use that is asked. */
export function askedOf({ questions, rapid, numeric }: Pick<Entries, 'questions' | 'rapid' | 'numeric'>): Asked[] {
  return [...questions, ...rapid, ...numeric].filter(({ entry }) => !entry.retired)
}

/** Clues by length, and texts that take too long to read. */
export function checkBank(entries: Entries): Mistake[] {
  return [...entries.topics.flatMap(({ id }) => checkLengths(entries.questions.filter(({ topic }) => topic.id === id))), ...checkReading(entries.questions, READING.question), ...checkReading(entries.rapid, READING.rapid)]
}

/** Whether the right choice is longer than each other one; null where there are not three choices or more. */
export function isLongest({ choices = [] }: QuestionEntry): boolean | null {
  const right = choices.flatMap(choice => 'right' in choice ? [choice.right.length] : [])[0]
  const wrong = choices.flatMap(choice => 'wrong' in choice ? [choice.wrong.length] : [])
  return right === undefined || wrong.length < 2 ? null : wrong.every(length => length < right)
}

/** A mark of what is asked and of what is right: it changes with them, and not with notes, explanations or further accepted forms. */
export function markOf(entry: Asked['entry']): string {
  const { text, ...rest } = entry
  const key = 'parameters' in rest ? [rest.parameters, rest.where, rest.let, rest.right, rest.wrong.map(({ value }) => value), rest.decimals, rest.unit]
    : [rest.choices?.map(choice => 'right' in choice ? choice.right : [choice.wrong]), rest.truth, rest.accepts?.[0]]
  return `x${createHash('sha256').update(JSON.stringify([text, key])).digest('hex').slice(0, 7)}`
}

function checkLengths(questions: readonly Placed<QuestionEntry>[]): Mistake[] {
  const judged = questions.filter(({ entry }) => !entry.retired && isLongest(entry) !== null)
  const longest = judged.filter(({ entry }) => isLongest(entry) === true)
  const [first] = longest
  if (first === undefined || judged.length < FEWEST || longest.length <= judged.length * LONGEST) return []
  return [first.mistakeAt(['choices'], `the right choice is the longest in ${longest.length} of ${judged.length} questions of this topic, at most a third may give that clue: shorten it or say more in a wrong one`)]
}

function checkReading(questions: readonly Placed<QuestionEntry>[], most: number): Mistake[] {
  return questions.filter(({ entry }) => !entry.retired).flatMap(({ entry, mistakeAt }) => {
    const seconds = readingSeconds(entry)
    return seconds <= most ? [] : [mistakeAt(['text'], `this and its choices take ${Math.ceil(seconds)} seconds to read, at most ${most}: shorten them`)]
  })
}

/** How long it takes to read a question with its choices, in seconds. */
export function readingSeconds({ text, choices = [] }: QuestionEntry): number {
  return wordsOf([text, ...choices.map(wordingOf)].join(' ')).length / WORDS_A_SECOND
}

/** Says whether somebody without the key has come to it, for what is asked today. */
export function isAnswered({ entry }: Asked): boolean {
  return entry.blind?.agreed === true && entry.blind.of === markOf(entry)
}

/** Questions that nobody answered without the key, or with another result. */
export function checkBlind(entries: Entries): Mistake[] {
  return askedOf(entries).flatMap(({ entry, mistakeAt }) => {
    if (entry.blind !== undefined && entry.blind.of !== markOf(entry)) return [mistakeAt(['blind'], 'what is asked, or what is right, has changed since somebody answered this: have it answered anew with `npm run content -- blind`')]
    if (entry.blind?.agreed === false) return [mistakeAt(['blind'], 'someone without the key came to another answer: settle it by a derivation or a source, change the item, and have it answered anew')]
    return entry.blind === undefined ? [mistakeAt(['id'], 'nobody has answered this without the key yet: ask somebody else to run `npm run content -- blind`')] : []
  })
}
