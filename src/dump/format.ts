/** A dump of a group as lines of JSON: a first one that says what it is, one for each thing held, and a last one that proves that it is whole. */
import { createHash, type Hash } from 'node:crypto'
import { z } from 'zod'
import type { Kind } from '../bot/ports.ts'
import type { Held } from '../bot/transfer.ts'

/** Raised when older Recalls could not read a dump any more. */
export const FORMAT = 1

const kinds: Record<Kind, Kind> = {
  round: 'round', practice: 'practice', schedule: 'schedule', notice: 'notice', recap: 'recap', removal: 'removal', delivery: 'delivery',
  channel: 'channel', settings: 'settings', seen: 'seen', day: 'day', slots: 'slots', revealed: 'revealed', member: 'member', team: 'team', teams: 'teams', report: 'report', void: 'void', alert: 'alert',
}

const id = z.string().min(1)
const count = z.int().min(0)
const asking = { round: id, question: count }
const answer = z.strictObject({ member: id, choice: z.int().nullable(), text: z.string().nullable(), answeredAt: z.int(), receivedAt: z.int(), account: z.string(), team: z.string().nullable() })

const held = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('document'), kind: z.enum(kinds), id, version: z.int().min(1), epoch: count, nudged: z.boolean(), wakeAt: z.int().nullable(), state: z.looseObject({}) }),
  z.strictObject({ is: z.literal('floor'), version: count, epoch: count }),
  z.strictObject({ is: z.literal('gate'), ...asking, open: z.boolean() }),
  z.strictObject({ is: z.literal('answer'), ...asking, answer }),
  z.strictObject({ is: z.literal('award'), id: z.string().regex(/\//) }),
  z.strictObject({ is: z.literal('place'), board: id, member: id, points: z.int(), right: z.int(), asked: z.int() }),
  z.strictObject({ is: z.literal('name'), member: id, name: z.string() }),
  z.strictObject({ is: z.literal('account'), platform: id, id, member: id }),
  z.strictObject({ is: z.literal('home'), platform: id, home: id }),
])
const first = z.strictObject({ is: z.literal('recall group'), format: z.number(), group: z.string().regex(/^[\w-]+$/), at: z.int() })
const last = z.strictObject({ is: z.literal('end'), lines: count, sha256: z.string() })

/** The first line: which group, and when it was read. */
export type First = z.infer<typeof first>

/** The last line: how many lines stand between, and their digest. */
export type Last = z.infer<typeof last>

/** A line as it was read. */
export type Line = First | Held | Last

const line = z.discriminatedUnion('is', [first, ...held.options, last])

/** A thing held as its line, always written in the same way. */
export function lineOf(one: Held): string {
  return JSON.stringify(held.parse(one))
}

/** The line as what it says, or what is wrong with it. */
export function readLine(text: string): Line | string {
  const parsed = line.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  return issue === undefined || issue.path.length === 0 ? 'it is not a line of a dump' : `${issue.path.join('.')}: ${issue.message}`
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** How many lines, and their digest. */
export type Digested = Pick<Last, 'lines' | 'sha256'>

/** Counts lines and digests them. */
export interface Digest {
  add(line: string): void
  end(): Digested
}

export function openDigest(): Digest {
  const hash: Hash = createHash('sha256')
  let lines = 0
  return {
    add: text => {
      lines++
      hash.update(text).update('\n')
    },
    end: () => ({ lines, sha256: hash.digest('hex') }),
  }
}
