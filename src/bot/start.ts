/** Starts rounds: draws the questions and commits the round with everything that goes with it. */
import { canAsk, pick, seeAll, type Seen } from '../engine/pick.ts'
import type { Library } from '../content/load.ts'
import type { Question, Snapshot } from '../engine/question.ts'
import { newRound, type Channel, type Round, type RoundPlan } from '../engine/round.ts'
import { modes } from '../engine/mode.ts'
import type { Bot } from './bot.ts'
import { mintId } from './mint.ts'
import type { Lease, Write } from './ports.ts'
import { channelId, loadChannel } from './channel.ts'
import { gateOf } from './rounds.ts'
import { reserveTurn, turnKey } from './turn.ts'
import { unrevealed } from './unrevealed.ts'

/** What a round is to ask: so many questions of a topic and a difficulty, or of any. */
export interface Wish {
  count: number
  topic: string | null
  difficulty: string | null
}

/** A round that was started, or the one that holds the channel, or the words that no question fits. */
export type Started = { outcome: 'started', round: Round } | { outcome: 'running', round: string } | { outcome: 'exists' } | { outcome: 'no question' }

/** A question that was chosen before, and the seed that it is asked with. */
export interface Drawn {
  question: string
  seed: string
}

/** A round to start, short of its questions; with one drawn, that one is asked, if it is still there. `dueAt` is since when it should have begun: what has been due for longest goes first, unless it has to wait for a turn. */
export type NewRound = Omit<RoundPlan, 'questions'> & { wish: Wish, drawn: Drawn | null, dueAt: number }

/**
 * Picks the questions, of those that nobody is being asked just now, and starts the round, all in one commit with `besides` (the schedule it comes from, say), which
 * is written first and with its lease. When somebody else wrote in between, the caller loads again.
 */
export async function startRound(bot: Bot, group: string, plan: NewRound, besides: readonly Write[], lease: Lease): Promise<Started | 'conflict' | 'fenced'> {
  const { records } = bot.store
  const channel = plan.channels[0] as Channel
  const [same, held, history] = await Promise.all([records.load(group, 'round', plan.id), loadChannel(bot.store, group, channel), records.load(group, 'seen', historyOf(plan))])
  if (same !== null) return { outcome: 'exists' }
  const { holdsChannel } = modes[plan.mode]
  if (holdsChannel && held.round !== null) return { outcome: 'running', round: held.round }
  const seen = (history?.state ?? {}) as Seen
  // The history is read before: whoever starts a round after it was read makes its version old.
  const open = await unrevealed(bot.store, group)
  const questions = draw(bot, group, plan, seen, open)
  if (questions.length === 0) return { outcome: 'no question' }
  const started = newRound({ ...plan, questions })
  const waitMs = await reserveTurn(bot, channel, turnKey(started, { part: 0, show: 'question', channel, triedAt: null }))
  const writes: Write[] = [
    ...besides,
    { kind: 'round', id: plan.id, version: 0, state: started, wakeAt: waitMs > 0 ? plan.at + waitMs : plan.dueAt },
    { kind: 'seen', id: historyOf(plan), version: history?.version ?? 0, state: seeAll(seen, questions.map(question => question.id)), wakeAt: null },
    ...(holdsChannel ? [{ kind: 'channel' as const, id: channelId(channel), version: held.version, state: { round: plan.id, endedAt: held.endedAt }, wakeAt: null }] : []),
  ]
  const outcome = await records.commit(group, { writes, gate: gateOf(null, started), awards: [], lease })
  return outcome === 'done' ? { outcome: 'started', round: started } : outcome
}

function draw({ library }: Bot, group: string, plan: NewRound, seen: Seen, open: ReadonlySet<string>): Snapshot[] {
  const { drawn, wish, mode } = plan
  const chosen = drawn === null ? undefined : library.questions.find(question => question.id === drawn.question)
  if (drawn !== null && chosen !== undefined) return [chosen.ask(drawn.seed)]
  const pool = library.questions.filter(question => canAsk(mode, question) && fits(question, wish) && !open.has(question.id))
  const seed = mode === 'daily' ? `${group}/${plan.id}` : mintId()
  return pick(pool, seen, weightsOf(library), wish.count, seed).map(question => question.ask(mintId()))
}

/** The question that the daily would ask next, or `another` one than it has drawn; null when none fits. */
export async function drawDaily(bot: Bot, group: string, slot: string, wish: Wish, another: boolean): Promise<Drawn | null> {
  const [history, open] = await Promise.all([bot.store.records.load(group, 'seen', 'daily'), unrevealed(bot.store, group)])
  const pool = bot.library.questions.filter(question => canAsk('daily', question) && fits(question, wish) && !open.has(question.id))
  const [question] = pick(pool, (history?.state ?? {}) as Seen, weightsOf(bot.library), 1, another ? mintId() : `${group}/${slot}`)
  return question === undefined ? null : { question: question.id, seed: mintId() }
}

/** Says whether a question is of the topic and the difficulty that were asked for. */
export function fits(question: Question, { topic, difficulty }: Pick<Wish, 'topic' | 'difficulty'>): boolean {
  return (topic === null || question.topic === topic) && (difficulty === null || question.difficulty === difficulty)
}

/** How often each topic is asked, against the others. */
export function weightsOf({ topics }: Library): Record<string, number> {
  return Object.fromEntries(topics.map(topic => [topic.id, topic.weight]))
}

/** The history that a round draws from and adds to: the daily has its own. */
function historyOf({ mode }: NewRound): string {
  return mode === 'daily' ? 'daily' : 'rounds'
}
