import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomOf } from '../../src/engine/random.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { findFaults } from './checker.ts'
import { openCrew } from './crew.ts'
import { revealNow, setUp, until, untilClosed } from './dailies.ts'
import { openPeople, toldOf } from './people.ts'
import { openPlatform, roundOf, type Message } from './platform.ts'
import { channelOf } from './rounds.ts'
import { PATIENCE_MS, sized } from './size.ts'

const TIMES = 100
const AT_ONCE = 64
/** So many answer each daily. */
const members = Array.from({ length: 50 }, (_, place) => `p${place}`)

let server: RedisServer
beforeAll(async () => { server = await startRedis() })
afterAll(() => server.stop())

/** One answer, which its member gives again and again. */
interface Given {
  message: Message
  person: string
  choice: number
}

/** So many numbers, shuffled in little memory: there may be ten million. */
function shuffledPlaces(count: number, random: () => number): Uint32Array {
  const places = Uint32Array.from({ length: count }, (_, place) => place)
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1))
    ;[places[last], places[other]] = [places[other] as number, places[last] as number]
  }
  return places
}

describe('answers that are delivered a hundred times each, to whichever replica', () => {
  it('count once, and every delivery is told the same', async () => {
    const begun = performance.now()
    const [seed, random] = ['answers', randomOf('answers')]
    const platform = openPlatform()
    const crew = await openCrew({ url: server.url, prefix: seed, seed, platform })
    const store = await redisStore({ url: server.url, prefix: seed, now: null, onTrouble: () => {} })
    const people = openPeople(crew)
    const channels = Array.from({ length: Math.ceil(sized(200, 100_000) / members.length) }, (_, place) => channelOf(place))
    await setUp(store, channels, 0)
    await until(() => platform.messages.length === channels.length, 300_000)

    const given: Given[] = platform.messages.flatMap(message => members.map(person => ({ message, person, choice: Math.floor(random() * 4) })))
    const told = given.map(() => new Set<number | null>())
    const deliveries = shuffledPlaces(given.length * TIMES, random)
    let next = 0
    const deliver = async () => {
      while (next < deliveries.length) {
        const place = (deliveries[next++] ?? 0) % given.length
        const { message: { channel, cards }, person, choice } = given[place] as Given
        const card = await people.once(channel, person, { type: 'press', press: cards[0]?.buttons?.[choice]?.press ?? '' }, `deed-${place}`)
        told[place]?.add(card === null ? null : toldOf(card))
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, deliver))
    expect(told.map(one => [...one])).toEqual(given.map(({ choice }) => [choice]))

    const some = given.filter((_, place) => place % members.length < 5)
    for (const { message, person, choice } of some) await people.answer(message, person, (choice + 1) % 4)
    expect(people.heard.map(({ choice }) => choice)).toEqual(some.map(({ choice }) => choice))
    for (const message of platform.messages) await revealNow(store, await store.members.groupOf(message.channel.platform, message.channel.home), roundOf(message))
    await untilClosed(store, channels)
    const heard = given.map(({ message, person, choice }) => ({ at: 0, channel: message.channel, person, choice, round: roundOf(message), question: 0 }))
    expect(await findFaults({ store, platform, people: { ...people, heard }, crew, homes: channels.filter(({ id }) => id === 'c0'), members })).toEqual([])
    await Promise.all([crew.close(), store.close()])
    console.log(`answers: ${given.length}, delivered ${deliveries.length} times, ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  }, PATIENCE_MS)
})
