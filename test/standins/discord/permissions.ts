/** Who may do what where, computed as Discord documents it: guild roles, then the channel's overwrites, then a time-out. */
import { PermissionFlagsBits } from 'discord-api-types/v10'
import type { Channel, Guild, Member, World } from './world.ts'
import { guildOf } from './world.ts'

export type Permission = keyof typeof PermissionFlagsBits

export const allPermissions = Object.values(PermissionFlagsBits).reduce((sum, bit) => sum | bit, 0n)
const left = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory

/** In a direct message there are no roles: what a bot or a person may do in one (a guess at the exact bits). */
const inPrivate = bitsOf(['ViewChannel', 'SendMessages', 'SendMessagesInThreads', 'EmbedLinks', 'AttachFiles', 'ReadMessageHistory', 'MentionEveryone', 'UseExternalEmojis', 'AddReactions', 'UseApplicationCommands', 'UseExternalApps'])

export function bitsOf(names: readonly Permission[]): bigint {
  return names.reduce((sum, name) => sum | PermissionFlagsBits[name], 0n)
}

export function has(permissions: bigint, name: Permission): boolean {
  return (permissions & PermissionFlagsBits[name]) !== 0n
}

/** What a person may do in a channel at an instant; 0 when they are not in its guild. */
export function permissionsIn(world: World, channel: Channel, userId: string, now: number): bigint {
  const guild = guildOf(world, channel)
  if (guild === null) return channel.recipients.includes(userId) || userId === world.bot.id ? inPrivate : 0n
  const member = guild.members.get(userId)
  if (member === undefined) return 0n
  if (guild.ownerId === userId || has(guildPermissions(guild, member), 'Administrator')) return allPermissions
  const ruled = channel.thread === null ? channel : world.channels.get(channel.parentId ?? '') ?? channel
  const permissions = withOverwrites(guild, member, ruled)
  return (member.timedOutUntil ?? 0) > now ? permissions & left : permissions
}

export function guildPermissions(guild: Guild, member: Member): bigint {
  return [guild.id, ...member.roles].reduce((sum, id) => sum | (guild.roles.get(id)?.permissions ?? 0n), 0n)
}

function withOverwrites(guild: Guild, member: Member, { overwrites }: Channel): bigint {
  const layers = [
    overwrites.filter(one => one.id === guild.id),
    overwrites.filter(one => one.of === 'role' && one.id !== guild.id && member.roles.includes(one.id)),
    overwrites.filter(one => one.of === 'member' && one.id === member.userId),
  ]
  const permissions = layers.reduce((sum, layer) => {
    const denied = layer.reduce((bits, one) => bits | one.deny, 0n)
    const allowed = layer.reduce((bits, one) => bits | one.allow, 0n)
    return (sum & ~denied) | allowed
  }, guildPermissions(guild, member))
  return has(permissions, 'ViewChannel') ? permissions : 0n
}
