/** What people read of an entry, apart from formulas, code, names and expressions. */
import type { Entries, Placed } from './entries.ts'

/** A text of an entry and where it stands in it. */
export interface Prose {
  path: (string | number)[]
  text: string
}

/** Fields that hold no sentences of their own. */
const silent = new Set(['id', 'covers', 'latex', 'plain', 'code', 'test', 'checks', 'aliases', 'accepts', 'related', 'source', 'parameters', 'let', 'where', 'value', 'check', 'unit', 'needs', 'symbols', 'name', 'link', 'by', 'blind', 'kind', 'difficulty'])

/** Every entry of every kind that is in use. */
export function allOf({ topics: _topics, ...kinds }: Entries): Placed<{ id: string, retired: boolean, covers: string[] }>[] {
  return Object.values(kinds).flat().filter(({ entry }) => !entry.retired)
}

/** The texts of an entry in the order of its fields. */
export function proseOf(entry: object): Prose[] {
  const expression = 'parameters' in entry ? ['right'] : []
  return Object.entries(entry).flatMap(([field, value]) => silent.has(field) || expression.includes(field) ? [] : proseIn(value, [field]))
}

function proseIn(value: unknown, path: (string | number)[]): Prose[] {
  if (typeof value === 'string') return [{ path, text: value }]
  if (Array.isArray(value)) return value.flatMap((one: unknown, position) => proseIn(one, [...path, position]))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([field, one]) => silent.has(field) ? [] : proseIn(one, [...path, field]))
}

/** The words of a text in lower case, without punctuation. */
export function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
