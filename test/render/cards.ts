/** The longest cards and forms that the views can make, each under its view's name. A new view is one more line. */
import { limits } from '../../src/content/schema.ts'
import type { Card, Form } from '../../src/bot/card.ts'
import { commands } from '../../src/bot/commands/all.ts'
import { withAlerts } from '../../src/bot/views/alert.ts'
import { alreadyCard, dailiesCard, onItsWayCard, previewOf, scheduleCard } from '../../src/bot/views/daily.ts'
import { topicCard, topicsCard, unknownCard } from '../../src/bot/views/browse.ts'
import { conceptCard } from '../../src/bot/views/concept.ts'
import { formulaCard } from '../../src/bot/views/formula.ts'
import type { Bot } from '../../src/bot/bot.ts'
import { quiz } from '../../src/bot/commands/quiz.ts'
import { askButtons, commandForm } from '../../src/bot/views/ask.ts'
import { commandCard, familyCard, helpCard, unknownCommand } from '../../src/bot/views/help.ts'
import { leaderboardCard } from '../../src/bot/views/leaderboard.ts'
import { notes } from '../../src/bot/views/note.ts'
import { runningCard, startedCard } from '../../src/bot/views/open.ts'
import { obstacleCard } from '../../src/bot/views/obstacle.ts'
import { refusalCard } from '../../src/bot/views/permit.ts'
import { podiumCard } from '../../src/bot/views/podium.ts'
import { practiceForm, practiceQuestionCard, practiceSummaryCard, practiceVerdictCard } from '../../src/bot/views/practice.ts'
import { eraseCard } from '../../src/bot/views/privacy.ts'
import { progressCard } from '../../src/bot/views/progress.ts'
import { answerForm, questionCard } from '../../src/bot/views/question.ts'
import { recapCard } from '../../src/bot/views/recap.ts'
import { reportCard, reportForm } from '../../src/bot/views/report.ts'
import { revealCard } from '../../src/bot/views/reveal.ts'
import { firstForm, groupForm, refusedCard, roundsForm, settingsCard, welcomeCard } from '../../src/bot/views/settings.ts'
import { snippetCard } from '../../src/bot/views/snippet.ts'
import { teamCard, teamListCard } from '../../src/bot/views/team.ts'
import { earlyVerdictCard, lockedInCard } from '../../src/bot/views/verdict.ts'
import { voidedCard, voidForm, withRecounts } from '../../src/bot/views/void.ts'
import { newPractice } from '../../src/engine/practice.ts'
import { START } from '../support/round.ts'
import {
  askedOf, CHANNEL, dailyOf, ID, libraryOf, longestFormula, longestQuestion, longestConcept, longestSnippet, namesOf, placesOf, practiceOf, progressOf, revealed, roundOf, scheduleOf, settingsOf, shelvesOf, teamOf, teamsOf, times, typedQuestion,
  type Fill,
} from './longest.ts'

/** What people write: reports and reasons. */
const WRITTEN = 300

/** Every view's longest card, of texts made by `fill`. */
export function longestCards(fill: Fill): Record<string, Card> {
  return { ...questionCards(fill), ...lookupCards(fill), ...boardCards(fill), ...groupCards(fill), ...noteCards(), 'every slot': everySlot(fill) }
}

/** Every view's longest form. */
export function longestForms(fill: Fill): Record<string, Form> {
  const typed = typedQuestion(fill)
  const place = { round: ID, question: 29 }
  return {
    'answer': answerForm(roundOf(typed, 'rapid')),
    'answer in practice': practiceForm(newPractice(ID, [typed]), 0),
    'report': reportForm(place, WRITTEN),
    'void': voidForm(place, fill(WRITTEN), WRITTEN),
    'first settings': firstForm(settingsOf(), settingsOf().zone),
    'settings of the group': groupForm(settingsOf(), settingsOf().zone),
    'settings of rounds': roundsForm(settingsOf()),
    'every kind of field': everyField(fill),
    'a command': commandForm({ library: libraryOf(fill) } as Bot, quiz, { topic: 't0' }, true),
    'one suggestion': { title: fill(45), press: 'p', submit: fill(24), fields: [{ name: 'name', label: fill(45), hint: fill(100), required: true, kind: 'suggestion', value: fill(100), most: 100 }] },
    'one long hint': { title: fill(20), press: 'p', submit: fill(20), fields: [{ name: 'answer', label: fill(45), hint: fill(limits.text), required: true, kind: 'text', value: '', most: 100, long: false }] },
  }
}

