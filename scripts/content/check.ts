/** Checks the content once, and says what is wrong, what is there and what is covered. */
import { checkEntries } from '../../src/content/check.ts'
import { checkFolder, readFolder, type Folder } from '../../src/content/folder.ts'
import { rowsOf } from '../../src/content/coverage.ts'
import { askedOf, checkBlind, isAnswered } from '../../src/content/bank.ts'
import { sayMistake, type Mistake } from '../../src/content/read.ts'
import { mistakeOfLatex } from '../../src/pictures/latex.ts'
import { misspelled } from './spelling.ts'

/** Prints the mistakes and the counts. Returns 1 when there are mistakes, otherwise 0. */
export async function checkOnce(path: string): Promise<number> {
  const folder = readFolder(path)
  const mistakes = [...checkFolder(folder), ...await checkEntries(folder.entries, mistakeOfLatex), ...await misspelled(path), ...checkBlind(folder.entries)]
  for (const mistake of mistakes) console.error(sayMistake(mistake))
  for (const line of countsOf(folder)) console.log(line)
  console.log(verdictOf(mistakes, folder.mistakes.length > 0))
  return mistakes.length === 0 ? 0 : 1
}

function verdictOf(mistakes: readonly Mistake[], unread: boolean): string {
  if (mistakes.length === 0) return 'The content is in order.'
  return `${mistakes.length} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}.${unread ? ' Names, coverage, likeness and shared words are checked once every file can be read.' : ''}`
}

function countsOf({ entries, curriculum }: Folder): string[] {
  const { topics, ...kinds } = entries
  const rows = curriculum === null ? [] : rowsOf(curriculum.value, entries)
  const lines = topics.map(topic => {
    const counts = Object.entries(kinds).map(([kind, items]) => [items.filter(one => one.topic.id === topic.id && !one.entry.retired).length, kind] as const).filter(([count]) => count > 0)
    const own = rows.filter(row => row.topic === topic.id)
    return [`${topic.title}: ${counts.map(([count, kind]) => `${count} ${kind}`).join(', ') || 'nothing yet'}`, ...(own.length > 0 ? [`covers ${own.filter(row => row.covered).length} of ${own.length}`] : [])].join('; ')
  })
  const asked = askedOf(entries)
  const agreed = asked.filter(isAnswered).length
  return [...lines, `Covered: ${rows.filter(row => row.covered).length} of ${rows.length} ids of the curriculum.`, `Answered without the key, and agreed: ${agreed} of ${asked.length} (${asked.length === 0 ? 100 : Math.floor(100 * agreed / asked.length)} %).`]
}
