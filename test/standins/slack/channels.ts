/** Finding and making channels. */
import { refuse } from './refusal.ts'
import type { State } from './state.ts'
import type { Channel, Installation, User } from './world.ts'

export interface ChannelDraft {
  id?: string
  name?: string
  kind?: Channel['kind']
  teamId: string
  restricted?: boolean
  sharedWith?: string[]
}

export function newChannel(state: State, { id, name = 'general', kind = 'public', teamId, restricted = false, sharedWith = [] }: ChannelDraft): Channel {
  const channel: Channel = { id: id ?? state.mint.id(kind === 'im' ? 'D' : 'C'), teamId, name, kind, archived: false, restricted, members: new Set(), sharedWith, messages: [], createdAt: state.now() }
  state.world.channels.set(channel.id, channel)
  return channel
}

/** The channel of a call; one that the app cannot know of is not found. */
export function channelFor({ world }: State, id: string, { teamId, botUserId }: Installation): Channel {
  const channel = world.channels.get(id)
  const known = channel !== undefined && (channel.teamId === teamId || channel.sharedWith.includes(teamId)) && (channel.kind === 'public' || channel.members.has(botUserId))
  return known ? channel : refuse('channel_not_found')
}

/** The direct messages of the bot with a person. */
export function directWith(state: State, user: User, { teamId, botUserId }: Installation): Channel {
  const found = [...state.world.channels.values()].find(one => one.kind === 'im' && one.members.has(user.id) && one.members.has(botUserId))
  if (found !== undefined) return found
  const channel = newChannel(state, { name: '', kind: 'im', teamId })
  channel.members = new Set([user.id, botUserId])
  return channel
}