function questionCards(fill: Fill): Record<string, Card> {
  const [choices, typed, names] = [longestQuestion(fill), typedQuestion(fill), namesOf(fill)]
  const [chose, said] = [{ choice: 1, text: null }, { choice: null, text: fill(100) }]
  const reported = { round: revealed(choices), question: 29, whys: times(6, () => fill(WRITTEN)), place: 0, questions: 2, hidden: false }
  return {
    'question of a round': questionCard(roundOf(choices, 'quiz')),
    'question of a daily': questionCard(dailyOf(roundOf(choices, 'daily'))),
    'reveal of a daily': revealCard(dailyOf({ ...revealed(choices), mode: 'daily' }), names),
    'question of a round that nobody answers': questionCard({ ...roundOf(choices, 'quiz'), unanswered: 2 }),
    'typed question': questionCard(roundOf(typed, 'rapid')),
    'reveal': revealCard(revealed(choices), names),
    'reveal of a typed question': revealCard(revealed(typed), names),
    'locked in': lockedInCard(askedOf(typed), said, true),
    'verdict': earlyVerdictCard(askedOf(choices), chose),
    'verdict on a typed answer': earlyVerdictCard(askedOf(typed), said),
    'practice': practiceQuestionCard(practiceOf(choices), 0),
    'verdict of practice': practiceVerdictCard(practiceOf(choices), 0),
    'verdict of practice on a typed answer': practiceVerdictCard(practiceOf(typed), 0),
    'summary of practice': practiceSummaryCard(practiceOf(choices)),
    'report': reportCard(reported),
    'void': voidedCard({ text: fill(limits.text), why: fill(WRITTEN) }),
  }
}

function lookupCards(fill: Fill): Record<string, Card> {
  return {
    'formula': formulaCard(longestFormula(fill), libraryOf(fill)),
    'formula that is a guess': formulaCard(longestFormula(fill), libraryOf(fill), { typed: fill(100), others: libraryOf(fill).formulas.slice(0, 2) }),
    'no such formula': unknownCard('formula', fill(100), libraryOf(fill).formulas.slice(0, 3), shelvesOf(fill)),
    'topics of formulas': topicsCard('formula', shelvesOf(fill), 1),
    'topic of formulas': topicCard('formula', shelvesOf(fill), 't0'.padEnd(40, 'x'), 1),
    'snippet': snippetCard(longestSnippet(fill), libraryOf(fill)),
    'snippet that is a guess': snippetCard(longestSnippet(fill), libraryOf(fill), { typed: fill(100), others: [longestSnippet(fill), { ...longestSnippet(fill), id: 'metrics/other' }] }),
    'concept': conceptCard(longestConcept(fill), libraryOf(fill)),
    'concept that is a guess': conceptCard(longestConcept(fill), libraryOf(fill), { typed: fill(100), others: [longestConcept(fill), { ...longestConcept(fill), id: 'metrics/other' }] }),
    'help': helpCard(commands, false, askButtons({ alone: false, admin: true })),
    'help alone': helpCard(commands, true, askButtons({ alone: true, admin: true })),
    ...Object.fromEntries(commands.map(command => [`help of /${command.name}`, commandCard(command)])),
    ...Object.fromEntries(['daily', 'team', 'privacy'].map(word => [`help of all /${word}`, familyCard(word, commands.filter(({ name }) => name.startsWith(`${word} `)))])),
    'no such command': unknownCommand(fill(100), commands),
  }
}

