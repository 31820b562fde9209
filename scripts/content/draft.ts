/** Starts an entry for an author: the example of the guide with an id of its own. */
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readEntries } from '../../src/content/entries.ts'
import { files } from '../../src/content/schema.ts'

const guide = fileURLToPath(new URL('../../docs/authoring.md', import.meta.url))

/** Appends a draft of this kind to the file of the topic. Returns 1 when there is no such kind or topic. */
export function addDraft(folder: string, kind: string, topic: string): number {
  const name = Object.keys(files).find(one => one === kind || one === `${kind}s`)
  const topics = readEntries(folder).entries.topics.map(({ id }) => id)
  if (name === undefined) return refuse(`Say what to start, one of: ${Object.keys(files).join(', ')}.`)
  if (!topics.includes(topic)) return refuse(`Say a topic, such as \`npm run content -- new ${kind} ${topics[0] ?? 'metrics'}\`. There are: ${topics.join(', ')}.`)
  const path = join(folder, name, `${topic}.yaml`)
  const before = existsSync(path) ? readFileSync(path, 'utf8').trimEnd() : ''
  const line = before === '' ? 1 : before.split('\n').length + 2
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${before === '' ? '' : `${before}\n\n`}${draftOf(name, countDrafts(folder) + 1)}`)
  console.log(`${relative('.', path)}:${line} holds a draft. Change every line of it, then run \`npm run content\`; \`npm run content -- --watch\` does so at each change.`)
  return 0
}

/** How many drafts stand in all files: their numbers are never used twice at once. */
function countDrafts(folder: string): number {
  const texts = Object.keys(files).flatMap(kind => globSync(join(folder, kind, '*.yaml')).map(path => readFileSync(path, 'utf8')))
  return Math.max(0, ...texts.flatMap(text => [...text.matchAll(/^- id: draft-(\d+)$/gm)].map(([, number]) => Number(number))))
}

/** The example of the guide under a name of its own, without `covers` and `related`, which would name what it is not about. */
function draftOf(kind: string, count: number): string {
  const example = new RegExp(`^## ${kind}\\n[^]*?\`\`\`yaml\\n([^]*?)\`\`\``, 'm').exec(readFileSync(guide, 'utf8'))?.[1] ?? ''
  return example.replace(/^- id: .*/, `- id: draft-${count}`).replace(/^ {2}name: .*/m, `  name: Draft ${count}`).replace(/^ {2}aliases: .*/m, `  aliases: [draft ${count}]`).replace(/^ {2}(covers|related): .*\n/gm, '')
}

function refuse(sentence: string): number {
  console.error(sentence)
  return 1
}
