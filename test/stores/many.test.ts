import fc from 'fast-check'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Store } from '../../src/bot/ports.ts'
import { redisStore } from '../../src/stores/redis.ts'
import type { Trouble } from '../../src/stores/redis/trouble.ts'
import { commitOf, writeOf } from '../contracts/stage.ts'
import { storeContract } from '../contracts/store.ts'
import { compare } from '../support/compare.ts'
import { modelStore } from '../support/model-store.ts'
import { anySteps } from '../support/operations.ts'
import { startCluster, type RedisCluster } from '../support/redis-cluster.ts'
import { startRedis } from '../support/redis-server.ts'
import { startWatched, type WatchedRedis } from '../support/redis-sentinel.ts'
import { START } from '../support/round.ts'

const numRuns = process.env['RECALL_FULL'] === undefined ? 10 : 200
let prefixes = 0
const freshPrefix = () => `many${++prefixes}`
const open = (url: string, now: (() => number) | null) => redisStore({ url, prefix: freshPrefix(), now, onTrouble: () => {} })
const complaintOf = (url: string) => open(url, null).then(() => 'none', (error: Error) => error.message)

/** Opens stores for the contract, at an address that is known by then. */
const opening = (url: () => string) => async (now: () => number) => {
  const store = await open(url(), now)
  return { store, close: () => store.close().catch(() => {}) }
}

async function compareWithModel(url: string): Promise<void> {
  await fc.assert(fc.asyncProperty(anySteps, async steps => {
    const clock = { at: START }
    const redis = await open(url, () => clock.at)
    try {
      await compare(steps, clock, modelStore(() => clock.at), { redis })
    } finally {
      await redis.close()
    }
  }), { numRuns })
}

describe('on a cluster of three', () => {
  let cluster: RedisCluster
  beforeAll(async () => { cluster = await startCluster() })
  afterAll(() => cluster.stop())

  storeContract('the Redis store', opening(() => cluster.url))

  it('the store gives the answers of the simplest store there can be', () => compareWithModel(cluster.url), 120_000)

  it('groups live on all of them, and what is due is claimed from all, longest due first', async () => {
    const store = await open(cluster.url, () => START)
    for (let place = 0; place < 40; place++) await store.records.commit(`g${place}`, commitOf([writeOf('r', 0, { wakeAt: START - place })]))
    const sizes = await Promise.all(cluster.servers.map(async ({ url }) => {
      const redis = new Redis(url)
      const size = await redis.dbsize()
      redis.disconnect()
      return size
    }))
    expect(Math.min(...sizes)).toBeGreaterThan(0)
    const { claims } = await store.records.claimDue(40, 0)
    expect(claims.map(({ group }) => group).toSorted()).toEqual(Array.from({ length: 40 }, (_, place) => `g${place}`).toSorted())
    expect((await store.records.claimDue(1, 0)).claims.map(({ group }) => group)).toEqual(['g39'])
    await store.close()
  })

  it('an address that speaks of one Redis is refused, and one of a cluster where there is none', async () => {
    const [first] = cluster.servers
    expect(await complaintOf(first?.url ?? '')).toBe(`Redis at 127.0.0.1:${first?.port} belongs to a cluster. Begin REDIS_URL with redis+cluster:// instead.`)
    const single = await startRedis()
    expect(await complaintOf(`redis+cluster://127.0.0.1:${single.port}`)).toBe(`Redis at 127.0.0.1:${single.port} is no cluster. Begin REDIS_URL with redis:// instead.`)
    await single.stop()
  })

  it('whoever waits is told within 2.5 s when all of it is away, and it is said why', async () => {
    const heard = new Set<Trouble>()
    const store = await redisStore({ url: cluster.url, prefix: freshPrefix(), now: null, onTrouble: (_, trouble) => heard.add(trouble) })
    await Promise.all(cluster.servers.map(server => server.stop('SIGKILL')))
    const begun = performance.now()
    await Promise.all([store.records.commit('g', commitOf([writeOf('r', 0)])), store.now(), store.records.claimDue(10, 0)].map(one => expect(one).rejects.toThrow()))
    expect(performance.now() - begun).toBeLessThan(2500)
    expect([...heard]).toEqual(['away'])
    await expect(store.ping()).rejects.toThrow()
    await store.close()
    expect(await complaintOf(cluster.url)).toMatch(/^Redis at 127\.0\.0\.1:\d+, 127\.0\.0\.1:\d+, 127\.0\.0\.1:\d+ cannot be reached \(.*\)\. Start it, correct REDIS_URL, or unset/)
  })
})

describe('behind a Sentinel', () => {
  let watched: WatchedRedis
  beforeAll(async () => { watched = await startWatched() })
  afterAll(() => watched.stop())

  storeContract('the Redis store', opening(() => watched.url))

  it('an address that names another master, or no Sentinel, is refused with a sentence', async () => {
    expect(await complaintOf(watched.url.replace(/recall$/, 'other'))).toBe(`No Sentinel at 127.0.0.1:${watched.sentinel} answers, or none of them knows a master called other. Start them, or correct REDIS_URL.`)
    expect(await complaintOf('redis+sentinel://127.0.0.1:1/recall')).toBe('No Sentinel at 127.0.0.1:1 answers, or none of them knows a master called recall. Start them, or correct REDIS_URL.')
  })

  it('the store goes on at the replica when the master is killed, with what the replica had', async () => {
    const store: Store = await open(watched.url, null)
    const at = await store.now()
    await store.records.commit('g', commitOf([writeOf('before', 0, { wakeAt: at })]))
    const admin = new Redis(watched.master.url).on('error', () => {})
    expect(await admin.wait(1, 5000)).toBe(1)
    admin.disconnect()
    await watched.master.stop('SIGKILL')
    await vi.waitFor(() => store.records.commit('g', commitOf([writeOf('after', 0)])), { timeout: 30_000, interval: 50 })
    expect((await store.records.list('g', 'round')).map(({ id }) => id)).toEqual(['after', 'before'])
    expect((await store.records.claimDue(10, 0)).claims.map(({ id }) => id).toSorted()).toContain('before')
    await store.close()
  })
})
