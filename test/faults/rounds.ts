/** Quizzes in many channels, played to their podium by people who press until they are heard. */
import { setTimeout as sleep } from 'node:timers/promises'
import { randomOf } from '../../src/engine/random.ts'
import type { Channel } from '../../src/engine/round.ts'
import { until } from './dailies.ts'
import type { Crew } from './crew.ts'
import type { People } from './people.ts'
import type { Message, Platform } from './platform.ts'
import type { Fate, Held, Moment } from './watch.ts'

/** Channels of one group. */
const CHANNELS = 5
const QUESTIONS = 2
const PATIENCE_MS = 120_000
export const PLAYERS = ['ada', 'grace', 'alan']

/** The channel of a round, by its number: of both kinds of platforms. */
export function channelOf(round: number): Channel {
  const group = Math.floor(round / CHANNELS)
  return { platform: group % 2 === 0 ? 'nonce' : 'history', home: `h${group}`, id: `c${round % CHANNELS}` }
}

/** Plays a quiz of two questions to its end. */
export async function playQuiz(people: People, platform: Platform, channel: Channel, random: () => number): Promise<void> {
  const inChannel = () => platform.in(channel)
  const before = inChannel().length
  const [starter = ''] = PLAYERS
  // The round before may not know yet that its podium was shown, and hold the channel for a moment longer.
  await until(async () => {
    await people.act(channel, starter, { type: 'command', name: 'quiz', options: { for: 'channel', questions: String(QUESTIONS) } })
    await until(() => inChannel().length > before, 2000)
    return inChannel().length > before
  }, PATIENCE_MS)
  const goOn = async (message: Message, isDone: () => boolean) => {
    const press = message.cards[0]?.buttons?.find(({ label }) => label === 'Next')?.press ?? ''
    await until(async () => {
      if (!isDone()) await people.act(channel, starter, { type: 'press', press })
      if (!isDone()) await sleep(300)
      return isDone()
    }, PATIENCE_MS)
  }
  for (let question = 0; question < QUESTIONS; question++) {
    const message = inChannel()[before + question]
    if (message === undefined) return
    await Promise.all(PLAYERS.filter(() => random() < 0.9).map(person => people.answer(message, person, Math.floor(random() * 4))))
    await goOn(message, () => message.cards.at(-1)?.kind === 'reveal')
    await goOn(message, () => inChannel().length > before + question + 1)
  }
}

/** A fate that lets every round lose its replica, once, at a moment drawn by lot. `lost` fills up with the rounds that did. */
export function loseEachRound(seed: string, losses: () => readonly Held[][]): { fate: (moment: Moment) => Fate, lost: Set<string> } {
  const random = randomOf(seed)
  const left = new Map<string, number>()
  const lost = new Set<string>()
  let counted = 0
  const fate = ({ document }: Moment): Fate => {
    while (counted < losses().length) for (const held of losses()[counted++] ?? []) lost.add(held.document)
    if (!document.startsWith('round:') || lost.has(document)) return 'go'
    const moments = left.get(document) ?? Math.floor(random() * 25)
    left.set(document, moments - 1)
    return moments <= 0 ? 'kill' : 'go'
  }
  return { fate, lost }
}

/**
 * How long, by the store's time, it took from the claim of a lost document until somebody else claimed it, in milliseconds. Of posts in doubt
 * only the first one of each round: one that is lost again and again waits longer each time.
 */
export function takeovers({ claims, losses }: Crew): { inDoubt: number[], others: number[] } {
  const byDocument = Map.groupBy(claims, ({ document }) => document)
  const lost = losses.flat()
  const took = (some: readonly Held[]) => some.flatMap(held => {
    const next = byDocument.get(held.document)?.find(({ at, replica }) => at > held.at && replica !== held.replica)
    return next === undefined ? [] : [next.at - held.at]
  }).toSorted((a, b) => a - b)
  const inDoubt = Map.groupBy(lost.filter(({ isPosting }) => isPosting), ({ document }) => document)
  return { inDoubt: took([...inDoubt.values()].flatMap(([first]) => first ?? [])), others: took(lost.filter(({ isPosting }) => !isPosting)) }
}
