// The comparison of 005-lookup.md. Install the libraries in a folder elsewhere and name it:
//   npm install --prefix ../compare --save-exact minisearch@7.2.0 fuse.js@7.5.0 @leeoniya/ufuzzy@1.0.19 fzf@0.5.2 flexsearch@0.8.212 @orama/orama@3.1.18
//   node docs/decisions/005-lookup.mjs ../compare
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { lookupOf } from '../../src/content/search.ts'
import { foldTyped } from '../../src/engine/typed.ts'
import { bank, nothing, queriesFor, slipsOf, slugOf } from '../../test/support/lookup.ts'

const folder = resolve(process.argv[2] ?? '.', 'package.json')
const load = createRequire(folder)
const [MiniSearch, Fuse, UFuzzy, flexsearch, orama] = ['minisearch', 'fuse.js', '@leeoniya/ufuzzy', 'flexsearch', '@orama/orama'].map(name => load(name))
const fzf = await import(`data:text/javascript,${encodeURIComponent(readFileSync(resolve(folder, '../node_modules/fzf/dist/fzf.es.js'), 'utf8'))}`)

/** Every library gets the same: one document a name, words folded as Recall folds them, and exact names before all else. */
const wordsOf = text => text.replace(/['’]/g, '').split(/[^\p{L}\p{N}\p{M}]+/u).map(foldTyped).filter(word => word !== '')
const names = bank.flatMap(item => [item.name, ...item.aliases, slugOf(item).replaceAll('-', ' ')].map(name => ({ item, words: wordsOf(name).join(' ') || name })))
const exact = new Map(bank.flatMap(item => [slugOf(item).replaceAll('-', ' '), ...item.aliases, item.name].map(name => [foldTyped(name), item])))
const behindExact = find => (typed, limit) => {
  const ids = find(wordsOf(typed).join(' ') || typed)
  const first = exact.get(foldTyped(typed))
  return [...new Set([...first === undefined ? [] : [first], ...ids.map(id => names[id].item)])].slice(0, limit)
}

function miniSearch(options) {
  const index = new MiniSearch({ fields: ['words'], searchOptions: options })
  index.addAll(names.map(({ words }, id) => ({ id, words })))
  return behindExact(typed => index.search(typed).map(hit => hit.id))
}

function fuse() {
  const index = new Fuse(names.map(({ words }, id) => ({ words, id })), { keys: ['words'], ignoreLocation: true, threshold: 0.4 })
  return behindExact(typed => index.search(typed, { limit: 40 }).map(hit => hit.item.id))
}

function uFuzzy() {
  const [index, lines] = [new UFuzzy({ intraMode: 1, unicode: true }), names.map(one => one.words)]
  return behindExact(typed => {
    const [ids, info, order] = index.search(lines, typed, 3)
    return order?.map(place => info.idx[place]) ?? ids ?? []
  })
}

function fzfOf() {
  const index = new fzf.Fzf(names.map(({ words }, id) => ({ words, id })), { selector: one => one.words, limit: 40 })
  return behindExact(typed => index.find(typed).map(hit => hit.item.id))
}

function flexSearch() {
  const index = new flexsearch.Index({ tokenize: 'forward' })
  names.forEach(({ words }, id) => index.add(id, words))
  return behindExact(typed => index.search(typed, { limit: 40, suggest: true }))
}

function oramaOf() {
  const index = orama.create({ schema: { words: 'string' } })
  names.forEach(({ words }, id) => orama.insert(index, { id: String(id), words }))
  return behindExact(typed => orama.search(index, { term: typed, tolerance: 1, limit: 40 }).hits.map(hit => Number(hit.id)))
}

const queries = queriesFor(bank)
const slips = slipsOf(bank)
const share = (find, asked, places) => (100 * asked.filter(({ typed, wanted }) => find(typed, places).some(item => wanted.includes(slugOf(item)))).length / asked.length).toFixed(1)

/** The median and the 99th percentile of the texts' best of three, in microseconds: other work on the machine shall not count. */
function times(find) {
  const best = queries.map(({ typed }) => Math.min(...[1, 2, 3, 4].map(() => {
    const from = performance.now()
    find(typed, 5)
    return (performance.now() - from) * 1000
  }))).toSorted((a, b) => a - b)
  return [0.5, 0.99].map(part => best[Math.floor(best.length * part)].toFixed(0))
}

const rivals = {
  'minisearch, pieces (chosen)': () => lookupOf(bank),
  'minisearch, words': () => miniSearch({ prefix: true, fuzzy: 0.25 }),
  'fuse.js': fuse, uFuzzy, fzf: fzfOf, flexsearch: flexSearch, orama: oramaOf,
}
console.log(`${bank.length} formulas, ${names.length} names, ${queries.length} queries, ${slips.length} slips, ${nothing.length} unlike texts`)
console.log('| | first | of five | slips first | nothing for the unlike | p50 | p99 |')
for (const [name, open] of Object.entries(rivals)) {
  const find = open()
  const quiet = (100 * nothing.filter(typed => find(typed, 1).length === 0).length / nothing.length).toFixed(0)
  console.log(`| ${[name, share(find, queries, 1), share(find, queries, 5), share(find, slips, 1), quiet, ...times(find)].join(' | ')} |`)
}
