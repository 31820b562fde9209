/** Shows the bot's messages in the playground's chat. */
import type { Sent, Surface } from '../../bot/ports.ts'
import type { Chat, Message } from './chat.ts'
import { channels } from './people.ts'

export function playgroundSurface(chat: Chat): Surface {
  return {
    post: async (channel, card, key) => channels.some(one => one.id === channel.id) ? shown(chat.post(channel.id, card, key)) : { outcome: 'gone' },
    edit: async (_channel, message, card) => {
      const edited = chat.edit(message, card)
      return edited === null ? { outcome: 'gone' } : shown(edited)
    },
  }
}

function shown({ id, at }: Message): Sent {
  return { outcome: 'shown', message: id, at }
}
