/** A formula: what it says, when to use it, a worked number, a pitfall. */
import type { Formula, Library } from '../../content/load.ts'
import type { Card } from '../card.ts'
import { entryButton, guessText, quizButton, relatedOf, type Guess } from './browse.ts'

/** A formula. With a guess the card says that its name is not what was typed, and offers the others. */
export function formulaCard(formula: Formula, library: Library, guess?: Guess<Formula>): Card {
  const others = guess?.others ?? []
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
      quizButton(formula),
      ...relatedOf(formula, library, others).map(other => entryButton('formula', other, 'See: ')),
    ],
    footer: formula.source,
  }
}
