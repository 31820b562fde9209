/** A playground that holds nothing but what an author has just written. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dump } from 'js-yaml'
import { isForDaily } from '../../src/engine/pick.ts'
import type { Entries, Placed } from '../../src/content/entries.ts'

/** An entry and the field of `Entries` that it is of. */
export interface Item {
  kind: Exclude<keyof Entries, 'topics'>
  item: Placed<{ id: string }>
}

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))
/** Where an entry stands so that a round asks it; others are looked up, or not shown by the bot yet. */
const folders = { questions: 'questions', rapid: 'questions', numeric: 'numeric', formulas: 'formulas', snippets: 'snippets', concepts: 'concepts' } as const

/** Shows items in a playground of their own; `stop` ends it and removes what it kept. */
export function openPreview(folder: string): { show: (item: Item) => Promise<string>, stop: () => Promise<void> } {
  const home = mkdtempSync(join(tmpdir(), 'recall-preview-'))
  let child: ChildProcess | null = null
  let port = process.env['HTTP_PORT'] ?? '3000'
  const end = async () => {
    if (child === null || child.exitCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  const show = async ({ kind, item }: Item) => {
    if (!isShown(kind)) return `the bot does not show ${kind} yet.`
    await end()
    writeContent(folder, join(home, 'content'), folders[kind], item)
    rmSync(join(home, 'data'), { recursive: true, force: true })
    child = spawn(process.execPath, [main], { env: { ...process.env, CONTENT_DIR: join(home, 'content'), DATA_DIR: join(home, 'data'), HTTP_PORT: port }, stdio: ['ignore', 'pipe', 'inherit'] })
    const url = await urlOf(child)
    port = new URL(url).port
    if (kind === 'formulas' || kind === 'snippets' || kind === 'concepts') return `see it at ${url}, type /${kind.slice(0, -1)} ${item.entry.id.replaceAll('-', ' ')}`
    await send(url, 'accepts' in item.entry ? '/rapid questions:3 seconds:60' : '/quiz for:channel questions:1')
    return `asked at ${url}`
  }
  return { show, stop: () => end().finally(() => rmSync(home, { recursive: true, force: true })) }
}

function isShown(kind: Item['kind']): kind is keyof typeof folders {
  return kind in folders
}

/** A content folder with the topics and one entry; what it is related to is not there. */
function writeContent(from: string, to: string, kind: string, { id, entry }: Item['item']): void {
  const topic = id.split('/')[0] ?? ''
  const path = join(to, kind, `${topic}.yaml`)
  rmSync(to, { recursive: true, force: true })
  mkdirSync(dirname(path), { recursive: true })
  copyFileSync(join(from, 'topics.yaml'), join(to, 'topics.yaml'))
  writeFileSync(path, dump([{ ...entry, id: undailyId(topic, entry.id), ...('related' in entry && { related: [] }) }], { noRefs: true, skipInvalid: true }))
}

/** The id, or one like it: a question that is kept for the daily is asked by no other round. */
function undailyId(topic: string, id: string): string {
  return isForDaily(`${topic}/${id}`) ? undailyId(topic, `${id}-x`) : id
}

async function send(url: string, text: string): Promise<void> {
  await fetch(`${url}/api/send`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ as: 'ada', channel: 'general', text }) })
}

async function urlOf(child: ChildProcess): Promise<string> {
  for await (const text of child.stdout?.setEncoding('utf8') ?? []) {
    const said = /http:\/\/\S+/.exec(String(text))?.[0]
    if (said !== undefined) {
      child.stdout?.resume()
      return said
    }
  }
  throw new Error('The playground could not be started, see above.')
}
