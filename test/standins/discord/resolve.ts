/** People, roles and channels that a person named, written out in full beside their ids. */
import { guildPermissions, permissionsIn } from './permissions.ts'
import type { State } from './state.ts'
import { apiRole, apiUser, bareMember, metadataOf, userOf } from './wire.ts'
import { lastPublicId, type Channel, type Guild, type Json } from './world.ts'

/** Ids by what they name. */
export interface Named {
  users: string[]
  roles: string[]
  channels: string[]
}

/** `resolved` of an interaction, or nothing when nothing was named. `userId` is who acts. */
export function resolvedData(state: State, { guild, userId }: { guild: Guild | null, userId: string }, named: Named): { resolved?: Json } {
  const { world } = state
  const members = named.users.filter(id => guild?.members.has(id))
  const kinds = {
    users: keyed(named.users, id => apiUser(userOf(world, id))),
    members: keyed(members, id => memberOf(guild, id)),
    roles: keyed(named.roles, id => apiRole(guild?.roles.get(id) ?? none(`role ${id}`))),
    channels: keyed(named.channels, id => channelOf(state, world.channels.get(id) ?? none(`channel ${id}`), userId)),
  }
  const filled = Object.entries(kinds).filter(([, found]) => Object.keys(found).length > 0)
  return filled.length === 0 ? {} : { resolved: Object.fromEntries(filled) }
}

function keyed(ids: readonly string[], write: (id: string) => Json): Json {
  return Object.fromEntries(ids.map(id => [id, write(id)]))
}

function none(what: string): never {
  throw new Error(`There is no ${what} here.`)
}

function memberOf(guild: Guild | null, id: string): Json {
  const member = guild?.members.get(id)
  return guild === null || member === undefined ? none(`member ${id}`) : { ...bareMember(member), permissions: String(guildPermissions(guild, member)) }
}

function channelOf(state: State, channel: Channel, userId: string): Json {
  const { id, name, type, parentId, thread, guildId } = channel
  return {
    id, name, type, permissions: String(permissionsIn(state.world, channel, userId, state.now())), app_permissions: String(permissionsIn(state.world, channel, state.world.bot.id, state.now())),
    parent_id: parentId, guild_id: guildId, last_message_id: lastPublicId(channel), flags: 0, nsfw: false, position: 0, rate_limit_per_user: 0, topic: null,
    ...(thread !== null && { thread_metadata: metadataOf(thread) }),
  }
}
