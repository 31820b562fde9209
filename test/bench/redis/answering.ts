/** Answers, sent by redis-benchmark as our store sends them. */
import type { Redis } from 'ioredis'
import { scriptOf } from '../../../src/stores/redis/connect.ts'
import { shardOf } from '../../../src/stores/redis/keys.ts'
import { dueMember } from '../../../src/stores/redis/records.ts'
import type { RedisServer } from '../../support/redis-server.ts'
import { answerOf } from '../support/play.ts'
import { rateOf } from '../support/rate.ts'
import { RANDOM, redisBenchmark, type Sending } from './redis-benchmark.ts'
import { furnished, keys } from './server.ts'

/** Each measurement takes so long. */
export const MEASURE_MS = 2000

/** A member's id as redis-benchmark makes them. */
export function memberAt(turn: number): string {
  return String(turn).padStart(RANDOM.length, '0')
}

/** Gives how many answers a second are recorded; throws an error unless nearly all that were sent were (random members may come twice). */
export async function bareAnswers(server: RedisServer, how: Pick<Sending, 'connections' | 'inFlight'>): Promise<number> {
  return await furnished(server, async (_, redis) => {
    const { rate, sent } = await redisBenchmark(redis, { ...how, name: 'answer', keyCount: 5, given, forMs: MEASURE_MS })
    await expectCount(redis, sent)
    return rate
  })
}

/** Gives how many answers a second a bare ioredis sends, one connection of the same Node, with the same script. */
export async function ioredisAnswers(server: RedisServer, inFlight: number): Promise<number> {
  return await furnished(server, async (_, redis) => {
    redis.defineCommand('answer', { lua: scriptOf('answer'), numberOfKeys: 5 })
    const send = redis as unknown as { answer(...given: string[]): Promise<unknown> }
    return await rateOf(inFlight, MEASURE_MS, async turn => void await send.answer(...given.map(word => word.replaceAll(RANDOM, memberAt(turn)))))
  })
}

const given = [keys.gates('g', 'r'), keys.answers('g', 'r', 0), keys.record('g', 'round', 'r'), keys.due(shardOf('g')), keys.erased(shardOf('g')), '0', RANDOM, JSON.stringify(answerOf(RANDOM)), dueMember('g', 'round', 'r'), '-1', RANDOM, 'g']

async function expectCount(redis: Redis, sent: number): Promise<void> {
  const recorded = await redis.hlen(keys.answers('g', 'r', 0))
  if (recorded < sent * 0.99) throw new Error(`Of ${sent} answers ${recorded} were recorded.`)
}
