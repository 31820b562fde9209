/** The Redis store: one state for any number of processes. */
import type { MovableStore } from '../bot/transfer.ts'
import { redisAnswers } from './redis/answers.ts'
import { redisBoards } from './redis/boards.ts'
import { connectRedis, mastersOf, ping } from './redis/connect.ts'
import { eraseGroup, finishErasures } from './redis/erase.ts'
import { keysOf } from './redis/keys.ts'
import { redisMembers } from './redis/members.ts'
import { refuseOpen } from './redis/open.ts'
import { redisRecords } from './redis/records.ts'
import { serverTime } from './redis/time.ts'
import { redisTransfer } from './redis/transfer.ts'
import type { OnTrouble } from './redis/trouble.ts'
import { redisTurns } from './redis/turns.ts'
import { UnavailableError } from './unavailable.ts'

/** How often it is looked for erasures that were cut short. */
const FINISH_EVERY_MS = 3_600_000

/** Where the store lives: a URL as in REDIS_URL, a prefix of its own for all keys, and its time (null is the server's own). */
export interface RedisPlace {
  url: string
  prefix: string
  now: (() => number) | null
  onTrouble: OnTrouble
  /** Refuses a Redis on another machine that asks nobody for a password. */
  refuseOpen?: boolean
}

/** Connects to Redis. Rejects with a sentence that says what to do when it cannot be reached. */
export async function redisStore({ url, prefix, now, onTrouble, refuseOpen: refuses = false }: RedisPlace): Promise<MovableStore> {
  let isClosed = false
  const redis = await connectRedis(url, (...trouble) => { if (!isClosed) onTrouble(...trouble) })
  if (refuses) {
    await refuseOpen(mastersOf(redis)).catch((error: unknown) => {
      redis.disconnect()
      throw error
    })
  }
  const keys = keysOf(prefix)
  await finishErasures(redis, keys).catch((error: unknown) => {
    redis.disconnect()
    throw new UnavailableError(`Redis can be reached, but not written to (${error instanceof Error ? error.message : String(error)}). Recall starts when it can.`, { cause: error })
  })
  // What is wrong with Redis is told by whoever watches its commands.
  const finishing = setInterval(() => void finishErasures(redis, keys).catch(() => undefined), FINISH_EVERY_MS).unref()
  return {
    records: redisRecords(redis, keys, now),
    answers: redisAnswers(redis, keys, now),
    boards: redisBoards(redis, keys, now),
    members: redisMembers(redis, keys),
    turns: redisTurns(redis, keys, now),
    transfer: redisTransfer(redis, keys, now),
    erase: group => eraseGroup(redis, keys, group),
    now: async () => now === null ? await serverTime(redis) : now(),
    ping: () => ping(redis),
    close: async () => {
      clearInterval(finishing)
      await redis.quit().catch(() => redis.disconnect())
      isClosed = true
    },
  }
}
