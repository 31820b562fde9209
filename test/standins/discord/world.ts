/** What there is on the stand-in, as plain data: people, guilds, channels and messages. */
import type { ChannelType } from 'discord-api-types/v10'
import type { Interaction } from './interactions.ts'

export interface User {
  id: string
  username: string
  globalName: string | null
  bot: boolean
  locale: string
  /** Has added the app to their own account. */
  installed: boolean
  /** Takes messages from the bot outside a guild. */
  takesMessages: boolean
}

export interface Role {
  id: string
  name: string
  permissions: bigint
  position: number
  mentionable: boolean
  managed: boolean
}

export interface Overwrite {
  id: string
  of: 'role' | 'member'
  allow: bigint
  deny: bigint
}

/** `timedOutUntil` and `joinedAt` in milliseconds since 1970. */
export interface Member {
  userId: string
  nick: string | null
  roles: string[]
  timedOutUntil: number | null
  joinedAt: number
}

export interface Thread {
  ownerId: string
  archived: boolean
  locked: boolean
  changedAt: number
  autoArchiveMinutes: number
  createdAt: number
}

export interface Channel {
  id: string
  guildId: string | null
  type: ChannelType
  name: string
  parentId: string | null
  overwrites: Overwrite[]
  /** The people of a direct message or a group. */
  recipients: string[]
  messages: Message[]
  thread: Thread | null
}

/** `available` is false while the guild has an outage. The bot is in it when it is among the members. */
export interface Guild {
  id: string
  name: string
  ownerId: string
  locale: string
  roles: Map<string, Role>
  channels: Map<string, Channel>
  members: Map<string, Member>
  systemChannelId: string | null
  available: boolean
}

/** A JSON object as it came over the line. */
export type Json = Record<string, unknown>

export interface Attachment {
  id: string
  name: string
  bytes: Uint8Array
  contentType: string
  description: string | null
}

/** Whom a message notifies, given its text and `allowed_mentions`. */
export interface Pings {
  everyone: boolean
  roles: string[]
  users: string[]
}

/** One state of a message: the body as it was sent, with the instant. */
export interface Version {
  at: number
  body: Json
}

/** `visibleTo` is the person who alone sees it (ephemeral), or null. `loading`: a deferred answer without content yet. */
export interface Message {
  id: string
  channelId: string
  authorId: string
  createdAt: number
  editedAt: number | null
  /** The body as sent last. */
  body: Json
  versions: Version[]
  /** The files that it shows now, by name. */
  files: Map<string, Uint8Array>
  attachments: Attachment[]
  content: string
  embeds: Json[]
  /** With ids and addresses filled in. */
  components: Json[]
  flags: number
  nonce: string | number | null
  /** The id of the thread that was started on it. */
  thread: string | null
  pings: Pings
  visibleTo: string | null
  loading: boolean
  deleted: boolean
  /** The interaction that it answers, or null. */
  interaction: Interaction | null
}

export interface World {
  bot: User
  users: Map<string, User>
  guilds: Map<string, Guild>
  channels: Map<string, Channel>
  messages: Map<string, Message>
}

export function emptyWorld(bot: User): World {
  return { bot, users: new Map([[bot.id, bot]]), guilds: new Map(), channels: new Map(), messages: new Map() }
}

/** The guild of a channel, or null for direct messages. */
export function guildOf(world: World, channel: Channel): Guild | null {
  return channel.guildId === null ? null : world.guilds.get(channel.guildId) ?? null
}

export function hasBot(world: World, guild: Guild): boolean {
  return guild.members.has(world.bot.id)
}

/** The id of what was written last for all to see, or null. */
export function lastPublicId(channel: Channel): string | null {
  return channel.messages.findLast(message => !message.deleted && message.visibleTo === null)?.id ?? null
}

/** What can be seen in a channel by everyone who may read it, oldest first. */
export function publicMessages(channel: Channel): Message[] {
  return channel.messages.filter(message => !message.deleted && message.visibleTo === null)
}
