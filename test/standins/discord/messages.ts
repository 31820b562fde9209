/** Writing and editing messages. */
import { EPHEMERAL, IS_COMPONENTS_V2, isTooHeavy, messageProblems, type MessageBody } from './bodies.ts'
import { partsIn } from './components.ts'
import type { Interaction } from './interactions.ts'
import { bitsOf, permissionsIn } from './permissions.ts'
import { pingsOf } from './pings.ts'
import { refuse, refuseProblems } from './refusal.ts'
import type { State } from './state.ts'
import { addressOf, apiMessage } from './wire-message.ts'
import { guildOf, type Attachment, type Channel, type Json, type Message } from './world.ts'

/** A file that came with a request; `index` is n of its field `files[n]`. */
export interface Upload {
  index: number
  name: string
  bytes: Uint8Array
  contentType: string
}

export interface Draft {
  body: Json
  uploads: readonly Upload[]
}

interface Origin {
  interaction?: Interaction
  visibleTo?: string | null
}

/** Flags that a message may be sent with: no embeds, silent, Components V2. */
const SENDABLE = (1 << 2) | (1 << 12) | IS_COMPONENTS_V2

/** Checks a new message; ends the request when it is refused. */
export function checkDraft({ body, uploads }: Draft): MessageBody {
  const flags = Number(body['flags'] ?? 0)
  const names = namesOf(body, uploads)
  refuseProblems([...messageProblems(body, { names, flags }), ...strayFiles(body, uploads, [])])
  if (isTooHeavy(body)) refuse(500, 0, '500: Internal Server Error')
  const message = body as MessageBody
  const empty = (message.content ?? '') === '' && (message.embeds ?? []).length === 0 && (message.components ?? []).length === 0 && uploads.length === 0
  if (empty) refuse(400, 50006, 'Cannot send an empty message')
  return message
}

/** Sends a message of the bot; null is a deferred answer, still empty. */
export function writeMessage(state: State, channel: Channel, draft: Draft | null, { interaction, visibleTo = null }: Origin = {}): Message {
  if (draft !== null) checkDraft(draft)
  const { world, mint, now } = state
  const id = mint()
  const message: Message = {
    id, channelId: channel.id, authorId: world.bot.id, createdAt: now(), editedAt: null, body: {}, versions: [], files: new Map(), attachments: [], content: '', embeds: [], components: [], flags: visibleTo === null ? 0 : EPHEMERAL,
    nonce: (draft?.body['nonce'] ?? null) as Message['nonce'], thread: null, pings: { everyone: false, roles: [], users: [] }, visibleTo, loading: draft === null, deleted: false, interaction: interaction ?? null,
  }
  world.messages.set(id, message)
  channel.messages.push(message)
  interaction?.messages.push(message)
  if (draft !== null) fill(state, message, draft)
  if (draft !== null) announce(state, message, 'MESSAGE_CREATE')
  return message
}

/** Changes a message: fields that are not in the body stay. The flag of Components V2 stays for ever. */
export function editMessage(state: State, message: Message, draft: Draft): void {
  const { body, uploads } = draft
  const flags = body['flags'] == null ? message.flags : Number(body['flags'])
  const kept = keptOf(message, body)
  const cannot = (message.flags & IS_COMPONENTS_V2) !== 0 && (flags & IS_COMPONENTS_V2) === 0
  refuseProblems([
    ...(cannot ? [{ path: ['flags'], code: 'MESSAGE_FLAGS_COMPONENTS_V2_CANNOT_BE_REMOVED', message: 'The IS_COMPONENTS_V2 flag cannot be removed from a message' }] : []),
    ...messageProblems(body, { names: [...kept.map(one => one.name), ...namesOf(body, uploads)], flags }),
    ...mixedBefore(message, body, flags),
    ...strayFiles(body, uploads, message.attachments),
  ])
  if (isTooHeavy(body)) refuse(500, 0, '500: Internal Server Error')
  const first = message.loading
  message.loading = false
  if (!first) message.editedAt = state.now()
  fill(state, message, draft)
  announce(state, message, first ? 'MESSAGE_CREATE' : 'MESSAGE_UPDATE')
}

export function deleteMessage(state: State, message: Message): void {
  message.deleted = true
  const { guildId = null } = state.world.channels.get(message.channelId) ?? {}
  if (message.visibleTo === null) state.dispatch('MESSAGE_DELETE', { id: message.id, channel_id: message.channelId, ...(guildId !== null && { guild_id: guildId }) }, guildId)
}

