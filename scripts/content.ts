/** Checks the content and says how much there is of each kind in each topic. Ends with 1 when there are mistakes. */
import { fileURLToPath } from 'node:url'
import { checkEntries } from '../src/content/check.ts'
import { readEntries, type Entries } from '../src/content/entries.ts'
import { sayMistake } from '../src/content/read.ts'
import { mistakeOfLatex } from '../src/pictures/latex.ts'

const { entries, mistakes } = readEntries(process.env['CONTENT_DIR'] ?? fileURLToPath(new URL('../content', import.meta.url)))
const all = [...mistakes, ...await checkEntries(entries, mistakeOfLatex)]
for (const mistake of all) console.error(sayMistake(mistake))
for (const topic of entries.topics) console.log(`${topic.title}: ${countOf(entries, topic.id)}`)
console.log(all.length === 0 ? 'The content is in order.' : `${all.length} ${all.length === 1 ? 'mistake' : 'mistakes'}.`)
process.exitCode = all.length === 0 ? 0 : 1

function countOf({ questions, rapid, numeric, formulas, snippets }: Entries, topic: string): string {
  const kinds = { questions, 'rapid-fire': rapid, 'with numbers': numeric, formulas, snippets }
  return Object.entries(kinds).map(([kind, items]) => `${items.filter(({ topic: { id }, entry }) => id === topic && !entry.retired).length} ${kind}`).join(', ')
}
