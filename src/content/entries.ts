/** Reads a content folder into entries that know their place, and checks what one file alone cannot show. */
import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { z } from 'zod'
import { foldTyped } from '../engine/typed.ts'
import { readYaml, type Mistake } from './read.ts'
import { files, topicFile, type ConceptEntry, type FormulaEntry, type NumericEntry, type PromptEntry, type QuestionEntry, type ResourceEntry, type SnippetEntry, type Topic } from './schema.ts'

/** An entry of a content file. `id` is `topic/slug`; `mistakeAt` says what is wrong at a path into the entry. */
export interface Placed<Entry> {
  id: string
  topic: Topic
  entry: Entry
  mistakeAt(path: readonly PropertyKey[], message: string): Mistake
}

/** Everything that stands in a content folder and fits its schema, retired entries included. */
export interface Entries {
  topics: Topic[]
  questions: Placed<QuestionEntry>[]
  rapid: Placed<QuestionEntry>[]
  numeric: Placed<NumericEntry>[]
  formulas: Placed<FormulaEntry>[]
  snippets: Placed<SnippetEntry>[]
  concepts: Placed<ConceptEntry>[]
  prompts: Placed<PromptEntry>[]
  resources: Placed<ResourceEntry>[]
}

/** Reads a content folder. A file with a mistake gives no entries. */
export function readEntries(folder: string): { entries: Entries, mistakes: Mistake[] } {
  const mistakes: Mistake[] = []
  const topics = readYaml(join(folder, 'topics.yaml'), topicFile, mistakes)?.value ?? []
  const read = <Entry extends { id: string }>(kind: keyof typeof files, schema: z.ZodType<Entry[]>) => readKind(join(folder, kind), schema, topics, mistakes)
  const entries = {
    topics,
    questions: read('questions', files.questions),
    rapid: read('rapid-fire', files['rapid-fire']),
    numeric: read('numeric', files.numeric),
    formulas: read('formulas', files.formulas),
    snippets: read('snippets', files.snippets),
    concepts: read('concepts', files.concepts),
    prompts: read('prompts', files.prompts),
    resources: read('resources', files.resources),
  }
  const stray = mistakes.length === 0 ? strayRelated(entries) : []
  return { entries, mistakes: [...mistakes, ...doublesOf(entries), ...stray, ...emptyAnswers(entries)] }
}

/** Reads a folder with one file a topic. */
function readKind<Entry extends { id: string }>(folder: string, schema: z.ZodType<Entry[]>, topics: readonly Topic[], mistakes: Mistake[]): Placed<Entry>[] {
  const names = existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.yaml')).toSorted() : []
  return names.flatMap(name => {
    const slug = name.slice(0, -'.yaml'.length)
    const topic = topics.find(one => one.id === slug)
    if (topic === undefined) mistakes.push({ file: relative('.', join(folder, name)), line: 1, field: '', message: `name this file after a topic of topics.yaml, there is no topic "${slug}"` })
    const sheet = readYaml(join(folder, name), schema, mistakes)
    if (topic === undefined || sheet === null) return []
    return sheet.value.map((entry, position) => ({ id: `${slug}/${entry.id}`, topic, entry, mistakeAt: (path: readonly PropertyKey[], message: string) => sheet.mistakeAt([position, ...path], message) }))
  })
}

/** Ids that two items share: all that is asked of a topic has ids of one kind, and formulas find each other by slug alone. */
function doublesOf({ questions, rapid, numeric, formulas, snippets, concepts, prompts, resources }: Entries): Mistake[] {
  return [
    ...doublesBy([...questions, ...rapid, ...numeric], one => one.id),
    ...doublesBy(formulas, one => one.entry.id),
    ...[snippets, concepts, prompts, resources].flatMap(kind => doublesBy<Placed<{ id: string }>>(kind, one => one.id)),
  ]
}

function doublesBy<Item extends Placed<{ id: string }>>(items: readonly Item[], keyOf: (item: Item) => string): Mistake[] {
  const first = new Map<string, Item>()
  return items.flatMap(item => {
    const other = first.get(keyOf(item))
    if (other === undefined) {
      first.set(keyOf(item), item)
      return []
    }
    const { file, line } = other.mistakeAt(['id'], '')
    return [item.mistakeAt(['id'], `this id is taken at ${file}:${line}, ids are for ever and for one item`)]
  })
}

/** Related formulas that are not there; asked only when every file could be read, or a formula might be in one that could not. */
function strayRelated({ formulas, concepts }: Entries): Mistake[] {
  const there = new Set(formulas.filter(({ entry }) => !entry.retired).map(({ entry }) => entry.id))
  const itself = formulas.flatMap(({ entry, mistakeAt }) => entry.related.includes(entry.id) ? [mistakeAt(['related', entry.related.indexOf(entry.id)], 'a formula is not related to itself, take this out')] : [])
  const stray = [...formulas, ...concepts].flatMap(({ entry, mistakeAt }) => entry.related.flatMap((id, position) =>
    there.has(id) ? [] : [mistakeAt(['related', position], `there is no formula "${id}", write it or take this out`)]))
  return [...itself, ...stray]
}

function emptyAnswers({ questions, rapid }: Entries): Mistake[] {
  return [...questions, ...rapid].flatMap(({ entry, mistakeAt }) => (entry.accepts ?? []).flatMap((form, position) =>
    foldTyped(form) === '' ? [mistakeAt(['accepts', position], 'nothing is left of this when it is compared, so an empty answer would be right')] : []))
}
