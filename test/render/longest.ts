/** The longest that each thing may be, made of texts by `fill`. */
import { limits } from '../../src/content/schema.ts'
import type { Concept, Formula, Library, Snippet } from '../../src/content/load.ts'
import type { NamedTeam } from '../../src/bot/board.ts'
import type { Settings } from '../../src/bot/group.ts'
import type { Progress } from '../../src/bot/progress.ts'
import type { Team } from '../../src/bot/team.ts'
import type { Place } from '../../src/bot/views/leaderboard.ts'
import { newPractice, type Practice } from '../../src/engine/practice.ts'
import type { Snapshot } from '../../src/engine/question.ts'
import { newRound, type Round } from '../../src/engine/round.ts'
import type { Schedule } from '../../src/engine/schedule.ts'
import type { ListedDay } from '../../src/engine/streak.ts'
import { LONGEST } from '../../src/engine/team.ts'
import { planOf, START } from '../support/round.ts'

/** Gives a text of this many characters. */
export type Fill = (length: number) => string

/** An id as long as ids are. */
export const ID = 'r'.repeat(40)
/** Where Discord has its channels: the longest ids of any platform. */
export const CHANNEL = '1234567890123456789'

const HOUR = 3_600_000
/** A topic's title, which stands in a button too: that takes less than the schema's 80. */
const TOPIC = 60

/** As many as asked for. */
export function times<One>(count: number, make: (place: number) => One): One[] {
  return Array.from({ length: count }, (_, place) => make(place))
}

export function longestQuestion(fill: Fill): Snapshot {
  const choices = [null, fill(limits.note), fill(limits.note), fill(limits.note)].map(note => ({ text: fill(limits.choice), note }))
  return { id: 'metrics/longest', hash: 'h', topic: 'metrics', topicTitle: fill(limits.name), difficulty: 'medium', text: fill(limits.text), choices, accepts: [], answer: fill(limits.choice), explanation: fill(limits.explanation) }
}

export function typedQuestion(fill: Fill): Snapshot {
  return { ...longestQuestion(fill), choices: [], answer: fill(limits.formula) }
}

export function roundOf(question: Snapshot, mode: Round['mode']): Round {
  const round = newRound(planOf({ id: ID, mode, questions: times(30, () => question) }))
  return { ...round, index: 29, answered: 10_000, questions: round.questions.map(asked => ({ ...asked, openedAt: START, deadlineAt: START + HOUR })) }
}

/** A quiz at its last reveal, with twelve players. */
export function revealed(question: Snapshot): Round {
  const round = roundOf(question, 'quiz')
  const player = { points: 1_234_567, right: 30, asked: 30, run: 3 }
  const result = { split: times(Math.max(2, question.choices.length), () => 12_345), revealedAt: START, zone: 'UTC', void: false }
  return { ...round, questions: round.questions.map(asked => ({ ...asked, result })), players: Object.fromEntries(times(12, place => [`m${place}`, player])) }
}

/** The round as one whose question calls a role and opens a thread. */
export function dailyOf(round: Round): Round {
  return { ...round, mention: CHANNEL, thread: true }
}

export function askedOf(question: Snapshot): Round['questions'][number] {
  return { question, openedAt: START, deadlineAt: START + HOUR, result: null, messages: [] }
}

/** Everybody's name. */
export function namesOf(fill: Fill): Record<string, string> {
  return Object.fromEntries(times(50, place => [`m${place}`, fill(limits.name)]))
}

/** A set of twenty questions, all answered wrong. */
export function practiceOf(question: Snapshot): Practice {
  const set = newPractice(ID, times(20, () => question))
  return { ...set, questions: set.questions.map(one => ({ ...one, given: { choice: 1, text: 'w' } })) }
}

export function longestFormula(fill: Fill): Formula {
  return {
    id: 'metrics/longest', topic: 'metrics', covers: [], retired: false, name: fill(limits.name), latex: 'x', plain: fill(limits.plain),
    symbols: times(10, () => ({ symbol: fill(40), meaning: fill(160) })),
    use: fill(limits.line), pitfall: fill(limits.line), example: fill(limits.line), aliases: ['x'], related: times(5, place => `r${place}`), source: fill(limits.line), checks: [],
  }
}

