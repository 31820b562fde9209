/** The histograms of a SQLite store's boards, beside a recount of their members. */
import { DatabaseSync } from 'node:sqlite'

/** Reads a file that no store has open: the buckets as they are kept, and as they should be. */
export function bucketsOf(file: string): { kept: unknown[], counted: unknown[] } {
  const database = new DatabaseSync(file, { readOnly: true })
  const kept = database.prepare('SELECT grp, board, bucket, members FROM buckets ORDER BY 1, 2, 3').all()
  const counted = new Map<string, { grp: unknown, board: unknown, bucket: number, members: number }>()
  for (const { grp, board, points } of database.prepare('SELECT grp, board, points FROM boards ORDER BY grp, board, points').all()) {
    const bucket = Math.floor(Number(points) / 1000)
    const key = JSON.stringify([grp, board, bucket])
    counted.set(key, { grp, board, bucket, members: (counted.get(key)?.members ?? 0) + 1 })
  }
  database.close()
  return { kept, counted: [...counted.values()] }
}
