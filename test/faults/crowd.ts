/** A daily that one person after another answers, all the time. */
import type { Store } from '../../src/bot/ports.ts'
import type { Channel } from '../../src/engine/round.ts'
import { revealNow, setUp, until } from './dailies.ts'
import type { People } from './people.ts'
import { roundOf, type Platform } from './platform.ts'

export interface Crowd {
  channel: Channel
  /** The next one presses once: how long it took to be told something, in milliseconds, and whether it was that the answer is locked in. */
  press(): Promise<{ tookMs: number, isHeard: boolean }>
  /** The next one presses until the answer is locked in. */
  insist(): Promise<unknown>
  /** The daily is revealed. */
  end(): Promise<void>
}

/** Opens the daily, and resolves when it can be answered. */
export async function openCrowd(store: Store, people: People, platform: Platform): Promise<Crowd> {
  const channel: Channel = { platform: 'nonce', home: 'crowd', id: 'c0' }
  await setUp(store, [channel], 0)
  await until(() => platform.in(channel).length > 0, 60_000)
  const [message] = platform.in(channel)
  if (message === undefined) throw new Error('The daily of the crowd was never posted.')
  let came = 0
  return {
    channel,
    press: async () => {
      const asked = performance.now()
      const isHeard = await people.answer(message, `p${++came}`, came % 4, 'once') !== null
      return { tookMs: performance.now() - asked, isHeard }
    },
    insist: () => people.answer(message, `p${++came}`, came % 4),
    end: async () => await revealNow(store, await store.members.groupOf(channel.platform, channel.home), roundOf(message)),
  }
}
