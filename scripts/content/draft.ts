/** Starts an entry for an author: the example of the guide with an id of its own. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
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
  writeFileSync(path, `${before === '' ? '' : `${before}\n\n`}${draftOf(name, before)}`)
  console.log(`${relative('.', path)}:${line} holds a draft. Change every line of it, then run \`npm run content\`; \`npm run content -- --watch\` does so at each change.`)
  return 0
}

/** The example of the guide, without `covers` and `related`, which would name what it is not about. */
function draftOf(kind: string, before: string): string {
  const example = new RegExp(`^## ${kind}\\n[^]*?\`\`\`yaml\\n([^]*?)\`\`\``, 'm').exec(readFileSync(guide, 'utf8'))?.[1] ?? ''
  const count = [...before.matchAll(/^- id: draft-/gm)].length + 1
  return example.replace(/^- id: .*/, `- id: draft-${count}`).replace(/^ {2}(covers|related): .*\n/gm, '')
}

function refuse(sentence: string): number {
  console.error(sentence)
  return 1
}
