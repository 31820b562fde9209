/** Groups and members in Redis. */
import type { Redis } from 'ioredis'
import { mintId } from '../../bot/mint.ts'
import type { Members } from '../../bot/ports.ts'
import type { Keys } from './keys.ts'

export function redisMembers(redis: Redis, keys: Keys): Members {
  return {
    groupOf: async (platform, home) => {
      const key = keys.home(platform, home)
      const known = await redis.get(key)
      if (known !== null) return known
      await redis.setnx(key, mintId())
      return await redis.get(key) as string
    },
    memberOf: (group, { platform, id, name }) => redis.recallMember(keys.accounts(group), keys.names(group), `${platform}:${id}`, name, mintId()),
    names: async (group, members) => {
      if (members.length === 0) return {}
      const names = await redis.hmget(keys.names(group), ...members)
      return Object.fromEntries(members.flatMap((member, place) => names[place] == null ? [] : [[member, names[place]]]))
    },
  }
}
