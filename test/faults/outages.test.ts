import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomOf } from '../../src/engine/random.ts'
import type { Channel } from '../../src/engine/round.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { findFaults } from './checker.ts'
import { openCrew } from './crew.ts'
import { revealNow, setUp, until, untilClosed } from './dailies.ts'
import { openPeople } from './people.ts'
import { openPlatform } from './platform.ts'
import { startProxy } from './proxy.ts'
import { channelOf, playQuiz, PLAYERS } from './rounds.ts'
import { PATIENCE_MS, sized } from './size.ts'

/** Every command comes so much later over a slow line; six of them make an answer. */
const SLOW_MS = 150
const OUTAGE_MS = 2200
/** What people are promised; on a machine that is very busy one in twenty may wait longer. */
const TOLD_MS = 2500
const MOST_MS = 5000
const BACK_MS = 5000

const kinds = ['down', 'black hole', 'reset', 'slow', 'read-only'] as const
type Kind = typeof kinds[number]

let server: RedisServer
let direct: Redis
beforeAll(async () => {
  server = await startRedis()
  direct = new Redis(server.url)
})
afterAll(async () => {
  direct.disconnect()
  await server.stop()
})

describe('while Redis is away, in each way in which it can be', () => {
  it('people are told in time, nothing is half-written, and everything goes on by itself', async () => {
    const begun = performance.now()
    const [seed, count, random] = ['outages', sized(10, 300), randomOf('outages')]
    const proxy = await startProxy(server.port, SLOW_MS)
    const platform = openPlatform()
    const crew = await openCrew({ url: proxy.url, prefix: seed, seed, platform })
    const store = await redisStore({ url: server.url, prefix: seed, now: null, onTrouble: () => {} })
    const people = openPeople(crew)
    const become = async (kind: Kind | null) => {
      if (kind === 'read-only') await direct.replicaof('127.0.0.1', '1')
      if (kind === null) await direct.replicaof('NO', 'ONE')
      proxy.become(kind === 'down' ? 'down' : kind === 'black hole' ? 'hole' : kind === 'slow' ? 'slow' : 'fine')
    }

    const [prober]: Channel[] = [{ platform: 'nonce', home: 'prober', id: 'c0' }]
    if (prober === undefined) return
    await setUp(store, [prober], 0)
    await until(() => platform.messages.some(({ cards }) => cards.length > 1), 60_000)
    const [daily] = platform.messages
    if (daily === undefined) throw new Error('The daily was never posted.')

    let [isOver, rounds, probed] = [false, 0, 0]
    const playing = Array.from({ length: 5 }, async (_, place) => {
      while (!isOver) {
        rounds++
        await playQuiz(people, platform, channelOf(place), random)
      }
    })
    const probe = async (): Promise<{ waited: number, isGood: boolean }> => {
      const asked = performance.now()
      const press = daily.cards[0]?.buttons?.[0]?.press ?? ''
      const card = await people.once(prober, `prober${++probed}`, { type: 'press', press })
      if (card !== null) people.heard.push({ at: asked, channel: prober, person: `prober${probed}`, round: press.split(':')[1] ?? '', question: 0, choice: 0 })
      return { waited: performance.now() - asked, isGood: card !== null }
    }
    const figures = Object.fromEntries(kinds.map(kind => [kind, { told: [] as number[], refused: 0, back: 0 }]))
    for (let outage = 0; outage < count; outage++) {
      const kind = kinds[outage % kinds.length] ?? 'down'
      const figure = figures[kind] ?? { told: [], refused: 0, back: 0 }
      await become(kind)
      const probes: Promise<{ waited: number, isGood: boolean }>[] = []
      const endsAt = performance.now() + OUTAGE_MS
      while (performance.now() < endsAt) {
        if (kind === 'reset') proxy.cut('reset')
        probes.push(probe())
        await sleep(150)
      }
      await become(null)
      const returned = performance.now()
      for (let good = 0; good < 4;) good = (await probe()).isGood ? good + 1 : 0
      figure.back = Math.max(figure.back, performance.now() - returned)
      for (const { waited, isGood } of await Promise.all(probes)) {
        figure.told.push(waited)
        figure.refused += Number(!isGood)
      }
    }
    isOver = true
    await Promise.all(playing)
    await revealNow(store, await store.members.groupOf(prober.platform, prober.home), daily.cards[0]?.buttons?.[0]?.press.split(':')[1] ?? '')
    await untilClosed(store, [prober, channelOf(0)])
    const faults = await findFaults({ store, platform, people, homes: [prober, channelOf(0)], members: PLAYERS })
    await Promise.all([crew.close(), store.close(), proxy.stop()])
    console.log(`outages: ${count}, ${rounds} rounds meanwhile, ${people.heard.length} answers, ${((performance.now() - begun) / 1000).toFixed(1)} s; told within, refused, back after: ${Object.entries(figures).map(([kind, { told, refused, back }]) => `${kind} ${Math.round(Math.max(...told))} ms, ${refused}, ${Math.round(back)} ms`).join('; ')}`)
    expect(faults).toEqual([])
    for (const kind of kinds) {
      const { told = [], back = Infinity } = figures[kind] ?? {}
      expect(told.filter(ms => ms > TOLD_MS).length, kind).toBeLessThanOrEqual(told.length / 20)
      expect(Math.max(...told), kind).toBeLessThan(MOST_MS)
      expect(back, kind).toBeLessThan(BACK_MS)
    }
    for (const kind of ['down', 'black hole', 'read-only'] as const) expect(figures[kind]?.refused).toBeGreaterThan(0)
  }, PATIENCE_MS)
})
