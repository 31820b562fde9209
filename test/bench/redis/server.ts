/** Redis for a measurement. */
import { Redis } from 'ioredis'
import type { MovableStore } from '../../../src/bot/transfer.ts'
import { redisStore } from '../../../src/stores/redis.ts'
import { keysOf } from '../../../src/stores/redis/keys.ts'
import type { OnTrouble } from '../../../src/stores/redis/trouble.ts'
import type { RedisServer } from '../../support/redis-server.ts'
import { startRedis } from '../../support/redis-server.ts'
import { furnish } from '../support/play.ts'

const PREFIX = 'bench'
export const keys = keysOf(PREFIX)

/** A store of the benchmark's own. Unless told otherwise, trouble other than late answers, which a busy machine gives, ends it. */
export async function openStore(url: string, onTrouble: OnTrouble = (error, trouble) => { if (trouble !== 'slow') throw error }): Promise<MovableStore> {
  return await redisStore({ url, prefix: PREFIX, now: null, onTrouble })
}

/** Starts a server for the work, and stops it. */
export async function withRedis<Result>(work: (server: RedisServer) => Promise<Result>): Promise<Result> {
  const server = await startRedis()
  try {
    return await work(server)
  } finally {
    await server.stop()
  }
}

/** Empties the server, furnishes it with a running round, and does the work with a store and a plain connection. */
export async function furnished<Result>({ url }: RedisServer, work: (store: MovableStore, redis: Redis) => Promise<Result>): Promise<Result> {
  const redis = new Redis(url)
  await redis.flushall()
  const store = await openStore(url)
  await furnish(store)
  const result = await work(store, redis)
  await Promise.all([store.close(), redis.quit()])
  return result
}
