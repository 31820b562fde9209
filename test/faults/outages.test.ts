import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { randomOf } from '../../src/engine/random.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { findFaults } from './checker.ts'
import { openCrew } from './crew.ts'
import { openCrowd, type Crowd } from './crowd.ts'
import { untilClosed } from './dailies.ts'
import { openPeople } from './people.ts'
import { openPlatform } from './platform.ts'
import { startProxy, type Proxy } from './proxy.ts'
import { channelOf, playQuiz, PLAYERS } from './rounds.ts'
import { PATIENCE_MS, sized } from './size.ts'

/** Every command comes so much later over a slow line; six of them make an answer. */
const SLOW_MS = 150
const OUTAGE_MS = 2200
/** What people are promised. On a machine that is very busy some of them wait longer, and one of several outages may take longer to get over. */
const TOLD_MS = 2500
const BACK_MS = 5000
const MOST_MS = 15_000
/** So many play quizzes meanwhile. */
const CHANNELS = 5

const kinds = ['down', 'black hole', 'reset', 'slow', 'read-only'] as const
type Kind = typeof kinds[number]

/** What outages of a kind did: how long people waited for a sentence, how many heard that it could not be saved, and how long each took until all went well again. */
interface Figures {
  toldMs: number[]
  refused: number
  backMs: number[]
}

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

async function become(proxy: Proxy, kind: Kind | null): Promise<void> {
  if (kind === 'read-only') await direct.replicaof('127.0.0.1', '1')
  if (kind === null) await direct.replicaof('NO', 'ONE')
  proxy.become(kind === 'down' ? 'down' : kind === 'black hole' ? 'hole' : kind === 'slow' ? 'slow' : 'fine')
}

/** Lets Redis be away for a while, under presses, and come back; adds to the figures. */
async function suffer(kind: Kind, proxy: Proxy, crowd: Crowd, figures: Figures): Promise<void> {
  await become(proxy, kind)
  const presses: ReturnType<Crowd['press']>[] = []
  const endsAt = performance.now() + OUTAGE_MS
  while (performance.now() < endsAt) {
    if (kind === 'reset') proxy.cut('reset')
    presses.push(crowd.press())
    await sleep(150)
  }
  await become(proxy, null)
  const returnedAt = performance.now()
  for (let heard = 0; heard < 4;) heard = (await crowd.press()).isHeard ? heard + 1 : 0
  figures.backMs.push(performance.now() - returnedAt)
  for (const { tookMs, isHeard } of await Promise.all(presses)) {
    figures.toldMs.push(tookMs)
    figures.refused += Number(!isHeard)
  }
}

describe('while Redis is away, in each way in which it can be', () => {
  it('people are told in time, nothing is half-written, and everything goes on by itself', async () => {
    const begun = performance.now()
    const [seed, count, random] = ['outages', sized(10, 300), randomOf('outages')]
    const proxy = await startProxy(server.port, SLOW_MS)
    const platform = openPlatform()
    const crew = await openCrew({ url: proxy.url, prefix: seed, seed, platform })
    const store = await redisStore({ url: server.url, prefix: seed, now: null, onTrouble: () => {} })
    const people = openPeople(crew)
    const crowd = await openCrowd(store, people, platform)
    let [isOver, rounds] = [false, 0]
    const playing = Array.from({ length: CHANNELS }, async (_, place) => {
      for (; !isOver; rounds++) await playQuiz(people, platform, channelOf(place), random)
    })
    const figures = new Map<Kind, Figures>(kinds.map(kind => [kind, { toldMs: [], refused: 0, backMs: [] }]))
    for (let outage = 0; outage < count; outage++) {
      const kind = kinds[outage % kinds.length] as Kind
      await suffer(kind, proxy, crowd, figures.get(kind) as Figures)
    }
    isOver = true
    await Promise.all(playing)
    await crowd.end()
    const homes = [crowd.channel, channelOf(0)]
    await untilClosed(store, homes)
    const faults = await findFaults({ store, platform, people, crew, homes, members: PLAYERS })
    await Promise.all([crew.close(), store.close(), proxy.stop()])
    const said = [...figures].map(([kind, { toldMs, refused, backMs }]) => `${kind} ${Math.round(Math.max(...toldMs))} ms, ${refused}, ${Math.round(Math.max(...backMs))} ms`)
    console.log(`outages: ${count}, ${rounds} rounds meanwhile, ${people.heard.length} answers, ${((performance.now() - begun) / 1000).toFixed(1)} s; told within, refused, back after: ${said.join('; ')}`)
    expect(faults).toEqual([])
    for (const [kind, { toldMs, refused, backMs }] of figures) {
      expect(toldMs.toSorted((a, b) => a - b)[toldMs.length >> 1], kind).toBeLessThan(TOLD_MS)
      expect(Math.min(...backMs), kind).toBeLessThan(BACK_MS)
      expect(Math.max(...toldMs, ...backMs), kind).toBeLessThan(MOST_MS)
      if (kind !== 'reset' && kind !== 'slow') expect(refused, kind).toBeGreaterThan(0)
    }
  }, PATIENCE_MS)
})
