/** Moves groups out of and into Redis. */
import type { Result } from 'ioredis'
import { mintId } from '../../bot/mint.ts'
import type { Filling, Held, Transfer } from '../../bot/transfer.ts'
import { keptUntil } from '../lifetime.ts'
import { scriptOf, type Connection } from './connect.ts'
import { dumpGroup, scanGroup } from './dump.ts'
import { eraseGroup } from './erase.ts'
import { shardOf, type Keys } from './keys.ts'
import { dueMember } from './records.ts'

declare module 'ioredis' {
  interface RedisCommander<Context> {
    recallFill(keyCount: number, ...keysAndArguments: (string | number)[]): Result<number, Context>
  }
}

/** A Redis command on one key. */
type Command = readonly [name: string, key: string, ...parameters: string[]]

/** `now` is the store's time, or null for the server's own. */
export function redisTransfer(redis: Connection, keys: Keys, now: (() => number) | null): Transfer {
  redis.defineCommand('recallFill', { lua: scriptOf('fill') })
  return {
    find: (platform, home) => redis.get(keys.home(platform, home)),
    dump: group => dumpGroup(redis, keys, group, now === null ? null : now()),
    fill: async group => {
      if (await redis.exists(keys.homes(group)) === 1) return null
      if ((await scanGroup(redis, keys, group)).length > 0) await eraseGroup(redis, keys, group)
      const who = mintId()
      await redis.set(keys.filling(group), who)
      // Redis forgets past boards by its own time, of which the store's may differ in a test.
      return filling(redis, keys, group, who, now === null ? 0 : Date.now() - now())
    },
  }
}

function filling(redis: Connection, keys: Keys, group: string, who: string, ahead: number): Filling {
  const homes: [platform: string, home: string][] = []
  const timers: Command[] = []
  const boards = new Set<string>()
  const run = async (commands: readonly Command[], last: 'done' | 'more') => {
    const places = new Map([keys.filling(group), ...commands.map(([, key]) => key)].map(key => [key, 0]))
    for (const [place, key] of [...places.keys()].entries()) places.set(key, place + 1)
    const numbered = commands.map(([name, key, ...parameters]) => [name, places.get(key), ...parameters])
    await redis.recallFill(places.size, ...places.keys(), who, JSON.stringify(numbered), last)
  }
  return {
    add: async held => {
      for (const one of held) {
        if (one.is === 'place') boards.add(one.board)
        if (one.is === 'home') homes.push([one.platform, one.home])
        if (one.is === 'document' && one.wakeAt !== null) timers.push(['ZADD', keys.due(shardOf(group)), String(one.wakeAt), dueMember(group, one.kind, one.id)])
      }
      await run(held.flatMap(one => commandsOf(keys, group, one)), 'more')
    },
    finish: async () => {
      await moveIn(redis, keys, group, homes)
      const own = homes.map(([platform, home]): Command => ['SADD', keys.homes(group), `${platform}:${home}`])
      await run([['ZREM', keys.erased(shardOf(group)), group], ...own, ...timers, ...[...boards].flatMap(board => lifetimeOf(keys, group, board, ahead))], 'done')
    },
    abandon: async () => {
      if (await redis.get(keys.filling(group)) === who) await eraseGroup(redis, keys, group)
    },
  }
}

/** Each home is in a shard of its own: when one is taken, those before it are given back. */
async function moveIn(redis: Connection, keys: Keys, group: string, homes: readonly [string, string][]): Promise<void> {
  for (const [place, [platform, home]] of homes.entries()) {
    if (await redis.recallHome(keys.home(platform, home), keys.homesIn(keys.homeShard(platform, home), platform), group, home) === group) continue
    for (const [before, other] of homes.slice(0, place)) await redis.recallVacate(keys.home(before, other), keys.homesIn(keys.homeShard(before, other), before), group, other)
    throw new Error(`Another group lives in ${platform}:${home} already.`)
  }
}

/** What lists a board and makes it end at its time. */
function lifetimeOf(keys: Keys, group: string, board: string, ahead: number): Command[] {
  const until = keptUntil(board)
  const listed: Command = ['ZADD', keys.boards(group), until === null ? '+inf' : String(until), board]
  return until === null ? [listed] : [listed, ...[keys.board(group, board), keys.tallies(group, board)].map((key): Command => ['PEXPIREAT', key, String(until + ahead)])]
}

/** What writes this, but for timers, homes and the lifetimes of boards, which come last. */
function commandsOf(keys: Keys, group: string, held: Held): Command[] {
  switch (held.is) {
    case 'document': {
      const nudged = held.nudged ? ['nudged', '1'] : []
      return [
        ['HSET', keys.record(group, held.kind, held.id), 'version', String(held.version), 'state', JSON.stringify(held.state), 'epoch', String(held.epoch), ...nudged],
        ['SADD', keys.ids(group, held.kind), held.id],
      ]
    }
    case 'floor': return [['HSET', keys.floor(group), 'version', String(held.version), 'epoch', String(held.epoch)]]
    case 'gate': return [['HSET', keys.gates(group, held.round), String(held.question), held.open ? '1' : '0']]
    case 'answer': return [['HSET', keys.answers(group, held.round, held.question), held.answer.member, JSON.stringify(held.answer)]]
    case 'award': return [['SADD', keys.awarded(group, held.id.slice(0, held.id.indexOf('/'))), held.id]]
    case 'place': return [
      ['ZADD', keys.board(group, held.board), String(-held.points), held.member],
      ['HSET', keys.tallies(group, held.board), `${held.member}:right`, String(held.right), `${held.member}:asked`, String(held.asked)],
    ]
    case 'name': return [['HSET', keys.names(group), held.member, held.name]]
    case 'account': return [['HSET', keys.accounts(group), `${held.platform}:${held.id}`, held.member]]
    case 'home': return []
  }
}
