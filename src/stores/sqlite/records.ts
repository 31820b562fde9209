/** Documents with versions, timers and leases, in SQLite. */
import type { SQLTagStore } from 'node:sqlite'
import type { Claim, Commit, Committed, Kind, Records, Saved, Write } from '../../bot/ports.ts'
import { applyAwards } from './boards.ts'
import type { TransactIn } from './erase.ts'
import type { Transact } from './transact.ts'

/** `now` is the store's time; leases run on the machine's own. */
export function sqliteRecords(transact: Transact, transactIn: TransactIn, sql: SQLTagStore, now: () => number): Records {
  return {
    load: async (group, kind, id) => {
      const row = sql.get`SELECT id, version, state FROM records WHERE grp = ${group} AND kind = ${kind} AND id = ${id}`
      return row === undefined ? null : savedOf(row)
    },
    list: async (group, kind) => sql.all`SELECT id, version, state FROM records WHERE grp = ${group} AND kind = ${kind} ORDER BY id`.map(savedOf),
    commit: (group, commit) => transactIn(group, () => write(sql, group, commit, now())),
    claimDue: async (limit, forMs) => {
      const at = now()
      return { at, claims: await transact(() => claimDue(sql, at, limit, forMs)) }
    },
  }
}

function write(sql: SQLTagStore, group: string, commit: Commit, at: number): Committed {
  const refusal = refusalOf(sql, group, commit)
  if (refusal !== null) return refusal
  for (const one of commit.writes) writeOne(sql, group, one, at)
  if (commit.gate !== null) sql.run`INSERT OR IGNORE INTO gates VALUES (${group}, ${commit.gate.round}, ${commit.gate.question}, 1)`
  applyAwards(sql, group, commit.awards, at)
  setLease(sql, group, commit)
  return 'done'
}

function refusalOf(sql: SQLTagStore, group: string, { writes, lease }: Commit): Committed | null {
  const rows = writes.map(one => sql.get`SELECT version, epoch FROM records WHERE grp = ${group} AND kind = ${one.kind} AND id = ${one.id}`)
  if (lease.do !== 'leave' && rows[0]?.['epoch'] !== lease.epoch) return 'fenced'
  return writes.some((one, place) => (rows[place]?.['version'] ?? 0) !== one.version) ? 'conflict' : null
}

function writeOne(sql: SQLTagStore, group: string, { kind, id, version, state, wakeAt }: Write, at: number): void {
  if (state === null) {
    const removed = sql.get`DELETE FROM records WHERE grp = ${group} AND kind = ${kind} AND id = ${id} RETURNING epoch`
    raiseFloor(sql, group, version, Number(removed?.['epoch'] ?? 0))
    return
  }
  const floor = version > 0 ? undefined : sql.get`SELECT version, epoch FROM floors WHERE grp = ${group}`
  sql.run`INSERT INTO records (grp, kind, id, version, state, wake_at, epoch) VALUES (${group}, ${kind}, ${id}, ${Number(floor?.['version'] ?? version) + 1}, ${JSON.stringify(state)}, ${wakeAt}, ${Number(floor?.['epoch'] ?? 0)})
    ON CONFLICT DO UPDATE SET version = excluded.version, state = excluded.state,
      wake_at = iif(nudged, min(excluded.wake_at, ${at}), excluded.wake_at)`
}

/** What is made again begins above whatever was removed: who held that meets another version and another epoch. */
function raiseFloor(sql: SQLTagStore, group: string, version: number, epoch: number): void {
  sql.run`INSERT INTO floors VALUES (${group}, ${version}, ${epoch}) ON CONFLICT DO UPDATE SET version = max(version, excluded.version), epoch = max(epoch, excluded.epoch)`
}

function setLease(sql: SQLTagStore, group: string, { writes: [first], lease }: Commit): void {
  if (first === undefined || lease.do === 'leave') return
  const until = lease.do === 'keep' ? Date.now() + lease.forMs : 0
  sql.run`UPDATE records SET leased_until = ${until} WHERE grp = ${group} AND kind = ${first.kind} AND id = ${first.id}`
}

function claimDue(sql: SQLTagStore, at: number, limit: number, forMs: number): Claim[] {
  const leasedAt = Date.now()
  const rows = sql.all`UPDATE records SET epoch = epoch + 1, leased_until = ${leasedAt + forMs}, nudged = 0
    WHERE (grp, kind, id) IN (
      SELECT grp, kind, id FROM records WHERE wake_at <= ${at} AND leased_until <= ${leasedAt} ORDER BY wake_at, grp, kind, id LIMIT ${limit})
    RETURNING grp, kind, id, version, state, epoch, wake_at`
  return rows.map(row => ({ ...savedOf(row), group: String(row['grp']), kind: row['kind'] as Kind, epoch: Number(row['epoch']), dueAt: Number(row['wake_at']) }))
}

function savedOf(row: Record<string, unknown>): Saved {
  return { id: String(row['id']), version: Number(row['version']), state: JSON.parse(String(row['state'])) }
}
