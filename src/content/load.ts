/** Loads all content once, checks it, and gives it to the bot. */
import { createHash } from 'node:crypto'
import { takeSnapshot, type Choice, type Question, type Snapshot } from '../engine/question.ts'
import { foldTyped } from '../engine/typed.ts'
import { readEntries, type Entries, type Placed } from './entries.ts'
import { numericDraw } from './numeric.ts'
import type { Mistake } from './read.ts'
import type { ConceptEntry, FormulaEntry, NumericEntry, QuestionEntry, SnippetEntry, Topic } from './schema.ts'

/** A formula card; `id` is `topic/slug`, and `related` holds the slugs of other formulas. */
export interface Formula extends FormulaEntry {
  topic: string
}

/** A short code example; `id` is `topic/slug`. */
export interface Snippet extends SnippetEntry {
  topic: string
}

/** A note on an idea; `id` is `topic/slug`, and `related` holds the slugs of formulas. */
export interface Concept extends ConceptEntry {
  topic: string
}

/** All content that may be used: nothing retired, nothing that failed the check. */
export interface Library {
  topics: readonly Topic[]
  questions: readonly Question[]
  formulas: readonly Formula[]
  snippets: readonly Snippet[]
  concepts: readonly Concept[]
}

/** Loads a content folder. With mistakes the library holds only what is right; nothing with mistakes may be asked. */
export function loadContent(folder: string): { library: Library, mistakes: Mistake[] } {
  const { entries, mistakes } = readEntries(folder)
  return { library: libraryOf(entries), mistakes }
}

/** The part of the entries that may be used, as the bot uses it. */
export function libraryOf({ topics, questions, rapid, numeric, formulas, snippets, concepts }: Omit<Entries, 'prompts' | 'resources'>): Library {
  return {
    topics,
    questions: [...inUse(questions).map(one => questionOf(one, false)), ...inUse(rapid).map(one => questionOf(one, true)), ...inUse(numeric).map(numericQuestion)],
    formulas: inUse(formulas).map(itemOf),
    snippets: inUse(snippets).map(itemOf),
    concepts: inUse(concepts).map(itemOf),
  }
}

function inUse<Item extends Placed<{ retired: boolean }>>(items: readonly Item[]): Item[] {
  return items.filter(({ entry }) => !entry.retired)
}

function itemOf<Entry>({ id, topic, entry }: Placed<Entry>): Entry & { id: string, topic: string } {
  return { ...entry, id, topic: topic.id }
}

function questionOf({ id, topic, entry }: Placed<QuestionEntry>, rapid: boolean): Question {
  const { difficulty, text, accepts = [], explanation, covers } = entry
  const choices = choicesOf(entry)
  const answer = accepts[0] ?? choices.find(choice => choice.note === null)?.text ?? ''
  const asked = { id, topic: topic.id, topicTitle: topic.title, difficulty, text, choices, accepts: accepts.map(foldTyped), answer, explanation }
  const snapshot: Snapshot = { ...asked, hash: hashOf(asked) }
  return { id, topic: topic.id, difficulty, rapid, typed: choices.length === 0, covers, ask: seed => takeSnapshot(snapshot, seed) }
}

/** The choices in the order written; true comes before false. */
function choicesOf({ choices = [], truth, note = '' }: QuestionEntry): Choice[] {
  if (truth !== undefined) return [{ text: 'True', note: truth ? null : note }, { text: 'False', note: truth ? note : null }]
  return choices.map(choice => 'right' in choice ? { text: choice.right, note: null } : { text: choice.wrong, note: choice.note })
}

function numericQuestion({ id, topic, entry }: Placed<NumericEntry>): Question {
  const { difficulty, covers, source: _source, check: _check, blind: _blind, ...shown } = entry
  const asked = { id, topic: topic.id, topicTitle: topic.title, difficulty }
  const hash = hashOf({ ...asked, ...shown })
  const draw = numericDraw(entry)
  const ask = (seed: string) => {
    const { text, choices, answer, explanation } = draw(`${seed}/${id}`)
    return takeSnapshot({ ...asked, hash, text, choices, accepts: [], answer, explanation }, seed)
  }
  return { id, topic: topic.id, difficulty, rapid: false, typed: false, covers, ask }
}

/** The version of a content: it changes with whatever a member can see of it. */
function hashOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 12)
}
