/** Groups and members in Redis. */
import type { Connection } from './connect.ts'
import { mintId } from '../../bot/mint.ts'
import type { AccountId, Members } from '../../bot/ports.ts'
import { shardOf, SHARDS, type Keys } from './keys.ts'

export function redisMembers(redis: Connection, keys: Keys): Members {
  return {
    groupOf: async (platform, home) => {
      const key = keys.home(platform, home)
      const known = await redis.get(key)
      if (known !== null) return known
      const fresh = mintId()
      // First the group's own list of homes: a home that no group knows of would lead to it even after it was erased.
      await redis.sadd(keys.homes(fresh), `${platform}:${home}`)
      const group = await redis.recallHome(key, keys.homesIn(keys.homeShard(platform, home), platform), fresh, home)
      if (group !== fresh) await redis.del(keys.homes(fresh))
      return group
    },
    homes: async platform => (await Promise.all(Array.from({ length: SHARDS }, (_, shard) => redis.smembers(keys.homesIn(shard, platform))))).flat(),
    memberOf: (group, { platform, id, name }) => redis.recallMember(keys.accounts(group), keys.names(group), keys.erased(shardOf(group)), `${platform}:${id}`, name, mintId(), group),
    names: async (group, members) => {
      if (members.length === 0) return {}
      const names = await redis.hmget(keys.names(group), ...members)
      return Object.fromEntries(members.flatMap((member, place) => names[place] == null ? [] : [[member, names[place]]]))
    },
    accounts: (group, member) => accountsOf(redis, keys, group, member),
    forget: async (group, member) => {
      const accounts = await accountsOf(redis, keys, group, member)
      await redis.recallUnname(2, keys.accounts(group), keys.names(group), member, ...accounts.map(({ platform, id }) => `${platform}:${id}`))
    },
  }
}

/** All accounts are looked through: members ask for this only to see or erase what is kept of them. */
async function accountsOf(redis: Connection, keys: Keys, group: string, member: string): Promise<AccountId[]> {
  const accounts = Object.entries(await redis.hgetall(keys.accounts(group))).filter(([, one]) => one === member).map(([account]) => account).toSorted()
  return accounts.map(account => ({ platform: account.slice(0, account.indexOf(':')), id: account.slice(account.indexOf(':') + 1) }))
}
