/** Erases a group from Redis. */
import type { Redis } from 'ioredis'
import { SHARDS, shardOf, type Keys } from './keys.ts'
import { serverTime } from './time.ts'

const BATCH = 500
const DAY_MS = 86_400_000

/**
 * Removes every key of the group, its timers and its homes, after it was marked, so that nobody can write to it any more.
 * Safe to run again when it was cut short, and by several processes at once.
 */
export async function eraseGroup(redis: Redis, keys: Keys, group: string): Promise<void> {
  const erased = keys.erased(shardOf(group))
  await redis.zadd(erased, 0, group)
  for (const home of await redis.smembers(keys.homes(group))) {
    const [platform, id] = [home.slice(0, home.indexOf(':')), home.slice(home.indexOf(':') + 1)]
    await redis.recallVacate(keys.home(platform, id), keys.homesIn(keys.homeShard(platform, id), platform), group, id)
  }
  await eraseTimers(redis, keys, group)
  await eraseKeys(redis, keys, group)
  await redis.zadd(erased, await serverTime(redis), group)
}

/**
 * Goes on with what a process that died has left: its group is marked, and nobody else would ask for it again. Marks of a
 * day ago, which nobody can run into any more, go too.
 */
export async function finishErasures(redis: Redis, keys: Keys): Promise<void> {
  const dayAgo = await serverTime(redis) - DAY_MS
  const begun = await Promise.all(Array.from({ length: SHARDS }, async (_, shard) => {
    await redis.zremrangebyscore(keys.erased(shard), 1, dayAgo)
    return await redis.zrangebyscore(keys.erased(shard), 0, 0)
  }))
  for (const group of begun.flat()) await eraseGroup(redis, keys, group)
}

async function eraseTimers(redis: Redis, keys: Keys, group: string): Promise<void> {
  const due = keys.due(shardOf(group))
  const own = (await redis.zrange(due, '0', '-1')).filter(member => member.startsWith(`${group}:`))
  if (own.length > 0) await redis.zrem(due, ...own)
}

async function eraseKeys(redis: Redis, keys: Keys, group: string): Promise<void> {
  let cursor = '0'
  do {
    const [next, found] = await redis.scan(cursor, 'MATCH', keys.pattern(group), 'COUNT', BATCH)
    const own = found.filter(key => keys.isOf(group, key))
    if (own.length > 0) await redis.unlink(...own)
    cursor = next
  } while (cursor !== '0')
}
