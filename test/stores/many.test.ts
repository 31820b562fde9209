import { afterAll, beforeAll, describe } from 'vitest'
import { redisStore } from '../../src/stores/redis.ts'
import { storeContract } from '../contracts/store.ts'
import { startCluster, type RedisCluster } from '../support/redis-cluster.ts'
import { startWatched, type WatchedRedis } from '../support/redis-sentinel.ts'
import { START } from '../support/round.ts'

let prefixes = 0
const freshPrefix = () => `many${++prefixes}`
const open = (url: string, now: () => number = () => START) => redisStore({ url, prefix: freshPrefix(), now, onTrouble: () => {} })

describe('on a cluster of three', () => {
  let cluster: RedisCluster
  beforeAll(async () => { cluster = await startCluster() })
  afterAll(() => cluster.stop())

  storeContract('the Redis store', async now => {
    const store = await open(cluster.url, now)
    return { store, close: () => store.close().catch(() => {}) }
  })
})

describe('behind a Sentinel', () => {
  let watched: WatchedRedis
  beforeAll(async () => { watched = await startWatched() })
  afterAll(() => watched.stop())

  storeContract('the Redis store', async now => {
    const store = await open(watched.url, now)
    return { store, close: () => store.close().catch(() => {}) }
  })
})
