/** Erased groups in SQLite: nothing of them is left, and nothing is written to them again. */
import type { DatabaseSync, SQLTagStore } from 'node:sqlite'
import type { Transact } from './transact.ts'

/** Every table that holds something of groups, in `grp`. */
const TABLES = ['records', 'gates', 'answers', 'awards', 'boards', 'buckets', 'members', 'accounts', 'homes']

/** Like `Transact`, for work that adds something to this group: rejects when the group was erased. */
export type TransactIn = <Result>(group: string, work: () => Result) => Promise<Result>

/** Whoever read a group before it was erased cannot bring any of it back. */
export function refusingErased(transact: Transact, sql: SQLTagStore): TransactIn {
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
