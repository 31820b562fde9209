/** Shows the bot's messages in the playground's chat. */
import type { Channel } from '../../engine/round.ts'
import type { Sent, Surface } from '../../bot/ports.ts'
import type { Chat, Message } from './chat.ts'
import { places } from './people.ts'

export function playgroundSurface(chat: Chat): Surface {
  const isThere = ({ id, home }: Channel) => places.some(place => place.id === id && place.home === home) && !chat.deleted().has(id)
  return {
    pace: null,
    longForms: false,
    post: async (channel, card, { key }) => isThere(channel) ? shown(chat.post(channel.id, card, key)) : { outcome: 'gone', why: { what: 'channel gone' } },
    edit: async (channel, message, card) => isThere(channel) ? shown(chat.edit(message, card)) : { outcome: 'gone', why: { what: 'channel gone' } },
    obstacle: async channel => isThere(channel) ? null : { what: 'channel gone' },
  }
}

function shown(message: Message | null): Sent {
  return message === null ? { outcome: 'gone', why: { what: 'message gone' } } : { outcome: 'shown', message: message.id, at: message.at, short: null }
}
