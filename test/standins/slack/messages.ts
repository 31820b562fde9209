/** Writing, changing and reading messages. */
import { isTooLong, messageProblems, nodesIn } from './blocks.ts'
import { instantOf } from './ids.ts'
import { refuse, refuseProblems } from './refusal.ts'
import type { State } from './state.ts'
import { installationFor, type Channel, type Json, type Message } from './world.ts'

/** What a message is to say; null is left out. */
export interface Content {
  text: string | null
  blocks: Json[] | null
  metadata: Json | null
}

/** The longest text that chat.update takes; the other methods cut at 40,000. */
export const LONGEST_UPDATE = 4000
const LONGEST = 40_000

/** A field that is JSON, also when it came in a form as text. */
export function jsonField(args: Json, name: string, error: string): unknown {
  const value = args[name]
  if (typeof value !== 'string') return value ?? null
  try {
    return JSON.parse(value) as unknown
  } catch {
    return refuse(error)
  }
}

/** Checks what a body says; ends the call when it is refused. `longest` is of the text, and `tooLong` the word for too many words in the blocks. */
export function contentOf(state: State, args: Json, { longest = LONGEST, tooLong = 'msg_too_long' }: { longest?: number, tooLong?: string } = {}): Content {
  const text = args['text'] == null ? null : String(args['text'])
  if ((text ?? '').length > longest) refuse('msg_too_long')
  const blocks = jsonField(args, 'blocks', 'invalid_blocks_format')
  if (blocks !== null && !Array.isArray(blocks)) refuse('invalid_blocks_format')
  if (blocks !== null) checkBlocks(state, blocks as Json[], tooLong)
  return { text, blocks: blocks as Json[] | null, metadata: metadataOf(args) }
}

/** Checks blocks; pictures must be files that are there and ready (files are looked through after an upload, which takes a moment). */
export function checkBlocks(state: State, blocks: readonly Json[], tooLong: string): void {
  refuseProblems('invalid_blocks', messageProblems(blocks))
  if (isTooLong(blocks)) refuse(tooLong)
  refuseProblems('invalid_blocks', pictureProblems(state, blocks, ['blocks']))
}

export function pictureProblems({ world }: State, blocks: readonly Json[], at: readonly PropertyKey[]) {
  return nodesIn(blocks, at).filter(({ path, node }) => path.at(-1) === 'slack_file' && !isReady(node)).map(({ path }) => ({ path, message: 'invalid slack file' }))

  function isReady({ id, url }: Json): boolean {
    const file = [...world.files.values()].find(one => one.id === id || (typeof url === 'string' && url.includes(one.id)))
    return file?.readyAt != null && file.readyAt <= Date.now()
  }
}

function metadataOf(args: Json): Json | null {
  const metadata = jsonField(args, 'metadata', 'invalid_metadata_format')
  if (metadata === null) return null
  const { event_type: type, event_payload: payload } = metadata as Json
  if (Object.keys(metadata as Json).length > 0 && (typeof type !== 'string' || typeof payload !== 'object' || payload === null)) refuse('invalid_metadata_format')
  return metadata as Json
}

interface Origin {
  authorId?: string
  threadTs?: string | null
  visibleTo?: string | null
  files?: string[]
}

/** Writes a message, by default of the bot. */
export function writeMessage(state: State, channel: Channel, { text, blocks, metadata }: Content, { authorId, threadTs = null, visibleTo = null, files = [] }: Origin = {}): Message {
  const message: Message = {
    ts: state.mint.ts(), channelId: channel.id, authorId: authorId ?? installationFor(state.world, channel).botUserId, text: text ?? '', blocks: named(state, blocks ?? []), metadata,
    threadTs, visibleTo, deleted: false, edited: false, files, versions: [],
  }
  channel.messages.push(message)
  state.world.log.push(message)
  keep(state, message)
  return message
}

/**
 * Changes a message. Blocks that are not given stay, but a text alone takes their place (so the documentation since 2021;
 * before, they stayed). Metadata stays unless given; an empty object takes it away.
 */
export function editMessage(state: State, message: Message, { text, blocks, metadata }: Content): void {
  if (blocks !== null) message.blocks = named(state, blocks)
  else if (text !== null) message.blocks = []
  if (text !== null) message.text = text
  if (metadata !== null) message.metadata = Object.keys(metadata).length === 0 ? null : metadata
  message.edited ||= message.blocks.length === 0
  keep(state, message)
}

export function deleteMessage(state: State, message: Message): void {
  message.deleted = true
  state.changes.tell()
}

function keep(state: State, message: Message): void {
  const { text, blocks, metadata } = message
  message.versions.push({ at: state.now(), text, blocks, metadata })
  state.changes.tell()
}

/** Blocks with the ids that Slack makes up where there are none. */
export function named({ mint }: State, blocks: readonly Json[]): Json[] {
  return blocks.map(block => ({ ...block, block_id: block['block_id'] ?? mint.id('b').toLowerCase() }))
}

/** A page of a channel, newest first, as far as all may read it. */
export function pageOf(messages: readonly Message[], { oldest, latest, inclusive }: { oldest: string, latest: string, inclusive: boolean }): Message[] {
  const [from, to] = [oldest === '' ? 0 : instantOf(oldest), latest === '' ? Infinity : instantOf(latest)]
  const within = messages.filter(({ ts }) => inclusive ? instantOf(ts) >= from && instantOf(ts) <= to : instantOf(ts) > from && instantOf(ts) < to)
  return within.toReversed()
}
