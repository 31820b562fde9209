/** Finds an item by what people type: a name, another name, signs, parts of words, with slips. */
import MiniSearch from 'minisearch'
import { foldTyped } from '../engine/typed.ts'

/** How much of what is typed and of a name must be the same (0 to 1) for the name to be offered, and for the best one to be taken. */
const NEAR = 0.25
const ALIKE = 0.35

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

/** Builds the index: the names word by word in pieces of three letters, because those outlive slips, other endings and other orders. */
export function lookupOf<Item extends Named>(items: readonly Item[]): Lookup<Item> {
  const names = namesOf(items).map(({ item, name }, id) => ({ id, item, name, size: piecesOf(name).length }))
  const index = new MiniSearch({ fields: ['name'], tokenize: piecesOf, processTerm: piece => piece })
  index.addAll(names)
  const exact = new Map(names.toReversed().map(({ name, item }) => [keyOf(name), item]))

  const rank = (typed: string) => {
    const size = piecesOf(typed).length
    const best = new Map<Item, number>()
    for (const { id, queryTerms } of index.search(typed)) {
      const { item, size: own } = names[Number(id)] as (typeof names)[number]
      if (!best.has(item)) best.set(item, 2 * queryTerms.length / (size + own))
    }
    return [...best].map(([item, likeness]) => ({ item, likeness })).filter(({ likeness }) => likeness >= NEAR)
  }
  const find = (typed: string, limit: number) => {
    const first = exact.get(keyOf(typed))
    const ranked = rank(typed)
    if (first === undefined && (ranked[0]?.likeness ?? 0) < ALIKE) return []
    return [...new Set([...first === undefined ? [] : [first], ...ranked.map(({ item }) => item)])].slice(0, limit)
  }
  return Object.assign(find, { near: (typed: string, limit: number) => rank(typed).slice(0, limit).map(({ item }) => item) })
}

/** Tells whether the item is called what is typed, however that is spelt. */
export function isCalled(item: Named, typed: string): boolean {
  return namesOf([item]).some(({ name }) => keyOf(name) === keyOf(typed))
}

/** Every name with its item: the names proper first, the slugs last. */
function namesOf<Item extends Named>(items: readonly Item[]): { item: Item, name: string }[] {
  return [
    ...items.map(item => ({ item, name: item.name })),
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
  return foldTyped(bare(text)).replace(/[\s_^(){}[\]]/g, '')
}

/** The different pieces of a text: three letters at a time of each word with a space before and behind it. */
function piecesOf(text: string): string[] {
  const words = bare(text).replace(/['’](?:s\b)?/g, '').split(/[^\p{L}\p{N}\p{M}]+/u).map(keyOf).filter(word => word !== '')
  return [...new Set(words.flatMap(word => Array.from({ length: word.length }, (_, place) => ` ${word} `.slice(place, place + 3))))]
}
