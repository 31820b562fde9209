/** Writes a group to a file. */
import { once } from 'node:events'
import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { MovableStore } from '../bot/transfer.ts'
import { compareBoards, type Compared } from './boards.ts'
import { FORMAT, lineOf, openDigest, type Digested, type First, type Last } from './format.ts'

/** Hears how far it is: `of` is null while nobody knows yet. */
export type Progress = (what: string, done: number, of: number | null) => void

/** What came of an export or an import. */
export interface Moved extends Compared {
  group: string
  lines: number
}

/**
 * Writes everything of the group to a new file, gzipped when its name ends in .gz. The group is read twice: only when nothing has changed
 * between, what was read first and last was there at one moment. Rejects with a sentence otherwise, and leaves no file.
 */
export async function exportGroup(store: MovableStore, group: string, file: string, progress: Progress): Promise<Moved> {
  if (existsSync(file)) throw new Error(`${file} is there already. Name another file.`)
  const before = await digestOf(store, group, lines => progress('Reading', lines, null))
  if (before.lines === 0) throw new Error(`There is no group ${group}. \`npm run group -- list\` lists all.`)
  const draft = `${file}.part`
  try {
    const after = await write(store, group, draft, file.endsWith('.gz'), lines => progress('Writing', lines, before.lines))
    if (after.sha256 !== before.sha256) throw new Error('The group was played meanwhile, so the dump would mix two moments. Stop Recall, or choose a quiet one, and export again.')
    const boards = await compareBoards(store, group)
    await rename(draft, file)
    return { group, lines: before.lines, ...boards }
  } catch (error) {
    await rm(draft, { force: true })
    throw explain(error, file)
  }
}

async function digestOf(store: MovableStore, group: string, onLines: (lines: number) => void): Promise<Digested> {
  const digest = openDigest()
  let lines = 0
  for await (const part of store.transfer.dump(group)) {
    for (const one of part) digest.add(lineOf(one))
    onLines(lines += part.length)
  }
  return digest.end()
}

async function write(store: MovableStore, group: string, file: string, zipped: boolean, onLines: (lines: number) => void): Promise<Digested> {
  const digest = openDigest()
  let end: Digested | null = null
  const text = async function* () {
    yield `${JSON.stringify({ is: 'recall group', format: FORMAT, group, at: Date.now() } satisfies First)}\n`
    let written = 0
    for await (const part of store.transfer.dump(group)) {
      const lines = part.map(lineOf)
      for (const one of lines) digest.add(one)
      yield lines.map(one => `${one}\n`).join('')
      onLines(written += part.length)
    }
    end = digest.end()
    yield `${JSON.stringify({ is: 'end', ...end } satisfies Last)}\n`
  }
  const out = createWriteStream(file, { flags: 'w', mode: 0o600, flush: true })
  await once(out, 'open')
  await (zipped ? pipeline(Readable.from(text()), createGzip(), out) : pipeline(Readable.from(text()), out))
  return end ?? digest.end()
}

function explain(error: unknown, file: string): Error {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'ENOENT' || code === 'ENOTDIR') return new Error(`The folder of ${file} is not there. Make it first, or name another.`, { cause: error })
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return new Error(`This user may not write ${file}. Name a file in another folder.`, { cause: error })
  if (code === 'ENOSPC') return new Error(`There is no room left for ${file}. Free some disk space, and export again.`, { cause: error })
  return error instanceof Error ? error : new Error(String(error))
}
