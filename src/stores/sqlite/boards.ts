/** Leaderboards in SQLite. */
import type { SQLTagStore } from 'node:sqlite'
import type { Boards } from '../../bot/ports.ts'
import { rankPlaces, type Standing } from '../../engine/leaderboard.ts'
import type { Award } from '../../engine/round.ts'

export function sqliteBoards(sql: SQLTagStore): Boards {
  return {
    page: async (group, board, offset, limit) => {
      const rows = sql.all`SELECT member, points, right, asked FROM boards WHERE grp = ${group} AND board = ${board}
        ORDER BY points DESC, member LIMIT ${limit} OFFSET ${offset}`
      const total = Number(sql.get`SELECT count(*) AS total FROM boards WHERE grp = ${group} AND board = ${board}`?.['total'])
      return { total, standings: ranked(sql, group, board, offset, rows) }
    },
    standings: async (group, boards, member) => boards.map(board => {
      const row = sql.get`SELECT member, points, right, asked FROM boards WHERE grp = ${group} AND board = ${board} AND member = ${member}`
      return row === undefined ? null : ranked(sql, group, board, 0, [row])[0] ?? null
    }),
    forget: async (group, member) => {
      sql.run`DELETE FROM boards WHERE grp = ${group} AND member = ${member}`
    },
  }
}

/** Adds each award to its boards unless it was added before. Runs inside a transaction. */
export function applyAwards(sql: SQLTagStore, group: string, awards: readonly Award[]): void {
  for (const award of awards) {
    if (sql.run`INSERT OR IGNORE INTO awards VALUES (${group}, ${award.id})`.changes === 0) continue
    for (const board of award.boards) addTo(sql, group, board, award)
  }
}

/** Who has nothing asked left stands on the board no more. */
function addTo(sql: SQLTagStore, group: string, board: string, { member, points, right, asked }: Award): void {
  sql.run`INSERT INTO boards VALUES (${group}, ${board}, ${member}, ${points}, ${right}, ${asked})
    ON CONFLICT DO UPDATE SET points = points + excluded.points, right = right + excluded.right, asked = asked + excluded.asked`
  if (asked < 0) sql.run`DELETE FROM boards WHERE grp = ${group} AND board = ${board} AND member = ${member} AND asked = 0`
}

/** The rows as standings; how many are ahead of the first is asked, the other ranks follow. */
function ranked(sql: SQLTagStore, group: string, board: string, offset: number, rows: readonly Record<string, unknown>[]): Standing[] {
  const places = rows.map(row => ({ member: String(row['member']), points: Number(row['points']), right: Number(row['right']), asked: Number(row['asked']) }))
  const best = places[0]?.points ?? 0
  const ahead = sql.get`SELECT count(*) AS ahead FROM boards WHERE grp = ${group} AND board = ${board} AND points > ${best}`
  return rankPlaces(places, offset, Number(ahead?.['ahead']))
}
