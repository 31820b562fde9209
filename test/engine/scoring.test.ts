import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { pointsOf, timingOf, type Scored } from '../../src/engine/scoring.ts'

const speed = (changes: Partial<Scored>): number => pointsOf({ scoring: 'speed', right: true, timing: 'in time', leftMs: 10_000, allowedMs: 10_000, run: 1, ...changes })

describe('speed scoring', () => {
  it('gives a right answer 500 + floor(500 x time left / time allowed)', () => {
    expect([10_000, 5000, 1, 0].map(leftMs => speed({ leftMs }))).toEqual([1000, 750, 500, 500])
  })

  it('rounds down to whole points', () => {
    expect(speed({ leftMs: 3333, allowedMs: 10_000 })).toBe(666)
  })

  it('adds 100 for each step of a run from the second right answer in a row, at most 300', () => {
    expect([1, 2, 3, 4, 5, 9].map(run => speed({ leftMs: 0, run }))).toEqual([500, 600, 700, 800, 800, 800])
  })

  it('gives 500 and no more within one second after the deadline, however long the run', () => {
    expect(speed({ timing: 'grace', leftMs: -400, run: 5 })).toBe(500)
  })

  it('gives nothing for a wrong answer, and nothing for a late one', () => {
    expect([speed({ right: false, run: 0 }), speed({ timing: 'late' })]).toEqual([0, 0])
  })

  it('gives whole numbers only, from 0 to 1,300', () => {
    fc.assert(fc.property(fc.boolean(), fc.integer(), fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 40 }), (right, leftMs, allowedMs, run) => {
      const points = speed({ right, leftMs, allowedMs, run })
      expect(Number.isInteger(points) && points >= 0 && points <= 1300).toBe(true)
    }))
  })
})

describe('accuracy scoring', () => {
  it('gives 1,000 for right and 0 for wrong, whatever the time left and the run', () => {
    expect(speed({ scoring: 'accuracy', leftMs: 1, run: 7 })).toBe(1000)
    expect(speed({ scoring: 'accuracy', right: false })).toBe(0)
  })
})

describe('the time of an answer', () => {
  it('is in time up to the deadline, in the grace for a second after it, then late', () => {
    expect([999, 1000, 1001, 2000, 2001].map(at => timingOf(at, 1000, 1000))).toEqual(['in time', 'in time', 'grace', 'grace', 'late'])
  })
})
