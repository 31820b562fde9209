/** Brings the messages of a round that is over up to date, after one of its questions was voided. */
import { backoffMs } from './backoff.ts'
import { modeOf, type Amend, type Asked, type Round } from './round.ts'
import type { RoundEvent, Stepped } from './step.ts'

/** The round, due at `at` to show the reveal of this question again, and its podium. */
export function amendRound(state: Round, index: number, at: number): Round {
  const due = { attempts: 0, retryAt: at }
  const { messages } = state.questions[index] as Asked
  const podiums = state.posts.flatMap(({ shows, channel, message }) => shows === 'podium' && message !== null ? [{ channel, message }] : [])
  const kept = state.amends.filter(({ part }) => part !== index && part !== 'podium')
  const reveals = messages.map(one => ({ ...one, ...due, part: index }))
  return withAmends(state, [...kept, ...reveals, ...podiums.map(one => ({ ...one, ...due, part: 'podium' as const }))])
}

/** Steps a closed round: nothing happens to it any more but that its messages are edited. */
export function stepAmends(state: Round, event: RoundEvent): Stepped {
  if (event.type === 'woke') return tryAmends(state, event.at)
  if (event.type === 'shown') return quietly(withAmends(state, state.amends.filter(one => !wasTried(one, event.announcement))))
  if (event.type === 'failed') return quietly(withAmends(state, state.amends.flatMap(one => wasTried(one, event.announcement) ? failed(state, one, event) : [one])))
  return quietly(state)
}

/** An attempt counts before it is made: so that what was tried can be told from what is newer. */
function tryAmends(state: Round, at: number): Stepped {
  const due = state.amends.filter(({ retryAt }) => retryAt <= at)
  const amends = state.amends.map(one => due.includes(one) ? { ...one, attempts: one.attempts + 1, retryAt: at + backoffMs(one.attempts) } : one)
  const announcements = due.map(({ part, channel, message }) => ({ part, show: part === 'podium' ? 'podium' as const : 'reveal' as const, channel, message, triedAt: null }))
  return { state: withAmends(state, amends), awards: [], announcements }
}

function failed(state: Round, one: Amend, event: Extract<RoundEvent, { type: 'failed' }>): Amend[] {
  const attempts = one.attempts - (event.tried ? 0 : 1)
  if (event.gone !== null || attempts >= modeOf(state).attempts) return []
  return [{ ...one, attempts, retryAt: Math.max(one.retryAt, event.at + event.retryAfterMs) }]
}

/** One that was not tried yet is newer than what the event is about. */
function wasTried({ part, message, attempts }: Amend, about: { part: Amend['part'], message: string | null }): boolean {
  return attempts > 0 && part === about.part && message === about.message
}

function withAmends(state: Round, amends: Amend[]): Round {
  return { ...state, amends, wakeAt: amends.length === 0 ? null : Math.min(...amends.map(({ retryAt }) => retryAt)) }
}

function quietly(state: Round): Stepped {
  return { state, awards: [], announcements: [] }
}
