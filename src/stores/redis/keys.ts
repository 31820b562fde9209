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
  const inShard = (shard: number, ...parts: (string | number)[]) => [`${prefix}:{s${shard}}`, ...parts].join(':')
  const of = (group: string, ...parts: (string | number)[]) => inShard(shardOf(group), ...parts.slice(0, 1), group, ...parts.slice(1))
  return {
    /** Sorted set: `group:kind:id` by wakeAt. */
    due: (shard: number) => inShard(shard, 'due'),
    /** Hash: version, state, wakeAt, epoch, leasedUntil, nudged, op. */
    record: (group: string, kind: Kind, id: string) => of(group, 'record', kind, id),
    /** Set: the ids of a group's records of a kind. */
    ids: (group: string, kind: Kind) => of(group, 'ids', kind),
    /** Hash: question -> 1 while it takes answers, 0 when closed. */
    gates: (group: string, round: string) => of(group, 'gates', round),
    /** Hash: member -> answer as JSON. */
    answers: (group: string, round: string, question: number) => of(group, 'answers', round, question),
    /** Set: ids of a round's awards that were applied. */
    awarded: (group: string, round: string) => of(group, 'awarded', round),
    /** Set: the names of a group's boards. */
    boards: (group: string) => of(group, 'boards'),
    /** Sorted set: member by points, negated so that equal points come in the order of member ids. */
    board: (group: string, name: string) => of(group, 'board', name),
    /** Hash: `member:right` and `member:asked`. */
    tallies: (group: string, name: string) => of(group, 'tallies', name),
    /** String: the group that lives in a home. */
    home: (platform: string, home: string) => inShard(shardOf(`${platform}:${home}`), 'home', platform, home),
    /** Set: `platform:home` of the homes that a group lives in. */
    homes: (group: string) => of(group, 'homes'),
    /** Everything of a group but the keys of its homes, as a pattern for SCAN. */
    everything: (group: string) => inShard(shardOf(group), '*', `${group}*`),
    /** Hash: `platform:account` -> member. */
    accounts: (group: string) => of(group, 'accounts'),
    /** Hash: member -> name. */
    names: (group: string) => of(group, 'names'),
  }
}

export type Keys = ReturnType<typeof keysOf>