export function longestSnippet(fill: Fill): Snippet {
  return {
    id: 'metrics/longest', topic: 'metrics', covers: [], retired: false, name: fill(limits.name), code: fill(limits.code), notice: times(5, () => fill(limits.line)), bug: fill(limits.line),
    aliases: ['x'], source: fill(limits.line), needs: ['numpy', 'torch'], test: 'x',
  }
}

export function longestConcept(fill: Fill): Concept {
  return {
    id: 'metrics/longest', topic: 'metrics', covers: [], retired: false, name: fill(limits.name), text: fill(limits.text), intuition: fill(limits.line), trap: fill(limits.line),
    aliases: ['x'], related: times(6, place => `r${place}`), source: fill(limits.line),
  }
}

export function libraryOf(fill: Fill): Library {
  return { topics: [], questions: [], formulas: times(5, place => ({ ...longestFormula(fill), id: `metrics/r${place}` })), snippets: times(40, () => longestSnippet(fill)), concepts: [] }
}

/** Sixty topics with the longest of ids and names, and a first one with sixty formulas. */
export function shelvesOf(fill: Fill): Library {
  const topics = times(60, place => ({ id: `t${place}`.padEnd(40, 'x'), title: fill(limits.name), weight: 1 }))
  const formulas = [...topics, ...times(59, () => topics[0])].map((topic, place) => ({ ...longestFormula(fill), id: `t/f${place}`, topic: topic?.id ?? '' }))
  return { topics, questions: [], formulas, snippets: [], concepts: [] }
}

export function placesOf(fill: Fill, length: number): Place[] {
  return times(10, place => ({ rank: place === 9 ? null : 99_990 + place, name: fill(length), own: place === 4, points: 1_234_567, right: 1000, asked: 1000, players: 1 }))
}

export function teamsOf(fill: Fill): NamedTeam[] {
  return times(10, place => ({ team: `t${place}`, name: fill(LONGEST), points: 1_234_567, right: 1000, asked: 1000, players: 50, rank: place + 1 }))
}

export function teamOf(fill: Fill): Team {
  return { id: 't0', version: 1, name: fill(LONGEST), members: times(50, place => `m${place}`) }
}

export function progressOf(fill: Fill): Progress {
  const standing = { member: 'm0', points: 1_234_567, right: 1000, asked: 1000, rank: 99_999 }
  const topics = times(15, () => ({ id: 'a'.repeat(40), title: fill(TOPIC), right: 1000, asked: 1000 }))
  const states = ['answered', 'frozen', 'missed', 'no daily', 'before'] as const
  const days = times(14, (place): ListedDay => ({ date: `2026-11-${String(place + 10)}`, state: states[place % states.length] ?? 'open' }))
  const habit = { streak: { days: 1000, best: 1000, freezes: 1, toFreeze: 6, states: new Map() }, days, zone: 'America/Argentina/ComodRivadavia' }
  return { boards: { week: standing, all: standing }, habit, topics, weakest: topics.slice(0, 3) }
}

export function settingsOf(): Settings {
  const zone = 'America/Argentina/ComodRivadavia'
  return {
    zone, chosen: true, next: { zone, from: START }, channels: times(25, () => CHANNEL), coolDownSeconds: 7200, quiet: { from: '22:00', to: '07:00' }, starters: 'everyone',
    admins: times(25, place => `discord:${place}`), verdict: 'at the reveal', roundsADay: 20, recap: { platform: 'discord', home: '1', id: CHANNEL },
  }
}

export function scheduleOf(fill: Fill): Schedule {
  return {
    id: ID, channel: { platform: 'discord', home: '1', id: CHANNEL }, zone: 'America/Argentina/ComodRivadavia', next: null, time: '09:00', days: ['mon', 'wed', 'fri', 'sun'],
    topic: fill(limits.name), difficulty: 'medium', reveal: 'next', mention: CHANNEL, thread: true, paused: 'no', lastDate: null, posted: [], drawn: null, wakeAt: START,
  }
}
