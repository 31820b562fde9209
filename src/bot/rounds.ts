/** Loads, starts and commits rounds. */
import { takeSnapshot, type Question } from '../engine/question.ts'
import { isForDaily, pick, seeAll, type Seen } from '../engine/pick.ts'
import { newRound, round, type Channel, type Round, type RoundPlan } from '../engine/round.ts'
import { modes } from '../engine/mode.ts'
import type { Stepped } from '../engine/step.ts'
import type { Bot } from './bot.ts'
import { mintId } from './mint.ts'
import type { Committed, Gate, Lease, Saved, Store, Write } from './ports.ts'

/** What a round is to ask: so many questions of a topic and a difficulty, or of any. */
export interface Wish {
  count: number
  topic: string | null
  difficulty: string | null
}

/** A round that was started, or the one that holds the channel, or the words that no question fits. */
export type Started = { outcome: 'started', round: Round } | { outcome: 'running', round: string } | { outcome: 'exists' } | { outcome: 'no question' }

/** A round to start, short of its questions. */
export type NewRound = Omit<RoundPlan, 'questions'> & { wish: Wish }

/** A saved round, read back and checked. */
export function readRound(saved: Saved): Round {
  return round.parse(saved.state)
}

/** The round with this id, or null. */
export async function loadRound(store: Store, group: string, id: string): Promise<Round | null> {
  const saved = await store.records.load(group, 'round', id)
  return saved === null ? null : readRound(saved)
}

/** The id of the round that runs in this channel, or null. */
export async function runningIn(store: Store, group: string, channel: Channel): Promise<string | null> {
  const saved = await store.records.load(group, 'channel', channelId(channel))
  return saved === null ? null : String((saved.state as { round: unknown }).round)
}

/**
 * Picks the questions and starts the round, all in one commit with `besides` (the schedule it comes from, say), which
 * is written first and with its lease. When somebody else wrote in between, the caller loads again.
 */
export async function startRound(bot: Bot, group: string, plan: NewRound, besides: readonly Write[], lease: Lease): Promise<Started | 'conflict' | 'fenced'> {
  const { records } = bot.store
  const id = channelId(plan.channels[0] as Channel)
  const [same, holder, history] = await Promise.all([records.load(group, 'round', plan.id), records.load(group, 'channel', id), records.load(group, 'seen', poolOf(plan))])
  if (same !== null) return { outcome: 'exists' }
  if (modes[plan.mode].holdsChannel && holder !== null) return { outcome: 'running', round: String((holder.state as { round: unknown }).round) }
  const seen = (history?.state ?? {}) as Seen
  const questions = drawQuestions(bot, group, plan, seen)
  if (questions.length === 0) return { outcome: 'no question' }
  const started = newRound({ ...plan, questions: questions.map(question => takeSnapshot(question, mintId())) })
  const writes: Write[] = [
    ...besides,
    { kind: 'round', id: plan.id, version: 0, state: started, wakeAt: started.wakeAt },
    { kind: 'seen', id: poolOf(plan), version: history?.version ?? 0, state: seeAll(seen, questions.map(question => question.id)), wakeAt: null },
    ...(modes[plan.mode].holdsChannel ? [{ kind: 'channel' as const, id, version: 0, state: { round: plan.id }, wakeAt: null }] : []),
  ]
  const outcome = await records.commit(group, { writes, gate: gateOf(null, started), awards: [], lease })
  return outcome === 'done' ? { outcome: 'started', round: started } : outcome
}

/** Commits what a step made of a round that was read at `version`; a closed round lets go of its channel. */
export async function commitRound(store: Store, group: string, before: Round, version: number, stepped: Stepped, lease: Lease): Promise<Committed> {
  const { state, awards } = stepped
  const writes: Write[] = [{ kind: 'round', id: state.id, version, state, wakeAt: state.wakeAt }]
  if (state.phase === 'closed' && before.phase !== 'closed' && modes[state.mode].holdsChannel) {
    writes.push({ kind: 'channel', id: channelId((state.posts[0] as Round['posts'][number]).channel), version: 1, state: null, wakeAt: null })
  }
  return await store.records.commit(group, { writes, gate: gateOf(before, state), awards, lease })
}

/** A question takes answers from the moment it is being posted: nobody can be faster than that. */
function gateOf(before: Round | null, after: Round): Gate | null {
  const isNew = before === null || before.index !== after.index
  return isNew && after.phase === 'posting' ? { round: after.id, question: after.index } : null
}

function drawQuestions(bot: Bot, group: string, plan: NewRound, seen: Seen): Question[] {
  const { topic, difficulty, count } = plan.wish
  const pool = bot.library.questions.filter(question => isForDaily(question.id) === (plan.mode === 'daily')
    && (topic === null || question.topic === topic) && (difficulty === null || question.difficulty === difficulty))
  const weights = Object.fromEntries(bot.library.topics.map(one => [one.id, one.weight]))
  const seed = plan.mode === 'daily' ? `${group}/${plan.id}` : mintId()
  return pick(pool, seen, weights, count, seed)
}

function poolOf({ mode }: NewRound): string {
  return mode === 'daily' ? 'daily' : 'rounds'
}

/** A channel's name inside documents. */
export function channelId({ platform, home, id }: Channel): string {
  return `${platform}-${home}-${id}`
}
