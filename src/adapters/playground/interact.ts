/** Turns what somebody did on the page into the bot's interaction, and the bot's reply into what the page is told. */
import { randomUUID } from 'node:crypto'
import type { Bot } from '../../bot/bot.ts'
import { handle } from '../../bot/handle.ts'
import type { Deed, Interaction } from '../../bot/ports.ts'
import type { Chat } from './chat.ts'
import { people, places } from './people.ts'
import type { Showing } from './showing.ts'

/** A request that is refused with a sentence. */
export class Refusal extends Error {}

/** Who did something where, apart from what they did; throws a Refusal when they cannot be there. */
export function whereabouts(chat: Chat, as: string, where: string): Omit<Interaction, 'did'> {
  const person = people.find(one => one.id === as)
  const place = places.find(one => one.id === where)
  if (person === undefined || place === undefined) throw new Refusal('There is no such person or channel.')
  if (place.of !== null && place.of !== as) throw new Refusal('That direct message is somebody else\'s.')
  if (chat.deleted().has(where)) throw new Refusal('This channel was deleted. Ada can bring it back.')
  return {
    id: randomUUID(),
    channel: { platform: 'playground', home: place.home, id: where },
    account: { platform: 'playground', id: as, name: person.name },
    admin: person.admin || place.of === as,
    alone: place.of === as,
    timedOutUntil: null,
    at: chat.now(),
    locale: 'en',
  }
}

/** Has the bot do it, and gives what only this person gets to see. */
export async function act(bot: Bot, chat: Chat, showing: Showing, as: string, where: string, did: Deed): Promise<object> {
  const reply = await handle(bot, { ...whereabouts(chat, as, where), did })
  if (reply === null) return {}
  if (reply.to === 'form') return { form: reply.form }
  const rendered = showing.render(reply.card, true)
  return reply.to === 'message' ? { update: reply.card, rendered } : { private: reply.card, rendered }
}
