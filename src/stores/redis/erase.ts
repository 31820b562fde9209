/** Erases a group from Redis. */
import type { Redis } from 'ioredis'
import { shardOf, type Keys } from './keys.ts'

const BATCH = 500

/** Removes every key of the group, its timers and its homes. Safe to run again when it was cut short. */
export async function eraseGroup(redis: Redis, keys: Keys, group: string): Promise<void> {
  for (const home of await redis.smembers(keys.homes(group))) {
    const at = home.indexOf(':')
    await redis.del(keys.home(home.slice(0, at), home.slice(at + 1)))
  }
  const due = (await redis.zrange(keys.due(shardOf(group)), '0', '-1')).filter(member => member.startsWith(`${group}:`))
  if (due.length > 0) await redis.zrem(keys.due(shardOf(group)), ...due)
  for (let cursor = ''; cursor !== '0';) {
    const [next, found] = await redis.scan(cursor === '' ? '0' : cursor, 'MATCH', keys.everything(group), 'COUNT', BATCH)
    if (found.length > 0) await redis.unlink(...found)
    cursor = next
  }
}
