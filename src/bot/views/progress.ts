/** How a member does, as they read it. */
import type { Standing } from '../../engine/leaderboard.ts'
import { MOST_FREEZES, type ListedDay, type Streak } from '../../engine/streak.ts'
import type { Card, Field, Text } from '../card.ts'
import { encodePress } from '../press.ts'
import type { Habit, Progress, TopicTally } from '../progress.ts'
import { joined, slash, words } from '../text.ts'
import { counted, number } from './words.ts'

/** A set of practice that the card offers asks so many questions. */
const PRACTICE = 5

/** Points and rank, the streak and its days, topics, and what is worth practising. */
export function progressCard({ boards, habit, topics, weakest }: Progress): Card {
  const [first] = weakest
  return {
    kind: 'progress',
    title: 'Your progress',
    text: opening(boards !== null, habit, topics),
    rows: topics.map(({ title, right, asked }) => ({ label: title, text: `${number(right)} of ${number(asked)} right`, value: `${Math.round((100 * right) / asked)} %` })),
    fields: [
      ...(boards === null ? [] : [{ name: 'This week', value: standingText(boards.week) }, { name: 'All time', value: standingText(boards.all) }]),
      ...(habit === null ? [] : habitFields(habit)),
      ...(first === undefined ? [] : [{ name: 'Worth practising', value: joined(weakest.map(({ id, title }) => words`${title}: ${slash(`quiz topic:${id}`)}`), ' · ') }]),
    ],
    ...(first !== undefined && { buttons: [{ label: `Practise ${first.title}`, press: encodePress({ verb: 'fresh', topic: first.id, difficulty: null, count: PRACTICE }), main: true }] }),
    footer: habit === null ? 'Topics count rounds, dailies and practice.' : words`Days go by ${habit.zone}; ${slash('timezone')} sets your own. Topics count rounds, dailies and practice.`,
  }
}

/** What the streak asks for today, or how to begin. */
function opening(hasGroup: boolean, habit: Habit | null, topics: readonly TopicTally[]): Text {
  if (habit === null) return topics.length === 0 ? words`Nothing answered yet. ${slash('quiz')} is a good start.` : hasGroup ? 'No streak yet: this group has had no daily.' : 'Points and streaks belong to your groups; here is what you practised.'
  const today = habit.days.at(-1)?.state
  const { days } = habit.streak
  const streak = days === 0 ? 'No streak right now.' : `A streak of ${counted(days, 'day', 'days')}.`
  if (today === 'open') return `${streak} Today's daily is open: your answer ${days === 0 ? 'starts one' : 'keeps it going'}, right or wrong.`
  return today === 'locked in' ? `${streak} Today's answer is in; it counts at the reveal.` : streak
}

function standingText(standing: Standing | null): string {
  return standing === null ? 'no points yet' : `number ${number(standing.rank)}, ${number(standing.points)} points (${number(standing.right)} of ${number(standing.asked)} right)`
}

function habitFields({ streak, days }: Habit): Field[] {
  return [
    { name: 'Streak', value: `${counted(streak.days, 'day', 'days')}; the best was ${number(streak.best)}` },
    { name: 'Freezes', value: freezeText(streak) },
    { name: `Last ${days.length} days`, value: spansOf(days).join(' · ') },
  ]
}

function freezeText({ freezes, toFreeze }: Streak): string {
  if (freezes === MOST_FREEZES) return `${freezes} held, the most there can be. A missed day uses one by itself.`
  const next = `${counted(toFreeze, 'more answered day earns', 'more answered days earn')} one`
  return freezes === 0 ? `none held; ${next}` : `${freezes} held, a missed day uses it by itself; ${next}`
}

const stateWords: Record<ListedDay['state'], string> = {
  'answered': 'answered',
  'frozen': 'frozen',
  'missed': 'missed',
  'before': 'before your first answer',
  'no daily': 'no daily',
  'open': 'open',
  'locked in': 'answered, open until its reveal',
}

/** Days in a row with the same fate are one: `Mon 9 Nov to Fri 13 Nov answered`. */
function spansOf(days: readonly ListedDay[]): string[] {
  const spans: ListedDay[][] = []
  for (const day of days) {
    const last = spans.at(-1)
    if (last?.[0]?.state === day.state) last.push(day)
    else spans.push([day])
  }
  return spans.map(span => `${[...new Set([span[0], span.at(-1)])].map(day => dayText(day?.date ?? '')).join(' to ')} ${stateWords[span[0]?.state ?? 'no daily']}`)
}

function dayText(date: string): string {
  return Temporal.PlainDate.from(date).toLocaleString('en-GB', { weekday: 'short', day: 'numeric', month: 'short' }).replace(',', '')
}
