/** A content folder with all that authors check it against. */
import { checkAlike, checkRuns } from './alike.ts'
import { checkBank } from './bank.ts'
import { checkNames } from './check.ts'
import { checkCoverage, readCurriculum } from './coverage.ts'
import { readEntries, type Entries } from './entries.ts'
import type { Mistake } from './read.ts'

/** What stands in a content folder. `curriculum` is null when it has none; `mistakes` are those of reading. */
export interface Folder {
  entries: Entries
  curriculum: ReturnType<typeof readCurriculum>
  mistakes: Mistake[]
}

/** Reads a content folder and its curriculum. */
export function readFolder(path: string): Folder {
  const { entries, mistakes } = readEntries(path)
  const curriculum = readCurriculum(path, mistakes)
  return { entries, curriculum, mistakes }
}

/** What is wrong between entries and over all of them, after the mistakes of reading. */
export function checkFolder({ entries, curriculum, mistakes }: Folder): Mistake[] {
  if (mistakes.length > 0) return mistakes
  return [...checkNames(entries), ...checkBank(entries), ...checkAlike(entries), ...checkRuns(entries), ...(curriculum === null ? [] : checkCoverage(curriculum, entries))]
}
