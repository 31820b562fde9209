/** The tools for authors; `npm run content -- help` lists them. */
import { fileURLToPath } from 'node:url'
import { answerBlind, blindSheet } from './content/blind.ts'
import { checkOnce } from './content/check.ts'
import { addDraft } from './content/draft.ts'
import { drawStats } from './content/stats.ts'
import { watch } from './content/watch.ts'

const folder = process.env['CONTENT_DIR'] ?? fileURLToPath(new URL('../content', import.meta.url))

const help = `npm run content                          check everything and say what is there
npm run content -- --watch               check after each change, with a playground that shows it
npm run content -- stats                 draw the bank: kinds, difficulties, coverage, lengths, positions
npm run content -- new question TOPIC    start an entry (also: new rapid-fire, formula, numeric, snippet, concept, prompt, resource)
npm run content -- blind                 print what nobody has answered without the key
npm run content -- blind FILE            compare the answers in a YAML file (id: letter or text) and record them`

const commands: Record<string, (...args: string[]) => Promise<number> | number> = {
  '': () => checkOnce(folder),
  '--watch': () => watch(folder),
  stats: () => drawStats(folder),
  new: (kind = '', topic = '') => addDraft(folder, kind, topic),
  blind: (file = '') => file === '' ? blindSheet(folder) : answerBlind(folder, file, new Date().toISOString().slice(0, 10)),
}

const [name = '', ...args] = process.argv.slice(2)
const command = commands[name]
if (command === undefined) console.log(name === 'help' || name === '--help' ? help : `There is no "${name}". This is what there is:\n\n${help}`)
process.exitCode = command === undefined ? Number(name !== 'help' && name !== '--help') : await command(...args)
