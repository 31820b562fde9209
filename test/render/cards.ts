/** The longest cards that the views can make, each under its view's name. A new view is one more line. */
import { limits } from '../../src/content/schema.ts'
import type { Library } from '../../src/content/load.ts'
import type { Card, Form, Row } from '../../src/bot/card.ts'
import { commands } from '../../src/bot/commands/all.ts'
import { withAlerts } from '../../src/bot/views/alert.ts'
import { dailiesCard, previewOf, scheduleCard } from '../../src/bot/views/daily.ts'
import { formulaCard } from '../../src/bot/views/formula.ts'
import { commandCard, helpCard } from '../../src/bot/views/help.ts'
import { notes } from '../../src/bot/views/note.ts'
import { runningCard, startedCard } from '../../src/bot/views/open.ts'
import { practiceForm, practiceQuestionCard, practiceVerdictCard } from '../../src/bot/views/practice.ts'
import { answerForm, questionCard } from '../../src/bot/views/question.ts'
import { revealCard } from '../../src/bot/views/reveal.ts'
import { earlyVerdictCard, lockedInCard } from '../../src/bot/views/verdict.ts'
import { newPractice } from '../../src/engine/practice.ts'
import type { Snapshot } from '../../src/engine/question.ts'
import { newRound, type Round } from '../../src/engine/round.ts'
import type { Schedule } from '../../src/engine/schedule.ts'
import { planOf, START } from '../support/round.ts'

/** Gives a text of this many characters. */
export type Fill = (length: number) => string

const ID = 'r'.repeat(40)
const HOUR = 3_600_000

/** Every view's longest card, of texts made by `fill`. */
export function longestCards(fill: Fill): Record<string, Card> {
  const name = fill(limits.name)
  const choices = longestQuestion(fill)
  const typed = { ...choices, choices: [], answer: fill(limits.formula) }
  const daily = scheduleOf(fill)
  const practice = newPractice(ID, [choices])
  const answered = { ...practice, questions: [{ question: choices, given: { choice: 1, text: null } }] }
  const alert = { id: 'a', about: 'no question', channel: daily.channel, at: START } as const
  return {
    'question of a round': questionCard(roundOf(choices, 'quiz')),
    'question of a round that nobody answers': questionCard({ ...roundOf(choices, 'quiz'), unanswered: 2 }),
    'typed question': questionCard(roundOf(typed, 'rapid')),
    'reveal': revealCard(revealed(choices), { m0: name, m1: name, m2: name }),
    'reveal of a typed question': revealCard(revealed(typed), { m0: name, m1: name, m2: name }),
    'locked in': lockedInCard(askedOf(typed), { choice: null, text: fill(100) }, true),
    'verdict': earlyVerdictCard(askedOf(choices), { choice: 1, text: null }),
    'verdict on a typed answer': earlyVerdictCard(askedOf(typed), { choice: null, text: fill(100) }),
    'practice': practiceQuestionCard(practice, 0),
    'verdict of practice': practiceVerdictCard(answered, 0),
    'formula': formulaCard(longestFormula(fill), libraryOf(fill)),
    'snippet': snippetCard(fill),
    'leaderboard': boardCard('leaderboard', fill),
    'podium': boardCard('podium', fill),
    'daily': scheduleCard(daily, fill(60)),
    'dailies': dailiesCard(Array.from({ length: 10 }, () => daily)),
    'preview': previewOf(daily, choices),
    'alerts': withAlerts(scheduleCard(daily, fill(60)), Array.from({ length: 5 }, () => alert)),
    'started': startedCard(roundOf(choices, 'rapid'), 30),
    'running': runningCard('m0', { m0: name }),
    'help': helpCard(commands),
    ...Object.fromEntries(commands.map(command => [`help of /${command.name}`, commandCard(command)])),
    ...Object.fromEntries(Object.entries(notes).map(([of, card]) => [`note: ${of}`, card])),
    'list and file': { kind: 'settings', title: name, text: [fill(300), { at: START, as: 'countdown' }, { channel: 'C0123456789' }], select: listOf(fill), file: { name: 'recall-export.json', text: fill(5000) }, buttons: Array.from({ length: 5 }, (_, place) => ({ label: fill(70), press: `${'p'.repeat(63)}${place}` })) },
  }
}

/** Every view's longest form. */
export function longestForms(fill: Fill): Record<string, Form> {
  const question = longestQuestion(fill)
  const options = Array.from({ length: 25 }, (_, place) => ({ value: `v${place}`, label: fill(limits.name) }))
  return {
    'answer': answerForm(roundOf({ ...question, choices: [] }, 'rapid')),
    'answer in practice': practiceForm(newPractice(ID, [{ ...question, choices: [] }]), 0),
    'settings': {
      title: fill(45), press: 'p'.repeat(64), submit: fill(24), fields: [
        { name: 'zone', label: fill(45), hint: fill(100), required: true, kind: 'text', value: fill(60), most: 60, long: false },
        { name: 'why', label: fill(45), required: false, kind: 'text', value: fill(300), most: 300, long: true },
        { name: 'verdict', label: fill(45), required: true, kind: 'choice', value: 'v3', options },
        { name: 'channels', label: fill(45), required: false, kind: 'channels', value: Array.from({ length: 25 }, (_, place) => String(place)) },
        { name: 'people', label: fill(45), required: false, kind: 'people', value: Array.from({ length: 25 }, (_, place) => String(place)) },
      ],
    },
    'one long hint': { title: fill(20), press: 'p', submit: fill(20), fields: [{ name: 'answer', label: fill(45), hint: fill(limits.text), required: true, kind: 'text', value: '', most: 100, long: false }] },
  }
}

