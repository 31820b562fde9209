/** What the content must cover (`curriculum.yaml`), and what it does cover. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Entries } from './entries.ts'
import { allOf } from './prose.ts'
import { readYaml, type Mistake, type Sheet } from './read.ts'

/** The kinds of the curriculum, and the folders of content whose items can cover an id of that kind. */
const fitting = {
  formula: ['formulas'],
  concept: ['concepts'],
  question: ['questions', 'rapid', 'numeric', 'prompts'],
  'rapid-fire': ['rapid', 'questions'],
  numeric: ['numeric', 'questions', 'rapid'],
  snippet: ['snippets'],
  framework: ['prompts', 'concepts'],
  behavioural: ['prompts'],
  resource: ['resources'],
} as const satisfies Record<string, (keyof Entries)[]>
type Kind = keyof typeof fitting

/** By topic, kind and id: the title. */
export const curriculumFile = z.record(z.string(), z.partialRecord(z.enum(Object.keys(fitting) as [Kind, ...Kind[]]), z.record(z.string(), z.string().min(1))))

/** The curriculum of a content folder; null when it has none, as a group's own content may. */
export function readCurriculum(folder: string, mistakes: Mistake[]): Sheet<z.infer<typeof curriculumFile>> | null {
  const path = join(folder, 'curriculum.yaml')
  return existsSync(path) ? readYaml(path, curriculumFile, mistakes) : null
}

/** One row of the curriculum and whether an item of a fitting kind covers it. */
export interface Row {
  topic: string
  kind: Kind
  id: string
  title: string
  covered: boolean
}

/** Every row of the curriculum in its order. */
export function rowsOf(curriculum: z.infer<typeof curriculumFile>, entries: Entries): Row[] {
  return Object.entries(curriculum).flatMap(([topic, kinds]) => Object.entries(kinds).flatMap(([name, rows]) => {
    const kind = name as Kind
    const covered = new Set(fitting[kind].flatMap(folder => entries[folder].filter(({ entry }) => !entry.retired).flatMap(({ entry }) => entry.covers)))
    return Object.entries(rows).map(([id, title]) => ({ topic, kind, id, title, covered: covered.has(id) }))
  }))
}

/** Rows that nothing covers, and items that cover what is not in the curriculum. */
export function checkCoverage(curriculum: Sheet<z.infer<typeof curriculumFile>>, entries: Entries): Mistake[] {
  const rows = rowsOf(curriculum.value, entries)
  const known = new Set(rows.map(({ id }) => id))
  return [
    ...rows.filter(({ covered }) => !covered).map(({ topic, kind, id }) => curriculum.mistakeAt([topic, kind, id], `no ${wordsFor(kind)} covers this yet, write one with \`covers: [${id}]\``)),
    ...allOf(entries).flatMap(({ entry, mistakeAt }) => entry.covers.flatMap((id, position) => known.has(id) ? [] : [mistakeAt(['covers', position], `there is no "${id}" in curriculum.yaml, take it out or add it there`)])),
  ]
}

/** The folders that fit a kind, as an author sees them. */
function wordsFor(kind: Kind): string {
  return `entry of ${fitting[kind].map(folder => folder === 'rapid' ? 'rapid-fire' : folder).join(', ')}`
}
