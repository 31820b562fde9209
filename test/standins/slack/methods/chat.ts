/** chat.*: posting, changing and deleting. */
import { channelFor, directWith } from '../channels.ts'
import { contentOf, deleteMessage, editMessage, LONGEST_UPDATE, writeMessage, type Content } from '../messages.ts'
import { refuse } from '../refusal.ts'
import type { State } from '../state.ts'
import type { Call, Methods } from '../web.ts'
import { apiMessage } from '../wire.ts'
import type { Channel, Json, Message } from '../world.ts'

export function chatMethods(state: State): Methods {
  const scopes = ['chat:write']

  /** The channel to write in; a person's id stands for the direct messages with them. */
  function target({ args, installation }: Call): Channel {
    const { world } = state
    const id = String(args['channel'] ?? '')
    const person = world.users.get(id)
    const channel = person === undefined ? channelFor(state, id, installation) : directWith(state, person, installation)
    if (channel.archived) refuse('is_archived')
    const open = channel.kind === 'public' && installation.scopes.includes('chat:write.public')
    if (!channel.members.has(installation.botUserId) && !open) refuse('not_in_channel')
    if (channel.restricted) refuse('restricted_action')
    return channel
  }

  function own({ args, installation }: Call, word: string): { channel: Channel, message: Message } {
    const channel = channelFor(state, String(args['channel'] ?? ''), installation)
    const message = channel.messages.find(one => one.ts === args['ts'] && !one.deleted && one.visibleTo === null) ?? refuse('message_not_found')
    return message.authorId === installation.botUserId ? { channel, message } : refuse(word)
  }

  const threadOf = (args: Json): string | null => args['thread_ts'] == null ? null : String(args['thread_ts'])

  return {
    'chat.postMessage': {
      scopes, tier: 'posts', handle: call => {
        const channel = target(call)
        const content = said(contentOf(state, call.args, { tooLong: 'msg_blocks_too_long' }))
        const message = writeMessage(state, channel, content, { authorId: call.installation.botUserId, threadTs: threadOf(call.args) })
        return { channel: channel.id, ts: message.ts, message: apiMessage(state, channel, message, { withMetadata: true }) }
      },
    },
    'chat.postEphemeral': {
      scopes, tier: 'tier4', handle: call => {
        const channel = target(call)
        const user = String(call.args['user'] ?? '')
        if (!channel.members.has(user)) refuse('user_not_in_channel')
        return { message_ts: writeMessage(state, channel, said(contentOf(state, call.args)), { authorId: call.installation.botUserId, visibleTo: user, threadTs: threadOf(call.args) }).ts }
      },
    },
    'chat.update': {
      scopes, tier: 'tier3', handle: call => {
        const { channel, message } = own(call, 'cant_update_message')
        if (channel.archived) refuse('is_inactive')
        const content = contentOf(state, call.args, { longest: LONGEST_UPDATE })
        if (content.text === null && content.blocks === null) refuse('no_text')
        editMessage(state, message, content)
        return { channel: channel.id, ts: message.ts, text: message.text, message: apiMessage(state, channel, message, { withMetadata: true }) }
      },
    },
    'chat.delete': {
      scopes, tier: 'tier3', handle: call => {
        const { channel, message } = own(call, 'cant_delete_message')
        deleteMessage(state, message)
        return { channel: channel.id, ts: message.ts }
      },
    },
  }
}

function said(content: Content): Content {
  return (content.text ?? '') === '' && (content.blocks ?? []).length === 0 ? refuse('no_text') : content
}
