/** Reads a group from a file into a store. */
import type { Filling, Held, MovableStore } from '../bot/transfer.ts'
import { isPast } from '../stores/lifetime.ts'
import { compareBoards } from './boards.ts'
import type { Moved, Progress } from './export.ts'
import { lineOf, openDigest, type Digested } from './format.ts'
import { readDump } from './read.ts'

/** A part that is written at once is of this size at most, in characters: Redis answers it well within its time. */
const PART = 200_000
const LINES = 500

/** A dump that is whole, and the digest of all but what is written last. */
interface Checked {
  group: string
  lines: number
  homes: { platform: string, home: string }[]
  early: Digested
}

/**
 * Puts the group of a dump into the store. The whole file is checked first, and what was written is read back and compared before anybody can find the
 * group. Rejects with a sentence, and changes nothing, when the file is not whole, or the group or one of its homes is there already.
 */
export async function importGroup(store: MovableStore, file: string, progress: Progress): Promise<Moved> {
  const isKept = keptAt(await store.now())
  const { group, lines, homes, early } = await check(file, isKept, progress)
  for (const { platform, home } of homes) await refuseTaken(store, group, platform, home)
  const filling = await store.transfer.fill(group)
  if (filling === null) throw new Error(`Group ${group} is there already. Nothing was changed.`)
  try {
    for await (const part of partsOf(file, isKept, (done, of) => progress('Writing', done, of))) await filling.add(part)
    const kept = await digestOf(store.transfer.dump(group), written => progress('Comparing', written, early.lines))
    if (kept.sha256 !== early.sha256) throw new Error(`What was written is not what ${file} holds: it was changed meanwhile, or the store has lost something. Try again.`)
    const boards = await compareBoards(store, group)
    await filling.finish()
    return { group, lines, ...boards }
  } catch (error) {
    await abandon(filling)
    throw error
  }
}

type IsKept = (held: Held) => boolean

/** A dump may be older than its boards of days and weeks are kept: these are left out. */
function keptAt(at: number): IsKept {
  return held => held.is !== 'place' || !isPast(held.board, at)
}

async function check(file: string, isKept: IsKept, progress: Progress): Promise<Checked> {
  const digest = openDigest()
  const checked: Omit<Checked, 'early'> = { group: '', lines: 0, homes: [] }
  for await (const line of readDump(file, (done, of) => progress('Checking', done, of))) {
    if (line.is === 'recall group') checked.group = line.group
    else {
      checked.lines++
      if (line.is === 'home') checked.homes.push(line)
      else if (isKept(line)) digest.add(earlyOf(line))
    }
  }
  return { ...checked, early: digest.end() }
}

/** The line without its timer, which is written in the very last step, as homes are. */
function earlyOf(held: Held): string {
  return lineOf(held.is === 'document' ? { ...held, wakeAt: null } : held)
}

async function digestOf(dump: AsyncIterable<Held[]>, onLines: (lines: number) => void): Promise<Digested> {
  const digest = openDigest()
  let lines = 0
  for await (const part of dump) {
    for (const one of part) digest.add(earlyOf(one))
    onLines(lines += part.length)
  }
  return digest.end()
}

async function refuseTaken(store: MovableStore, group: string, platform: string, home: string): Promise<void> {
  const living = await store.transfer.find(platform, home)
  if (living !== null && living !== group) throw new Error(`Another group (${living}) lives in ${platform}:${home} already. Nothing was changed.`)
}

async function* partsOf(file: string, isKept: IsKept, onBytes: (done: number, of: number) => void): AsyncGenerator<Held[]> {
  let part: Held[] = []
  let size = 0
  for await (const line of readDump(file, onBytes)) {
    if (line.is === 'recall group' || !isKept(line)) continue
    part.push(line)
    size += lineOf(line).length
    if (size < PART && part.length < LINES) continue
    yield part
    part = []
    size = 0
  }
  yield part
}

/** What led here is told, not this: what is left behind is removed by the next import of the group. */
async function abandon(filling: Filling): Promise<void> {
  await filling.abandon().catch(() => {})
}
