/** Rebuilds boards and slots from the answers, to check what the store keeps. */
import { recount, type Answered } from '../engine/count.ts'
import { boardsOf, rankAll, topicBoard, type Standing } from '../engine/leaderboard.ts'
import type { Award } from '../engine/round.ts'
import type { PostedSlot } from '../engine/streak.ts'
import type { Store } from './ports.ts'
import { dayOf, loadDay, readRound } from './rounds.ts'
import { withAnswers } from './void.ts'

/**
 * Every board of the group, by name and in order, as its rounds, answers and days say, and the slots of its dailies. A board that lost everyone
 * is empty. What practice adds to the topics is not in it: only a member's latest set is kept.
 */
export async function rebuild(store: Store, group: string): Promise<{ boards: Map<string, Standing[]>, slots: PostedSlot[] }> {
  const rounds = (await store.records.list(group, 'round')).map(readRound)
  const answered = await Promise.all(rounds.map(round => withAnswers(store, group, round)))
  const days = [...Map.groupBy(answered, ({ round }) => dayOf(round))]
  const awards = await Promise.all(days.map(async ([date, ofDay]) => recount((await loadDay(store, group, date)).day, ofDay)))
  const boards = tallyBoards(awards.flat())
  for (const name of answered.flatMap(boardNames)) if (!boards.has(name)) boards.set(name, [])
  return { boards, slots: rounds.flatMap(slotOf).toSorted((a, b) => a.at - b.at || (a.round < b.round ? -1 : 1)) }
}

function tallyBoards(awards: readonly Award[]): Map<string, Standing[]> {
  const places = awards.flatMap(award => award.boards.map(board => ({ ...award, board })))
  const byBoard = [...Map.groupBy(places, place => place.board)]
  return new Map(byBoard.map(([board, ofBoard]) => [board, rankAll([...Map.groupBy(ofBoard, place => place.member)].map(([member, own]) => sum(member, own)))]))
}

function sum(member: string, awards: readonly Award[]): Omit<Standing, 'rank'> {
  return awards.reduce((total, { points, right, asked }) => ({ member, points: total.points + points, right: total.right + right, asked: total.asked + asked }), { member, points: 0, right: 0, asked: 0 })
}

/** The boards that the round's answers were given for, void or not. */
function boardNames({ round, answers }: Answered): string[] {
  return round.questions.flatMap(({ question, result }, index) => result === null ? [] : (answers[index] ?? []).flatMap(({ team }) => [topicBoard(question.topic), ...boardsOf(result.revealedAt, result.zone, team)]))
}

function slotOf({ id, mode, questions: [asked] }: Answered['round']): PostedSlot[] {
  if (mode !== 'daily' || asked?.result?.void !== false || asked.openedAt === null) return []
  return [{ round: id, at: asked.openedAt }]
}
