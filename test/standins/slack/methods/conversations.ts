/** conversations.*: channels, their people and what was said. */
import { channelFor, directWith } from '../channels.ts'
import { pageOf } from '../messages.ts'
import { refuse } from '../refusal.ts'
import type { State } from '../state.ts'
import type { Call, Methods } from '../web.ts'
import { apiChannel, apiMessage } from '../wire.ts'
import { publicMessages, type Channel, type Json } from '../world.ts'

const isOn = (value: unknown): boolean => [true, 'true', '1', 1].includes(value as string)

export function conversationMethods(state: State): Methods {
  const channelOf = ({ args, installation }: Call): Channel => channelFor(state, String(args['channel'] ?? ''), installation)
  /** The scope for the kind of channel that a call is about; all of them when it is about none that there is. */
  const scopes = (ability: 'read' | 'history') => (args: Json): string[] => {
    const kind = state.world.channels.get(String(args['channel'] ?? ''))?.kind
    return kind === undefined ? ['channels', 'groups', 'mpim', 'im'].map(one => `${one}:${ability}`) : [`${{ public: 'channels', private: 'groups', im: 'im' }[kind]}:${ability}`]
  }

  return {
    'conversations.info': {
      scopes: scopes('read'), tier: 'tier3', handle: call => {
        const channel = channelOf(call)
        return { channel: { ...apiChannel(channel, call.installation), ...(isOn(call.args['include_num_members']) && { num_members: channel.members.size }) } }
      },
    },
    'conversations.history': {
      scopes: scopes('history'), tier: 'tier3', handle: call => {
        const channel = channelOf(call)
        const { args, installation } = call
        if (!channel.members.has(installation.botUserId)) refuse('not_in_channel')
        const after = Number(args['cursor'] ?? 0)
        const limit = Math.min(Number(args['limit'] ?? 100), 999)
        const all = pageOf(publicMessages(channel).filter(one => one.threadTs === null), { oldest: String(args['oldest'] ?? ''), latest: String(args['latest'] ?? ''), inclusive: isOn(args['inclusive']) })
        const has_more = all.length > after + limit
        return {
          messages: all.slice(after, after + limit).map(one => apiMessage(state, channel, one, { withMetadata: isOn(args['include_all_metadata']) })), has_more, pin_count: 0,
          ...(has_more && { response_metadata: { next_cursor: String(after + limit) } }),
        }
      },
    },
    'conversations.members': {
      scopes: scopes('read'), tier: 'tier4', handle: call => {
        const members = [...channelOf(call).members]
        const after = Number(call.args['cursor'] ?? 0)
        const limit = Math.min(Number(call.args['limit'] ?? 100), 1000)
        return { members: members.slice(after, after + limit), response_metadata: { next_cursor: members.length > after + limit ? String(after + limit) : '' } }
      },
    },
    'users.conversations': {
      scopes: args => String(args['types'] ?? 'public_channel').split(',').map(type => `${({ public_channel: 'channels', private_channel: 'groups' } as Record<string, string>)[type.trim()] ?? refuse('invalid_types')}:read`), tier: 'tier3', handle: ({ args, installation }) => {
        const kinds = String(args['types'] ?? 'public_channel').split(',').map(type => type.trim().replace('_channel', ''))
        const isShown = ({ kind, members }: Channel) => kinds.includes(kind) && members.has(String(args['user'] ?? installation.botUserId)) && (kind === 'public' || members.has(installation.botUserId))
        const all = [...state.world.channels.values()].filter(isShown)
        const [after, limit] = [Number(args['cursor'] ?? 0), Math.min(Number(args['limit'] ?? 100), 999)]
        return { channels: all.slice(after, after + limit).map(one => apiChannel(one, installation)), response_metadata: { next_cursor: all.length > after + limit ? String(after + limit) : '' } }
      },
    },
    'conversations.join': {
      scopes: ['channels:join'], tier: 'tier3', handle: call => {
        const channel = channelOf(call)
        if (channel.kind !== 'public') refuse('method_not_supported_for_channel_type')
        if (channel.archived) refuse('is_archived')
        channel.members.add(call.installation.botUserId)
        return { channel: apiChannel(channel, call.installation) }
      },
    },
    'conversations.open': {
      scopes: ['im:write'], tier: 'tier3', handle: ({ args, installation }) => {
        const user = state.world.users.get(String(args['users'] ?? '')) ?? refuse('user_not_found')
        return { channel: { id: directWith(state, user, installation).id } }
      },
    },
  }
}
