/** Which of many words fit what is being typed. */
import { lookupOf } from '../content/search.ts'

/** So many are offered where somebody may have meant another word. */
const NEAREST = 3

/** Those of the words that hold what is typed: first where they begin with it, then where one of their parts does. */
export function matching(words: readonly string[], typed: string): string[] {
  const wanted = fold(typed)
  const ranked = words.map(word => ({ word, place: ` ${fold(word)}`.indexOf(wanted), part: ` ${fold(word)}`.indexOf(` ${wanted}`) }))
  return ranked.filter(({ place }) => place >= 0).toSorted((a, b) => rank(a) - rank(b)).map(({ word }) => word)
}

/** The few words that may have been meant: those that hold what was typed, else those that are like it but for a slip. */
export function nearest(words: readonly string[], typed: string): string[] {
  if (fold(typed) === '') return []
  const holding = matching(words, typed)
  const items = words.map(name => ({ id: name, name, aliases: [] }))
  return (holding.length > 0 ? holding : lookupOf(items).near(typed, NEAREST).map(({ name }) => name)).slice(0, NEAREST)
}

/** Says whether two words are the same but for case, accents, spaces and hyphens. */
export function alike(one: string, other: string): boolean {
  return fold(one) === fold(other)
}

function rank({ part }: { part: number }): number {
  return part === 0 ? 0 : part > 0 ? 1 : 2
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[\s_/-]+/g, ' ').trim()
}
