/** Transactions in SQLite, and how many writers share one. */
import type { DatabaseSync } from 'node:sqlite'

/** Runs work in a transaction of its own inside a shared one: all of it is written, or nothing; it has happened once the promise resolves. */
export type Transact = <Result>(work: () => Result) => Promise<Result>

/**
 * Gathers the work of one turn of the event loop into one transaction, so that it costs one write to the disk and not
 * one for each. What one work throws undoes that work only; what the disk refuses undoes all, and rejects all.
 */
export function sharedTransactions(database: DatabaseSync): Transact {
  let waiting: { run: () => () => void, reject: (error: unknown) => void }[] = []
  const flush = () => {
    const batch = waiting
    waiting = []
    try {
      for (const settle of transact(database, () => batch.map(one => one.run()))) settle()
    } catch (error) {
      for (const one of batch) one.reject(error)
    }
  }
  return work => new Promise((resolve, reject) => {
    if (waiting.length === 0) setImmediate(flush)
    waiting.push({ run: () => attempt(database, work, resolve, reject), reject })
  })
}

/** Runs the work in one transaction: all of it is written, or nothing. */
export function transact<Result>(database: DatabaseSync, work: () => Result): Result {
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK')
    throw error
  }
}

/** Does the work, or undoes it alone; gives what to do once everything is on the disk. Throws when the whole transaction is lost. */
function attempt<Result>(database: DatabaseSync, work: () => Result, resolve: (result: Result) => void, reject: (error: unknown) => void): () => void {
  database.exec('SAVEPOINT work')
  try {
    const result = work()
    database.exec('RELEASE work')
    return () => resolve(result)
  } catch (error) {
    if (!database.isTransaction) throw error
    database.exec('ROLLBACK TO work; RELEASE work')
    return () => reject(error)
  }
}