function longestQuestion(fill: Fill): Snapshot {
  const choices = [null, fill(limits.note), fill(limits.note), fill(limits.note)].map(note => ({ text: fill(limits.choice), note }))
  return { id: 'metrics/longest', hash: 'h', topic: 'metrics', topicTitle: fill(limits.name), difficulty: 'medium', text: fill(limits.text), choices, accepts: [], answer: fill(limits.choice), explanation: fill(limits.explanation) }
}

function roundOf(question: Snapshot, mode: Round['mode']): Round {
  const round: Round = newRound(planOf({ id: ID, mode, questions: Array.from({ length: 30 }, () => question) }))
  return { ...round, index: 29, answered: 10_000, questions: round.questions.map(asked => ({ ...asked, openedAt: START, deadlineAt: START + HOUR })) }
}

function revealed(question: Snapshot): Round {
  const round = roundOf(question, 'quiz')
  const player = { points: 1_234_567, right: 30, asked: 30, run: 3 }
  const result = { split: [12_345, 12_345, 12_345, 12_345].slice(0, Math.max(2, question.choices.length)), revealedAt: START, zone: 'UTC', void: false }
  return { ...round, questions: round.questions.map(asked => ({ ...asked, result })), players: { m0: player, m1: player, m2: player } }
}

function askedOf(question: Snapshot): Round['questions'][number] {
  return { question, openedAt: START, deadlineAt: START + HOUR, result: null, messages: [] }
}

function longestFormula(fill: Fill): Library['formulas'][number] {
  return {
    id: 'metrics/longest', topic: 'metrics', covers: [], retired: false, name: fill(limits.name), latex: 'x', plain: fill(limits.plain),
    symbols: Array.from({ length: 10 }, () => ({ symbol: fill(40), meaning: fill(160) })),
    use: fill(limits.line), pitfall: fill(limits.line), example: fill(limits.line), aliases: ['x'], related: ['r0', 'r1', 'r2', 'r3', 'r4'], source: fill(limits.line), checks: [],
  }
}

function libraryOf(fill: Fill): Library {
  const formulas = Array.from({ length: 5 }, (_, place) => ({ ...longestFormula(fill), id: `metrics/r${place}` }))
  return { topics: [], questions: [], formulas, snippets: [] }
}

function snippetCard(fill: Fill): Card {
  return {
    kind: 'snippet', title: fill(limits.name), code: { text: fill(limits.code), language: 'python' },
    rows: Array.from({ length: 5 }, (_, place) => ({ label: String(place + 1), text: fill(limits.line) })),
    fields: [{ name: 'A bug to avoid', value: fill(limits.line) }], footer: fill(limits.line),
  }
}

function boardCard(kind: 'leaderboard' | 'podium', fill: Fill): Card {
  const rows: Row[] = Array.from({ length: 10 }, (_, place) => ({ label: String(place + 99_990), text: fill(limits.name), value: '1,000/1,000 · 1,234,567', ...(place === 4 && { mark: 'own' as const }) }))
  const places = rows.map(({ label, text, value = '' }) => ({ rank: label, name: text, value, own: false }))
  return {
    kind, rows, title: 'Leaderboard of this month', text: 'You are number 100,000 of 100,000, with 1,234,567 points (1,000 of 1,000 right).',
    image: { picture: { kind: 'places', title: 'Leaderboard of this month', rows: places }, alt: 'Leaderboard of this month, ten places. The names and points follow as text.' },
    fields: [{ name: 'Most missed (10,000 wrong answers)', value: fill(limits.text) }, { name: 'Teams', value: Array.from({ length: 3 }, () => `${fill(40)} 1,234,567`).join(' · ') }],
    buttons: [{ label: 'Earlier places', press: 'board:month:0' }, { label: 'Later places', press: 'board:month:2' }],
    footer: ['Right of answered, and points. Ends ', { at: START, as: 'day and time' }, '.'],
  }
}

function scheduleOf(fill: Fill): Schedule {
  return {
    id: ID, channel: { platform: 'discord', home: '1', id: '1234567890123456789' }, zone: 'America/Argentina/ComodRivadavia', next: null, time: '09:00', days: ['mon', 'wed', 'fri', 'sun'],
    topic: fill(limits.name), difficulty: 'medium', reveal: 'next', paused: 'no', lastDate: null, drawn: null, wakeAt: START,
  }
}

function listOf(fill: Fill): NonNullable<Card['select']> {
  return { placeholder: fill(100), options: Array.from({ length: 25 }, (_, place) => ({ label: fill(limits.name), press: `${'p'.repeat(62)}${place}` })) }
}
