/** Gathers how a member does: points, streak, topics. */
import { topicBoard, windowOf, type Standing } from '../engine/leaderboard.ts'
import { dailyDays, lastDays, slots, streakOf, type ListedDay, type PostedSlot, type Streak } from '../engine/streak.ts'
import { dateAt } from '../engine/zone.ts'
import type { Bot, Who } from './bot.ts'
import type { Card } from './card.ts'
import { groupZone } from './group.ts'
import { loadMember } from './member.ts'
import type { Store } from './ports.ts'
import { latestDailies } from './unrevealed.ts'
import { progressCard } from './views/progress.ts'

/** So many days are listed. */
const DAYS = 14
/** A topic is judged from so many answers on. */
const ENOUGH = 3
/** So many topics are suggested. */
const SUGGESTED = 2

/** What a member answered of one topic. */
export interface TopicTally {
  id: string
  title: string
  right: number
  asked: number
}

/** A member's streak with the days that explain it, in the zone that they go by. */
export interface Habit {
  streak: Streak
  days: readonly ListedDay[]
  zone: string
}

/** What the member's card shows; a direct message has no boards and no dailies, so `boards` and `habit` are null there. */
export interface Progress {
  boards: { week: Standing | null, all: Standing | null } | null
  habit: Habit | null
  topics: readonly TopicTally[]
  weakest: readonly TopicTally[]
}

/** The member's own progress card. */
export async function progress(bot: Bot, who: Who): Promise<Card> {
  const at = await bot.store.now()
  const { topics } = bot.library
  const windows = who.alone ? [] : [windowOf('week', at, groupZone(who, at)), 'all']
  const [standings, habit] = await Promise.all([
    bot.store.boards.standings(who.group, [...windows, ...topics.map(({ id }) => topicBoard(id))], who.member),
    who.alone ? null : loadHabit(bot.store, who, at),
  ])
  const tallies = topics.map(({ id, title }, place) => ({ id, title, right: 0, asked: 0, ...pickTally(standings[windows.length + place]) })).filter(({ asked }) => asked > 0)
  const boards = who.alone ? null : { week: standings[0] ?? null, all: standings[1] ?? null }
  return progressCard({ boards, habit, topics: tallies, weakest: weakestOf(tallies) })
}

function pickTally(standing: Standing | null | undefined): Pick<Standing, 'right' | 'asked'> | null {
  return standing == null ? null : { right: standing.right, asked: standing.asked }
}

/** Where the fewest answers were right, of topics with enough of them. */
function weakestOf(topics: readonly TopicTally[]): TopicTally[] {
  return topics.filter(({ right, asked }) => asked >= ENOUGH && right < asked).toSorted((a, b) => a.right * b.asked - b.right * a.asked).slice(0, SUGGESTED)
}

/** The member's streak by the days of their own zone, or the group's; null while the group has had no daily. */
async function loadHabit(store: Store, who: Who, at: number): Promise<Habit | null> {
  const [own, years, open] = await Promise.all([loadMember(store, who.group, who.member), store.records.list(who.group, 'slots'), openDailies(store, who.group)])
  const posted = years.flatMap(({ state }) => slots.parse(state).slots)
  if (posted.length + open.length === 0) return null
  const zone = own.zone ?? groupZone(who, at)
  const answered = await answeredOf(store, who, [...posted, ...open])
  const streak = streakOf(dailyDays(posted, open, answered, zone))
  return { streak, zone, days: lastDays(streak, open, answered, dateAt(at, zone), zone, DAYS) }
}

/** Which of these dailies the member answered. */
async function answeredOf(store: Store, { group, member }: Who, dailies: readonly PostedSlot[]): Promise<Set<string>> {
  const answers = await store.answers.own(group, dailies.map(({ round }) => ({ round, question: 0 })), member)
  return new Set(dailies.flatMap(({ round }, place) => answers[place] == null ? [] : [round]))
}

/** The dailies that take answers now. */
async function openDailies(store: Store, group: string): Promise<PostedSlot[]> {
  return (await latestDailies(store, group)).flatMap(({ id, questions: [asked] }) =>
    asked === undefined || asked.result !== null || asked.openedAt === null ? [] : [{ round: id, at: asked.openedAt }])
}
