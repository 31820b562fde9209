/** The long form of these tests (`npm run test:full`), or the short one. */
export const isFull = process.env['RECALL_FULL'] !== undefined

/** So many in the short form, so many in the long one; RECALL_SHARE makes the long one smaller, for a look. */
export function sized(short: number, full: number): number {
  return isFull ? Math.ceil(full * Number(process.env['RECALL_SHARE'] ?? 1)) : short
}

/** The long form may take so long. */
export const PATIENCE_MS = isFull ? 4 * 3_600_000 : 120_000
