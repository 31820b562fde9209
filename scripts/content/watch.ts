/** Checks what an author changes, as they save it, and shows it in a playground. */
import { watch as watchFiles } from 'node:fs/promises'
import { relative } from 'node:path'
import { checkEntries } from '../../src/content/check.ts'
import type { Entries } from '../../src/content/entries.ts'
import { checkFolder, readFolder, type Folder } from '../../src/content/folder.ts'
import { sayMistake } from '../../src/content/read.ts'
import { mistakeOfLatex } from '../../src/pictures/latex.ts'
import { openPreview, type Item } from './preview.ts'
import { misspelled } from './spelling.ts'

/** How long a folder must be quiet before it is read, in milliseconds: editors save in several steps. */
const QUIET_MS = 150

/** Runs until Ctrl+C. */
export async function watch(path: string): Promise<number> {
  const preview = openPreview(path)
  const ended = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => ended.abort())
  const start = readFolder(path)
  const known = new Map(itemsOf(start.entries).map(one => [keyOf(one), textOf(one)]))
  const before = new Set(checkFolder(start).map(sayMistake))
  console.log(`Watching ${relative('.', path)}. Save a file, and what is wrong with it stands here. Ctrl+C ends.`)
  for await (const _ of quietChanges(path, ended.signal)) {
    const folder = readFolder(path)
    const changed = itemsOf(folder.entries).filter(one => known.get(keyOf(one)) !== textOf(one))
    const mistakes = (await mistakesOf(path, folder, changed)).filter(mistake => !before.has(mistake))
    for (const mistake of mistakes) console.error(mistake)
    for (const one of changed) known.set(keyOf(one), textOf(one))
    const last = changed.at(-1)
    if (last !== undefined) console.log(`${last.item.id}${mistakes.length === 0 ? ' is in order' : ''}: ${await preview.show(last)}`)
  }
  await preview.stop()
  return 0
}

/** One value each time the folder has been quiet after a change. */
async function* quietChanges(path: string, signal: AbortSignal): AsyncGenerator<void> {
  const events = watchFiles(path, { recursive: true, signal })[Symbol.asyncIterator]()
  let next = events.next()
  try {
    while (true) {
      await next
      next = events.next()
      while (await Promise.race([next.then(() => true), new Promise<false>(resolve => { setTimeout(resolve, QUIET_MS, false) })])) next = events.next()
      yield
    }
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

/** What is wrong with the changed entries by themselves and with the whole folder, as lines of text. What was wrong before the author began is not theirs. */
async function mistakesOf(path: string, folder: Folder, changed: readonly Item[]): Promise<string[]> {
  const only = (kind: keyof Entries) => changed.filter(one => one.kind === kind).map(({ item }) => item)
  const narrowed = { ...folder.entries, formulas: only('formulas'), numeric: only('numeric') } as Entries
  return [...checkFolder(folder), ...await checkEntries(narrowed, mistakeOfLatex), ...await misspelled(path)].map(sayMistake)
}

function itemsOf({ topics: _topics, ...kinds }: Entries): Item[] {
  return Object.entries(kinds).flatMap(([kind, items]) => items.map(item => ({ kind: kind as Item['kind'], item })))
}

function keyOf({ kind, item }: Item): string {
  return `${kind}/${item.id}`
}

function textOf({ item }: Item): string {
  return JSON.stringify(item.entry)
}
