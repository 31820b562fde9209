/** Checks the content and says how much there is of each kind in each topic. Ends with 1 when there are mistakes. */
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { checkEntries } from '../src/content/check.ts'
import { readEntries, type Entries } from '../src/content/entries.ts'
import { sayMistake } from '../src/content/read.ts'

const { entries, mistakes } = readEntries(process.env['CONTENT_DIR'] ?? fileURLToPath(new URL('../content', import.meta.url)))
const all = [...mistakes, ...await checkEntries(entries, await latexCheck())]
for (const mistake of all) console.error(sayMistake(mistake))
for (const topic of entries.topics) console.log(`${topic.title}: ${countOf(entries, topic.id)}`)
console.log(all.length === 0 ? 'The content is in order.' : `${all.length} ${all.length === 1 ? 'mistake' : 'mistakes'}.`)
process.exitCode = all.length === 0 ? 0 : 1

function countOf({ questions, rapid, numeric, formulas, snippets }: Entries, topic: string): string {
  const kinds = { questions, 'rapid-fire': rapid, 'with numbers': numeric, formulas, snippets }
  return Object.entries(kinds).map(([kind, items]) => `${items.filter(({ topic: { id }, entry }) => id === topic && !entry.retired).length} ${kind}`).join(', ')
}

interface MathJax {
  init(configuration: object): Promise<MathJax>
  tex2svgPromise(latex: string, options: { display: boolean }): Promise<unknown>
  startup: { adaptor: { outerHTML(node: unknown): string } }
}

/** Says what keeps LaTeX from being drawn, as a sentence, or null. */
async function latexCheck(): Promise<(latex: string) => Promise<string | null>> {
  const mathjax = await (createRequire(import.meta.url)('mathjax') as MathJax).init({ loader: { load: ['input/tex', 'output/svg'] }, svg: { fontCache: 'none' } })
  return async latex => {
    const svg = mathjax.startup.adaptor.outerHTML(await mathjax.tex2svgPromise(latex, { display: true }))
    const error = /data-mjx-error="([^"]*)"/.exec(svg)?.[1]
    return error === undefined ? null : `this LaTeX cannot be drawn: ${error}`
  }
}
