/** Reads a dump line by line, and says where it is wrong. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline, type Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Held } from '../bot/transfer.ts'
import { FORMAT, openDigest, readLine, type First, type Last } from './format.ts'

/** How much of the file was read, in bytes. */
export type OnBytes = (done: number, of: number) => void

/**
 * What the dump holds, each with its line as text; the first thing given is the group. Throws a sentence with file and line: when a line is broken,
 * when the file was cut short or changed, or cannot be read.
 */
export async function* readDump(file: string, onBytes: OnBytes): AsyncGenerator<First | Held> {
  const digest = openDigest()
  let number = 0
  let end: Last | null = null
  for await (const text of linesOf(file, onBytes)) {
    number++
    const line = readLine(text)
    if (typeof line === 'string') throw new Error(`${file}, line ${number}: ${line}. Nothing was changed.`)
    if ((line.is === 'recall group') !== (number === 1) || end !== null) throw new Error(`${file}, line ${number}: ${number === 1 ? 'this is no dump of a group' : 'this line does not belong here'}. Nothing was changed.`)
    if (line.is === 'recall group') checkFormat(file, line)
    else if (line.is === 'end') end = line
    else digest.add(text)
    if (line.is !== 'end') yield line
  }
  const whole = digest.end()
  if (end === null) throw cutShort(file, number)
  if (end.lines !== whole.lines || end.sha256 !== whole.sha256) throw new Error(`${file} was changed after it was written: it holds ${whole.lines} lines, and its end speaks of ${end.lines} others. Export the group again. Nothing was changed.`)
}

function checkFormat(file: string, { format }: First): void {
  if (format !== FORMAT) throw new Error(`${file} has format ${format}, and this Recall reads format ${FORMAT}. Import it with the version that exported it. Nothing was changed.`)
}

function cutShort(file: string, number: number): Error {
  return new Error(`${file} was cut short: it ends after line ${number} without the line that closes a dump. Export or copy it again. Nothing was changed.`)
}

/** The file as lines. What is left without a line break at the end is a line too. */
async function* linesOf(file: string, onBytes: OnBytes): AsyncGenerator<string> {
  let rest = ''
  let number = 0
  try {
    const { size } = await stat(file)
    const raw = createReadStream(file)
    const input: Readable = file.endsWith('.gz') ? pipeline(raw, createGunzip(), () => {}) : raw
    for await (const chunk of input.setEncoding('utf8')) {
      const lines = `${rest}${String(chunk)}`.split('\n')
      rest = lines.pop() ?? ''
      for (const one of lines) {
        number++
        yield one
      }
      onBytes(raw.bytesRead, size)
    }
  } catch (error) {
    throw explain(error, file, number)
  }
  if (rest !== '') yield rest
}

function explain(error: unknown, file: string, number: number): Error {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'Z_BUF_ERROR') return cutShort(file, number)
  if (code === 'Z_DATA_ERROR') return new Error(`${file} is damaged, or not gzipped though its name ends in .gz. Nothing was changed.`, { cause: error })
  if (code === 'ENOENT') return new Error(`There is no file ${file}.`, { cause: error })
  if (code === 'EACCES' || code === 'EISDIR') return new Error(`${file} cannot be read: it is a folder, or this user may not.`, { cause: error })
  return error instanceof Error ? error : new Error(String(error))
}
