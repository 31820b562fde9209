/** Finds what is said twice: questions that ask the same, and runs of words that two items share. */
import { askedOf } from './bank.ts'
import type { Entries, Placed } from './entries.ts'
import type { Mistake } from './read.ts'
import { allOf, proseOf, wordsOf } from './prose.ts'

/** How alike two questions may be, from 0 to 1; see docs/decisions/007-content.md for the pairs that set it. */
export const ALIKE = 0.55
/** How many words in a row two items may not share. */
export const RUN = 8

/** Two questions and how alike they are, from 0 (no word in common) to 1. */
export interface Pair<Item> {
  one: Item
  other: Item
  alike: number
}

/** Questions that are nearly the same as one before them. */
export function checkAlike(entries: Entries): Mistake[] {
  return pairsOf(wordingOf(entries), ALIKE).map(({ one, other, alike }) => {
    const { file, line } = one.mistakeAt(['text'], '')
    return other.mistakeAt(['text'], `this asks nearly the same as ${file}:${line} (${alike.toFixed(2)} alike, at most ${ALIKE}), ask for something else`)
  })
}

/** Runs of words that an item shares with an item before it, one mistake for each two items. */
export function checkRuns(entries: Entries): Mistake[] {
  const first = new Map<string, Placed<{ id: string }>>()
  return allOf(entries).flatMap(item => {
    const told = new Set<Placed<{ id: string }>>()
    return proseOf(item.entry).flatMap(({ path, text }) => runsOf(text).flatMap(run => {
      const other = first.get(run) ?? item
      first.set(run, other)
      if (other === item || told.has(other)) return []
      told.add(other)
      const { file, line } = other.mistakeAt(['id'], '')
      return [item.mistakeAt(path, `“${run}” stands in the item at ${file}:${line} too, say it in other words`)]
    }))
  })
}

/** Every run of eight words in a text. */
export function runsOf(text: string): string[] {
  const words = wordsOf(text)
  return Array.from({ length: Math.max(0, words.length - RUN + 1) }, (_, start) => words.slice(start, start + RUN).join(' '))
}

/** What is asked, with the words that tell it from others: its text and the right answer. */
function wordingOf(entries: Entries) {
  return askedOf(entries).map(item => {
    const choices = 'choices' in item.entry ? item.entry.choices ?? [] : []
    const accepts = 'accepts' in item.entry ? item.entry.accepts ?? [] : []
    return { ...item, text: [item.entry.text, ...choices.flatMap(choice => 'right' in choice ? [choice.right] : []), ...accepts.slice(0, 1)].join(' ') }
  })
}

/**
 * All pairs that are at least so alike: the cosine of their words, each weighted by how rare it is (tf-idf; Manning, Raghavan and Schütze,
 * Introduction to Information Retrieval, section 6.3).
 */
export function pairsOf<Item extends { text: string }>(items: readonly Item[], least: number): Pair<Item>[] {
  const bags = items.map(({ text }) => new Set(wordsOf(text)))
  const count = new Map<string, number>()
  for (const word of bags.flatMap(bag => [...bag])) count.set(word, (count.get(word) ?? 0) + 1)
  const weight = (word: string) => Math.log((items.length + 1) / (count.get(word) ?? 1)) ** 2
  const lengths = bags.map(bag => Math.sqrt([...bag].reduce((sum, word) => sum + weight(word), 0)))
  return items.flatMap((other, place) => items.slice(0, place).flatMap((one, before) => {
    const shared = [...(bags[place] ?? [])].reduce((sum, word) => bags[before]?.has(word) === true ? sum + weight(word) : sum, 0)
    const alike = shared / ((lengths[place] ?? 0) * (lengths[before] ?? 0))
    return alike >= least ? [{ one, other, alike }] : []
  }))
}
