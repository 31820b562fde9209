/** The embedded store: everything in one SQLite file, for one process. */
import type { MovableStore } from '../bot/transfer.ts'
import { sqliteAnswers } from './sqlite/answers.ts'
import { dropPast, sqliteBoards } from './sqlite/boards.ts'
import { eraseGroup, refusingErased } from './sqlite/erase.ts'
import { sqliteMembers } from './sqlite/members.ts'
import { openDatabase } from './sqlite/open.ts'
import { sqliteRecords } from './sqlite/records.ts'
import { sharedTransactions, transact as transactNow } from './sqlite/transact.ts'
import { sqliteTransfer } from './sqlite/transfer.ts'
import { memoryTurns } from './turns.ts'

/**
 * Opens the store in this file; `now` is its time, in milliseconds. Boards that are past are removed; leases that a killed process held are given up:
 * the file is locked, so nobody else can hold one. Throws an error that says what to do.
 */
export function sqliteStore(file: string, now: () => number): MovableStore {
  const database = openDatabase(file)
  const sql = database.createTagStore()
  transactNow(database, () => dropPast(sql, now()))
  const transact = sharedTransactions(database)
  const transactIn = refusingErased(database, transact, sql)
  return {
    records: sqliteRecords(transact, transactIn, sql, now),
    answers: sqliteAnswers(transact, transactIn, sql, now),
    boards: sqliteBoards(transact, sql, now),
    members: sqliteMembers(transact, transactIn, sql),
    turns: memoryTurns(now),
    transfer: sqliteTransfer(database, transact, sql, now),
    erase: group => transact(() => eraseGroup(database, sql, group)),
    now: async () => now(),
    ping: async () => { sql.get`SELECT 1` },
    close: async () => {
      await transact(() => {}).catch(() => {})
      database.close()
    },
  }
}
