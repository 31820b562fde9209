/** The embedded store: everything in one SQLite file, for one process. */
import type { Store } from '../bot/ports.ts'
import { sqliteAnswers } from './sqlite/answers.ts'
import { sqliteBoards } from './sqlite/boards.ts'
import { sqliteMembers } from './sqlite/members.ts'
import { openDatabase } from './sqlite/open.ts'
import { sqliteRecords } from './sqlite/records.ts'
import { sharedTransactions } from './sqlite/transact.ts'

/**
 * Opens the store in this file; `now` is its time, in milliseconds. Leases that a killed process held are given up:
 * the file is locked, so nobody else can hold one. Throws an error that says what to do.
 */
export function sqliteStore(file: string, now: () => number): Store {
  const database = openDatabase(file)
  database.exec('UPDATE records SET leased_until = 0 WHERE leased_until > 0')
  const sql = database.createTagStore()
  const transact = sharedTransactions(database)
  return {
    records: sqliteRecords(transact, sql, now),
    answers: sqliteAnswers(transact, sql, now),
    boards: sqliteBoards(transact, sql),
    members: sqliteMembers(transact, sql),
    erase: async group => transact(() => {
      for (const table of ['records', 'gates', 'answers', 'awards', 'boards', 'buckets', 'members', 'accounts', 'homes']) {
        database.prepare(`DELETE FROM ${table} WHERE grp = ?`).run(group)
      }
    }),
    now: async () => now(),
    ping: async () => { sql.get`SELECT 1` },
    close: async () => {
      await transact(() => {})
      database.close()
    },
  }
}
