/** Looks through a store's file, row by row, for what must not be in it any more. */
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The name of a file for a store of its own. */
export function storeFile(): string {
  return join(mkdtempSync(join(tmpdir(), 'recall-')), 'store.sqlite')
}

/** Every row of every table of a closed store's file that holds one of these words, whatever their case. */
export function rowsWith(file: string, words: readonly string[]): string[] {
  const database = new DatabaseSync(file, { readOnly: true })
  const tables = database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all().map(row => String(row['name']))
  const rows = tables.flatMap(table => database.prepare(`SELECT * FROM ${table}`).all().map(row => `${table} ${JSON.stringify(row).toLowerCase()}`))
  database.close()
  return rows.filter(row => words.some(word => row.includes(word.toLowerCase())))
}
