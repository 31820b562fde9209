/** Erases a group from Redis. */
import type { Redis } from 'ioredis'
import { mastersOf, type Connection } from './connect.ts'
import { SHARDS, shardOf, type Keys } from './keys.ts'
import { serverTime } from './time.ts'

const BATCH = 500
const DAY_MS = 86_400_000

/**
 * Removes every key of the group, its timers and its homes, after it was marked, so that nobody can write to it any more.
 * Safe to run again when it was cut short, and by several processes at once.
 */
export async function eraseGroup(redis: Connection, keys: Keys, group: string): Promise<void> {
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
 * Goes on with what a process that died, or that Redis failed meanwhile, has left: its group is marked, and nobody else would ask for it again. Marks of a
 * day ago, which nobody can run into any more, go too.
 */
export async function finishErasures(redis: Connection, keys: Keys): Promise<void> {
  const dayAgo = await serverTime(redis) - DAY_MS
  const begun = await Promise.all(Array.from({ length: SHARDS }, async (_, shard) => {
    await redis.zremrangebyscore(keys.erased(shard), 1, dayAgo)
    return await redis.zrangebyscore(keys.erased(shard), 0, 0)
  }))
  for (const group of begun.flat()) {
    // It may have been ended by now, and be there again from a dump.
    if (await redis.zscore(keys.erased(shardOf(group)), group) === '0') await eraseGroup(redis, keys, group)
  }
}

async function eraseTimers(redis: Connection, keys: Keys, group: string): Promise<void> {
  const due = keys.due(shardOf(group))
  const own = (await redis.zrange(due, '0', '-1')).filter(member => member.startsWith(`${group}:`))
  if (own.length > 0) await redis.zrem(due, ...own)
}

/** Until there is nothing to be found: while a cluster moves the shard, a key may pass from a node not looked at yet to one that was. */
async function eraseKeys(redis: Connection, keys: Keys, group: string): Promise<void> {
  let found: number
  do {
    const counts = await Promise.all(mastersOf(redis).map(node => eraseOn(node, redis, keys, group)))
    found = counts.reduce((sum, count) => sum + count, 0)
  } while (found > 0)
}

/** Removes the keys of the group that one node holds; gives how many it found. */
async function eraseOn(node: Redis, redis: Connection, keys: Keys, group: string): Promise<number> {
  let [cursor, count] = ['0', 0]
  do {
    const [next, found] = await node.scan(cursor, 'MATCH', keys.pattern(group), 'COUNT', BATCH)
    const own = found.filter(key => keys.isOf(group, key))
    await Promise.all(own.map(key => redis.unlink(key)))
    cursor = next
    count += own.length
  } while (cursor !== '0')
  return count
}