function announce(state: State, message: Message, event: string): void {
  const { guildId = null } = state.world.channels.get(message.channelId) ?? {}
  if (message.visibleTo === null) state.dispatch(event, { ...apiMessage(state, message), ...(guildId !== null && { guild_id: guildId }) }, guildId)
}

function fill(state: State, message: Message, { body, uploads }: Draft): void {
  const draft = body as MessageBody
  const first = message.versions.length === 0
  message.attachments = [...keptOf(message, body), ...uploads.map(upload => attachmentOf(state, upload, draft))]
  message.files = new Map(message.attachments.map(one => [one.name, one.bytes]))
  message.flags = (message.flags & EPHEMERAL) | (draft.flags == null ? message.flags : draft.flags & SENDABLE)
  if (draft.content !== undefined) message.content = draft.content ?? ''
  if (draft.embeds !== undefined) message.embeds = draft.embeds ?? []
  if (draft.components !== undefined) message.components = resolved(message, draft.components ?? [])
  if (first) message.pings = pingsFor(state, message, draft)
  message.body = body
  message.versions.push({ at: state.now(), body })
}

function pingsFor({ world, now }: State, message: Message, draft: MessageBody): Message['pings'] {
  const channel = world.channels.get(message.channelId)
  if (channel === undefined || message.visibleTo !== null) return { everyone: false, roles: [], users: [] }
  return pingsOf(draft, guildOf(world, channel), permissionsIn(world, channel, world.bot.id, now()) & bitsOf(['MentionEveryone']))
}

function entriesOf(body: Json): NonNullable<MessageBody['attachments']> {
  return Array.isArray(body['attachments']) ? body['attachments'] as NonNullable<MessageBody['attachments']> : []
}

/** Attachments that an edit keeps: those it lists, or all when it lists none at all. */
function keptOf({ attachments }: Message, body: Json): Attachment[] {
  if (body['attachments'] == null) return attachments
  const listed = new Set(entriesOf(body).map(one => String(one.id)))
  return attachments.filter(one => listed.has(one.id))
}

function nameOf({ index, name }: Upload, body: Json): string {
  return entriesOf(body).find(one => String(one.id) === String(index))?.filename ?? name
}

function namesOf(body: Json, uploads: readonly Upload[]): string[] {
  return uploads.map(upload => nameOf(upload, body))
}

function attachmentOf({ mint }: State, upload: Upload, body: MessageBody): Attachment {
  const { index, bytes, contentType } = upload
  const entry = entriesOf(body).find(one => String(one.id) === String(index))
  return { id: mint(), name: nameOf(upload, body), bytes, contentType, description: entry?.description ?? null }
}

/** Entries of `attachments` that are neither sent along nor there already (the code is a guess). */
function strayFiles(body: Json, uploads: readonly Upload[], existing: readonly Attachment[]): { path: PropertyKey[], code: string, message: string }[] {
  const known = new Set([...uploads.map(one => String(one.index)), ...existing.map(one => one.id)])
  return entriesOf(body).flatMap((one, place) => known.has(String(one.id)) ? [] : [{ path: ['attachments', place, 'id'], code: 'ATTACHMENT_NOT_FOUND', message: `There is no file ${String(one.id)}` }])
}

/** A message that turns to Components V2 must drop its content and embeds. */
function mixedBefore(message: Message, body: Json, flags: number): { path: PropertyKey[], code: string, message: string }[] {
  if ((flags & IS_COMPONENTS_V2) === 0 || message.loading) return []
  const left = [...(message.content !== '' && body['content'] === undefined ? ['content'] : []), ...(message.embeds.length > 0 && body['embeds'] === undefined ? ['embeds'] : [])]
  return left.map(field => ({ path: [field], code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2` }))
}

/** Parts with ids, and with addresses for the files that they show. */
function resolved({ attachments, channelId }: Message, components: readonly Json[]): Json[] {
  const copy = JSON.parse(JSON.stringify(components), (key, value: unknown) => {
    if ((key !== 'media' && key !== 'file') || typeof value !== 'object' || value === null) return value
    const { url } = value as { url: string }
    const found = attachments.find(one => url === `attachment://${one.name}`)
    return found === undefined ? value : { ...value, url: addressOf(channelId, found), proxy_url: addressOf(channelId, found).replace('cdn.', 'media.'), content_type: found.contentType, attachment_id: found.id }
  }) as Json[]
  const used = new Set(partsIn(copy).map(({ node }) => node['id']))
  let next = 1
  for (const { node } of partsIn(copy)) {
    if (Number(node['id'] ?? 0) > 0) continue
    while (used.has(next)) next += 1
    node['id'] = next
    next += 1
  }
  return copy
}
