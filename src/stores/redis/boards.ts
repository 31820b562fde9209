/** Leaderboards in Redis: sorted sets by negated points, so that equal points stand in the order of member ids. */
import type { Redis } from 'ioredis'
import type { Boards } from '../../bot/ports.ts'
import { rankPlaces, type Standing } from '../../engine/leaderboard.ts'
import type { Keys } from './keys.ts'

export function redisBoards(redis: Redis, keys: Keys): Boards {
  return {
    page: async (group, window, offset, limit) => {
      const [total, ahead, places] = await redis.recallPage(keys.board(group, window), keys.tallies(group, window), offset, limit, '')
      return { standings: rankPlaces(placesOf(places), offset, ahead), total }
    },
    standing: async (group, window, member) => {
      const [, ahead, places] = await redis.recallPage(keys.board(group, window), keys.tallies(group, window), 0, 1, member)
      return rankPlaces(placesOf(places), 0, ahead)[0] ?? null
    },
  }
}

/** The places as `page.lua` gives them: points are negated there, the rest is text. */
function placesOf(rows: readonly [string, string, string, string][]): Omit<Standing, 'rank'>[] {
  return rows.map(([member, score, right, asked]) => ({ member, points: 0 - Number(score), right: Number(right), asked: Number(asked) }))
}
