/** Building the world: people, guilds, channels, and what happens to them. Each change is told to the sessions as Discord does. */
import { bitsOf, type Permission } from './permissions.ts'
import type { State } from './state.ts'
import { apiChannel, apiGuildCreate, apiMember, apiRole, metadataOf } from './wire.ts'
import type { Channel, Guild, Member, Role, User } from './world.ts'

export interface GuildDraft {
  id?: string
  name?: string
  /** Such as `en-GB`; by default `en-US`. */
  locale?: string
  /** The names of text channels, or their types by name (0 text, 5 announcements). */
  channels?: readonly string[] | Record<string, number>
  roles?: Record<string, readonly Permission[]>
  /** The channel for system messages; by default none. */
  system?: string
  /** What the bot's own role allows; null when the bot is not in the guild. */
  bot?: readonly Permission[] | null
}

const everyone: readonly Permission[] = ['ViewChannel', 'SendMessages', 'SendMessagesInThreads', 'ReadMessageHistory', 'UseApplicationCommands', 'UseExternalApps', 'AddReactions', 'CreatePublicThreads', 'AttachFiles', 'EmbedLinks']
const usual: readonly Permission[] = ['ViewChannel', 'SendMessages', 'SendMessagesInThreads', 'ReadMessageHistory', 'AttachFiles', 'EmbedLinks', 'CreatePublicThreads']

export function addGuild(state: State, { id = state.mint(), name = 'Study group', locale = 'en-US', channels = ['general'], roles = {}, system, bot = usual }: GuildDraft = {}): Guild {
  const owner = addUser(state, { username: `owner-of-${id}` })
  const guild: Guild = { id, name, ownerId: owner.id, locale, roles: new Map(), channels: new Map(), members: new Map(), systemChannelId: null, available: true }
  state.world.guilds.set(id, guild)
  newRole(state, guild, { id, name: '@everyone', permissions: everyone })
  for (const [role, permissions] of Object.entries(roles)) newRole(state, guild, { name: role, permissions })
  for (const [channel, type] of Array.isArray(channels) ? channels.map((one: string) => [one, 0] as const) : Object.entries(channels as Record<string, number>)) newChannel(state, guild, { name: channel, type })
  guild.systemChannelId = system === undefined ? null : channelOf(guild, system).id
  newMember(state, guild, owner.id)
  if (bot !== null) inviteBot(state, guild, bot)
  return guild
}

/** Adds the bot with a role of its own; the sessions hear of a new guild. */
export function inviteBot(state: State, guild: Guild, permissions: readonly Permission[] = usual): void {
  const role = newRole(state, guild, { name: state.world.bot.username, permissions, managed: true })
  newMember(state, guild, state.world.bot.id, [role.id])
  state.dispatch('GUILD_CREATE', apiGuildCreate(state.world, guild), guild.id)
}

export function removeBot(state: State, guild: Guild): void {
  state.dispatch('GUILD_DELETE', { id: guild.id }, guild.id)
  guild.members.delete(state.world.bot.id)
}

/** An outage of Discord's own: the guild is there but cannot be reached, until it ends. */
export function outage(state: State, guild: Guild, begins: boolean): void {
  if (begins) state.dispatch('GUILD_DELETE', { id: guild.id, unavailable: true }, guild.id)
  guild.available = !begins
  if (!begins) state.dispatch('GUILD_CREATE', apiGuildCreate(state.world, guild), guild.id)
}

export function addUser(state: State, { id = state.mint(), username, ...rest }: Partial<User> & { username: string }): User {
  const user: User = { id, username, globalName: null, bot: false, locale: 'en-GB', installed: false, takesMessages: true, ...rest }
  state.world.users.set(id, user)
  return user
}

export function newMember(state: State, guild: Guild, userId: string, roles: string[] = []): Member {
  const member: Member = { userId, nick: null, roles, timedOutUntil: null, joinedAt: state.now() }
  guild.members.set(userId, member)
  return member
}

/** Tells of a change of the bot's own membership, such as a time-out. */
export function changeMember(state: State, guild: Guild, userId: string, change: Partial<Omit<Member, 'userId'>>): void {
  const member = guild.members.get(userId)
  if (member === undefined) throw new Error(`There is no member ${userId} in ${guild.name}: add them first.`)
  Object.assign(member, change)
  if (userId === state.world.bot.id) state.dispatch('GUILD_MEMBER_UPDATE', { ...apiMember(state.world, member), guild_id: guild.id }, guild.id)
}

