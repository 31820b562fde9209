/** What there is to look up, by topic. */
import type { Concept, Formula, Library, Snippet } from '../../content/load.ts'
import type { Button, Card, Select } from '../card.ts'
import { entryKey } from '../entry-key.ts'
import { encodePress } from '../press.ts'
import { counted } from './words.ts'

/** What can be looked up, by kind. */
export interface Entries {
  formula: Formula
  snippet: Snippet
  concept: Concept
}
export type Kind = keyof Entries

/** Where the library keeps each kind. */
export const shelves = { formula: 'formulas', snippet: 'snippets', concept: 'concepts' } as const

/** What was typed where nothing is called so, and what else it may have meant. */
export interface Guess<Item> {
  typed: string
  others: readonly Item[]
}

/** No platform's list takes more. */
const PAGE = 25
/** No platform's button takes a longer label than this. */
const LABEL = 75
/** So many related formulas have a button. */
const RELATED = 3

const titles = { formula: 'Formulas by topic', snippet: 'Snippets by topic', concept: 'Concepts by topic' } as const

type Entry = Pick<Entries[Kind], 'id' | 'name' | 'topic'>

/** What is said when nothing is found: what comes near, and where everything is. */
export function unknownCard(kind: Kind, typed: string, near: readonly Entry[], library: Library): Card {
  const topics = topicsCard(kind, library, 0)
  return {
    ...topics,
    title: `I found no ${kind} for "${typed}"`,
    text: near.length === 0 ? 'Try another word for it, or browse by topic.' : 'Did you mean one of these? You can also browse by topic.',
    buttons: [...near.map(entry => entryButton(kind, entry)), ...topics.buttons ?? []],
  }
}

/** All topics that have something. */
export function topicsCard(kind: Kind, library: Library, page: number): Card {
  const topics = library.topics.filter(topic => entriesOf(kind, library).some(entry => entry.topic === topic.id))
  const options = topics.map(({ id, title }) => ({ label: `${title} (${entriesOf(kind, library, id).length})`, press: encodePress({ verb: 'browse', kind, topic: id, page: 0 }) }))
  return { kind, title: titles[kind], ...listed('Choose a topic', options, page, other => encodePress({ verb: 'browse', kind, topic: null, page: other })) }
}

/** Everything of a topic. */
export function topicCard(kind: Kind, library: Library, topic: string, page: number): Card {
  const entries = entriesOf(kind, library, topic)
  const title = library.topics.find(one => one.id === topic)?.title ?? topic
  const options = entries.map(entry => ({ label: entry.name, press: pressOf(kind, entry) }))
  const { buttons, ...list } = listed(`Choose a ${kind}`, options, page, other => encodePress({ verb: 'browse', kind, topic, page: other }))
  return {
    kind,
    title: `${title}: ${counted(entries.length, kind, `${kind}s`)}`,
    ...list,
    buttons: [...buttons, { label: 'All topics', press: encodePress({ verb: 'browse', kind, topic: null, page: 0 }) }],
  }
}

/** A page of a list, and the buttons to the pages beside it. */
function listed(placeholder: string, options: Select['options'], page: number, pressFor: (page: number) => string): { select?: Select, buttons: Button[] } {
  const last = Math.max(0, Math.ceil(options.length / PAGE) - 1)
  const here = Math.min(page, last)
  const shown = options.slice(here * PAGE, (here + 1) * PAGE)
  return {
    ...(shown.length > 0 && { select: { placeholder, options: shown } }),
    buttons: [...(here > 0 ? [{ label: 'Back', press: pressFor(here - 1) }] : []), ...(here < last ? [{ label: 'More', press: pressFor(here + 1) }] : [])],
  }
}

function entriesOf(kind: Kind, library: Library, topic?: string): readonly Entry[] {
  const all: readonly Entry[] = library[shelves[kind]]
  return topic === undefined ? all : all.filter(entry => entry.topic === topic)
}

/** The button that shows an entry, with a word before its name. */
export function entryButton(kind: Kind, entry: Entry, before = ''): Button {
  const label = before + entry.name
  return { label: label.length <= LABEL ? label : `${label.slice(0, LABEL - 1)}…`, press: pressOf(kind, entry) }
}

/** The button that shows an entry of another kind than was asked for. */
export function kindButton(kind: Kind, entry: Entry): Button {
  return entryButton(kind, entry, { formula: 'Formula: ', snippet: 'Code: ', concept: 'Concept: ' }[kind])
}

function pressOf(kind: Kind, entry: Entry): string {
  return encodePress({ verb: kind, key: entryKey(entry) })
}

/** The button that asks a few questions on a formula or a concept. */
export function quizButton(entry: Formula | Concept): Button {
  return { label: 'Quiz me on this', press: encodePress({ verb: 'drill', key: entryKey(entry) }) }
}

/** The formulas that belong to an entry, apart from those that are offered already. */
export function relatedOf({ related }: Formula | Concept, { formulas }: Library, offered: readonly Entry[] = []): Formula[] {
  const found = [...new Set(related)].flatMap(slug => formulas.find(other => other.id.endsWith(`/${slug}`)) ?? [])
  return found.filter(({ id }) => offered.every(other => other.id !== id)).slice(0, RELATED)
}

/** Says that what is shown is only the nearest. */
export function guessText(kind: Kind, { typed, others }: Guess<unknown>): string {
  return `No ${kind} is called "${typed}". This is the nearest${others.length === 0 ? '.' : '; the first buttons show the next ones.'}`
}
