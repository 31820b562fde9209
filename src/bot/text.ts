/** Puts texts together from words and other parts. */
import type { Part, Slash, Text } from './card.ts'

/** A command of ours, with its options and without its slash, such as `team join name:Owls`. */
export function slash(command: string): Slash {
  return { command }
}

/** A text with others in it, as in words`Try ${slash('quiz')}.`: what is put in stays as it is, and a string is never read for commands. */
export function words(pieces: TemplateStringsArray, ...put: readonly (Part | Text)[]): Text {
  return pieces.reduce<Text>((text, piece, place) => joined([text, put[place - 1] ?? '', piece], ''), '')
}

/** The texts as one, with these words between them. It is plain words where nothing else is in it. */
export function joined(texts: readonly (Part | Text)[], between: string, last = between): Text {
  const parts = texts.flatMap((text, place) => [place === 0 ? '' : place === texts.length - 1 ? last : between, ...[text].flat()])
  return parts.every(part => typeof part === 'string') ? parts.join('') : parts.filter(part => part !== '')
}
