import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { recount } from '../../src/engine/count.ts'
import type { Answer } from '../../src/engine/fold.ts'
import { boardsOf, topicBoard } from '../../src/engine/leaderboard.ts'
import type { ModeName } from '../../src/engine/mode.ts'
import { isRight } from '../../src/engine/question.ts'
import { modeOf, type Award, type Round } from '../../src/engine/round.ts'
import { pointsOf, timingOf, type Scoring } from '../../src/engine/scoring.ts'
import { PlayedDay, type Boards, type Table } from '../support/day.ts'
import { snapshotOf, START } from '../support/round.ts'

const one = [snapshotOf('one')]
const right = { choice: 0 }
const wrong = { choice: 1 }

/** A day on which Ada and Grace have each answered these rounds of one question right, one after another. */
function dayOf(rounds: number): PlayedDay {
  const day = new PlayedDay()
  for (let round = 0; round < rounds; round++) day.play(day.start({ questions: one, scoring: 'accuracy' }), { ada: right, grace: right })
  return day
}

describe('rounds that count', () => {
  it('are at most five a day for a member', () => {
    const day = dayOf(7)
    expect([day.points('all', 'ada'), day.points('day:2026-11-21', 'grace')]).toEqual([5000, 5000])
  })

  it('are the first five that gave a member something, for each member their own', () => {
    const day = dayOf(5)
    day.play(day.start({ questions: one, scoring: 'accuracy' }), { ada: right, alan: right })
    expect([day.points('all', 'ada'), day.points('all', 'alan')]).toEqual([5000, 1000])
  })

  it('are the same rounds to their end when several run at once and close alternately', () => {
    const day = new PlayedDay()
    const tables = Array.from({ length: 6 }, () => day.start({ scoring: 'accuracy' }))
    for (const choice of [0, 1, 2]) for (const table of tables) day.play(table, { ada: { choice }, grace: { choice } })
    expect(day.day.rounds['ada']).toEqual(['r0', 'r1', 'r2', 'r3', 'r4', 'r5'])
    expect([day.boards['all']?.['ada'], day.boards['all']?.['grace']]).toEqual([{ points: 15_000, right: 15, asked: 15 }, { points: 15_000, right: 15, asked: 15 }])
  })

  it('have at least two members who answered in them; what was answered before the second came counts then', () => {
    const day = new PlayedDay()
    const table = day.start({ scoring: 'accuracy' })
    day.play(table, { ada: right })
    expect(day.boards['all']).toBeUndefined()
    day.play(table, { grace: { choice: 1 } })
    expect([day.points('all', 'ada'), day.points('all', 'grace')]).toEqual([1000, 1000])
  })

  it('do not limit the daily, which always counts, nor progress by topic', () => {
    const day = dayOf(6)
    day.play(day.start({ mode: 'daily', roundsADay: null, scoring: 'accuracy', questions: one, clock: { kind: 'until', at: START + 3_600_000 } }), { ada: right })
    expect(day.points('all', 'ada')).toBe(6000)
    expect(day.boards[topicBoard('metrics')]?.['ada']).toEqual({ points: 0, right: 7, asked: 7 })
  })
})

