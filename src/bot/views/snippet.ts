/** A short piece of code: what it does, what to notice, a common bug. */
import type { Library, Snippet } from '../../content/load.ts'
import type { Card } from '../card.ts'

export function snippetCard(snippet: Snippet): Card {
  return {
    kind: 'snippet',
    title: snippet.name,
    code: { text: snippet.code, language: 'python' },
    rows: snippet.notice.map((text, place) => ({ label: String(place + 1), text })),
    fields: [{ name: 'A common bug', value: snippet.bug }],
    footer: snippet.needs.length === 0 ? snippet.source : `Needs ${snippet.needs.join(' and ')}. ${snippet.source}`,
  }
}

/** What is said when nothing is found: what there is. */
export function unknownSnippetCard(name: string, { snippets }: Library): Card {
  return { kind: 'snippet', title: `I found no snippet for "${name}"`, text: `There are: ${snippets.map(one => one.name).join(' · ')}.` }
}
