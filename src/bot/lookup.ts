/** Looking formulas and snippets up: by name, by a button, by topic. */
import type { Formula, Snippet } from '../content/load.ts'
import { isCalled, type Lookup, type Named } from '../content/search.ts'
import type { Bot, Who } from './bot.ts'
import type { Card } from './card.ts'
import { formulaKey, snippetKey } from './formula.ts'
import { matching } from './matching.ts'
import { topicCard, topicsCard, unknownCard, type Kind } from './views/browse.ts'
import { formulaCard, type Guess } from './views/formula.ts'
import { notes } from './views/note.ts'
import { snippetCard } from './views/snippet.ts'

/** How many names are offered where nothing was found, and beside one that may not be what was meant. */
const NEAR = 3
const OTHERS = 2

/** The formula of this name, or of the nearest; else what there is. */
export function lookUpFormula({ library, findFormulas }: Bot, typed: string): Card {
  const [found, guess] = guessOf(findFormulas, typed)
  return found === undefined ? unknownCard('formula', typed, findFormulas.near(typed, NEAR), library) : formulaCard(found, library, guess)
}

/** The snippet of this name, or of the nearest; else what there is. */
export function lookUpSnippet({ library, findSnippets }: Bot, typed: string): Card {
  const [found, guess] = guessOf(findSnippets, typed)
  return found === undefined ? unknownCard('snippet', typed, findSnippets.near(typed, NEAR), library) : snippetCard(found, guess)
}

/** Shows the formula that a button names. */
export async function formulaPress({ library }: Bot, _who: Who, { formula: key }: { formula: string }): Promise<Card> {
  const found = library.formulas.find(one => formulaKey(one) === key)
  return found === undefined ? notes.unknownPress : formulaCard(found, library)
}

/** Shows the snippet that a button names. */
export async function snippetPress({ library }: Bot, _who: Who, { snippet: key }: { snippet: string }): Promise<Card> {
  const found = library.snippets.find(one => snippetKey(one) === key)
  return found === undefined ? notes.unknownPress : snippetCard(found)
}

/** Lists a topic, or all topics. */
export async function browsePress({ library }: Bot, _who: Who, { kind, topic, page }: { kind: Kind, topic: string | null, page: number }): Promise<Card> {
  return topic === null ? topicsCard(kind, library, page) : topicCard(kind, library, topic, page)
}

/** Completes a name: what is like the words typed so far, then names in which they stand; all names while nothing is typed. */
export function suggestNames<Item extends Named>(items: readonly Item[], find: Lookup<Item>, typed: string): string[] {
  const names = items.map(one => one.name)
  return typed.trim() === '' ? names : [...new Set([...find(typed, 25).map(one => one.name), ...matching(names, typed)])]
}

function guessOf<Item extends Formula | Snippet>(find: Lookup<Item>, typed: string): [Item | undefined, Guess<Item> | undefined] {
  const [found, ...others] = find(typed, 1 + OTHERS)
  return [found, found === undefined || isCalled(found, typed) ? undefined : { typed, others }]
}
