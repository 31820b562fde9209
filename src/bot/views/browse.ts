/** What there is to look up, by topic. */
import type { Formula, Library, Snippet } from '../../content/load.ts'
import type { Button, Card, Select } from '../card.ts'
import { formulaKey, snippetKey } from '../formula.ts'
import { encodePress } from '../press.ts'
import { counted } from './words.ts'

/** What can be looked up. */
export type Kind = 'formula' | 'snippet'

/** No platform's list takes more. */
const PAGE = 25
/** No platform's button takes a longer label than this. */
const LABEL = 75

type Entry = Pick<Formula | Snippet, 'id' | 'name' | 'topic'>

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
  return { kind, title: kind === 'formula' ? 'Formulas by topic' : 'Snippets by topic', ...listed('Choose a topic', options, page, other => encodePress({ verb: 'browse', kind, topic: null, page: other })) }
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

function entriesOf(kind: Kind, { formulas, snippets }: Library, topic?: string): readonly Entry[] {
  const all: readonly Entry[] = kind === 'formula' ? formulas : snippets
  return topic === undefined ? all : all.filter(entry => entry.topic === topic)
}

/** The button that shows an entry, with a word before its name. */
export function entryButton(kind: Kind, entry: Entry, before = ''): Button {
  const label = before + entry.name
  return { label: label.length <= LABEL ? label : `${label.slice(0, LABEL - 1)}…`, press: pressOf(kind, entry) }
}

function pressOf(kind: Kind, entry: Entry): string {
  return kind === 'formula' ? encodePress({ verb: 'formula', formula: formulaKey(entry) }) : encodePress({ verb: 'snippet', snippet: snippetKey(entry) })
}
