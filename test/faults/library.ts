/** A small library that loads at once, because replicas start often. */
import { createHash } from 'node:crypto'
import type { Library } from '../../src/content/load.ts'
import { takeSnapshot, type Question, type Snapshot } from '../../src/engine/question.ts'

const topics = ['algebra', 'probability', 'metrics'].map(id => ({ id, title: id, weight: 1 }))

/** Three topics with forty questions each, of four choices. */
export const library: Library = {
  topics,
  questions: topics.flatMap(({ id }) => Array.from({ length: 40 }, (_, place) => question(id, `q${place}`))),
  formulas: [],
  snippets: [],
  concepts: [],
}

function question(topic: string, slug: string): Question {
  const id = `${topic}/${slug}`
  const choices = ['Yes', 'No', 'Perhaps', 'Never'].map((text, place) => ({ text: `${text}, ${slug}`, note: place === 0 ? null : `Why ${text} tempts.` }))
  const snapshot: Snapshot = {
    id, topic, choices, hash: createHash('sha256').update(id).digest('hex').slice(0, 8), topicTitle: topic, difficulty: 'easy',
    text: `What of ${slug} in ${topic}?`, accepts: [], answer: `Yes, ${slug}`, explanation: `Because of ${slug}.`,
  }
  return { id, topic, difficulty: 'easy', rapid: false, typed: false, covers: [slug], ask: seed => takeSnapshot(snapshot, seed) }
}