describe('a voided question counts for nobody', () => {
  it('its points, its right and asked are taken back on every board', () => {
    const day = dayOf(2)
    day.void(0, 0)
    for (const board of ['day:2026-11-21', 'week:2026-W47', 'month:2026-11', 'all']) expect(day.boards[board]?.['ada']).toEqual({ points: 1000, right: 1, asked: 1 })
    expect(day.boards[topicBoard('metrics')]?.['ada']).toEqual({ points: 0, right: 1, asked: 1 })
  })

  it('a round over the limit moves up when one before it counts no more', () => {
    const day = dayOf(6)
    day.void(0, 0)
    expect(day.day.rounds['ada']).toEqual(['r1', 'r2', 'r3', 'r4', 'r5'])
    expect(day.points('all', 'ada')).toBe(5000)
  })

  it('two voids of one day both correct the round that moves up, each by what it changed', () => {
    const day = dayOf(7)
    day.void(0, 0)
    day.void(1, 0)
    day.void(6, 0)
    expect([day.points('all', 'ada'), day.boards['all']?.['grace']]).toEqual([4000, { points: 4000, right: 4, asked: 4 }])
  })

  it('a round that was answered by two only there counts for nobody any more', () => {
    const day = new PlayedDay()
    const table = day.start({ scoring: 'accuracy' })
    day.play(table, { ada: right, grace: right })
    day.play(table, { ada: { choice: 1 } })
    day.stop(table)
    expect(day.points('all', 'ada')).toBe(2000)
    day.void(table, 0)
    expect(day.boards['all']).toEqual({})
  })

  it('what waited for a second player moves to the windows of the reveal that counts it then', () => {
    const day = new PlayedDay()
    const table = day.start({ scoring: 'accuracy' })
    day.play(table, { ada: right })
    day.play(table, { grace: { choice: 1 } }, 'Pacific/Kiritimati')
    day.play(table, { grace: { choice: 2 } })
    expect([day.points('day:2026-11-22', 'ada'), day.points('day:2026-11-21', 'ada')]).toEqual([1000, undefined])
    day.void(table, 1)
    expect([day.points('day:2026-11-22', 'ada'), day.points('day:2026-11-21', 'ada'), day.points('all', 'ada')]).toEqual([undefined, 1000, 1000])
  })

  it('a run goes on over it, as if it had not been asked', () => {
    const day = new PlayedDay()
    const table = day.start({ scoring: 'speed' })
    day.play(table, { ada: { choice: 0, afterMs: 10_000 }, grace: wrong })
    day.play(table, { ada: { choice: 0 } })
    day.play(table, { ada: { choice: 2, afterMs: 10_000 } })
    expect(day.points('all', 'ada')).toBe(500 + 0 + 500)
    day.void(table, 1)
    expect(day.points('all', 'ada')).toBe(500 + 600)
  })

  it('voiding it twice, or one that was never revealed, changes nothing', () => {
    const day = dayOf(2)
    const stopped = day.start({ scoring: 'accuracy' })
    day.play(stopped, { ada: right, grace: wrong })
    day.stop(stopped)
    const before = structuredClone(day.boards)
    day.void(stopped, 2)
    expect(day.boards).toEqual(before)
    day.void(0, 0)
    const once = structuredClone(day.boards)
    day.void(0, 0)
    expect(day.boards).toEqual(once)
  })

  it('gives nothing back to a member who was forgotten, and takes nothing from the others', () => {
    const day = new PlayedDay()
    const [round, daily] = [day.start({ scoring: 'accuracy' }), day.start({ mode: 'daily', roundsADay: null, scoring: 'accuracy', questions: one, clock: { kind: 'until', at: START + 3_600_000 } })]
    for (const choice of [0, 1, 2]) day.play(round, { ada: { choice }, grace: { choice } })
    day.play(daily, { ada: right, grace: right })
    day.forget('grace')
    expect(day.points('all', 'ada')).toBe(4000)
    day.void(round, 0)
    day.void(daily, 0)
    expect(day.boards['all']).toEqual({ ada: { points: 2000, right: 2, asked: 2 } })
    expect(Object.keys(day.boards[topicBoard('metrics')] ?? {})).toEqual(['ada'])
  })
})

/** What the boards should hold, worked out from the answers alone, question by question. */
function expected(day: PlayedDay): Boards {
  const boards: Boards = {}
  const add = (names: readonly string[], member: string, points: number, right: number) => {
    for (const name of names) {
      const board = boards[name] ??= {}
      const before = board[member] ?? { points: 0, right: 0, asked: 0 }
      board[member] = { points: before.points + points, right: before.right + right, asked: before.asked + 1 }
    }
  }
  for (const table of day.tables) {
    const { played: { state: round }, answers } = table
    const runs: Record<string, number> = {}
    for (const [index, { question, result, deadlineAt, openedAt }] of round.questions.entries()) {
      if (result === null || result.void) continue
      const given = inTime(round, index, answers[index] ?? [])
      for (const member of Object.keys(runs)) if (!given.some(answer => answer.member === member)) runs[member] = 0
      for (const answer of given) {
        const isGood = isRight(question, answer)
        const run = runs[answer.member] = isGood ? (runs[answer.member] ?? 0) + 1 : 0
        const [deadline, opened] = [deadlineAt ?? 0, openedAt ?? 0]
        const timing = timingOf(answer.answeredAt, deadline, modeOf(round).graceMs)
        const points = pointsOf({ scoring: round.scoring, right: isGood, run, timing, leftMs: deadline - answer.answeredAt, allowedMs: deadline - opened })
        if (answer.account === '') continue
        add([topicBoard(question.topic)], answer.member, 0, Number(isGood))
        if (countsFor(day, round.id, answer.member)) add(boardsOf(...releaseOf(table, index), answer.team), answer.member, points, Number(isGood))
      }
    }
  }
  return boards
}

/** When and in which zone an answer's points were given: at its reveal, or at the later one with which the round began to count. */
function releaseOf({ played: { state: round }, answers }: Table, index: number): [number, string] {
  const revealed = round.questions.flatMap(({ result }, place) => result === null || result.void ? [] : [{ ...result, place }])
  const playersUpTo = (last: number) => new Set(revealed.filter(({ place }) => place <= last).flatMap(({ place }) => inTime(round, place, answers[place] ?? [])).map(answer => answer.member)).size
  const first = revealed.find(({ place }) => place >= index && playersUpTo(place) >= modeOf(round).countsFromMembers)
  return [first?.revealedAt ?? 0, first?.zone ?? 'UTC']
}

/** What came later than the deadline and the grace is no answer. */
function inTime(round: Round, index: number, answers: readonly Answer[]): Answer[] {
  const { deadlineAt } = round.questions[index] ?? { deadlineAt: null }
  return answers.filter(({ answeredAt }) => deadlineAt !== null && answeredAt <= deadlineAt + modeOf(round).graceMs)
}

