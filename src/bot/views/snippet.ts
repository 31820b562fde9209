/** A short piece of code: what it does, what to notice, a common bug. */
import type { Library, Snippet } from '../../content/load.ts'
import type { Card } from '../card.ts'
import { entryButton, guessText, type Guess } from './browse.ts'

/** A snippet. With a guess the card says that its name is not what was typed, and offers the others. */
export function snippetCard(snippet: Snippet, _library: Library, guess?: Guess<Snippet>): Card {
  const others = guess?.others ?? []
  return {
    kind: 'snippet',
    title: snippet.name,
    ...(guess !== undefined && { text: guessText('snippet', guess) }),
    code: { text: snippet.code, language: 'python' },
    rows: snippet.notice.map((text, place) => ({ label: String(place + 1), text })),
    fields: [{ name: 'A common bug', value: snippet.bug }],
    ...(others.length > 0 && { buttons: others.map(other => entryButton('snippet', other, 'Or: ')) }),
    footer: snippet.needs.length === 0 ? snippet.source : `Needs ${snippet.needs.join(' and ')}. ${snippet.source}`,
  }
}
