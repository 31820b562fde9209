/** Leaderboards in Redis: sorted sets by negated points, so that equal points stand in the order of member ids. */
import type { Redis } from 'ioredis'
import type { Boards } from '../../bot/ports.ts'
import type { Standing } from '../../engine/leaderboard.ts'
import type { Keys } from './keys.ts'

export function redisBoards(redis: Redis, keys: Keys): Boards {
  return {
    page: async (group, window, offset, limit) => {
      const [total, ahead, places] = await redis.recallPage(keys.board(group, window), keys.tallies(group, window), offset, limit, '')
      return { standings: rankPlaces(places, ahead, offset), total }
    },
    standing: async (group, window, member) => {
      const [, ahead, places] = await redis.recallPage(keys.board(group, window), keys.tallies(group, window), 0, 1, member)
      return rankPlaces(places, ahead, 0)[0] ?? null
    },
  }
}

function rankPlaces(places: readonly [string, string, string, string][], ahead: number, offset: number): Standing[] {
  const rows = places.map(([member, score, right, asked]) => ({ member, points: 0 - Number(score), right: Number(right), asked: Number(asked) }))
  let rank = ahead + 1
  return rows.map((row, place) => {
    if (place > 0 && rows[place - 1]?.points !== row.points) rank = offset + place + 1
    return { ...row, rank }
  })
}