/** Says whether a round counts for a member: enough played in it, and it is among the member's first of the day. */
function countsFor(day: PlayedDay, id: string, member: string): boolean {
  const playersOf = (round: string) => new Set(day.tables.filter(({ played }) => played.state.id === round)
    .flatMap(({ played: { state }, answers }) => answers.flatMap((given, index) => state.questions[index]?.result?.void === false ? inTime(state, index, given) : [])).map(answer => answer.member))
  const roundOf = (round: string) => day.tables.find(({ played }) => played.state.id === round)?.played.state
  const round = roundOf(id)
  if (round === undefined || playersOf(id).size < modeOf(round).countsFromMembers) return false
  if (round.roundsADay === null) return true
  const theirs = (day.released[member] ?? []).filter(one => {
    const other = roundOf(one)
    return other?.roundsADay != null && playersOf(one).has(member) && playersOf(one).size >= modeOf(other).countsFromMembers
  })
  return theirs.indexOf(id) < round.roundsADay
}

function sumOf(awards: readonly Award[]): Boards {
  const boards: Boards = {}
  for (const { boards: names, member, points, right: good, asked } of awards) {
    for (const name of names) {
      const board = boards[name] ??= {}
      const before = board[member] ?? { points: 0, right: 0, asked: 0 }
      board[member] = { points: before.points + points, right: before.right + good, asked: before.asked + asked }
    }
  }
  return boards
}

function filled(boards: Boards): Boards {
  return Object.fromEntries(Object.entries(boards).filter(([, members]) => Object.keys(members).length > 0))
}

const members = ['ada', 'alan', 'grace', 'kay']
const reply = fc.record({ choice: fc.nat(2), afterMs: fc.nat(11_000), team: fc.constantFrom(undefined, 'red', 'blue') }, { requiredKeys: ['choice', 'afterMs'] })
const replies = fc.dictionary(fc.constantFrom(...members), reply, { maxKeys: 4 })
const plan = fc.record({
  mode: fc.constantFrom('rapid' as const, 'rapid' as const, 'quiz' as const, 'daily' as const),
  scoring: fc.constantFrom('speed' as const, 'accuracy' as const),
  questions: fc.integer({ min: 1, max: 4 }),
  roundsADay: fc.integer({ min: 1, max: 3 }),
})
const voiding = fc.record({ do: fc.constant('void' as const), table: fc.nat(6), question: fc.nat(3) })
const playing = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('play' as const), table: fc.nat(6), replies, zone: fc.constantFrom('UTC', 'Asia/Tokyo') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stop' as const), table: fc.nat(6) }) },
  { weight: 2, arbitrary: voiding },
)
const afterwards = fc.oneof({ weight: 3, arbitrary: voiding }, { weight: 1, arbitrary: fc.record({ do: fc.constant('forget' as const), member: fc.constantFrom(...members) }) })

function start(day: PlayedDay, { mode, scoring, questions, roundsADay }: { mode: ModeName, scoring: Scoring, questions: number, roundsADay: number }): void {
  const asked = Array.from({ length: mode === 'daily' ? 1 : questions }, (_, place) => ({ ...snapshotOf(`q${place}`, place % 3), topic: place % 2 === 0 ? 'metrics' : 'probability' }))
  if (mode === 'daily') day.start({ mode, scoring: 'accuracy', roundsADay: null, questions: asked, clock: { kind: 'until', at: START + 60_000 } })
  else day.start({ mode, scoring, roundsADay, questions: asked })
}

describe('boards after any play and any voids', () => {
  it('equal what the answers add up to, for every board and member, at every moment', () => {
    fc.assert(fc.property(fc.array(plan, { minLength: 2, maxLength: 7 }), fc.array(playing, { maxLength: 40 }), fc.array(afterwards, { maxLength: 8 }), (plans, plays, ends) => {
      const day = new PlayedDay()
      const check = () => {
        expect(filled(day.boards)).toEqual(expected(day))
        expect(sumOf(recount(day.day, day.tables.map(({ played, answers }) => ({ round: played.state, answers }))))).toEqual(expected(day))
      }
      for (const one of plans) start(day, one)
      for (const deed of plays) {
        const table = deed.table % plans.length
        if (deed.do === 'play') day.play(table, deed.replies, deed.zone)
        if (deed.do === 'stop' && !day.isClosed(table)) day.stop(table)
        if (deed.do === 'void' && day.isClosed(table)) voidOne(day, table, deed.question)
        check()
      }
      for (const table of plans.keys()) if (!day.isClosed(table)) day.stop(table)
      for (const deed of ends) {
        if (deed.do === 'void') voidOne(day, deed.table % plans.length, deed.question)
        else day.forget(deed.member)
        check()
      }
    }), { numRuns: process.env['RECALL_FULL'] === undefined ? 200 : 5000 })
  })
})

function voidOne(day: PlayedDay, table: number, question: number): void {
  day.void(table, question % (day.tables[table]?.answers.length ?? 1))
}
