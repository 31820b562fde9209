/** Leaderboards in Redis: sorted sets by negated points, so that equal points stand in the order of member ids. */
import type { Redis } from 'ioredis'
import type { Boards } from '../../bot/ports.ts'
import type { Standing } from '../../engine/leaderboard.ts'
import type { Keys } from './keys.ts'

export function redisBoards(redis: Redis, keys: Keys): Boards {
  return {
    page: async (group, window, offset, limit) => {
      const board = keys.board(group, window)
      const [places, total] = await Promise.all([redis.zrange(board, offset, String(offset + limit - 1), 'WITHSCORES'), redis.zcard(board)])
      return { standings: await standingsOf(redis, keys, group, window, offset, pairs(places)), total }
    },
    standing: async (group, window, member) => {
      const score = await redis.zscore(keys.board(group, window), member)
      if (score === null) return null
      const [standing] = await standingsOf(redis, keys, group, window, 0, [[member, score]])
      return standing ?? null
    },
  }
}

async function standingsOf(redis: Redis, keys: Keys, group: string, window: string, offset: number, places: [string, string][]): Promise<Standing[]> {
  const [, best] = places[0] ?? []
  if (best === undefined) return []
  const fields = places.flatMap(([member]) => [`${member}:right`, `${member}:asked`])
  const [tallies, ahead] = await Promise.all([
    redis.hmget(keys.tallies(group, window), ...fields),
    redis.zcount(keys.board(group, window), '-inf', `(${best}`),
  ])
  let rank = ahead + 1
  return places.map(([member, score], place) => {
    if (place > 0 && places[place - 1]?.[1] !== score) rank = offset + place + 1
    return { member, points: Math.abs(Number(score)), right: Number(tallies[2 * place] ?? 0), asked: Number(tallies[2 * place + 1] ?? 0), rank }
  })
}

function pairs(flat: readonly string[]): [string, string][] {
  return flat.flatMap((member, place) => place % 2 === 0 ? [[member, flat[place + 1] ?? '0'] as [string, string]] : [])
}
