/** Steps a round: state and event in; state, awards and what to show out. Pure; time comes in as an argument. */
import { stepAmends } from './amend.ts'
import { backoffMs } from './backoff.ts'
import { foldAnswers, progressAwards, releaseAwards, type Answer } from './fold.ts'
import type { Obstacle } from './obstacle.ts'
import { current, modeOf, newPost, type Award, type Channel, type Post, type Round } from './round.ts'

/** A question closes this long after its deadline, so that presses on their way still arrive. */
const CLOSE_AFTER_MS = 2000
/** The message of an open question changes no more often than this. */
const COUNT_EVERY_MS = 2000
/** After an hour it changes less often: of older messages Discord takes only about three edits in twenty seconds (its error 30046). */
const OLD_MS = 3_600_000
const OLD_COUNT_EVERY_MS = 10_000
/** "Everyone has answered" never closes a question earlier than this after it opened. */
const OPEN_AT_LEAST_MS = 3000

/** The message of a round that a post belongs to: a question, by its index, or the podium. */
export type Part = number | 'podium'

/**
 * Something to show in a channel: a new message where `message` is null, else an edit of that one. `count` is the open question with its
 * deadline and how many have answered. `triedAt` is when the same new message was first tried, null when it never was.
 */
export interface Announcement {
  part: Part
  show: 'question' | 'count' | 'reveal' | 'podium'
  channel: Channel
  message: string | null
  triedAt: number | null
}

/**
 * What can happen to a round. `at` is the store's time in milliseconds; `postedAt` is the platform's own. `count` have answered, and
 * `everyone` says that those who answered the question before are all among them.
 * A failure that was not `tried` is no attempt: the platform was too busy.
 */
export type RoundEvent =
  | { type: 'woke', at: number }
  | { type: 'tallied', at: number, count: number, everyone: boolean }
  | { type: 'closed', at: number, zone: string, answers: Answer[] }
  | { type: 'stopped', at: number, by: string }
  | { type: 'hurried', at: number, question: number }
  | { type: 'shown', at: number, announcement: Announcement, message: string, postedAt: number }
  | { type: 'failed', at: number, announcement: Announcement, gone: Obstacle | null, retryAfterMs: number, tried: boolean }

export interface Stepped {
  state: Round
  awards: Award[]
  announcements: Announcement[]
}

/** What the event makes of the round. An event that no longer fits (a late confirmation, say) changes nothing. */
export function stepRound(state: Round, event: RoundEvent): Stepped {
  if (state.phase === 'closed') return stepAmends(state, event)
  const stepped = react(state, event)
  const settled = settle(stepped.state, event.at)
  return { ...stepped, state: { ...settled, wakeAt: wakeAtOf(settled) } }
}

/** Says whether the open question must be closed now: the store closes it and hands over its answers. */
export function mustClose(state: Round, at: number): boolean {
  return state.phase === 'open' && hasToMove(state, at)
}

function react(state: Round, event: RoundEvent): Stepped {
  switch (event.type) {
    case 'woke': return tryPosts(state.phase === 'pausing' && hasToMove(state, event.at) ? moveOn(state, event.at) : state, event.at)
    case 'tallied': return quietly(tally(state, event))
    case 'closed': return close(state, event)
    case 'stopped': return quietly(stop(state, event.by, event.at))
    case 'hurried': return quietly(hurry(state, event.question, event.at))
    case 'shown': return shown(state, event.announcement, event)
    case 'failed': return quietly(failed(state, event.announcement, event))
  }
}

function quietly(state: Round): Stepped {
  return { state, awards: [], announcements: [] }
}

function hasToMove(state: Round, at: number): boolean {
  return state.moveAt !== null && state.moveAt <= at
}

/** Says what to show in every post that is behind and due. An attempt counts when it has failed: whoever dies at it has not. */
function tryPosts(state: Round, at: number): Stepped {
  const show = wantedOf(state)
  if (show === null) return quietly(state)
  const due = state.posts.filter(post => isBehind(post, show) && post.retryAt <= at)
  const posts = state.posts.map(post => due.includes(post) ? { ...post, triedAt: post.triedAt ?? at, retryAt: at + backoffMs(post.attempts) } : post)
  const announcements = due.map(({ channel, message, triedAt }) => ({ part: partOf(state), show, channel, message, triedAt: message === null ? triedAt : null }))
  return { state: { ...state, posts }, awards: [], announcements }
}

