/** Leaderboards in SQLite, with a histogram beside each: ranks and totals are asked of a few buckets, not of everybody. */
import type { SQLTagStore } from 'node:sqlite'
import type { Boards } from '../../bot/ports.ts'
import { rankPlaces, type Standing } from '../../engine/leaderboard.ts'
import type { Award } from '../../engine/round.ts'
import { isPast } from '../lifetime.ts'
import type { Transact } from './transact.ts'

/** So many points share a bucket. A migration has filled the buckets with it: never changed. */
const WIDTH = 1000

/** Past boards are not shown; `dropPast` removes them. */
export function sqliteBoards(transact: Transact, sql: SQLTagStore, now: () => number): Boards {
  return {
    page: async (group, board, offset, limit) => {
      if (isPast(board, now())) return { standings: [], total: 0 }
      const rows = sql.all`SELECT member, points, right, asked FROM boards WHERE grp = ${group} AND board = ${board}
        ORDER BY points DESC, member LIMIT ${limit} OFFSET ${offset}`
      const total = Number(sql.get`SELECT coalesce(sum(members), 0) AS total FROM buckets WHERE grp = ${group} AND board = ${board}`?.['total'])
      return { total, standings: ranked(sql, group, board, offset, rows) }
    },
    standings: async (group, boards, member) => boards.map(board => {
      if (isPast(board, now())) return null
      const row = sql.get`SELECT member, points, right, asked FROM boards WHERE grp = ${group} AND board = ${board} AND member = ${member}`
      return row === undefined ? null : ranked(sql, group, board, 0, [row])[0] ?? null
    }),
    forget: (group, member) => transact(() => {
      for (const row of sql.all`DELETE FROM boards WHERE grp = ${group} AND member = ${member}
        AND board IN (SELECT DISTINCT board FROM buckets WHERE grp = ${group}) RETURNING board, points`) {
        count(sql, group, String(row['board']), bucketOf(Number(row['points'])), -1)
      }
    }),
  }
}

/** Adds each award to its boards unless it was added before. Runs inside a transaction. */
export function applyAwards(sql: SQLTagStore, group: string, awards: readonly Award[], at: number): void {
  for (const award of awards) {
    if (sql.run`INSERT OR IGNORE INTO awards VALUES (${group}, ${award.id})`.changes === 0) continue
    for (const board of award.boards.filter(name => !isPast(name, at))) addTo(sql, group, board, award)
  }
}

/** Removes the boards that are past by now. Runs inside a transaction. */
export function dropPast(sql: SQLTagStore, at: number): void {
  const past = sql.all`SELECT DISTINCT grp, board FROM buckets`.filter(row => isPast(String(row['board']), at))
  for (const { grp = null, board = null } of past) {
    sql.run`DELETE FROM boards WHERE grp = ${grp} AND board = ${board}`
    sql.run`DELETE FROM buckets WHERE grp = ${grp} AND board = ${board}`
  }
}

/** Adds to a member's place on one board. Who has nothing asked left stands there no more. Runs inside a transaction. */
export function addTo(sql: SQLTagStore, group: string, board: string, { member, points, right, asked }: Omit<Standing, 'rank'>): void {
  const row = sql.get`INSERT INTO boards VALUES (${group}, ${board}, ${member}, ${points}, ${right}, ${asked})
    ON CONFLICT DO UPDATE SET points = points + excluded.points, right = right + excluded.right, asked = asked + excluded.asked
    RETURNING points, asked`
  const now = { points: Number(row?.['points']), asked: Number(row?.['asked']) }
  const [from, to] = [now.asked === asked ? null : bucketOf(now.points - points), now.asked === 0 ? null : bucketOf(now.points)]
  if (to === null) sql.run`DELETE FROM boards WHERE grp = ${group} AND board = ${board} AND member = ${member}`
  if (from === to) return
  if (from !== null) count(sql, group, board, from, -1)
  if (to !== null) count(sql, group, board, to, 1)
}

function count(sql: SQLTagStore, group: string, board: string, bucket: number, members: number): void {
  sql.run`INSERT INTO buckets VALUES (${group}, ${board}, ${bucket}, ${members}) ON CONFLICT DO UPDATE SET members = members + excluded.members`
  if (members < 0) sql.run`DELETE FROM buckets WHERE grp = ${group} AND board = ${board} AND bucket = ${bucket} AND members = 0`
}

/** The rows as standings; how many are ahead of the first is asked, the other ranks follow. */
function ranked(sql: SQLTagStore, group: string, board: string, offset: number, rows: readonly Record<string, unknown>[]): Standing[] {
  const places = rows.map(row => ({ member: String(row['member']), points: Number(row['points']), right: Number(row['right']), asked: Number(row['asked']) }))
  const [first] = places
  return first === undefined ? [] : rankPlaces(places, offset, aheadOf(sql, group, board, first.points))
}

/** How many have more points: whole buckets above, and those of the same bucket one by one. */
function aheadOf(sql: SQLTagStore, group: string, board: string, points: number): number {
  const bucket = bucketOf(points)
  const above = sql.get`SELECT coalesce(sum(members), 0) AS members FROM buckets WHERE grp = ${group} AND board = ${board} AND bucket > ${bucket}`
  const beside = sql.get`SELECT count(*) AS members FROM boards WHERE grp = ${group} AND board = ${board} AND points > ${points} AND points < ${(bucket + 1) * WIDTH}`
  return Number(above?.['members']) + Number(beside?.['members'])
}

function bucketOf(points: number): number {
  return Math.floor(points / WIDTH)
}
