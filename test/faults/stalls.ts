/** What happens when a replica stands still for longer than its lease, and when people or messages come late. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Channel } from '../../src/engine/round.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { findFaults } from './checker.ts'
import { openCrew } from './crew.ts'
import { revealNow, setUp, until, untilClosed } from './dailies.ts'
import { openPeople } from './people.ts'
import { openPlatform, roundOf, type Message } from './platform.ts'
import type { Moment } from './watch.ts'

const PATIENCE_MS = 20_000
/** So long after its question an answer of a rapid round is late: five seconds and the grace. The question closes after seven. */
const LATE_MS = 6300

export interface Place {
  url: string
  seed: string
  folder?: string
}

/**
 * A replica stands still between its claim and its first commit. Another one takes the daily over and posts it, slowly, on a platform that
 * knows no nonce; meanwhile the first one wakes up. Gives the faults.
 */
export async function stallWithClaim({ url, seed, folder = '.' }: Place): Promise<string[]> {
  const posting = Promise.withResolvers<'go'>()
  let [stalled, posts] = [0, 0]
  const fate = ({ at, kind, document, replica }: Moment) => {
    if (!document.startsWith('round:')) return 'go'
    if (at === 'claimed' && stalled === 0) {
      stalled = replica
      return posting.promise
    }
    if (at !== 'arrived' || kind !== 'post') return 'go'
    posting.resolve('go')
    // So slow that a third one could post beside it, if it got the claim; and within the time that both have.
    return ++posts > 1 ? 'go' : until(() => posts > 1, 4500).then(() => 'go' as const)
  }
  const channel: Channel = { platform: 'history', home: 'h', id: 'c0' }
  const platform = openPlatform()
  const crew = await openCrew({ url, prefix: seed, seed, platform, fate, folder, size: 3 })
  const store = await redisStore({ url, prefix: seed, now: null, onTrouble: () => {} })
  await setUp(store, [channel], 0)
  await until(() => platform.messages.length > 0, PATIENCE_MS)
  await sleep(500)
  for (const message of platform.messages) await revealNow(store, await store.members.groupOf(channel.platform, channel.home), roundOf(message))
  await untilClosed(store, [channel])
  const faults = await findFaults({ store, platform, people: openPeople(crew), crew, homes: [channel], members: ['ada'] })
  await Promise.all([crew.close(), store.close()])
  return faults
}

/**
 * In one channel somebody answers after the deadline and before the question closes; in another one the answer to the post is held up until
 * after the deadline, which nobody can know before, and somebody answers meanwhile. Gives the faults.
 */
export async function answerLate({ url, seed, folder = '.' }: Place): Promise<string[]> {
  const [late, held]: [Channel, Channel] = [{ platform: 'nonce', home: 'h', id: 'late' }, { platform: 'nonce', home: 'h', id: 'held' }]
  const platform = openPlatform()
  const released = Promise.withResolvers<'go'>()
  const isHeld = (document: string) => platform.messages.some(({ channel, key }) => channel.id === held.id && `round:${key.split('/')[0]}` === document)
  const crew = await openCrew({ url, prefix: seed, seed, platform, folder, size: 2, fate: ({ at, kind, document }) => at === 'posted' && kind === 'post' && isHeld(document) ? released.promise : 'go' })
  const store = await redisStore({ url, prefix: seed, now: null, onTrouble: () => {} })
  const people = openPeople(crew)
  const begin = async (channel: Channel): Promise<Message> => {
    await people.act(channel, 'ada', { type: 'command', name: 'rapid', options: { questions: '3', seconds: '5', scoring: 'accuracy' } })
    const find = () => platform.messages.find(message => message.channel.id === channel.id)
    await until(() => find() !== undefined, PATIENCE_MS)
    return find() ?? { id: '', at: 0, channel, key: '', cards: [] }
  }
  const finish = async (channel: Channel, message: Message) => {
    await until(() => message.cards.at(-1)?.kind === 'reveal', PATIENCE_MS)
    await people.act(channel, 'ada', { type: 'command', name: 'stop', options: {} })
  }
  const play = async (channel: Channel, waitMs: number, hear: boolean) => {
    const message = await begin(channel)
    for (const person of ['ada', 'grace']) await people.answer(message, person, 0)
    await sleep(message.at + waitMs - Date.now())
    const press = message.cards[0]?.buttons?.[0]?.press ?? ''
    if (hear) await people.answer(message, 'alan', 0)
    else await people.act(channel, 'alan', { type: 'press', press })
    if (!hear) released.resolve('go')
    await finish(channel, message)
  }
  await Promise.all([play(late, LATE_MS, true), play(held, LATE_MS, false)])
  await untilClosed(store, [late])
  const faults = await findFaults({ store, platform, people, crew, homes: [late], members: ['ada', 'grace', 'alan'] })
  await Promise.all([crew.close(), store.close()])
  return faults
}
