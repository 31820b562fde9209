/** Leaderboards in Redis: sorted sets by negated points, so that equal points stand in the order of member ids. */
import type { Connection } from './connect.ts'
import type { Boards } from '../../bot/ports.ts'
import { rankPlaces, type Standing } from '../../engine/leaderboard.ts'
import { isPast } from '../lifetime.ts'
import type { Keys } from './keys.ts'

/** Past boards expire by the server's time; by a time of the store's own, `now`, they may be past earlier. */
export function redisBoards(redis: Connection, keys: Keys, now: (() => number) | null): Boards {
  const isGone = (board: string) => now !== null && isPast(board, now())
  return {
    page: async (group, board, offset, limit) => {
      if (isGone(board)) return { standings: [], total: 0 }
      const [total, ahead, places] = await redis.recallPage(keys.board(group, board), keys.tallies(group, board), offset, limit, '')
      return { standings: rankPlaces(placesOf(places), offset, ahead), total }
    },
    standings: (group, boards, member) => Promise.all(boards.map(async board => {
      if (isGone(board)) return null
      const [, ahead, places] = await redis.recallPage(keys.board(group, board), keys.tallies(group, board), 0, 1, member)
      return rankPlaces(placesOf(places), 0, ahead)[0] ?? null
    })),
    forget: async (group, member) => {
      const boards = await redis.zrange(keys.boards(group), '0', '-1')
      await Promise.all(boards.map(board => redis.recallLeave(keys.board(group, board), keys.tallies(group, board), member)))
    },
  }
}

/** The places as `page.lua` gives them: points are negated there, the rest is text. */
function placesOf(rows: readonly [string, string, string, string][]): Omit<Standing, 'rank'>[] {
  return rows.map(([member, score, right, asked]) => ({ member, points: 0 - Number(score), right: Number(right), asked: Number(asked) }))
}
