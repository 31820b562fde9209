/** Finds a card by what people type: name, alias, abbreviation, with typos and parts of words. */
import MiniSearch from 'minisearch'

/** What can be looked up. */
export interface Named {
  id: string
  name: string
  aliases: readonly string[]
}

/** Finds up to `limit` items, best first; an exact name or alias comes before all others. */
export type Lookup<Item> = (typed: string, limit: number) => Item[]

/** Builds the index over these items. */
export function lookupOf<Item extends Named>(items: readonly Item[]): Lookup<Item> {
  const index = new MiniSearch({ fields: ['name', 'aliases'], searchOptions: { prefix: true, fuzzy: 0.25, boost: { name: 2 }, combineWith: 'AND' } })
  index.addAll(items.map(({ id, name, aliases }) => ({ id, name, aliases: aliases.join(' ') })))
  const byId = new Map(items.map(item => [item.id, item]))
  const exact = new Map(items.flatMap(item => [item.id, item.name, ...item.aliases].map(name => [fold(name), item] as const)))
  return (typed, limit) => {
    const first = exact.get(fold(typed))
    const found = index.search(typed).map(hit => byId.get(String(hit.id))).filter(item => item !== undefined)
    return [...new Set(first === undefined ? found : [first, ...found])].slice(0, limit)
  }
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[\s_-]+/g, ' ').trim()
}
