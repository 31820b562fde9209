import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomOf, shuffle } from '../../src/engine/random.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { findFaults } from './checker.ts'
import { openCrew } from './crew.ts'
import { revealNow, setUp, until, untilClosed } from './dailies.ts'
import { openPeople, toldOf } from './people.ts'
import { openPlatform, type Message } from './platform.ts'
import { PATIENCE_MS, sized } from './size.ts'

const TIMES = 100
const AT_ONCE = 64
const DAILIES = 4

let server: RedisServer
beforeAll(async () => { server = await startRedis() })
afterAll(() => server.stop())

/** One answer, which its member gives again and again. */
interface Given {
  message: Message
  person: string
  choice: number
}

describe('answers that are delivered a hundred times each, to whichever replica', () => {
  it('count once, and every delivery is told the same', async () => {
    const begun = performance.now()
    const [seed, random] = ['answers', randomOf('answers')]
    const platform = openPlatform()
    const crew = await openCrew({ url: server.url, prefix: seed, seed, platform })
    const store = await redisStore({ url: server.url, prefix: seed, now: null, onTrouble: () => {} })
    const people = openPeople(crew)
    const channels = Array.from({ length: DAILIES }, (_, place) => ({ platform: 'nonce', home: `h${place % 2}`, id: `c${place}` }))
    await setUp(store, channels, 0)
    await until(() => platform.messages.filter(({ cards }) => cards.length > 1).length === DAILIES, 60_000)

    const members = Array.from({ length: sized(2000, 100_000) / TIMES / DAILIES }, (_, place) => `p${place}`)
    const given: Given[] = platform.messages.flatMap(message => members.map(person => ({ message, person, choice: Math.floor(random() * 4) })))
    const deliveries = shuffle(given.flatMap((one, place) => Array.from({ length: TIMES }, () => ({ ...one, place }))), random)
    const told = given.map(() => new Set<number | null>())
    const count = deliveries.length
    const deliver = async () => {
      for (let next = deliveries.pop(); next !== undefined; next = deliveries.pop()) {
        const { message: { channel, cards }, person, choice, place } = next
        const card = await people.once(channel, person, { type: 'press', press: cards[0]?.buttons?.[choice]?.press ?? '' }, `deed-${place}`)
        told[place]?.add(card === null ? null : toldOf(card))
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, deliver))
    expect(told.map(one => [...one])).toEqual(given.map(({ choice }) => [choice]))

    for (const [place, { message, person, choice }] of given.entries()) if (place % 5 === 0) await people.answer(message, person, (choice + 1) % 4)
    expect(people.heard.map(({ choice }) => choice)).toEqual(given.filter((_, place) => place % 5 === 0).map(({ choice }) => choice))
    for (const { channel, cards } of platform.messages) await revealNow(store, await store.members.groupOf(channel.platform, channel.home), cards[0]?.buttons?.[0]?.press.split(':')[1] ?? '')
    await untilClosed(store, channels)
    people.heard.splice(0, Infinity, ...given.map(({ message, person, choice }) => ({ at: 0, channel: message.channel, person, choice, round: message.key.split('/')[0] ?? '', question: 0 })))
    expect(await findFaults({ store, platform, people, homes: channels.slice(0, 2), members })).toEqual([])
    await Promise.all([crew.close(), store.close()])
    console.log(`answers: ${given.length}, delivered ${count} times, ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  }, PATIENCE_MS)
})
