/** Draws the bank as text: kinds, difficulties, coverage, lengths, positions. */
import { askedOf, isAnswered, isLongest, readingSeconds } from '../../src/content/bank.ts'
import { rowsOf } from '../../src/content/coverage.ts'
import type { Entries } from '../../src/content/entries.ts'
import { readFolder } from '../../src/content/folder.ts'
import { libraryOf } from '../../src/content/load.ts'
import { sayMistake } from '../../src/content/read.ts'
import { difficulties } from '../../src/content/schema.ts'
import { rightOf } from '../../src/engine/question.ts'

/** How many orders each question is shuffled into for the positions. */
const SEEDS = 20

/** Prints the drawing. Returns 1 when the content cannot be read, otherwise 0. */
export function drawStats(path: string): number {
  const { entries, curriculum, mistakes } = readFolder(path)
  for (const mistake of mistakes) console.error(sayMistake(mistake))
  const rows = curriculum === null ? [] : rowsOf(curriculum.value, entries)
  const { topics, ...kinds } = entries
  const used = Object.entries(kinds).map(([kind, items]) => [kind, items.filter(({ entry }) => !entry.retired)] as const)
  const count = (topic: string, items: readonly { topic: { id: string } }[]) => String(items.filter(one => one.topic.id === topic).length)
  print('Topics by kind', [
    ['', ...used.map(([kind]) => kind), 'covered'],
    ...topics.map(({ id, title }) => [title, ...used.map(([, items]) => count(id, items)), shareOf(rows.filter(row => row.topic === id), row => row.covered)]),
    ['All', ...used.map(([, items]) => String(items.length)), shareOf(rows, row => row.covered)],
  ])
  drawAsked(entries)
  return mistakes.length === 0 ? 0 : 1
}

function drawAsked(entries: Entries): void {
  const asked = askedOf(entries)
  const used = entries.questions.filter(({ entry }) => !entry.retired)
  print('Difficulty of the questions', difficulties.map(one => [one, bar(used.filter(({ entry }) => entry.difficulty === one).length, used.length)]))
  const judged = used.filter(({ entry }) => isLongest(entry) !== null)
  print('The right choice is', [['the longest', bar(judged.filter(({ entry }) => isLongest(entry) === true).length, judged.length)], ...positionsOf(entries)])
  const seconds = used.map(({ entry }) => readingSeconds(entry))
  print('Seconds to read a question with its choices', [0, 5, 10, 15, 20, 25, 30, 35, 40].map(from => [`${from} to ${from + 5}`, bar(seconds.filter(one => one >= from && one < from + 5).length, seconds.length)]))
  print('Answered without the key', [['and agreed', bar(asked.filter(isAnswered).length, asked.length)]])
}

/** Where the right choice of questions with three and four choices stands after the shuffle. */
function positionsOf(entries: Entries): string[][] {
  const asked = libraryOf({ ...entries, numeric: [] }).questions.flatMap(question => Array.from({ length: SEEDS }, (_, seed) => question.ask(String(seed))))
  return [3, 4].flatMap(size => {
    const sized = asked.filter(({ choices }) => choices.length === size).map(rightOf)
    return Array.from({ length: size }, (_, position) => [`${'ABCD'[position] ?? ''} of ${size}`, bar(sized.filter(one => one === position).length, sized.length)])
  })
}

function shareOf<Item>(items: readonly Item[], is: (item: Item) => boolean): string {
  return items.length === 0 ? '' : `${items.filter(is).length}/${items.length}`
}

/** A share of 40 squares, with its count and per cent. */
function bar(count: number, all: number): string {
  const share = all === 0 ? 0 : count / all
  return `${'█'.repeat(Math.round(share * 40)).padEnd(40, '·')} ${String(count).padStart(5)}  ${(100 * share).toFixed(1).padStart(5)} %`
}

/** A heading and a table; the first column stands left, all others right. */
function print(heading: string, lines: string[][]): void {
  const widths = (lines[0] ?? []).map((_, column) => Math.max(...lines.map(line => line[column]?.length ?? 0)))
  console.log(`\n${heading}`)
  for (const line of lines) console.log(`  ${line.map((text, column) => column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)).join('  ')}`.trimEnd())
}
