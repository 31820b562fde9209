/** Looking formulas, snippets and concepts up: by name, by a button, by topic. */
import type { Library } from '../content/load.ts'
import { isCalled, lookupOf, type Lookup, type Named } from '../content/search.ts'
import type { Bot, Who } from './bot.ts'
import type { Button, Card } from './card.ts'
import { entryKey } from './entry-key.ts'
import { matching } from './matching.ts'
import { kindButton, shelves, topicCard, topicsCard, unknownCard, type Entries, type Guess, type Kind } from './views/browse.ts'
import { conceptCard } from './views/concept.ts'
import { formulaCard } from './views/formula.ts'
import { notes } from './views/note.ts'
import { snippetCard } from './views/snippet.ts'

/** How many names are offered where nothing was found, and beside one that may not be what was meant. */
const NEAR = 3
const OTHERS = 2

/** How each kind is searched. */
export type Finders = { [One in Kind]: Lookup<Entries[One]> }

const cards: { [One in Kind]: (entry: Entries[One], library: Library, guess?: Guess<Entries[One]>) => Card } = { formula: formulaCard, snippet: snippetCard, concept: conceptCard }

/** Builds the indexes of a library. */
export function findersOf({ formulas, snippets, concepts }: Library): Finders {
  return { formula: lookupOf(formulas), snippet: lookupOf(snippets), concept: lookupOf(concepts) }
}

/** What has this name, or the nearest, else what there is; with what is called so among the other kinds where nothing of this one is. */
export function lookUp<One extends Kind>({ library, find }: Bot, kind: One, typed: string): Card {
  const [found, guess] = guessOf(find[kind], typed)
  if (found !== undefined && guess === undefined) return cards[kind](found, library)
  const card = found === undefined ? unknownCard(kind, typed, find[kind].near(typed, NEAR), library) : cards[kind](found, library, guess)
  return { ...card, buttons: [...calledSo(find, kind, typed), ...card.buttons ?? []] }
}

function calledSo(find: Finders, not: Kind, typed: string): Button[] {
  const kinds = Object.keys(shelves) as Kind[]
  return kinds.filter(kind => kind !== not).flatMap(kind => {
    const [found] = find[kind](typed, 1)
    return found !== undefined && isCalled(found, typed) ? [kindButton(kind, found)] : []
  })
}

/** A press on a button that names something of this kind. */
export function showPress<One extends Kind>(kind: One): (bot: Bot, who: Who, press: { key: string }) => Promise<Card> {
  return async ({ library }, _who, { key }) => {
    const found = (library[shelves[kind]] as readonly Entries[One][]).find(one => entryKey(one) === key)
    return found === undefined ? notes.unknownPress : cards[kind](found, library)
  }
}

/** Lists a topic, or all topics. */
export async function browsePress({ library }: Bot, _who: Who, { kind, topic, page }: { kind: Kind, topic: string | null, page: number }): Promise<Card> {
  return topic === null ? topicsCard(kind, library, page) : topicCard(kind, library, topic, page)
}

/** Completes a name: what is like the words typed so far, then names in which they stand; all names while nothing is typed. */
export function suggestNames({ library, find }: Bot, kind: Kind, typed: string): string[] {
  const names = library[shelves[kind]].map(one => one.name)
  return typed.trim() === '' ? names : [...new Set([...find[kind](typed, 25).map(one => one.name), ...matching(names, typed)])]
}

function guessOf<Item extends Named>(find: Lookup<Item>, typed: string): [Item | undefined, Guess<Item> | undefined] {
  const [found, ...others] = find(typed, 1 + OTHERS)
  return [found, found === undefined || isCalled(found, typed) ? undefined : { typed, others }]
}
