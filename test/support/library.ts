/** Content for tests: small, and always the same. */
import { loadContent, type Library } from '../../src/content/load.ts'
import { takeSnapshot, type Question, type Snapshot } from '../../src/engine/question.ts'
import { foldTyped } from '../../src/engine/typed.ts'

export const { library: shipped } = loadContent('content')

const topics = [
  { id: 'linear-algebra', title: 'Linear algebra', weight: 2 },
  { id: 'probability', title: 'Probability', weight: 2 },
  { id: 'metrics', title: 'Metrics', weight: 3 },
]
const shelved = new Set(['linear-algebra', 'probability', 'optimization', 'metrics'])
const difficulties = ['easy', 'medium', 'hard']

/** A question with three choices of which the first is right, before it is shuffled. */
export function choiceQuestion(topic: string, slug: string, difficulty = 'easy'): Question {
  const texts = ['Yes', 'No', 'Perhaps'].map(text => `${text}, ${slug}`)
  const snapshot = bare(topic, slug, difficulty, {
    choices: texts.map((text, position) => ({ text, note: position === 0 ? null : `Why ${text} tempts.` })),
    answer: texts[0] ?? '',
  })
  return questionOf(snapshot, { rapid: false, typed: false })
}

/** A question that is answered by typing one of these forms. */
export function typedQuestion(topic: string, slug: string, accepts: readonly string[]): Question {
  return questionOf(bare(topic, slug, 'easy', { choices: [], accepts: accepts.map(foldTyped), answer: accepts[0] ?? '' }), { rapid: true, typed: true })
}

/** A library of these questions, with what Recall ships to look up in four topics. */
export function libraryOf(questions: readonly Question[]): Library {
  const own = <Entry extends { topic: string }>(entries: readonly Entry[]) => entries.filter(({ topic }) => shelved.has(topic))
  return { topics, questions, formulas: own(shipped.formulas), snippets: own(shipped.snippets), concepts: own(shipped.concepts) }
}

/** Three topics with thirty questions each. */
export const library = libraryOf(topics.flatMap(({ id }) => Array.from({ length: 30 }, (_, place) => choiceQuestion(id, `q${place}`, difficulties[place % 3]))))

function bare(topic: string, slug: string, difficulty: string, changes: Partial<Snapshot>): Snapshot {
  const title = topics.find(one => one.id === topic)?.title ?? topic
  return {
    id: `${topic}/${slug}`, hash: 'h', topic, topicTitle: title, difficulty, text: `What of ${slug} in ${topic}?`,
    choices: [], accepts: [], answer: '', explanation: `Because of ${slug} in ${topic}.`, ...changes,
  }
}

function questionOf(snapshot: Snapshot, kind: Pick<Question, 'rapid' | 'typed'>): Question {
  return { id: snapshot.id, topic: snapshot.topic, difficulty: snapshot.difficulty, covers: [snapshot.id.slice(snapshot.topic.length + 1)], ...kind, ask: seed => takeSnapshot(snapshot, seed) }
}
