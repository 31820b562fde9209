/** Documents with versions, timers and leases, in Redis. */
import { randomInt, randomUUID } from 'node:crypto'
import type { Connection } from './connect.ts'
import type { Claim, Commit, Committed, Kind, Records, Saved } from '../../bot/ports.ts'
import type { Award } from '../../engine/round.ts'
import { keptUntil } from '../lifetime.ts'
import { SHARDS, shardOf, type Keys } from './keys.ts'
import { serverTime } from './time.ts'

/** How many due documents of a shard are looked at first, and how many times as many when those were not enough. */
const PEEK = 4
const DEEPER = 8
const shards = Array.from({ length: SHARDS }, (_, shard) => shard)

/** `now` is the store's time, or null for the server's own. */
export function redisRecords(redis: Connection, keys: Keys, now: (() => number) | null): Records {
  const time = () => now === null ? -1 : now()
  return {
    load: async (group, kind, id) => {
      const [version, state] = await redis.hmget(keys.record(group, kind, id), 'version', 'state')
      return version == null || state == null ? null : savedOf(id, version, state)
    },
    list: async (group, kind) => {
      const ids = (await redis.smembers(keys.ids(group, kind))).toSorted()
      const rows = await Promise.all(ids.map(id => redis.hmget(keys.record(group, kind, id), 'version', 'state')))
      return rows.flatMap(([version, state], place) => version == null || state == null ? [] : [savedOf(ids[place] as string, version, state)])
    },
    commit: async (group, commit) => {
      const script = commitScript(keys, group, commit, time())
      return await redis.recallCommit(script.keys.length, ...script.keys, ...script.given) as Committed
    },
    claimDue: (limit, forMs) => claimDue(redis, keys, time(), limit, forMs),
  }
}

/** The keys and the arguments of `commit.lua` for this commit: the states come after what says where they belong, because they are large. */
export function commitScript(keys: Keys, group: string, { writes, gate, awards, lease }: Commit, now: number): { keys: string[], given: string[] } {
  const named = new Map<string, number>()
  const place = (key: string) => named.get(key) ?? (named.set(key, named.size + 1), named.size)
  for (const key of [keys.due(shardOf(group)), keys.erased(shardOf(group)), keys.op(group, randomUUID()), keys.floor(group)]) place(key)
  const states: string[] = []
  const argument = {
    group,
    now,
    leaseDo: lease.do,
    epoch: lease.do === 'leave' ? 0 : lease.epoch,
    forMs: lease.do === 'keep' ? lease.forMs : 0,
    writes: writes.map(({ kind, id, version, state, wakeAt }) => ({
      key: place(keys.record(group, kind, id)),
      ids: place(keys.ids(group, kind)),
      id,
      member: dueMember(group, kind, id),
      version,
      state: state === null ? false : states.push(JSON.stringify(state)),
      wakeAt: wakeAt ?? false,
    })),
    gate: gate === null ? false : { key: place(keys.gates(group, gate.round)), question: String(gate.question) },
    boards: place(keys.boards(group)),
    awards: awards.map(award => awardArgument(keys, group, award, place)),
  }
  return { keys: [...named.keys()], given: [JSON.stringify(argument), ...states] }
}

function awardArgument(keys: Keys, group: string, { id, member, points, right, asked, boards }: Award, place: (key: string) => number) {
  return {
    id,
    awarded: place(keys.awarded(group, id.slice(0, id.indexOf('/')))),
    member,
    points,
    right,
    asked,
    boards: boards.map(name => ({ name, until: keptUntil(name) ?? false, board: place(keys.board(group, name)), tallies: place(keys.tallies(group, name)) })),
  }
}

/** How a document is named in the due index. */
export function dueMember(group: string, kind: Kind, id: string): string {
  return `${group}:${kind}:${id}`
}

/** A document that was due when we looked. */
interface Due {
  shard: number
  member: string
  wakeAt: number
}

