/** What a game does to a store, one piece at a time, through the port. */
import type { Commit, Store } from '../../../src/bot/ports.ts'
import { boardsOf } from '../../../src/engine/leaderboard.ts'
import { newRound, type Award } from '../../../src/engine/round.ts'
import { planOf, snapshotOf, START } from '../../support/round.ts'

/** So many answer each question. */
export const PEOPLE = 50
/** A time that does not come. */
export const NEVER = Date.UTC(2100, 0)

export const state = newRound(planOf({ questions: Array.from({ length: 10 }, (_, place) => snapshotOf(`q${place}`)) }))
/** The boards of now: those of a past day would not be kept. */
export const boards = boardsOf(Date.now(), 'UTC', null)

export function answerOf(member: string) {
  return { member, choice: 1, text: null, answeredAt: START, account: `discord:${member}`, team: null }
}

export function awardsOf(round: string): Award[] {
  return Array.from({ length: PEOPLE }, (_, place) => ({ id: `${round}/0/m${place}`, member: `m${place}`, points: place, right: Number(place > 0), asked: 1, boards }))
}

export function commitOf(round: string): Commit {
  return { writes: [{ kind: 'round', id: round, version: 0, state, wakeAt: NEVER }], gate: null, awards: awardsOf(round), lease: { do: 'leave' } }
}

/** One first answer. Throws an error when it is none. */
export async function answer(store: Store, round: string, question: number, member: string): Promise<void> {
  const { outcome } = await store.answers.record('g', round, question, answerOf(member))
  if (outcome !== 'recorded') throw new Error(`An answer was ${outcome}.`)
}

/** One close of a question that everyone has answered, and one commit of its awards with a new round. */
export async function closeOnce(store: Store, turn: number): Promise<void> {
  const answers = await store.answers.close('g', 'answered', 0)
  const outcome = await store.records.commit('g', commitOf(`c${turn}`))
  if (answers.length !== PEOPLE || outcome !== 'done') throw new Error(`A commit with ${answers.length} answers was ${outcome}.`)
}

/** A running round, a question that everyone has answered, and nothing else. */
export async function furnish(store: Store): Promise<void> {
  await store.records.commit('g', { writes: [{ kind: 'round', id: 'r', version: 0, state, wakeAt: NEVER }], gate: { round: 'r', question: 0 }, awards: [], lease: { do: 'leave' } })
  await store.records.commit('g', { writes: [], gate: { round: 'answered', question: 0 }, awards: [], lease: { do: 'leave' } })
  for (let place = 0; place < PEOPLE; place++) await answer(store, 'answered', 0, `m${place}`)
}