/** What every post should show in this phase; null where none is waited for. */
function wantedOf({ phase }: Round): Announcement['show'] | null {
  switch (phase) {
    case 'posting': return 'question'
    case 'open': return 'count'
    case 'revealing': return 'reveal'
    case 'ending': return 'podium'
    case 'pausing':
    case 'closed': return null
  }
}

function partOf(state: Round): Part {
  return state.phase === 'ending' ? 'podium' : state.index
}

/** A question that was never shown in a channel is not revealed there either; one that was deleted is not asked again, but revealed. */
function isBehind({ gone, shows }: Post, wanted: Announcement['show']): boolean {
  return gone === null && shows !== wanted && !(wanted === 'reveal' && shows === 'nothing') && !(wanted === 'count' && shows === 'deleted')
}

/** Where another number is shown than have answered, the message is behind. */
function tally(state: Round, { count, everyone, at }: Extract<RoundEvent, { type: 'tallied' }>): Round {
  if (state.phase !== 'open' || count === state.answered) return state
  const posts = state.posts.map(post => post.shows === 'count' ? { ...post, shows: 'question' as const } : post)
  return { ...(everyone ? closeEarly(state, at) : state), answered: count, posts }
}

/** When everyone who answered the question before has answered, the question closes, but not at once. */
function closeEarly(state: Round, at: number): Round {
  if (state.answeredBefore.length === 0 || !modeOf(state).closesWhenAllAnswered) return state
  const earliest = Math.max(at, (current(state).openedAt ?? at) + OPEN_AT_LEAST_MS)
  return { ...state, moveAt: Math.min(earliest, state.moveAt ?? Infinity) }
}

function close(state: Round, { answers, at, zone }: { answers: readonly Answer[], at: number, zone: string }): Stepped {
  if (state.phase !== 'open') return quietly(state)
  const released = releaseAwards(foldAnswers(state, answers, at, zone), at, zone)
  const awards = [...progressAwards(state, state.index, answers), ...released.awards]
  return { state: reveal(released.state, at), awards, announcements: [] }
}

/** Ends the open question, or the pause after it, now. */
function hurry(state: Round, question: number, at: number): Round {
  const canMove = state.index === question && (state.phase === 'open' || state.phase === 'pausing')
  return canMove ? { ...state, moveAt: Math.min(at, state.moveAt ?? at) } : state
}

function reveal(state: Round, at: number): Round {
  const posts = state.posts.map(post => ({ ...post, attempts: 0, retryAt: at }))
  return { ...state, phase: 'revealing', moveAt: null, barred: [], posts }
}

/** What was revealed counts; the open question is void. One that is being posted becomes void once it is shown. */
function stop(state: Round, by: string, at: number): Round {
  if (state.stoppedBy !== null || state.phase === 'ending' || state.phase === 'closed') return state
  const stopped = { ...state, stoppedBy: by }
  if (state.phase === 'open') return reveal(voidQuestion(stopped, at), at)
  return state.phase === 'pausing' ? { ...stopped, moveAt: at } : stopped
}

function voidQuestion(state: Round, at: number): Round {
  const asked = current(state)
  const result = { split: [], revealedAt: at, zone: state.zone, void: true }
  return { ...state, questions: state.questions.with(state.index, { ...asked, result }) }
}

/** A question that said its deadline in its first post needs no edit for it. One that was tried before may have been answered since, which the edit shows. */
function shown(state: Round, { part, show, channel, message, triedAt }: Announcement, event: { message: string, postedAt: number, at: number }): Stepped {
  if (part !== partOf(state)) return quietly(state)
  const shows = show === 'question' && state.clock.kind === 'until' && triedAt === null ? 'count' : show
  const retryAt = shows === 'count' ? event.at + countEveryMs(state, event.at) : event.at
  const posts = state.posts.map(post => isSame(post.channel, channel) ? { ...post, shows, message: event.message, attempts: 0, retryAt, gone: null } : post)
  const next = message === null && part !== 'podium' ? noteMessage({ ...state, posts }, channel, event.message) : { ...state, posts }
  if (state.phase !== 'posting') return quietly(next)
  const opened = open(next, event.postedAt)
  return quietly(state.stoppedBy === null ? opened : reveal(voidQuestion(opened, event.at), event.at))
}