function boardCards(fill: Fill): Record<string, Card> {
  const board = { period: 'month', page: 4, total: 100_000, own: fill(120), endsAt: START } as const
  const standing = { member: 'm0', points: 1_234_567, right: 1000, asked: 1000, rank: 99_999 }
  const voids = times(4, place => ({ id: `v${place}`, text: fill(limits.text), why: fill(WRITTEN), at: START, windows: [] }))
  const names = namesOf(fill)
  return {
    'leaderboard': withRecounts(leaderboardCard({ ...board, of: 'members', places: placesOf(fill, limits.name) }), voids),
    'leaderboard of teams': leaderboardCard({ ...board, of: 'teams', places: placesOf(fill, 40) }),
    'podium': podiumCard(dailyOf(revealed(longestQuestion(fill))), names, teamsOf(fill)),
    'recap': recapCard('week:2026-W47', placesOf(fill, limits.name), 10_000, teamsOf(fill)),
    'progress': progressCard(progressOf(fill)),
    'team': teamCard({ team: teamOf(fill), place: teamsOf(fill)[0], best: times(3, () => standing), names, self: 'm0' }),
    'teams': teamListCard(times(50, () => teamOf(fill)), 1, 'm0'),
  }
}

function groupCards(fill: Fill): Record<string, Card> {
  const daily = scheduleOf(fill)
  return {
    'daily': scheduleCard(daily, 'resumed'),
    'dailies': dailiesCard(times(10, () => daily)),
    'daily on its way': onItsWayCard(daily, START),
    'daily already posted': alreadyCard(daily, null, START),
    'preview': previewOf(daily, longestQuestion(fill)),
    'alerts': withAlerts(scheduleCard(daily, 'resumed'), times(5, () => ({ id: 'a', about: 'daily paused', channel: daily.channel, at: START, why: { what: 'not allowed', needs: ['View Channel', 'Send Messages', 'Send Messages in Threads', 'Attach Files', 'Read Message History'] } }))),
    'started': startedCard(roundOf(longestQuestion(fill), 'rapid'), 30),
    'running': runningCard('m0', namesOf(fill)),
    'settings': settingsCard(settingsOf(), 'shown'),
    'settings refused': refusedCard(times(5, () => fill(200)), 'rounds'),
    'welcome': welcomeCard(),
    'cannot post there': obstacleCard({ what: 'not allowed', needs: ['View Channel', 'Send Messages', 'Send Messages in Threads', 'Attach Files', 'Read Message History'] }, CHANNEL),
    'may not start here': refusalCard({ why: 'channel', channels: times(25, () => CHANNEL) }),
    'erase everything': eraseCard(false),
  }
}

function noteCards(): Record<string, Card> {
  return Object.fromEntries(Object.entries(notes).map(([of, card]) => [`note: ${of}`, card]))
}

function everySlot(fill: Fill): Card {
  return {
    kind: 'settings', title: fill(limits.name), text: [fill(limits.line), { at: START, as: 'countdown' }, { channel: 'C0123456789' }],
    image: { picture: { kind: 'formula', latex: 'x' }, alt: fill(1000) }, file: { name: 'recall-export.json', text: fill(5000) },
    buttons: times(5, place => ({ label: fill(70), press: `${'p'.repeat(63)}${place}` })),
    select: { placeholder: fill(100), options: times(25, place => ({ label: fill(limits.name), press: `${'p'.repeat(62)}${place}` })) },
  }
}

function everyField(fill: Fill): Form {
  return {
    title: fill(45), press: 'p'.repeat(64), submit: fill(24), fields: [
      { name: 'zone', label: fill(45), hint: fill(100), required: true, kind: 'text', value: fill(60), most: 60, long: false },
      { name: 'why', label: fill(45), required: false, kind: 'text', value: fill(WRITTEN), most: WRITTEN, long: true },
      { name: 'verdict', label: fill(45), required: true, kind: 'choice', value: 'v3', options: times(25, place => ({ value: `v${place}`, label: fill(limits.name) })) },
      { name: 'channels', label: fill(45), required: false, kind: 'channels', value: times(25, String) },
      { name: 'people', label: fill(45), required: false, kind: 'people', value: times(25, String) },
    ],
  }
}
