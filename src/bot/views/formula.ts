/** A formula: what it says, when to use it, a worked number, a pitfall. */
import type { Formula, Library } from '../../content/load.ts'
import type { Card } from '../card.ts'
import { formulaKey } from '../formula.ts'
import { encodePress } from '../press.ts'
import { entryButton } from './browse.ts'

/** What was typed where nothing is called so, and what else it may have meant. */
export interface Guess<Item> {
  typed: string
  others: readonly Item[]
}

/** So many related formulas have a button. */
const RELATED = 3

/** A formula. With a guess the card says that its name is not what was typed, and offers the others. */
export function formulaCard(formula: Formula, library: Library, guess?: Guess<Formula>): Card {
  const others = guess?.others ?? []
  const related = [...new Set(formula.related)].flatMap(slug => library.formulas.find(other => other.id.endsWith(`/${slug}`)) ?? [])
  return {
    kind: 'formula',
    title: formula.name,
    ...(guess !== undefined && { text: guessText('formula', guess) }),
    image: { picture: { kind: 'formula', latex: formula.latex }, alt: `${formula.name}: ${formula.plain}` },
    code: { text: formula.plain, language: 'text' },
    rows: formula.symbols.map(({ symbol, meaning }) => ({ label: symbol, text: meaning })),
    fields: [
      { name: 'When to use it', value: formula.use },
      { name: 'Example', value: formula.example },
      { name: 'Pitfall', value: formula.pitfall },
    ],
    buttons: [
      ...others.map(other => entryButton('formula', other, 'Or: ')),
      { label: 'Quiz me on this', press: encodePress({ verb: 'drill', formula: formulaKey(formula) }) },
      ...related.filter(({ id }) => others.every(other => other.id !== id)).slice(0, RELATED).map(other => entryButton('formula', other, 'See: ')),
    ],
    footer: formula.source,
  }
}

/** Says that what is shown is only the nearest. */
export function guessText(kind: string, { typed, others }: Guess<unknown>): string {
  return `No ${kind} is called "${typed}". This is the nearest${others.length === 0 ? '.' : '; the first buttons show the next ones.'}`
}
