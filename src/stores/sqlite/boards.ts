/** Leaderboards in SQLite. */
import type { SQLTagStore } from 'node:sqlite'
import type { Boards } from '../../bot/ports.ts'
import { rankPlaces, type Standing } from '../../engine/leaderboard.ts'
import type { Award } from '../../engine/round.ts'

export function sqliteBoards(sql: SQLTagStore): Boards {
  return {
    page: async (group, window, offset, limit) => {
      const rows = sql.all`SELECT member, points, right, asked FROM boards WHERE grp = ${group} AND window = ${window}
        ORDER BY points DESC, member LIMIT ${limit} OFFSET ${offset}`
      const total = Number(sql.get`SELECT count(*) AS total FROM boards WHERE grp = ${group} AND window = ${window}`?.['total'])
      return { total, standings: ranked(sql, group, window, offset, rows) }
    },
    standing: async (group, window, member) => {
      const row = sql.get`SELECT member, points, right, asked FROM boards WHERE grp = ${group} AND window = ${window} AND member = ${member}`
      return row === undefined ? null : ranked(sql, group, window, 0, [row])[0] ?? null
    },
  }
}

/** Adds each award to its boards unless it was added before, or its quota is used up. Runs inside a transaction. */
export function applyAwards(sql: SQLTagStore, group: string, awards: readonly Award[]): void {
  for (const award of awards) {
    if (sql.run`INSERT OR IGNORE INTO awards VALUES (${group}, ${award.id})`.changes === 0) continue
    if (!takesQuota(sql, group, award)) continue
    for (const window of award.windows) addTo(sql, group, window, award)
  }
}

function addTo(sql: SQLTagStore, group: string, window: string, { member, points, right }: Award): void {
  sql.run`INSERT INTO boards VALUES (${group}, ${window}, ${member}, ${points}, ${Number(right)}, 1)
    ON CONFLICT DO UPDATE SET points = points + excluded.points, right = right + excluded.right, asked = asked + 1`
}

function takesQuota(sql: SQLTagStore, group: string, { quota, member }: Award): boolean {
  if (quota === null) return true
  const units = sql.all`SELECT unit FROM quotas WHERE grp = ${group} AND key = ${quota.key} AND member = ${member}`.map(row => row['unit'])
  if (units.includes(quota.unit)) return true
  if (units.length >= quota.limit) return false
  sql.run`INSERT INTO quotas VALUES (${group}, ${quota.key}, ${member}, ${quota.unit})`
  return true
}

/** The rows as standings; how many are ahead of the first is asked, the other ranks follow. */
function ranked(sql: SQLTagStore, group: string, window: string, offset: number, rows: readonly Record<string, unknown>[]): Standing[] {
  const places = rows.map(row => ({ member: String(row['member']), points: Number(row['points']), right: Number(row['right']), asked: Number(row['asked']) }))
  const best = places[0]?.points ?? 0
  const ahead = sql.get`SELECT count(*) AS ahead FROM boards WHERE grp = ${group} AND window = ${window} AND points > ${best}`
  return rankPlaces(places, offset, Number(ahead?.['ahead']))
}
