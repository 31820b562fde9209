/** What is stored about a member, as they read it. */
import { isRight, isTyped, type Given, type Snapshot } from '../../engine/question.ts'
import type { Card, Field } from '../card.ts'
import type { Kept, OwnAnswer } from '../privacy.ts'
import { encodePress } from '../press.ts'
import { slash, words } from '../text.ts'
import { counted, number } from './words.ts'

/** Everything in numbers; `alone` says that it is no group but the member's own. */
export function keptCard(kept: Kept, alone: boolean): Card {
  return {
    kind: 'note',
    title: 'What I keep about you',
    text: `This is what is stored ${alone ? 'about you outside your groups, in direct messages for one. What a group keeps, ask there.' : 'about you in this group. Other groups and direct messages are apart: ask there.'}`,
    fields: [...personFields(kept), ...playFields(kept)],
    footer: words`A file of it all: ${slash('privacy export')}. Erase it: ${slash('privacy delete')}.`,
  }
}

/** All of it as a JSON file. */
export function exportCard(kept: Kept, at: number): Card {
  const text = `${JSON.stringify(fileOf(kept, at), null, 2)}\n`
  return { kind: 'note', title: 'Everything I keep about you', text: 'The file holds every answer with its question. Answers that may not be told yet are left out.', file: { name: 'recall.json', text } }
}

/** Asks before anything is erased. */
export function eraseCard(alone: boolean): Card {
  return {
    kind: 'note',
    tone: 'bad',
    title: alone ? 'Erase everything about you outside your groups?' : 'Erase everything about you in this group?',
    text: alone
      ? 'Your practice, your progress, your name and your account here go at once. This cannot be taken back.'
      : 'Your points, streak, team, practice, reports, name and account go at once, also from the list of admins if you were named on it. This cannot be taken back. Nobody else\'s points move.',
    fields: alone ? [] : [
      { name: 'What remains', value: 'Your answers to revealed questions, as one more answer of nobody: without name, account or team, under a random alias of each round that leads nowhere. If you typed an answer, its words remain; anything you wrote of yourself there cannot be told apart.' },
      { name: 'Open questions', value: 'Your answer to an open question goes. A keyed hash of your account stays until that question closes, so that nobody answers twice.' },
    ],
    buttons: [{ label: 'Erase everything', press: encodePress({ verb: 'erase' }), main: true }],
    footer: words`${slash('privacy export')} gives you a file of it first.`,
  }
}

/** It is done. */
export function erasedCard(alone: boolean): Card {
  return {
    kind: 'note',
    title: 'Erased',
    text: `Everything about you ${alone ? 'outside your groups' : 'in this group'} is erased. When you use me here again, I start anew.`,
  }
}

function personFields({ name, accounts, admin, zone, team }: Kept): Field[] {
  return [
    { name: 'Name', value: name },
    { name: 'Accounts', value: accounts.map(({ platform, id }) => `${platform}: ${id}`).join(', ') },
    { name: 'Time zone', value: zone ?? "none of your own, so the group's holds" },
    { name: 'Team', value: team ?? 'none' },
    ...(admin ? [{ name: 'Settings', value: 'You are named as an admin of this group.' }] : []),
  ]
}

function playFields({ places, answers, practice, practised, reports, started }: Kept): Field[] {
  const all = places.find(({ board }) => board === 'all')?.standing
  return [
    { name: 'Boards', value: all === undefined ? 'no points' : `${number(all.points)} points, ${all.right} of ${all.asked} right, in all; ${counted(places.length, 'board', 'boards')} hold you` },
    { name: 'Answers', value: counted(answers.length, 'answer', 'answers') },
    { name: 'Practice', value: `${counted(practised.length, 'question', 'questions')} practised${practice === null ? '' : `, the latest set with ${counted(practice.questions.length, 'question', 'questions')}`}` },
    { name: 'Rounds you started', value: number(started.length) },
    { name: 'Reports you wrote', value: number(reports.length) },
  ]
}

function fileOf(kept: Kept, at: number): object {
  const { name, accounts, admin, zone, team, places, answers, practice, practised, reports, started, hidden } = kept
  return {
    exportedAt: time(at),
    name,
    accounts,
    namedAsAdmin: admin,
    timeZone: zone,
    team,
    boards: places.map(({ board, standing: { points, right, asked, rank } }) => ({ board, points, right, asked, rank })),
    answers: answers.map(own => answerOf(own, hidden)),
    practice: {
      latestSet: (practice?.questions ?? []).flatMap(({ question, given }) => given === null ? [] : [givenOf(question, given, !hidden.has(question.id))]),
      questionsSeen: practised,
    },
    roundsStarted: started,
    reports: reports.map(({ round, question, why, at: reportedAt, state }) => ({ round, question: question + 1, why, at: time(reportedAt), state })),
  }
}

function answerOf({ round, asked: { question, result }, answer }: OwnAnswer, hidden: ReadonlySet<string>): object {
  const mayTell = result !== null && !hidden.has(question.id)
  const { answeredAt, receivedAt, account, team } = answer
  return { round: round.id, mode: round.mode, answeredAt: time(answeredAt), receivedAt: time(receivedAt), account, team, void: result?.void ?? false, ...givenOf(question, answer, mayTell) }
}

function givenOf(question: Snapshot, given: Given, mayTell: boolean): object {
  const said = isTyped(question) ? given.text : question.choices[given.choice ?? 0]?.text
  return { topic: question.topic, question: question.text, answer: said, ...(mayTell && { right: isRight(question, given), rightAnswer: question.answer }) }
}

function time(at: number): string {
  return new Date(at).toISOString()
}
