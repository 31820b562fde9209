/** An idea: what it says, a picture in words, the trap. */
import type { Concept, Library } from '../../content/load.ts'
import type { Card } from '../card.ts'
import { entryButton, guessText, quizButton, relatedOf, type Guess } from './browse.ts'

/** A concept. With a guess the card says that its name is not what was typed, and offers the others. */
export function conceptCard(concept: Concept, library: Library, guess?: Guess<Concept>): Card {
  return {
    kind: 'concept',
    title: concept.name,
    text: guess === undefined ? concept.text : `${guessText('concept', guess)}\n\n${concept.text}`,
    fields: [
      { name: 'Intuition', value: concept.intuition },
      { name: 'Trap', value: concept.trap },
    ],
    buttons: [
      ...(guess?.others ?? []).map(other => entryButton('concept', other, 'Or: ')),
      quizButton(concept),
      ...relatedOf(concept, library).map(formula => entryButton('formula', formula, 'See: ')),
    ],
    footer: concept.source,
  }
}
