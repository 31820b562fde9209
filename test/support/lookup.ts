/** What lookups are measured with: what people type to find a formula. */
import { readFileSync } from 'node:fs'
import { load } from 'js-yaml'
import type { Named } from '../../src/content/search.ts'
import { randomOf } from '../../src/engine/random.ts'

/** Something typed, and the slugs of which one must come first. */
export interface Query {
  typed: string
  wanted: readonly string[]
}

const typed = load(readFileSync('test/content/lookup-queries.yaml', 'utf8')) as { find: Record<string, string[]>, nothing: string[] }

/** The part of an id behind its topic. */
export function slugOf({ id }: Pick<Named, 'id'>): string {
  return id.slice(id.indexOf('/') + 1)
}

/** What people type for one of these formulas. */
export function queriesFor(items: readonly Named[]): Query[] {
  const there = new Set(items.map(slugOf))
  const all = Object.entries(typed.find).flatMap(([key, texts]) => texts.map(text => ({ typed: text, wanted: key.split(' or ') })))
  return all.filter(({ wanted }) => wanted.some(slug => there.has(slug)))
}

/** What is like no formula. */
export const { nothing } = typed

/** Two of every longer name with one slip each: a letter left out, put in, changed or swapped with the next. */
export function slipsOf(items: readonly Named[]): Query[] {
  return items.flatMap(item => [item.name, ...item.aliases].filter(name => /^[a-z -]{6,}$/i.test(name)).flatMap(name => [1, 2].map(time => ({ typed: slip(name, `${name} ${time}`), wanted: [slugOf(item)] }))))
}

function slip(name: string, seed: string): string {
  const random = randomOf(seed)
  const at = 1 + Math.floor(random() * (name.length - 2))
  const [before, here, next, after] = [name.slice(0, at), name.charAt(at), name.charAt(at + 1), name.slice(at + 1)]
  const other = String.fromCharCode(97 + Math.floor(random() * 26))
  const slips = [before + after, before + other + here + after, before + other + after, before + next + here + name.slice(at + 2)]
  return slips[Math.floor(random() * slips.length)] as string
}
