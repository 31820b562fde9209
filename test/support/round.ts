/** Rounds for the engine's tests: given a round, when events come, then look at it. */
import type { Answer } from '../../src/engine/fold.ts'
import type { Snapshot } from '../../src/engine/question.ts'
import { newRound, type Award, type Channel, type Round, type RoundPlan } from '../../src/engine/round.ts'
import { stepRound, type Announcement, type RoundEvent } from '../../src/engine/step.ts'

export const START = Date.UTC(2026, 10, 21, 12)
export const general: Channel = { platform: 'test', home: 'h', id: 'general' }

/** A question with three choices; the one at `right` is right. */
export function snapshotOf(id: string, right = 0): Snapshot {
  const choices = [0, 1, 2].map(position => ({ text: `Choice ${position} of ${id}`, note: position === right ? null : `Why choice ${position} of ${id} tempts.` }))
  return { id: `metrics/${id}`, hash: 'h', topic: 'metrics', topicTitle: 'Metrics', difficulty: 'easy', text: `What of ${id}?`, choices, accepts: [], answer: `Choice ${right} of ${id}`, explanation: `Because of ${id}.` }
}

export function planOf(changes: Partial<RoundPlan>): RoundPlan {
  return {
    id: 'r1', mode: 'rapid', scoring: 'speed', zone: 'UTC', verdict: 'at the reveal', clock: { kind: 'seconds', seconds: 10 },
    startedBy: 'ada', roundsADay: 5, late: false, mention: null, thread: false, questions: [snapshotOf('one'), snapshotOf('two', 1), snapshotOf('three', 2)], channels: [general], at: START, ...changes,
  }
}

/** A round being played in a test: every event steps it, awards and announcements pile up. */
export class Played {
  state: Round
  awards: Award[] = []
  /** Awards that count for progress by topic alone. */
  progress: Award[] = []
  announcements: Announcement[] = []

  constructor(changes: Partial<RoundPlan> = {}) {
    this.state = newRound(planOf(changes))
  }

  step(event: RoundEvent): this {
    const { state, awards, announcements } = stepRound(this.state, event)
    this.state = state
    this.awards.push(...awards.filter(award => !award.id.endsWith('/topic')))
    this.progress.push(...awards.filter(award => award.id.endsWith('/topic')))
    this.announcements = announcements
    return this
  }

  /** Wakes the round and confirms everything that it shows; `announcements` are what it showed. */
  show(at: number): this {
    this.step({ type: 'woke', at })
    const shown = this.announcements
    for (const announcement of shown) this.step({ type: 'shown', at, announcement, message: `m-${announcement.part}`, postedAt: at })
    this.announcements = shown
    return this
  }

  /** These members have answered up to now. */
  tallied(at: number, members: readonly string[]): this {
    return this.step({ type: 'tallied', at, count: members.length, everyone: this.state.answeredBefore.every(member => members.includes(member)) })
  }

  close(at: number, answers: readonly Answer[]): this {
    return this.step({ type: 'closed', at, zone: this.state.zone, answers: [...answers] })
  }

  /** Plays the question that the round is at, from its post to its reveal; answers are given at `at`. */
  ask(at: number, choices: Record<string, number>): this {
    this.show(at)
    const answers = Object.entries(choices).map(([member, choice]) => answerOf(member, choice, at))
    this.close(this.state.moveAt ?? at, answers)
    return this.show(this.state.wakeAt ?? at)
  }
}

export function answerOf(member: string, choice: number, answeredAt: number): Answer {
  return { member, choice, text: null, answeredAt, receivedAt: answeredAt, account: `test:${member}`, team: null }
}
