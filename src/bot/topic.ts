/** Guesses what somebody's words are about. */
import type { Bot } from './bot.ts'

/** A shorter name stands in too many sentences by chance. */
const SHORTEST = 4
/** Longer words are no name with a slip in it. */
const LONGEST = 100

/** The topic of which something is asked: that of the longest title or name of an entry that stands in these words, else of what they are like; null when of none. */
export function topicOf({ library, find }: Bot, said: string): string | null {
  const asked = new Set(library.questions.map(question => question.topic))
  const entries = [...library.concepts, ...library.formulas, ...library.snippets].flatMap(({ name, aliases, topic }) => [name, ...aliases].map(one => ({ name: one, topic })))
  const words = folded(said)
  const named = [...library.topics.map(({ id, title }) => ({ name: title, topic: id })), ...entries]
    .map(({ name, topic }) => ({ name: folded(name), topic }))
    .filter(({ name, topic }) => asked.has(topic) && name.length >= SHORTEST + 2 && words.includes(name))
    .toSorted((a, b) => b.name.length - a.name.length)
  const near = said.length > LONGEST ? undefined : [...find.concept(said, 1), ...find.formula(said, 1)].find(({ topic }) => asked.has(topic))
  return named[0]?.topic ?? near?.topic ?? null
}

/** The words in small letters, with a space around each. */
function folded(text: string): string {
  return ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `
}
