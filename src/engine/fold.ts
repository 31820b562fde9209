/** Folds the answers of a closed question to points. Awards exist only from here on. */
import { boardsOf, teamOf, topicBoard } from './leaderboard.ts'
import { isRight, isTyped, type Given, type Snapshot } from './question.ts'
import { current, modeOf, type Asked, type Award, type Player, type Round } from './round.ts'
import { pointsOf, timingOf } from './scoring.ts'

/**
 * The fact that a member answered: what, when by the platform's clock (`answeredAt`) and by the store's
 * (`receivedAt`), and from which account, in which team.
 */
export interface Answer extends Given {
  member: string
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

/** The round after its question closed at `at`, in the group's zone, with these answers; its awards are still pending. */
export function foldAnswers(state: Round, given: readonly Answer[], at: number, zone: string): Round {
  const asked = current(state)
  const answers = timely(state, asked, given)
  const graded = answers.map(answer => gradeAnswer(state, answer))
  const result = { split: splitOf(asked.question, answers), revealedAt: at, zone, void: false }
  const questions = state.questions.with(state.index, { ...asked, result })
  return {
    ...state,
    questions,
    answered: answers.length,
    answeredBefore: answers.map(answer => answer.member).toSorted(),
    unanswered: answers.length === 0 ? state.unanswered + 1 : 0,
    players: foldPlayers(state.players, graded),
    pending: [...state.pending, ...graded.map(one => awardOf(state, one, at, zone))],
  }
}

/** What the question's answers tell about everyone's progress by topic, whether the round counts on boards or not. */
export function progressAwards(state: Round, index: number, answers: readonly Answer[]): Award[] {
  const asked = state.questions[index] as Asked
  const { question } = asked
  return timely(state, asked, answers).map(answer => ({
    id: `${state.id}/${index}/${answer.member}/topic`,
    member: answer.member,
    points: 0,
    right: Number(isRight(question, answer)),
    asked: 1,
    boards: [topicBoard(question.topic)],
  }))
}

/**
 * Splits off the awards that may be given at the reveal at `at`: none before enough members have answered in the round.
 * What has waited belongs to the windows of now: those of then may have ended.
 */
export function releaseAwards(state: Round, at: number, zone: string): { state: Round, awards: Award[] } {
  if (Object.keys(state.players).length < modeOf(state).countsFromMembers) return { state, awards: [] }
  return { state: { ...state, pending: [] }, awards: state.pending.map(award => ({ ...award, boards: boardsOf(at, zone, teamOf(award.boards)) })) }
}

/** What an answer to the round's present question is worth. */
export function gradeAnswer(state: Round, answer: Answer): Graded {
  const { question, openedAt, deadlineAt } = current(state)
  const right = isRight(question, answer)
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

/** Leaves out what came too late: nobody could know the deadline before the post of the question was confirmed. */
function timely(state: Round, { deadlineAt }: Asked, answers: readonly Answer[]): readonly Answer[] {
  const { graceMs } = modeOf(state)
  return answers.filter(({ answeredAt }) => deadlineAt === null || timingOf(answeredAt, deadlineAt, graceMs) !== 'late')
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

function awardOf(state: Round, { answer, right, points }: Graded, at: number, zone: string): Award {
  return {
    id: `${state.id}/${state.index}/${answer.member}`,
    member: answer.member,
    points,
    right: Number(right),
    asked: 1,
    boards: boardsOf(at, zone, answer.team),
  }
}

function splitOf(question: Snapshot, answers: readonly Answer[]): number[] {
  const right = answers.filter(answer => isRight(question, answer)).length
  if (isTyped(question)) return [right, answers.length - right]
  return question.choices.map((_, choice) => answers.filter(answer => answer.choice === choice).length)
}