/** Who has claimed something looks on for more so often at the most: past all that others hold it would take the time of its own leases. */
const MOST_LOOKS = 32

/** Claims what has been due for longest. What somebody else holds is passed over, so that it cannot stand in the way. */
async function claimDue(redis: Connection, keys: Keys, now: number, limit: number, forMs: number): Promise<{ at: number, claims: Claim[] }> {
  const at = now === -1 ? await serverTime(redis) : now
  const claims: Claim[] = []
  const tried = new Set<string>()
  let looks = 0
  const isEnough = () => claims.length === limit || (claims.length > 0 && looks >= MOST_LOOKS)
  for (let depth = PEEK, isAll = false; !isEnough() && !isAll; depth *= DEEPER) {
    const found = await findDue(redis, keys, at, depth)
    isAll = found.isAll
    const due = found.due.filter(({ member }) => !tried.has(member))
    while (!isEnough() && due.length > 0) {
      looks += 1
      const next = due.splice(0, limit - claims.length)
      for (const { member } of next) tried.add(member)
      const claimed = await Promise.all([...Map.groupBy(next, ({ shard }) => shard)].map(([shard, documents]) => claimIn(redis, keys, shard, documents.map(({ member }) => member), now, forMs)))
      claims.push(...claimed.flat())
    }
  }
  return { at, claims }
}

/**
 * Looks at the first `depth` of each shard, in one round trip; what has been due for longest comes first, and of what has been due equally long, that of any
 * one shard and those after it: so processes do not all reach for the same. Where a shard has more, only what has been due at least as long as the last
 * that was seen of it: whatever follows there may come before the rest.
 */
async function findDue(redis: Connection, keys: Keys, at: number, depth: number): Promise<{ due: Due[], isAll: boolean }> {
  const found = await Promise.all(shards.map(async shard => pairs(await redis.zrangebyscore(keys.due(shard), '-inf', at, 'WITHSCORES', 'LIMIT', 0, depth))))
  const full = found.filter(one => one.length === depth)
  const until = Math.min(...full.map(one => Number(one.at(-1)?.[1])))
  const due = found.flatMap((one, shard) => one.map(([member, wakeAt]) => ({ shard, member, wakeAt: Number(wakeAt) }))).filter(({ wakeAt }) => wakeAt <= until)
  const first = randomInt(SHARDS)
  const turn = (shard: number) => (shard - first + SHARDS) % SHARDS
  return { due: due.toSorted((a, b) => a.wakeAt - b.wakeAt || turn(a.shard) - turn(b.shard) || (a.member < b.member ? -1 : 1)), isAll: full.length === 0 }
}

async function claimIn(redis: Connection, keys: Keys, shard: number, members: readonly string[], now: number, forMs: number): Promise<Claim[]> {
  const names = [keys.due(shard), ...members.map(member => keys.record(...partsOf(member)))]
  const claimed = await redis.recallClaim(names.length, ...names, forMs, now, randomUUID(), ...members)
  return claimed.map(([member, version, state, epoch, dueAt]) => {
    const [group, kind, id] = partsOf(member)
    return { ...savedOf(id, version, state), group, kind, epoch: Number(epoch), dueAt: Number(dueAt) }
  })
}

/** Group, kind and id of a member of the due index; the id may hold colons of its own. */
function partsOf(member: string): [string, Kind, string] {
  const [group = '', kind = '', ...id] = member.split(':')
  return [group, kind as Kind, id.join(':')]
}

/** Redis's flat list of names and scores, in pairs. */
function pairs(flat: readonly string[]): [string, string][] {
  return flat.flatMap((name, place) => place % 2 === 0 ? [[name, flat[place + 1] ?? '0'] as [string, string]] : [])
}

function savedOf(id: string, version: string, state: string): Saved {
  return { id, version: Number(version), state: JSON.parse(state) }
}
