/** Loads all content once, checks it, and gives it to the bot. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { z } from 'zod'
import type { Question } from '../engine/question.ts'
import { readYaml, type Mistake } from './read.ts'
import { takeSnapshot } from '../engine/question.ts'
import { foldTyped } from '../engine/typed.ts'
import { files, topicFile, type FormulaEntry, type QuestionEntry, type SnippetEntry, type Topic } from './schema.ts'

/** A formula card; `id` is `topic/slug`. */
export interface Formula extends FormulaEntry {
  topic: string
}

/** A snippet card; `id` is `topic/slug`. */
export interface Snippet extends SnippetEntry {
  topic: string
}

/** All content that may be used: nothing retired, nothing that failed the check. */
export interface Library {
  topics: readonly Topic[]
  questions: readonly Question[]
  formulas: readonly Formula[]
  snippets: readonly Snippet[]
}

/** Loads a content folder. With mistakes the library holds only what is right; nothing with mistakes may be asked. */
export function loadContent(folder: string): { library: Library, mistakes: Mistake[] } {
  const mistakes: Mistake[] = []
  const topics = readYaml(join(folder, 'topics.yaml'), topicFile, mistakes) ?? []
  const questions = [
    ...readTopics(folder, 'questions', topics, mistakes, files.questions, (entry, topic) => questionOf(entry, topic, false)),
    ...readTopics(folder, 'rapid-fire', topics, mistakes, files['rapid-fire'], (entry, topic) => questionOf(entry, topic, true)),
  ]
  const formulas = readTopics(folder, 'formulas', topics, mistakes, files.formulas, (entry, topic) => ({ ...entry, id: `${topic.id}/${entry.id}`, topic: topic.id }))
  const snippets = readTopics(folder, 'snippets', topics, mistakes, files.snippets, (entry, topic) => ({ ...entry, id: `${topic.id}/${entry.id}`, topic: topic.id }))
  const here = mistakes.map(mistake => ({ ...mistake, file: relative('.', mistake.file) }))
  return { library: { topics, questions, formulas, snippets }, mistakes: here }
}

/** Reads a folder with one file a topic. */
function readTopics<Entry extends { id: string, retired: boolean }, Item>(
  folder: string, kind: string, topics: readonly Topic[], mistakes: Mistake[], schema: z.ZodType<Entry[]>, make: (entry: Entry, topic: Topic) => Item,
): Item[] {
  const names = existsSync(join(folder, kind)) ? readdirSync(join(folder, kind)).filter(name => name.endsWith('.yaml')).toSorted() : []
  return names.flatMap(name => {
    const file = join(folder, kind, name)
    const slug = name.slice(0, -'.yaml'.length)
    const topic = topics.find(one => one.id === slug)
    if (topic === undefined) mistakes.push({ file, line: 1, field: '', message: `name this file after a topic of topics.yaml, there is no topic "${slug}"` })
    const entries = readYaml(file, schema, mistakes) ?? []
    refuseDoubles(file, entries, mistakes)
    return topic === undefined ? [] : entries.filter(entry => !entry.retired).map(entry => make(entry, topic))
  })
}

function refuseDoubles(file: string, entries: readonly { id: string }[], mistakes: Mistake[]): void {
  entries.forEach((entry, place) => {
    if (entries.findIndex(other => other.id === entry.id) < place) {
      mistakes.push({ file, line: 1, field: entry.id, message: 'this id is used twice in the file, ids are for ever and for one item' })
    }
  })
}

function questionOf(entry: QuestionEntry, topic: Topic, rapid: boolean): Question {
  const { id, difficulty, text, choices, truth, note, accepts = [], explanation, covers } = entry
  const shown = truth === undefined
    ? (choices ?? []).map(choice => 'right' in choice ? { text: choice.right, note: null } : { text: choice.wrong, note: choice.note })
    : [true, false].map(one => ({ text: one ? 'True' : 'False', note: one === truth ? null : note ?? '' }))
  const asked = {
    id: `${topic.id}/${id}`, topic: topic.id, topicTitle: topic.title, difficulty, text, choices: shown, accepts: accepts.map(foldTyped),
    answer: accepts[0] ?? shown.find(one => one.note === null)?.text ?? '', explanation,
  }
  const hash = createHash('sha256').update(JSON.stringify(asked)).digest('base64url').slice(0, 12)
  return { id: asked.id, topic: topic.id, difficulty, rapid, typed: shown.length === 0, covers, ask: seed => takeSnapshot({ ...asked, hash }, seed) }
}
