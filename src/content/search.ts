/** Finds a formula by what people type: name, alias, abbreviation, with typos and parts of words. */
import MiniSearch from 'minisearch'
import type { Formula } from './load.ts'

/** Finds up to `limit` formulas, best first; an exact name or alias comes before all others. */
export type FormulaSearch = (typed: string, limit: number) => Formula[]

/** Builds the index over these formulas. */
export function formulaSearch(formulas: readonly Formula[]): FormulaSearch {
  const index = new MiniSearch({ fields: ['name', 'aliases'], searchOptions: { prefix: true, fuzzy: 0.25, boost: { name: 2 }, combineWith: 'AND' } })
  index.addAll(formulas.map(({ id, name, aliases }) => ({ id, name, aliases: aliases.join(' ') })))
  const byId = new Map(formulas.map(formula => [formula.id, formula]))
  const exact = new Map(formulas.flatMap(formula => [formula.id, formula.name, ...formula.aliases].map(name => [fold(name), formula] as const)))
  return (typed, limit) => {
    const first = exact.get(fold(typed))
    const found = index.search(typed).map(hit => byId.get(String(hit.id))).filter(formula => formula !== undefined)
    return [...new Set(first === undefined ? found : [first, ...found])].slice(0, limit)
  }
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[\s_-]+/g, ' ').trim()
}
