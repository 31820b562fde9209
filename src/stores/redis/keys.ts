/** The names of Redis keys. Everything of a group shares one hash tag, so that one script can write it on a cluster. */
import { hashOf } from '../../engine/random.ts'
import type { Kind } from '../../bot/ports.ts'

/** How many hash tags there are, `{s0}` to `{s255}`. Never changed: a group's keys would move. */
export const SHARDS = 256

/** The shard, 0 to 255, of a group's (or a home's) id. */
export function shardOf(id: string): number {
  return hashOf(id) % SHARDS
}

/** Key names under a prefix of one's own, such as `recall`. */
export function keysOf(prefix: string) {
  const homeShard = (platform: string, home: string) => shardOf(`${platform}:${home}`)
  const inShard = (shard: number, ...parts: (string | number)[]) => [`${prefix}:{s${shard}}`, ...parts].join(':')
  const of = (group: string, ...parts: (string | number)[]) => inShard(shardOf(group), ...parts.slice(0, 1), group, ...parts.slice(1))
  return {
    /** Sorted set: `group:kind:id` by wakeAt. */
    due: (shard: number) => inShard(shard, 'due'),
    /** Hash: version, state, epoch, leasedUntil, claim, nudged. */
    record: (group: string, kind: Kind, id: string) => of(group, 'record', kind, id),
    /** Hash: the highest version and epoch that a removed record of the group had. */
    floor: (group: string) => of(group, 'floor'),
    /** String: a commit that was done, for as long as it may be sent again. */
    op: (group: string, op: string) => of(group, 'op', op),
    /** Sorted set: erased groups of the shard, by when they were; 0 until everything of them is gone. */
    erased: (shard: number) => inShard(shard, 'erased'),
    /** Set: the ids of a group's records of a kind. */
    ids: (group: string, kind: Kind) => of(group, 'ids', kind),
    /** Hash: question -> 1 while it takes answers, 0 when closed. */
    gates: (group: string, round: string) => of(group, 'gates', round),
    /** Hash: member -> answer as JSON, with the `op` that recorded it. */
    answers: (group: string, round: string, question: number) => of(group, 'answers', round, question),
    /** Set: ids of a round's awards that were applied. */
    awarded: (group: string, round: string) => of(group, 'awarded', round),
    /** Sorted set: the names of a group's boards, by when they expire. */
    boards: (group: string) => of(group, 'board-names'),
    /** Sorted set: member by points, negated so that equal points come in the order of member ids. Those of days and weeks expire, see `lifetime.ts`. */
    board: (group: string, name: string) => of(group, 'board', name),
    /** Hash: `member:right` and `member:asked`. Expires with its board. */
    tallies: (group: string, name: string) => of(group, 'tallies', name),
    /** String: the group that lives in a home. */
    home: (platform: string, home: string) => inShard(homeShard(platform, home), 'home', platform, home),
    homeShard,
    /** Set: the homes of a platform in a shard, by the platform's own ids. */
    homesIn: (shard: number, platform: string) => inShard(shard, 'homes-in', platform),
    /** Set: `platform:home` of the homes that a group lives in. */
    homes: (group: string) => of(group, 'homes'),
    /** String: who fills the group from a dump; `done` for a minute after. */
    filling: (group: string) => of(group, 'filling'),
    /** What to ask SCAN for: all keys of a group but those of its homes, and maybe some of groups whose names begin alike. */
    pattern: (group: string) => inShard(shardOf(group), '*', `${group}*`),
    /** Tells the group's own keys from such others. */
    isOf: (group: string, key: string) => key.slice(inShard(shardOf(group)).length + 1).split(':')[1] === group,
    /** Hash: when a line of turns and its gate would be empty, in ms; until then. */
    line: (name: string) => inShard(shardOf(name), 'line', name),
    /** String: when the turn of a key comes, in ms; for a quarter of an hour after. */
    turn: (name: string, key: string) => inShard(shardOf(name), 'turn', name, key),
    /** Hash: `platform:account` -> member. */
    accounts: (group: string) => of(group, 'accounts'),
    /** Hash: member -> name. */
    names: (group: string) => of(group, 'names'),
  }
}

export type Keys = ReturnType<typeof keysOf>
