/** Finds out what keeps Recall from posting in a channel. */
import { ChannelType, PermissionFlagsBits as Bits, Routes, RESTJSONErrorCodes as Codes, type REST } from 'discord.js'
import type { APIChannel, APIGuildMember, APIOverwrite, APIRole } from 'discord.js'
import type { Posting } from '../../bot/ports.ts'
import type { Obstacle } from '../../engine/obstacle.ts'
import { isRefusal } from './refusals.ts'

/** What is to be posted, and whether with a picture. */
export interface Wanted extends Posting {
  picture: boolean
}

/** All that Recall asks for when it is added, by the names that people see in Discord. docs/discord.md says why each. */
export const permissions = {
  ViewChannel: 'View Channel', SendMessages: 'Send Messages', SendMessagesInThreads: 'Send Messages in Threads', CreatePublicThreads: 'Create Public Threads',
  AttachFiles: 'Attach Files', ReadMessageHistory: 'Read Message History',
} as const

type Permission = keyof typeof permissions
type Reader = Pick<REST, 'get'>

/** Looks at the channel, the roles and Recall's own member (`self`) in the guild: three requests, four in a thread. Null when all is as it must be. */
export async function findObstacle(rest: Reader, { self, guild, channel: id, at }: { self: string, guild: string, channel: string, at: number }, wanted: Wanted): Promise<Obstacle | null> {
  const channel = await seen(rest, guild, id)
  if ('what' in channel) return channel
  if (!('guild_id' in channel) || channel.guild_id !== guild) return { what: 'channel gone' }
  if ('thread_metadata' in channel && channel.thread_metadata?.archived === true && channel.thread_metadata.locked === true) return { what: 'archived' }
  const [roles, me, overwrites] = await Promise.all([
    rest.get(Routes.guildRoles(guild)) as Promise<APIRole[]>,
    rest.get(Routes.guildMember(guild, self)) as Promise<APIGuildMember>,
    overwritesOf(rest, channel),
  ])
  const bits = permissionsOf(guild, roles, me, self, overwrites)
  const until = Date.parse(me.communication_disabled_until ?? '')
  if (until > at && (bits & Bits.Administrator) === 0n) return { what: 'timed out', until }
  const needs = missing(bits, channel.type, wanted)
  if (needs.length > 0) return { what: 'not allowed', needs }
  const isHeard = wanted.mention === null || (bits & (Bits.MentionEveryone | Bits.Administrator)) !== 0n || roles.some(role => role.id === wanted.mention && role.mentionable)
  return isHeard ? null : { what: 'not mentionable', role: wanted.mention as string }
}

/** The permissions that are missing, by the names that people see in Discord. */
export function missing(bits: bigint, type: ChannelType, { thread, picture }: Pick<Wanted, 'thread' | 'picture'>): string[] {
  const inThread = isThread(type)
  const needed: Permission[] = ['ViewChannel', inThread ? 'SendMessagesInThreads' : 'SendMessages', ...(thread && !inThread ? ['CreatePublicThreads' as const] : []), ...(picture ? ['AttachFiles' as const] : [])]
  return (bits & Bits.Administrator) !== 0n ? [] : needed.filter(permission => (bits & Bits[permission]) === 0n).map(permission => permissions[permission])
}

/** Says whether messages of this type of channel are those of a thread. */
export function isThread(type: ChannelType): boolean {
  return type === ChannelType.PublicThread || type === ChannelType.PrivateThread || type === ChannelType.AnnouncementThread
}

async function seen(rest: Reader, guild: string, id: string): Promise<APIChannel | Obstacle> {
  try {
    return await rest.get(Routes.channel(id)) as APIChannel
  } catch (error) {
    if (isRefusal(error, Codes.UnknownChannel)) return { what: 'channel gone' }
    if (!isRefusal(error, Codes.MissingAccess, Codes.MissingPermissions)) throw error
    return await isMember(rest, guild) ? { what: 'not allowed', needs: [permissions.ViewChannel] } : { what: 'removed' }
  }
}

async function isMember(rest: Reader, guild: string): Promise<boolean> {
  try {
    await rest.get(Routes.guild(guild))
    return true
  } catch (error) {
    if (isRefusal(error, Codes.UnknownGuild, Codes.MissingAccess)) return false
    throw error
  }
}

/** A thread has those of the channel it is in. */
async function overwritesOf(rest: Reader, channel: APIChannel): Promise<APIOverwrite[]> {
  if ('permission_overwrites' in channel) return channel.permission_overwrites ?? []
  const parent = 'parent_id' in channel && channel.parent_id != null ? await rest.get(Routes.channel(channel.parent_id)) as APIChannel : null
  return parent !== null && 'permission_overwrites' in parent ? parent.permission_overwrites ?? [] : []
}

/** The sum as Discord's documentation describes it (Permissions, "Permission Overwrites"): the guild's roles, then the channel's overwrites for everyone, for the roles, for the member. */
function permissionsOf(guild: string, roles: readonly APIRole[], me: APIGuildMember, self: string, overwrites: readonly APIOverwrite[]): bigint {
  const own = roles.filter(role => role.id === guild || me.roles.includes(role.id))
  const base = own.reduce((bits, role) => bits | BigInt(role.permissions), 0n)
  const layers = [overwrites.filter(one => one.id === guild), overwrites.filter(one => one.id !== guild && me.roles.includes(one.id)), overwrites.filter(one => one.id === self)]
  return layers.reduce((bits, layer) => {
    const sum = (side: 'allow' | 'deny') => layer.reduce((all, one) => all | BigInt(one[side]), 0n)
    return (bits & ~sum('deny')) | sum('allow')
  }, base)
}
