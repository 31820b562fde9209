/** Which question comes next: evenly over topics by weight, and none again before the pool is used up. */
import type { ModeName } from './mode.ts'
import type { Question } from './question.ts'
import { hashOf, randomOf } from './random.ts'

/** What picking needs to know of a question. */
export interface Candidate {
  id: string
  topic: string
}

/** When a group last saw each question: a number that only grows. A question that is missing was never seen. */
export type Seen = Record<string, number>

/** Says whether a question belongs to the daily; the rest is for rounds. Six in ten are kept, by a hash of the id. */
export function isForDaily(id: string): boolean {
  return hashOf(`slot/${id}`) % 10 < 6
}

/** Says whether a round of this mode may ask the question: short and typed ones are for rapid rounds, the daily has its own. */
export function canAsk(mode: ModeName, { id, rapid, typed }: Question): boolean {
  if (rapid || typed) return mode === 'rapid'
  return isForDaily(id) === (mode === 'daily')
}

/**
 * Draws up to `count` different questions. Unseen ones come first, then those unseen the longest; among equals topics
 * take turns by chance in proportion to their weights, and the seed decides within a topic.
 */
export function pick<Item extends Candidate>(pool: readonly Item[], seen: Seen, weights: Record<string, number>, count: number, seed: string): Item[] {
  const random = randomOf(seed)
  const left = new Set(pool)
  const picked: Item[] = []
  while (picked.length < count && left.size > 0) {
    const item = drawOne(freshest([...left], seen), weights, seed, random)
    left.delete(item)
    picked.push(item)
  }
  return picked
}

/** The group's history after these questions were asked. */
export function seeAll(seen: Seen, ids: readonly string[]): Seen {
  const latest = Math.max(0, ...Object.values(seen))
  return { ...seen, ...Object.fromEntries(ids.map((id, place) => [id, latest + 1 + place])) }
}

function freshest<Item extends Candidate>(pool: Item[], seen: Seen): Item[] {
  const unseen = pool.filter(item => !(item.id in seen))
  if (unseen.length > 0) return unseen
  const oldest = Math.min(...pool.map(item => seen[item.id] ?? 0))
  return pool.filter(item => seen[item.id] === oldest)
}

function drawOne<Item extends Candidate>(pool: Item[], weights: Record<string, number>, seed: string, random: () => number): Item {
  const topics = [...new Set(pool.map(item => item.topic))].toSorted()
  const total = topics.reduce((sum, topic) => sum + (weights[topic] ?? 1), 0)
  let left = random() * total
  const topic = topics.find(one => (left -= weights[one] ?? 1) < 0) ?? topics.at(-1)
  const ordered = pool.filter(item => item.topic === topic)
    .toSorted((a, b) => hashOf(`${seed}/${a.id}`) - hashOf(`${seed}/${b.id}`))
  return ordered[0] as Item
}
