/** Folds the answers of a closed question to points. Awards exist only from here on. */
import { windowsOf } from './leaderboard.ts'
import { current, modeOf, type Award, type Player, type Round } from './round.ts'
import { pointsOf, timingOf } from './scoring.ts'
import { dateAt } from './zone.ts'

/**
 * The fact that a member answered: the position chosen, when by the platform's clock (`answeredAt`) and by the store's
 * (`receivedAt`), and from which account, in which team.
 */
export interface Answer {
  member: string
  choice: number
  answeredAt: number
  receivedAt: number
  account: string
  team: string | null
}

/** What one answer came to. */
interface Graded {
  answer: Answer
  right: boolean
  points: number
  run: number
}

/** The round after its question closed at `at` with these answers, its awards still pending. */
export function foldAnswers(state: Round, answers: readonly Answer[], at: number): Round {
  const graded = answers.map(answer => gradeAnswer(state, answer))
  const asked = current(state)
  const split = asked.question.choices.map((_, choice) => answers.filter(answer => answer.choice === choice).length)
  const questions = state.questions.with(state.index, { ...asked, result: { split, revealedAt: at, void: false } })
  return {
    ...state,
    questions,
    answered: answers.length,
    answeredBefore: answers.map(answer => answer.member).toSorted(),
    unanswered: answers.length === 0 ? state.unanswered + 1 : 0,
    players: foldPlayers(state.players, graded),
    pending: [...state.pending, ...graded.map(one => awardOf(state, one, at))],
  }
}

/** Splits off the awards that may be given now: none before enough members have answered in the round. */
export function releaseAwards(state: Round): { state: Round, awards: Award[] } {
  if (Object.keys(state.players).length < modeOf(state).countsFromMembers) return { state, awards: [] }
  return { state: { ...state, pending: [] }, awards: state.pending }
}

/** What an answer to the round's present question is worth. */
export function gradeAnswer(state: Round, answer: Answer): Graded {
  const { question, openedAt, deadlineAt } = current(state)
  const right = answer.choice === question.right
  const run = right ? (state.players[answer.member]?.run ?? 0) + 1 : 0
  const deadline = deadlineAt ?? Infinity
  const points = pointsOf({
    scoring: state.scoring,
    right,
    run,
    timing: timingOf(answer.answeredAt, deadline, modeOf(state).graceMs),
    leftMs: deadline - answer.answeredAt,
    allowedMs: deadline - (openedAt ?? 0),
  })
  return { answer, right, points, run }
}

function foldPlayers(before: Record<string, Player>, graded: readonly Graded[]): Record<string, Player> {
  const rested = Object.entries(before).map(([member, player]) => [member, { ...player, run: 0 }] as const)
  const after: Record<string, Player> = Object.fromEntries(rested)
  for (const { answer, right, points, run } of graded) {
    const player = after[answer.member] ?? { points: 0, right: 0, asked: 0, run: 0 }
    after[answer.member] = { points: player.points + points, right: player.right + Number(right), asked: player.asked + 1, run }
  }
  return after
}

function awardOf(state: Round, { answer, right, points }: Graded, at: number): Award {
  const limit = modeOf(state).roundsADay
  return {
    id: `${state.id}/${state.index}/${answer.member}`,
    member: answer.member,
    team: answer.team,
    points,
    right,
    windows: windowsOf(at, state.zone),
    quota: limit === null ? null : { key: `rounds:${dateAt(at, state.zone)}`, unit: state.id, limit },
  }
}