export function newRole(state: State, guild: Guild, { id = state.mint(), name, permissions = [], mentionable = false, managed = false }: { id?: string, name: string, permissions?: readonly Permission[], mentionable?: boolean, managed?: boolean }): Role {
  const role: Role = { id, name, permissions: bitsOf(permissions), position: guild.roles.size, mentionable, managed }
  guild.roles.set(id, role)
  state.dispatch('GUILD_ROLE_CREATE', { guild_id: guild.id, role: apiRole(role) }, guild.id)
  return role
}

/** Changes what a role allows; the role of everyone has the guild's id. */
export function changeRole(state: State, guild: Guild, roleId: string, permissions: readonly Permission[]): void {
  const role = guild.roles.get(roleId)
  if (role === undefined) throw new Error(`There is no role ${roleId} in ${guild.name}.`)
  role.permissions = bitsOf(permissions)
  state.dispatch('GUILD_ROLE_UPDATE', { guild_id: guild.id, role: apiRole(role) }, guild.id)
}

export function newChannel(state: State, guild: Guild, { id = state.mint(), name, type = 0 }: { id?: string, name: string, type?: number }): Channel {
  const channel: Channel = { id, guildId: guild.id, type, name, parentId: null, overwrites: [], recipients: [], messages: [], thread: null }
  guild.channels.set(id, channel)
  state.world.channels.set(id, channel)
  state.dispatch('CHANNEL_CREATE', apiChannel(state.world, channel), guild.id)
  return channel
}

/** A guild's channel by its name. */
export function channelOf(guild: Guild, name: string): Channel {
  const found = [...guild.channels.values()].find(one => one.name === name)
  if (found === undefined) throw new Error(`There is no channel ${name} in ${guild.name}: name it when you add the guild.`)
  return found
}

export function deleteChannel(state: State, channel: Channel): void {
  const { guildId } = channel
  const guild = state.world.guilds.get(guildId ?? '')
  for (const thread of [...guild?.channels.values() ?? []].filter(one => one.parentId === channel.id)) deleteChannel(state, thread)
  guild?.channels.delete(channel.id)
  state.world.channels.delete(channel.id)
  state.dispatch(channel.thread === null ? 'CHANNEL_DELETE' : 'THREAD_DELETE', apiChannel(state.world, channel), guildId)
}

/** Takes permissions from the bot in one channel, or gives them, by an overwrite of its own. */
export function overwriteBot(state: State, channel: Channel, { allow = [], deny = [] }: { allow?: readonly Permission[], deny?: readonly Permission[] }): void {
  const { id } = state.world.bot
  channel.overwrites = [...channel.overwrites.filter(one => one.id !== id), { id, of: 'member', allow: bitsOf(allow), deny: bitsOf(deny) }]
  state.dispatch('CHANNEL_UPDATE', apiChannel(state.world, channel), channel.guildId)
}

/** The direct messages of the bot with a person. */
export function directChannel(state: State, userId: string): Channel {
  const bot = state.world.bot.id
  const found = [...state.world.channels.values()].find(one => one.type === 1 && one.recipients.includes(userId) && one.recipients.includes(bot))
  return found ?? privateChannel(state, 1, [userId, bot])
}

/** A group of people, or direct messages without the bot: only personal installs reach there. */
export function privateChannel(state: State, type: 1 | 3, recipients: string[]): Channel {
  const channel: Channel = { id: state.mint(), guildId: null, type, name: 'group', parentId: null, overwrites: [], recipients, messages: [], thread: null }
  state.world.channels.set(channel.id, channel)
  return channel
}

export function newThread(state: State, parent: Channel, { id, name, ownerId, autoArchiveMinutes }: { id: string, name: string, ownerId: string, autoArchiveMinutes: number }): Channel {
  const at = state.now()
  const thread: Channel = { id, guildId: parent.guildId, type: parent.type === 5 ? 10 : 11, name, parentId: parent.id, overwrites: [], recipients: [], messages: [], thread: { ownerId, archived: false, locked: false, changedAt: at, createdAt: at, autoArchiveMinutes } }
  state.world.channels.set(id, thread)
  state.world.guilds.get(parent.guildId ?? '')?.channels.set(id, thread)
  state.dispatch('THREAD_CREATE', { ...apiChannel(state.world, thread), newly_created: true }, parent.guildId)
  return thread
}

/** Archives, reopens or locks a thread. */
export function changeThread(state: State, channel: Channel, change: { archived?: boolean, locked?: boolean, autoArchiveMinutes?: number }): void {
  if (channel.thread === null) throw new Error(`${channel.name} is not a thread.`)
  Object.assign(channel.thread, change, { changedAt: state.now() })
  state.dispatch('THREAD_UPDATE', { ...apiChannel(state.world, channel), thread_metadata: metadataOf(channel.thread) }, channel.guildId)
}
