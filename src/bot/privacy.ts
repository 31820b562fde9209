/** Gathers all that is stored about a member, for them alone. */
import type { Answer } from '../engine/fold.ts'
import { boardsOf, topicBoard, windowsOf, type Standing } from '../engine/leaderboard.ts'
import { practice, type Practice } from '../engine/practice.ts'
import type { Asked, Round } from '../engine/round.ts'
import type { Bot, Who } from './bot.ts'
import type { Card } from './card.ts'
import { eraseMember } from './erase.ts'
import { groupZone } from './group.ts'
import { loadMember } from './member.ts'
import type { AccountId, Store } from './ports.ts'
import { loadReports, type Report } from './report.ts'
import { readRound } from './rounds.ts'
import { loadTeams } from './team.ts'
import { unrevealed } from './unrevealed.ts'
import { erasedCard } from './views/privacy.ts'

/** An answer of the member, and the question it was given to. */
export interface OwnAnswer {
  round: Round
  asked: Asked
  answer: Answer
}

/** What is stored about a member. Of the questions in `hidden` the right answer may not be told yet. */
export interface Kept {
  name: string
  accounts: AccountId[]
  admin: boolean
  zone: string | null
  team: string | null
  places: { board: string, standing: Standing }[]
  answers: OwnAnswer[]
  practice: Practice | null
  practised: string[]
  reports: Report[]
  started: string[]
  hidden: ReadonlySet<string>
}

/** Everything that the group keeps of the member. All its rounds are looked through. */
export async function keptOf(bot: Bot, who: Who): Promise<Kept> {
  const { store } = bot
  const { group, member } = who
  const rounds = (await store.records.list(group, 'round')).map(readRound)
  const answers = await ownAnswers(store, group, rounds, member)
  const [accounts, choices, teams, reports, set, seen, hidden] = await Promise.all([
    store.members.accounts(group, member), loadMember(store, group, member), loadTeams(store, group), loadReports(store, group),
    store.records.load(group, 'practice', member), store.records.load(group, 'seen', `p-${member}`), unrevealed(store, group),
  ])
  const boards = boardsWith(bot, who, answers)
  const standings = await store.boards.standings(group, boards, member)
  return {
    name: who.name,
    accounts,
    admin: accounts.some(({ platform, id }) => who.settings.admins.includes(`${platform}:${id}`)),
    zone: choices.zone,
    team: teams.find(({ id }) => id === choices.team)?.name ?? null,
    places: boards.flatMap((board, place) => standings[place] == null ? [] : [{ board, standing: standings[place] }]),
    answers,
    practice: set === null ? null : practice.parse(set.state),
    practised: Object.keys(seen?.state ?? {}),
    reports: reports.filter(one => one.by === member),
    started: rounds.filter(one => one.startedBy === member).map(one => one.id),
    hidden,
  }
}

/** Erases the member, at their word; in a direct message all that was kept there. */
export async function erasePress(bot: Bot, who: Who): Promise<Card> {
  await (who.alone ? bot.store.erase(who.group) : eraseMember(bot.store, who))
  return erasedCard(who.alone)
}

async function ownAnswers(store: Store, group: string, rounds: readonly Round[], member: string): Promise<OwnAnswer[]> {
  const places = rounds.flatMap(round => round.questions.map((asked, question) => ({ round, asked, question })))
  const own = await store.answers.own(group, places.map(({ round, question }) => ({ round: round.id, question })), member)
  return places.flatMap(({ round, asked }, place) => own[place] == null ? [] : [{ round, asked, answer: own[place] }])
    .toSorted((a, b) => a.answer.answeredAt - b.answer.answeredAt)
}

/** The boards that the member may stand on: those of now, of their answers, and of the topics. */
function boardsWith({ library }: Bot, who: Who, answers: readonly OwnAnswer[]): string[] {
  const answered = answers.flatMap(({ round, answer }) => round.questions.flatMap(({ result }) => result === null ? [] : boardsOf(result.revealedAt, result.zone, answer.team)))
  const topics = [...library.topics.map(topic => topic.id), ...answers.map(({ asked }) => asked.question.topic)]
  return [...new Set([...windowsOf(who.at, groupZone(who, who.at)), ...answered, ...topics.map(topicBoard)])].toSorted()
}
