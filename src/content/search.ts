/** Finds an item by what people type: a name, another name, signs, parts of words, with slips. */
import MiniSearch from 'minisearch'
import { foldTyped } from '../engine/typed.ts'

/** From which likeness on (0 to 1) a name is offered, and the best one is taken. */
const NEAR = 0.3
const ALIKE = 0.44
/** So many names are compared, those with the most and the rarest pieces in common. */
const CLOSE = 50
/** So many pieces of what is typed are looked for, the rarest: the others stand in too many names to tell them apart. */
const RAREST = 12

/** What can be looked up; `id` is `topic/slug`. */
export interface Named {
  id: string
  name: string
  aliases: readonly string[]
}

/** Finds up to `limit` items, best first: one that is called exactly so, then those that are like it. Nothing when none is. */
export interface Lookup<Item> {
  (typed: string, limit: number): Item[]
  /** Finds up to `limit` items to ask "did you mean" with, be they alike or only near. */
  near(typed: string, limit: number): Item[]
}

/** Finds among these items. The index is built when something is looked up for the first time, which takes a tenth of a second for 300 items. */
export function lookupOf<Item extends Named>(items: readonly Item[]): Lookup<Item> {
  let built: Lookup<Item> | undefined
  const index = () => built ??= indexOf(items)
  return Object.assign((typed: string, limit: number) => index()(typed, limit), { near: (typed: string, limit: number) => index().near(typed, limit) })
}

/** Builds the index: the names in pieces of three letters, because those outlive slips, other endings and another order of words. */
function indexOf<Item extends Named>(items: readonly Item[]): Lookup<Item> {
  const names = namesOf(items).map(({ item, name }, id) => ({ id, item, name, pieces: piecesOf(name) }))
  const known = new Map(names.map(({ name, pieces }) => [name, pieces]))
  const often = new Map<string, number>()
  for (const { pieces } of names) for (const piece of pieces.keys()) often.set(piece, (often.get(piece) ?? 0) + 1)
  const index = new MiniSearch({ fields: ['name'], tokenize: text => [...known.get(text)?.keys() ?? []], processTerm: piece => piece, searchOptions: { tokenize: text => text.split(' ') } })
  index.addAll(names)
  const exact = new Map(names.toReversed().map(({ name, item }) => [keyOf(name), item]))

  const rank = (typed: string) => {
    const wanted = piecesOf(typed)
    const best = new Map<Item, { score: number, likeness: number }>()
    const rarest = [...wanted.keys()].filter(piece => often.has(piece)).toSorted((a, b) => (often.get(a) ?? 0) - (often.get(b) ?? 0)).slice(0, RAREST)
    for (const hit of index.search(rarest.join(' '), { boostTerm: piece => wanted.get(piece) ?? 0 }).slice(0, CLOSE)) {
      const { item, pieces } = names[Number(hit.id)] as (typeof names)[number]
      const { score, likeness } = compare(wanted, pieces, [...wanted.keys()].filter(piece => pieces.has(piece)))
      if (hit.score * score > (best.get(item)?.score ?? 0)) best.set(item, { score: hit.score * score, likeness })
    }
    return [...best].filter(([, { likeness }]) => likeness >= NEAR).toSorted(([, a], [, b]) => b.score - a.score)
  }
  const find = (typed: string, limit: number) => {
    const first = exact.get(keyOf(typed))
    const ranked = rank(typed)
    if (first === undefined && (ranked[0]?.[1].likeness ?? 0) < ALIKE) return []
    return [...new Set([...first === undefined ? [] : [first], ...ranked.map(([item]) => item)])].slice(0, limit)
  }
  return Object.assign(find, { near: (typed: string, limit: number) => rank(typed).slice(0, limit).map(([item]) => item) })
}

/** Tells whether the item is called what is typed, however that is spelt. */
export function isCalled(item: Named, typed: string): boolean {
  return namesOf([item]).some(({ name }) => keyOf(name) === keyOf(typed))
}

/** Every name with its item: the names proper first, the slugs last. */
function namesOf<Item extends Named>(items: readonly Item[]): { item: Item, name: string }[] {
  return [
    ...items.map(item => ({ item, name: item.name })),
    ...items.filter(item => / \(.*\)$/.test(item.name)).map(item => ({ item, name: item.name.replace(/ \(.*\)$/, '') })),
    ...items.flatMap(item => item.aliases.map(name => ({ item, name }))),
    ...items.map(item => ({ item, name: item.id.slice(item.id.indexOf('/') + 1).replaceAll('-', ' ') })),
  ]
}

/** What people put around a name when they ask for it, in English, German and French. */
const asking = /\b(?:what(?:['’]?s| is| are)?|how (?:do (?:i|you|we)|to)|compute|calculate|find|formulas?|formel|formule|equation (?:for|of)|was ist|the|of|for|die|der|das|für|von|de|du|la|le)\b/gi

/** What is left when the question around a name is taken off. */
function bare(typed: string): string {
  return typed.replace(asking, ' ')
}

/** What equal names have in common, whatever their spelling: `P(A | B)` and `p(a|b)`, `‖x‖₂` and `||x||_2`. */
function keyOf(text: string): string {
  return foldTyped(bare(text).replaceAll('∣', '|')).replace(/[\s_^(){}[\]]/g, '')
}

/**
 * The pieces of a text, and what each weighs: every word weighs 1, whatever its length, and a piece that two words have weighs as in the
 * shorter one. A piece is three letters in a row, the ends of the word among them, in the order of the alphabet: then letters that changed
 * places still make the same piece.
 */
function piecesOf(text: string): Map<string, number> {
  const words = bare(text).replace(/['’](?:s\b)?/g, '').split(/[^\p{L}\p{N}\p{M}]+/u).map(keyOf).filter(word => word !== '')
  return new Map(words.toSorted((a, b) => b.length - a.length).flatMap(word => threes(word).map(piece => [piece, 1 / word.length])))
}

function threes(word: string): string[] {
  const letters = ['<', ...word.split(''), '>']
  return letters.slice(2).map((_, place) => letters.slice(place, place + 3).toSorted().join(''))
}

/**
 * How much two texts share, 0 to 1, by the weight of the pieces that both have. The likeness asks for both alike; the score asks for the name
 * twice: `dice` as a whole beside another word beats half of a name with two of the words.
 */
function compare(typed: Map<string, number>, name: Map<string, number>, shared: readonly string[]): { score: number, likeness: number } {
  const [ofTyped, ofName] = [typed, name].map(pieces => total(shared.map(piece => pieces.get(piece) ?? 0))) as [number, number]
  const [allTyped, allName] = [total(typed.values()), total(name.values())]
  return { score: ofTyped / allTyped * (ofName / allName) ** 2, likeness: (ofTyped + ofName) / (allTyped + allName) }
}

function total(weights: Iterable<number>): number {
  let sum = 0
  for (const weight of weights) sum += weight
  return sum
}