function countEveryMs(state: Round, at: number): number {
  return at - (current(state).openedAt ?? at) < OLD_MS ? COUNT_EVERY_MS : OLD_COUNT_EVERY_MS
}

/** Keeps where the question is shown: its post is replaced by that of the next one. */
function noteMessage(state: Round, channel: Channel, message: string): Round {
  const asked = current(state)
  const others = asked.messages.filter(one => !isSame(one.channel, channel))
  return { ...state, questions: state.questions.with(state.index, { ...asked, messages: [...others, { channel, message }] }) }
}

/** The question's clock starts at the platform's own time of its first message. */
function open(state: Round, openedAt: number): Round {
  const deadlineAt = state.clock.kind === 'until' ? state.clock.at : openedAt + state.clock.seconds * 1000
  const asked = { ...current(state), openedAt, deadlineAt }
  return { ...state, phase: 'open', moveAt: deadlineAt + CLOSE_AFTER_MS, questions: state.questions.with(state.index, asked) }
}

function failed(state: Round, { part, channel, triedAt }: Announcement, event: Extract<RoundEvent, { type: 'failed' }>): Round {
  if (part !== partOf(state)) return state
  const posts = state.posts.map(post => {
    if (!isSame(post.channel, channel)) return post
    const attempts = post.attempts + (event.tried ? 1 : 0)
    const gone = event.gone ?? (attempts >= modeOf(state).attempts && state.phase !== 'open' ? { what: 'given up' as const } : null)
    const retryAt = Math.max(post.retryAt, event.at + event.retryAfterMs)
    return gone?.what === 'message gone' ? { ...post, shows: 'deleted' as const, message: null, triedAt: null } : { ...post, triedAt: event.tried ? post.triedAt : triedAt, attempts, gone, retryAt }
  })
  return { ...state, posts }
}

/** Moves on where no post is waited for any more. */
function settle(state: Round, at: number): Round {
  const wanted = wantedOf(state)
  if (wanted === null || state.phase === 'open' || state.posts.some(post => isBehind(post, wanted))) return state
  return state.phase === 'revealing' ? afterReveal(state, at) : closed(state, at)
}

/** Time to read the reveal, before the next question or the podium; a stopped round ends at once. */
function afterReveal(state: Round, at: number): Round {
  if (isOver(state) && (!modeOf(state).podium || isGone(state))) return closed(state, at)
  return state.stoppedBy === null ? { ...state, phase: 'pausing', moveAt: at + modeOf(state).pauseMs } : restart(state, 'ending', at)
}

function isOver(state: Round): boolean {
  return state.stoppedBy !== null || state.index === state.questions.length - 1
    || state.unanswered >= modeOf(state).unansweredLimit || isGone(state)
}

function isGone(state: Round): boolean {
  return state.posts.every(post => post.gone !== null)
}

/** Ends the pause: the podium, or the next question. */
function moveOn(state: Round, at: number): Round {
  return isOver(state) ? restart(state, 'ending', at) : restart({ ...state, index: state.index + 1, answered: 0 }, 'posting', at)
}

/** A new message in every channel, also in one that failed before. */
function restart(state: Round, phase: 'posting' | 'ending', at: number): Round {
  return { ...state, phase, moveAt: null, posts: state.posts.map(post => newPost(post.channel, at)) }
}

function closed(state: Round, at: number): Round {
  return { ...state, phase: 'closed', moveAt: null, endedAt: at }
}

/** When the round must be looked at again. */
function wakeAtOf(state: Round): number | null {
  const wanted = wantedOf(state)
  const retries = wanted === null ? [] : state.posts.filter(post => isBehind(post, wanted)).map(post => post.retryAt)
  const instants = state.moveAt === null ? retries : [state.moveAt, ...retries]
  return instants.length === 0 ? null : Math.min(...instants)
}

/** Says whether it is the same channel. */
export function isSame(one: Channel, other: Channel): boolean {
  return one.platform === other.platform && one.home === other.home && one.id === other.id
}
