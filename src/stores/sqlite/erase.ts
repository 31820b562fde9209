/** Erased groups in SQLite: nothing of them is left, and nothing is written to them again. */
import type { DatabaseSync, SQLTagStore } from 'node:sqlite'
import type { Transact } from './transact.ts'

/** Every table that holds something of groups, in `grp`. */
const TABLES = ['records', 'floors', 'gates', 'answers', 'awards', 'boards', 'buckets', 'members', 'accounts', 'homes']

/** Like `Transact`, for work that adds something to this group: rejects when the group was erased. */
export type TransactIn = <Result>(group: string, work: () => Result) => Promise<Result>

/**
 * Whoever read a group before it was erased cannot bring any of it back. Such readers live in this process, so the marks
 * are kept in a table that lives as long: a transaction that is undone undoes them too.
 */
export function refusingErased(database: DatabaseSync, transact: Transact, sql: SQLTagStore): TransactIn {
  database.exec('PRAGMA temp_store = MEMORY; CREATE TEMP TABLE erased (grp TEXT NOT NULL PRIMARY KEY) WITHOUT ROWID, STRICT')
  return (group, work) => transact(() => {
    if (sql.get`SELECT 1 FROM erased WHERE grp = ${group}` !== undefined) throw new Error('This group was erased.')
    return work()
  })
}

/** Removes every row of the group. Runs inside a transaction. */
export function eraseGroup(database: DatabaseSync, sql: SQLTagStore, group: string): void {
  for (const table of TABLES) database.prepare(`DELETE FROM ${table} WHERE grp = ?`).run(group)
  sql.run`INSERT OR IGNORE INTO erased VALUES (${group})`
}
