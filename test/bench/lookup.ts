/** How long a lookup takes, what its index costs, beside a plain Map that knows exact names only. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { lookupOf, type Named } from '../../src/content/search.ts'
import { shipped } from '../support/library.ts'
import { nothing, queriesFor, slipsOf } from '../support/lookup.ts'

const RUNS = 7

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/**
 * Prints the build, the memory and the microseconds a lookup for the formulas of today and for five hundred. Of each
 * text the best of its runs, so that other work on the machine does not count, and of all calls, where it does.
 */
export async function benchLookup(): Promise<void> {
  const typed = [...queriesFor(shipped.formulas).map(query => query.typed), ...nothing, ...slipsOf(shipped.formulas.slice(0, 40)).map(query => query.typed)]
  console.log(`\nlookup: ${typed.length} texts, ${RUNS} times each, after one round to warm up; the first five found`)
  console.log(line('', 'build ms', 'memory MB', 'p50 us', 'p99 us', 'p99 of calls', 'times a Map'))
  for (const items of [shipped.formulas, manyOf(500)]) measure(items, typed)
}

function measure(items: readonly Named[], typed: readonly string[]): void {
  lookupOf(items)('', 1)
  const before = memory()
  const from = performance.now()
  const find = lookupOf(items)
  find('', 1)
  const build = elapsed(from) / 1000
  const megabytes = memory() - before
  const exact = new Map(items.flatMap(item => [item.name, ...item.aliases].map(name => [name.toLowerCase(), item])))
  const found = timesOf(typed, text => find(text, 5))
  const best = found.map(runs => Math.min(...runs))
  const columns = [build, megabytes, at(best, 0.5), at(best, 0.99), at(found.flat(), 0.99), meanOf(typed, text => find(text, 5)) / meanOf(typed, text => exact.get(text.toLowerCase()))]
  console.log(line(`${items.length} formulas`, ...columns.map(value => value.toFixed(0))))
}

/** Microseconds of every run of each text, after one to warm up. */
function timesOf(typed: readonly string[], work: (text: string) => unknown): number[][] {
  typed.forEach(work)
  const runs = Array.from({ length: RUNS }, () => typed.map(text => {
    const from = performance.now()
    work(text)
    return elapsed(from)
  }))
  return typed.map((_, place) => runs.map(times => times[place] ?? 0))
}

/** Microseconds a text over a tenth of a second: the clock is too coarse for a single look into a Map. */
function meanOf(typed: readonly string[], work: (text: string) => unknown): number {
  const from = performance.now()
  let texts = 0
  for (; elapsed(from) < 100_000; texts += typed.length) typed.forEach(work)
  return elapsed(from) / texts
}

/** Microseconds since then. */
function elapsed(from: number): number {
  return (performance.now() - from) * 1000
}

/** So many formulas: those of today, and again under other ids. */
function manyOf(count: number): Named[] {
  return Array.from({ length: count }, (_, place) => ({ ...shipped.formulas[place % shipped.formulas.length] as Named, id: `more/${place}` }))
}

function memory(): number {
  collect()
  return process.memoryUsage().heapUsed / 1e6
}

function at(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0
}

function line(name: string, ...columns: string[]): string {
  return name.padEnd(16) + columns.map(column => column.padStart(14)).join('')
}
