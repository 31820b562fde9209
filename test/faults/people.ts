/** People who press until they hear what became of it, and remember what they were told. */
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Card } from '../../src/bot/card.ts'
import type { Deed, Interaction } from '../../src/bot/ports.ts'
import { decodePress } from '../../src/bot/press.ts'
import { notes } from '../../src/bot/views/note.ts'
import type { Channel } from '../../src/engine/round.ts'
import type { Crew } from './crew.ts'
import type { Message } from './platform.ts'

/** An answer that was acknowledged, and when, by `performance.now`. */
export interface Heard {
  at: number
  channel: Channel
  person: string
  round: string
  question: number
  choice: number
}

export interface People {
  heard: Heard[]
  /** What was not as it should be: a deed that was taken for an earlier one. */
  faults: string[]
  /** Presses the choice of a question until it is heard what became of it; or once, and then it may be null. */
  answer(message: Message, person: string, choice: number, how?: 'once'): Promise<Card | null>
  /** Does something until it is heard what became of it. */
  act(channel: Channel, person: string, did: Deed): Promise<Card>
  /** Does it once; null when the replica died, or Redis was away. */
  once(channel: Channel, person: string, did: Deed, id?: string): Promise<Card | null>
}

export function openPeople(crew: Crew): People {
  const [heard, faults]: [Heard[], string[]] = [[], []]
  let deeds = 0
  const once = async (channel: Channel, person: string, did: Deed, id = `deed${++deeds}`): Promise<Card | null> => {
    const reply = await crew.handle(interactionOf(channel, person, did, id))
    if (reply === 'lost') return null
    if (reply === null || reply.to === 'form') {
      faults.push(`${person} did something once (${JSON.stringify(did)}), and ${reply === null ? 'it was taken for an earlier deed' : 'a form came'}.`)
      return { kind: 'note' }
    }
    return isDeepStrictEqual(reply.card, notes.storeTrouble) ? null : reply.card
  }
  const act = async (channel: Channel, person: string, did: Deed): Promise<Card> => {
    for (;;) {
      const card = await once(channel, person, did)
      if (card !== null) return card
      await sleep(100)
    }
  }
  return {
    heard, faults, once, act,
    answer: async ({ channel, cards }, person, choice, how) => {
      const press = cards[0]?.buttons?.[choice]?.press ?? ''
      const card = await (how === 'once' ? once : act)(channel, person, { type: 'press', press })
      const place = decodePress(press)
      const told = card === null ? null : toldOf(card)
      if (told !== null && place?.verb === 'answer') heard.push({ at: performance.now(), channel, person, round: place.round, question: place.question, choice: told })
      return card
    },
  }
}

/** Which choice is the member's, as the card says; null when it says that none was taken. */
export function toldOf({ title, text }: Card): number | null {
  const letter = /^(?:Locked in: |You answered )?([A-D])(?: is right)?\./.exec(String(title ?? text))?.[1]
  return letter === undefined ? null : letter.charCodeAt(0) - 65
}

export function interactionOf(channel: Channel, person: string, did: Deed, id: string): Interaction {
  return { id, channel, account: { platform: channel.platform, id: person, name: person }, admin: false, alone: false, timedOutUntil: null, at: Date.now(), locale: 'en', did }
}
