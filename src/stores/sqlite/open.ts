/** Opens the embedded store's file: one process at a time, every commit on disk before it is acknowledged. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { transact } from './transact.ts'

/** Each entry takes the schema one version further; they are never changed, only added to. */
const migrations = [`
  CREATE TABLE records (
    grp TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
    version INTEGER NOT NULL, state TEXT NOT NULL, wake_at INTEGER,
    epoch INTEGER NOT NULL DEFAULT 0, leased_until INTEGER NOT NULL DEFAULT 0, nudged INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (grp, kind, id)
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX records_due ON records (wake_at) WHERE wake_at IS NOT NULL;
  CREATE TABLE gates (
    grp TEXT NOT NULL, round TEXT NOT NULL, question INTEGER NOT NULL, open INTEGER NOT NULL,
    PRIMARY KEY (grp, round, question)
  ) WITHOUT ROWID, STRICT;
  CREATE TABLE answers (
    grp TEXT NOT NULL, round TEXT NOT NULL, question INTEGER NOT NULL, member TEXT NOT NULL,
    choice INTEGER NOT NULL, answered_at INTEGER NOT NULL, received_at INTEGER NOT NULL, account TEXT NOT NULL, team TEXT,
    PRIMARY KEY (grp, round, question, member)
  ) WITHOUT ROWID, STRICT;
  CREATE TABLE awards (grp TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (grp, id)) WITHOUT ROWID, STRICT;
  CREATE TABLE quotas (
    grp TEXT NOT NULL, key TEXT NOT NULL, member TEXT NOT NULL, unit TEXT NOT NULL,
    PRIMARY KEY (grp, key, member, unit)
  ) WITHOUT ROWID, STRICT;
  CREATE TABLE boards (
    grp TEXT NOT NULL, window TEXT NOT NULL, member TEXT NOT NULL,
    points INTEGER NOT NULL, right INTEGER NOT NULL, asked INTEGER NOT NULL,
    PRIMARY KEY (grp, window, member)
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX boards_order ON boards (grp, window, points DESC, member);
  CREATE TABLE homes (platform TEXT NOT NULL, home TEXT NOT NULL, grp TEXT NOT NULL, PRIMARY KEY (platform, home)) WITHOUT ROWID, STRICT;
  CREATE TABLE members (grp TEXT NOT NULL, member TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (grp, member)) WITHOUT ROWID, STRICT;
  CREATE TABLE accounts (
    grp TEXT NOT NULL, platform TEXT NOT NULL, account TEXT NOT NULL, member TEXT NOT NULL,
    PRIMARY KEY (grp, platform, account)
  ) WITHOUT ROWID, STRICT;
`, `
  CREATE TABLE answers_2 (
    grp TEXT NOT NULL, round TEXT NOT NULL, question INTEGER NOT NULL, member TEXT NOT NULL,
    choice INTEGER, text TEXT, answered_at INTEGER NOT NULL, received_at INTEGER NOT NULL, account TEXT NOT NULL, team TEXT,
    PRIMARY KEY (grp, round, question, member)
  ) WITHOUT ROWID, STRICT;
  INSERT INTO answers_2 SELECT grp, round, question, member, choice, NULL, answered_at, received_at, account, team FROM answers;
  DROP TABLE answers;
  ALTER TABLE answers_2 RENAME TO answers;
  DROP TABLE quotas;
  ALTER TABLE boards RENAME COLUMN window TO board;
  CREATE TABLE buckets (
    grp TEXT NOT NULL, board TEXT NOT NULL, bucket INTEGER NOT NULL, members INTEGER NOT NULL,
    PRIMARY KEY (grp, board, bucket)
  ) WITHOUT ROWID, STRICT;
  INSERT INTO buckets SELECT grp, board, (points - ((points % 1000) + 1000) % 1000) / 1000 AS bucket, count(*) FROM boards GROUP BY 1, 2, 3;
`, `
  CREATE TABLE floors (grp TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL, epoch INTEGER NOT NULL) WITHOUT ROWID, STRICT;
`]

/**
 * Opens (or makes) a SQLite file for this process alone; what is committed is on disk.
 * Throws an error whose message says what to do: the file is in use, cannot be written, or is no database.
 */
export function openFile(file: string): DatabaseSync {
  return withSentences(file, () => {
    mkdirSync(dirname(file), { recursive: true })
    const database = new DatabaseSync(file, { timeout: 0 })
    return orClose(database, () => {
      database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN EXCLUSIVE; COMMIT;')
    })
  })
}

/** Opens the store's file, brings its schema up to date and gives up all leases. Throws like `openFile`, and when the file is newer than this version. */
export function openDatabase(file: string): DatabaseSync {
  const database = openFile(file)
  return withSentences(file, () => orClose(database, () => {
    migrate(database, file)
    database.exec('UPDATE records SET leased_until = 0 WHERE leased_until > 0')
  }))
}

/** The database after this work, or closed when the work throws. */
function orClose(database: DatabaseSync, work: () => void): DatabaseSync {
  try {
    work()
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function migrate(database: DatabaseSync, file: string): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  if (version > migrations.length) {
    throw new Error(`${file} was written by a newer Recall (schema ${version}, this one knows ${migrations.length}). Start that version, or set DATA_DIR to another folder.`)
  }
  transact(database, () => {
    for (const migration of migrations.slice(version)) database.exec(migration)
    database.exec(`PRAGMA user_version = ${migrations.length}`)
  })
}

function withSentences<Result>(file: string, work: () => Result): Result {
  try {
    return work()
  } catch (error) {
    throw new Error(explain(error, file), { cause: error })
  }
}

/** What SQLite says of a lock on a file that it could open for reading only (SQLITE_IOERR_LOCK). */
const LOCK_REFUSED = 3850

function explain(error: unknown, file: string): string {
  const message = error instanceof Error ? error.message : String(error)
  const why = message.replaceAll(file, '').replace(/'.*'/, '')
  const lockRefused = error instanceof Error && 'errcode' in error && error.errcode === LOCK_REFUSED
  if (/locked|busy/i.test(why)) return `Another Recall is using ${file}. Stop it first, or set DATA_DIR to another folder.`
  if (lockRefused || /readonly|read-only|EROFS|EACCES|EPERM|unable to open/i.test(why)) {
    return `Recall cannot write ${file}. Make the folder writable for this user, or set DATA_DIR to another folder.`
  }
  if (/disk is full|ENOSPC/i.test(why)) return `There is no room left for ${file}. Free some disk space, or set DATA_DIR to another folder.`
  if (/EEXIST|ENOTDIR/.test(why)) return `DATA_DIR must be a folder, but a file stands in the way of ${file}.`
  return /not a database|malformed/i.test(why) ? `${file} is damaged or not a Recall file. Restore a backup, or move it away and start again.` : message
}
