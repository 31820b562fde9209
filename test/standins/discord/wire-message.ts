/** A message as Discord writes it. */
import { partsIn } from './components.ts'
import type { State } from './state.ts'
import { apiChannel, apiUser, stamp, userOf } from './wire.ts'
import type { Attachment, Json, Message } from './world.ts'

export function apiMessage({ world }: State, message: Message): Json {
  const { id, channelId, authorId, interaction, pings, nonce } = message
  const shown = new Set(attachmentIds(message))
  const thread = message.thread === null ? undefined : world.channels.get(message.thread)
  return {
    id, channel_id: channelId, type: interaction?.type === 2 && interaction.original === message ? 20 : 0, author: apiUser(userOf(world, authorId)), content: message.content,
    timestamp: stamp(message.createdAt), edited_timestamp: message.editedAt === null ? null : stamp(message.editedAt), tts: false, pinned: false,
    mention_everyone: pings.everyone, mentions: pings.users.filter(user => world.users.has(user)).map(user => apiUser(userOf(world, user))), mention_roles: pings.roles,
    attachments: message.attachments.filter(one => !shown.has(one.id)).map(one => apiAttachment(channelId, one)), embeds: message.embeds, components: message.components, flags: flagsOf(message),
    ...(nonce !== null && { nonce }), ...(interaction !== null && { ...metadataOf(world, message), application_id: world.bot.id, webhook_id: world.bot.id }),
    ...(thread !== undefined && { thread: apiChannel(world, thread) }),
  }
}

const HAS_THREAD = 1 << 5
const LOADING = 1 << 7

function flagsOf({ flags, thread, loading }: Message): number {
  return flags | (thread === null ? 0 : HAS_THREAD) | (loading ? LOADING : 0)
}

function metadataOf(world: State['world'], { interaction, authorId }: Message): Json {
  if (interaction === null) return {}
  const { id, type, userId, owners, source } = interaction
  const user = apiUser(userOf(world, world.users.has(userId) ? userId : authorId))
  return { interaction_metadata: { id, type, user, authorizing_integration_owners: owners, ...(interaction.name !== null && { name: interaction.name }), ...(type === 3 && source !== null && { interacted_message_id: source.id }) } }
}

/** Files that parts show are not listed among the attachments (discord/discord-api-docs, issue 8277). */
function attachmentIds({ components }: Message): string[] {
  return [...JSON.stringify(partsIn(components).map(({ node }) => node)).matchAll(/"attachment_id":"(\d+)"/g)].map(match => match[1] ?? '')
}

export function addressOf(channelId: string, { id, name }: Attachment): string {
  return `https://cdn.discordapp.com/attachments/${channelId}/${id}/${encodeURIComponent(name)}`
}

function apiAttachment(channelId: string, attachment: Attachment): Json {
  const { id, name, bytes, contentType, description } = attachment
  const url = addressOf(channelId, attachment)
  return { id, filename: name, size: bytes.byteLength, url, proxy_url: url.replace('cdn.', 'media.'), content_type: contentType, ...(description !== null && { description }) }
}
