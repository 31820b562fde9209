/** Rebuilds boards and slots from the answers, to check what the store keeps. */
import { recount, type Answered } from '../engine/count.ts'
import { boardsOf, rankAll, topicBoard, type Standing } from '../engine/leaderboard.ts'
import type { Award } from '../engine/round.ts'
import type { PostedSlot } from '../engine/streak.ts'
import type { Store } from './ports.ts'
import { dayOf, loadDay, readRound } from './rounds.ts'
import { withAnswers } from './void.ts'

/** Places by member, by board. */
type Tallies = Map<string, Map<string, Omit<Standing, 'rank'>>>

/**
 * Every board of the group, by name and in order, as its rounds, answers and days say, and the slots of its dailies. A board that lost everyone
 * is empty. What practice adds to the topics is not in it: only a member's latest set is kept. The answers of one day are held at a time.
 */
export async function rebuild(store: Store, group: string): Promise<{ boards: Map<string, Standing[]>, slots: PostedSlot[] }> {
  const rounds = (await store.records.list(group, 'round')).map(readRound)
  const tallies: Tallies = new Map()
  for (const [date, ofDay] of Map.groupBy(rounds, dayOf)) {
    const answered = await Promise.all(ofDay.map(round => withAnswers(store, group, round)))
    for (const name of answered.flatMap(boardNames)) boardOf(tallies, name)
    for (const award of recount((await loadDay(store, group, date)).day, answered)) tally(tallies, award)
  }
  const boards = new Map([...tallies].map(([board, places]) => [board, rankAll([...places.values()])]))
  return { boards, slots: rounds.flatMap(slotOf).toSorted((a, b) => a.at - b.at || (a.round < b.round ? -1 : 1)) }
}

function tally(tallies: Tallies, { member, points, right, asked, boards }: Award): void {
  for (const name of boards) {
    const board = boardOf(tallies, name)
    const before = board.get(member) ?? { member, points: 0, right: 0, asked: 0 }
    board.set(member, { member, points: before.points + points, right: before.right + right, asked: before.asked + asked })
  }
}

function boardOf(tallies: Tallies, name: string): Map<string, Omit<Standing, 'rank'>> {
  const board = tallies.get(name) ?? new Map()
  tallies.set(name, board)
  return board
}

/** The boards that the round's answers were given for, void or not. */
function boardNames({ round, answers }: Answered): string[] {
  return round.questions.flatMap(({ question, result }, index) => result === null ? [] : (answers[index] ?? []).flatMap(({ team }) => [topicBoard(question.topic), ...boardsOf(result.revealedAt, result.zone, team)]))
}

function slotOf({ id, mode, questions: [asked] }: Answered['round']): PostedSlot[] {
  if (mode !== 'daily' || asked?.result?.void !== false || asked.openedAt === null) return []
  return [{ round: id, at: asked.openedAt }]
}
