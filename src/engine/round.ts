/** A round: one machine for every mode. Its state is all there is; nothing about it lives in memory. */
import { z } from 'zod'
import { modes, type Mode } from './mode.ts'
import { obstacle } from './obstacle.ts'
import { snapshot, type Snapshot } from './question.ts'

/** A place to post: a channel of a home (a guild or workspace) on a platform. */
export const channel = z.object({ platform: z.string(), home: z.string(), id: z.string() })
export type Channel = z.infer<typeof channel>

/**
 * One channel's copy of the message that the round shows now: a question without its deadline and the latest count is behind, and
 * `deleted` says that somebody took the message away. `triedAt` is
 * when it was first tried to be posted; `gone` is why it is given up.
 */
const post = z.object({
  channel,
  shows: z.enum(['nothing', 'question', 'count', 'reveal', 'podium', 'deleted']),
  message: z.string().nullable(),
  triedAt: z.number().nullable(),
  attempts: z.int(),
  retryAt: z.number(),
  gone: obstacle.nullable(),
})
export type Post = z.infer<typeof post>

/**
 * What became of a question: how often each choice was taken, in the order shown (of a typed one: right, wrong; none when it
 * was stopped), and the group's zone at the reveal. A void question counts for nobody.
 */
const result = z.object({ split: z.array(z.int()), revealedAt: z.number(), zone: z.string(), void: z.boolean() })

const asked = z.object({
  question: snapshot,
  openedAt: z.number().nullable(),
  deadlineAt: z.number().nullable(),
  result: result.nullable(),
  messages: z.array(z.object({ channel, message: z.string() })).default([]),
})
/** A question of a round; `messages` are those that it was shown in. */
export type Asked = z.infer<typeof asked>

/** A member's tally inside the round. `run` is the number of right answers in a row up to now. */
const player = z.object({ points: z.int(), right: z.int(), asked: z.int(), run: z.int() })
export type Player = z.infer<typeof player>

const award = z.object({
  id: z.string(),
  member: z.string(),
  points: z.int(),
  right: z.int(),
  asked: z.int(),
  boards: z.array(z.string()),
})
/**
 * What a member gets once, on every board named: points, and how many were right of how many asked. `id` begins with
 * the round's id and a slash. A correction may take away: its numbers are below zero.
 */
export type Award = z.infer<typeof award>

/** A message of a round that is over, which has to show its reveal, or the podium, again. */
const amend = z.object({
  part: z.union([z.int(), z.literal('podium')]),
  channel,
  message: z.string(),
  attempts: z.int(),
  retryAt: z.number(),
})
export type Amend = z.infer<typeof amend>

export const round = z.object({
  id: z.string(),
  mode: z.enum(['rapid', 'quiz', 'daily']),
  scoring: z.enum(['speed', 'accuracy']),
  zone: z.string(),
  verdict: z.enum(['at once', 'at the reveal']),
  clock: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('seconds'), seconds: z.int() }),
    z.object({ kind: z.literal('until'), at: z.number() }),
  ]),
  startedAt: z.number(),
  startedBy: z.string().nullable(),
  roundsADay: z.int().nullable(),
  stoppedBy: z.string().nullable(),
  late: z.boolean(),
  mention: z.string().nullable().default(null),
  thread: z.boolean().default(false),
  phase: z.enum(['posting', 'open', 'revealing', 'pausing', 'ending', 'closed']),
  questions: z.array(asked).min(1),
  index: z.int(),
  posts: z.array(post).min(1),
  answered: z.int(),
  answeredBefore: z.array(z.string()),
  unanswered: z.int(),
  players: z.record(z.string(), player),
  pending: z.array(award),
  barred: z.array(z.string()).default([]),
  amends: z.array(amend).default([]),
  moveAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  wakeAt: z.number().nullable(),
})

/**
 * The state of a round. `zone` is the group's when it started, and `roundsADay` how many rounds of that local day count for a
 * member (null is all). `mention` is a role that hears of its question, `thread` whether one is opened below it. `index` is the question it is at, `answered` how many have answered it, `answeredBefore`
 * who answered the one before it, `unanswered` how many in a row nobody did, `pending` the awards that wait until the
 * round counts, `barred` keyed hashes of accounts that may not answer the open question again, `amends` what is to be shown
 * again after the round. `moveAt` is when the phase ends by itself, `endedAt` when the round closed, `wakeAt` when the round must be looked at again; null is
 * never. Instants are in milliseconds.
 */
export type Round = z.infer<typeof round>

/** What a new round is made of. */
export type RoundPlan = Pick<Round, 'id' | 'mode' | 'scoring' | 'zone' | 'verdict' | 'clock' | 'startedBy' | 'roundsADay' | 'late' | 'mention' | 'thread'> & {
  questions: Snapshot[]
  channels: Channel[]
  at: number
}

/** A new round, about to post its first question. */
export function newRound(plan: RoundPlan): Round {
  const { questions, channels, at, ...kept } = plan
  return {
    ...kept,
    startedAt: at,
    stoppedBy: null,
    phase: 'posting',
    questions: questions.map(question => ({ question, openedAt: null, deadlineAt: null, result: null, messages: [] })),
    index: 0,
    posts: channels.map(one => newPost(one, at)),
    answered: 0,
    answeredBefore: [],
    unanswered: 0,
    players: {},
    pending: [],
    barred: [],
    amends: [],
    moveAt: null,
    endedAt: null,
    wakeAt: at,
  }
}

/** A post that shows nothing yet and is due at once. */
export function newPost(target: Channel, at: number): Post {
  return { channel: target, shows: 'nothing', message: null, triedAt: null, attempts: 0, retryAt: at, gone: null }
}

/** The question that the round is at. */
export function current(state: Round): Asked {
  return state.questions[state.index] as Asked
}

/** When the present question closes; null while that is not known. */
export function deadlineOf(state: Round): number | null {
  return current(state).deadlineAt ?? (state.clock.kind === 'until' ? state.clock.at : null)
}

export function modeOf(state: Round): Mode {
  return modes[state.mode]
}

/** Says whether the round's present question takes answers. */
export function takesAnswers(state: Round): boolean {
  return (state.phase === 'posting' || state.phase === 'open') && state.stoppedBy === null
}
