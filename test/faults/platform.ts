/** A platform that lives in the test and outlives every replica: it keeps what was posted, and who sent what to which step. */
import type { Card } from '../../src/bot/card.ts'
import type { Channel } from '../../src/engine/round.ts'
import type { Made } from './replica.ts'

/** A nonce is known again for "a few minutes". */
const NONCE_KEPT_MS = 180_000

/** A message with all its cards, the newest last. `key` is the mark that it bears. */
export interface Message extends Made {
  channel: Channel
  key: string
  cards: Card[]
}

export interface Platform {
  messages: Message[]
  /** Posts a message; the one that this nonce made a short while ago, where there is one. */
  post(channel: Channel, key: string, card: Card, nonce: boolean): Made
  find(channel: Channel, key: string): Made | null
  edit(message: string, card: Card): Made
  message(id: string): Message
  /** The messages of a channel. */
  in(channel: Channel): readonly Message[]
  /** Calls back with each message that was posted or edited. */
  listen(listener: (message: Message) => void): void
}

/** Opens the platform. Its own time of a message is `stampOf` its channel. */
export function openPlatform(stampOf: (channel: Channel) => number = () => Date.now()): Platform {
  const messages: Message[] = []
  const byId = new Map<string, Message>()
  const byChannel = new Map<string, Message[]>()
  const byKey = new Map<string, Message>()
  const nonces = new Map<string, { message: Message, at: number }>()
  const listeners: ((message: Message) => void)[] = []
  const tell = (message: Message) => {
    for (const listener of listeners) listener(message)
    return { id: message.id, at: message.at }
  }
  const platform: Platform = {
    messages,
    post: (channel, key, card, nonce) => {
      const [place, now] = [placeOf(channel, key), performance.now()]
      const known = nonce ? nonces.get(place) : undefined
      if (known !== undefined && now - known.at < NONCE_KEPT_MS) return { id: known.message.id, at: known.message.at }
      const message: Message = { id: `m${messages.length + 1}`, channel, key, at: stampOf(channel), cards: [card] }
      messages.push(message)
      byId.set(message.id, message)
      byChannel.set(placeOf(channel), [...platform.in(channel), message])
      byKey.set(place, message)
      if (nonce) nonces.set(place, { message, at: now })
      return tell(message)
    },
    find: (channel, key) => {
      const found = byKey.get(placeOf(channel, key))
      return found === undefined ? null : { id: found.id, at: found.at }
    },
    edit: (id, card) => {
      const message = platform.message(id)
      message.cards.push(card)
      return tell(message)
    },
    message: id => {
      const found = byId.get(id)
      if (found === undefined) throw new Error(`There is no message ${id}.`)
      return found
    },
    in: channel => byChannel.get(placeOf(channel)) ?? [],
    listen: listener => void listeners.push(listener),
  }
  return platform
}

/** The round whose question the message is. */
export function roundOf({ cards: [first] }: Message): string {
  return first?.buttons?.[0]?.press.split(':')[1] ?? ''
}

function placeOf({ platform, home, id }: Channel, key = ''): string {
  return `${platform}/${home}/${id}/${key}`
}
