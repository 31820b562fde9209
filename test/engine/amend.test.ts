import { describe, expect, it } from 'vitest'
import { amendRound } from '../../src/engine/amend.ts'
import { modes } from '../../src/engine/mode.ts'
import { round, type Round } from '../../src/engine/round.ts'
import { stepRound, type RoundEvent } from '../../src/engine/step.ts'
import { Played, START, general } from '../support/round.ts'

/** A round of three questions that was played to its podium. */
function playedRound(): Round {
  const played = new Played()
  for (const choices of [{ ada: 0, grace: 1 }, { ada: 1 }, { grace: 2 }]) played.ask(played.state.moveAt ?? START, choices)
  return played.show(played.state.moveAt ?? 0).state
}

const later = START + 3_600_000
const step = (state: Round, event: RoundEvent) => stepRound(state, event)
const shown = (part: number | 'podium', message: string): RoundEvent => ({ type: 'shown', at: later, announcement: { part, show: 'reveal', channel: general, message, triedAt: null }, message, postedAt: later })

describe('a round that is over', () => {
  it('knows the message of each of its questions', () => {
    const state = playedRound()
    expect(state).toMatchObject({ phase: 'closed', wakeAt: null })
    expect(state.questions.map(asked => asked.messages)).toEqual([0, 1, 2].map(part => [{ channel: general, message: `m-${part}` }]))
  })

  it('shows a voided question\'s reveal again, and the podium, when it is due', () => {
    const amended = amendRound(playedRound(), 1, later)
    expect(amended).toMatchObject({ phase: 'closed', wakeAt: later })
    expect(step(amended, { type: 'woke', at: later }).announcements).toEqual([
      { part: 1, show: 'reveal', channel: general, triedAt: null, message: 'm-1' },
      { part: 'podium', show: 'podium', channel: general, triedAt: null, message: 'm-podium' },
    ])
    expect(round.parse(JSON.parse(JSON.stringify(amended)))).toEqual(amended)
  })

  it('rests once both are confirmed, and stays closed for everything else', () => {
    let { state } = step(amendRound(playedRound(), 1, later), { type: 'woke', at: later })
    state = step(state, shown(1, 'm-1')).state
    expect(state.amends.map(one => one.part)).toEqual(['podium'])
    state = step(state, shown('podium', 'm-podium')).state
    expect(state).toMatchObject({ phase: 'closed', amends: [], wakeAt: null })
    for (const event of [{ type: 'woke', at: later }, { type: 'stopped', at: later, by: 'ada' }, { type: 'hurried', at: later, question: 2 }, { type: 'closed', at: later, zone: 'UTC', answers: [] }] satisfies RoundEvent[]) {
      expect(step(state, event)).toEqual({ state, awards: [], announcements: [] })
    }
  })

  it('tries an edit again, waiting longer each time, and gives up in the end or when the channel is gone', () => {
    const failed: RoundEvent = { type: 'failed', at: later, announcement: { part: 1, show: 'reveal', channel: general, message: 'm-1', triedAt: null }, gone: null, retryAfterMs: 0, tried: true }
    let state = { ...amendRound(playedRound(), 1, later), posts: [] as Round['posts'] }
    state.amends = state.amends.slice(0, 1)
    const waits: number[] = []
    for (let at = later; state.amends.length > 0 && waits.length < 20; at = state.wakeAt ?? at) {
      state = step(step(state, { type: 'woke', at }).state, { ...failed, at }).state
      waits.push((state.wakeAt ?? at) - at)
    }
    expect(waits).toHaveLength(modes.rapid.attempts)
    expect(waits.slice(0, 3)).toEqual([1000, 2000, 4000])
    const tried = step(amendRound(playedRound(), 1, later), { type: 'woke', at: later }).state
    expect(step(tried, { ...failed, gone: { what: 'channel gone' } }).state.amends.map(one => one.part)).toEqual(['podium'])
  })

  it('shows the podium once more when a second void comes while the first one is being shown', () => {
    const tried = step(amendRound(playedRound(), 1, later), { type: 'woke', at: later }).state
    const again = amendRound(tried, 0, later)
    const { state } = step(step(again, shown('podium', 'm-podium')).state, shown(1, 'm-1'))
    expect(state.amends.map(one => one.part)).toEqual([0, 'podium'])
  })

  it('of a daily shows its reveal again, and no podium', () => {
    const daily = new Played({ mode: 'daily', clock: { kind: 'until', at: START + 60_000 } })
    daily.state = { ...daily.state, questions: daily.state.questions.slice(0, 1) }
    daily.ask(START, { ada: 0 })
    expect(daily.state.phase).toBe('closed')
    expect(step(amendRound(daily.state, 0, later), { type: 'woke', at: later }).announcements).toEqual([{ part: 0, show: 'reveal', channel: general, triedAt: null, message: 'm-0' }])
  })
})
