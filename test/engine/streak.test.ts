import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dailyDays, lastDays, MOST_FREEZES, streakOf, type DailyDay, type Streak } from '../../src/engine/streak.ts'

/** Days in a row from 1 November: `x` is answered, `-` had a daily that was not, a space had none. */
function daysOf(pattern: string): DailyDay[] {
  const first = Temporal.PlainDate.from('2026-11-01')
  return Array.from(pattern).flatMap((sign, days) => sign === ' ' ? [] : [{ date: first.add({ days }).toString(), answered: sign === 'x' }])
}

/** The streak after such days, and what became of them. */
function after(pattern: string): Pick<Streak, 'days' | 'best' | 'freezes' | 'toFreeze'> & { fate: string } {
  const { states, ...streak } = streakOf(daysOf(pattern))
  return { ...streak, fate: [...states.values()].map(state => state.charAt(0)).join('') }
}

const week = 'xxxxxxx'

describe('a streak', () => {
  it('counts days on which a daily was answered, right or wrong', () => {
    expect(after('xxx')).toMatchObject({ days: 3, best: 3 })
    expect(after('')).toMatchObject({ days: 0, best: 0, freezes: 0, toFreeze: 7 })
  })

  it('is not broken by days without a daily: weekends, pauses, outages', () => {
    expect(after('xxxxx  xx')).toMatchObject({ days: 7, freezes: 1 })
    expect(after(`x${' '.repeat(40)}x`)).toMatchObject({ days: 2 })
  })

  it('ends with a missed day when no freeze is held; the best stays', () => {
    expect(after('xxx-x')).toMatchObject({ days: 1, best: 3, fate: 'aaama' })
  })

  it('begins with the first answer: days before it are not missed', () => {
    expect(after('--x')).toMatchObject({ days: 1, fate: 'bba' })
  })
})

describe('a freeze', () => {
  it('is earned by each seven answered days, also when the streak broke among them', () => {
    expect(after('xxxxxx')).toMatchObject({ freezes: 0, toFreeze: 1 })
    expect(after(week)).toMatchObject({ freezes: 1, toFreeze: 7 })
    expect(after('xxx-xxxx')).toMatchObject({ days: 4, freezes: 1 })
  })

  it('is used by a missed day by itself, and keeps the streak', () => {
    expect(after(`${week}-x`)).toMatchObject({ days: 8, freezes: 0, fate: 'aaaaaaafa' })
    expect(after(`${week}--`)).toMatchObject({ days: 0, fate: 'aaaaaaafm' })
  })

  it('two are held at most', () => {
    expect(after(week.repeat(5))).toMatchObject({ days: 35, freezes: 2 })
    expect(after(`${week.repeat(5)}---`)).toMatchObject({ days: 0, best: 35, fate: `${'a'.repeat(35)}ffm` })
  })
})

/** Mostly answered, so that freezes are earned, held and lost. */
const sign = fc.oneof({ weight: 12, arbitrary: fc.constant('x') }, { weight: 1, arbitrary: fc.constant('-') })
const patterns = fc.array(sign, { maxLength: 80, size: 'max' }).map(signs => signs.join(''))

describe('after any days', () => {
  const holds = (property: (pattern: string) => void) => fc.assert(fc.property(patterns, pattern => { property(pattern) }))

  it('never more than two freezes are held, nor fewer than none; each was earned by seven answered days', () => {
    holds(pattern => {
      const { freezes, toFreeze, fate } = after(pattern)
      const [answered, frozen] = ['a', 'f'].map(sign => fate.split(sign).length - 1) as [number, number]
      expect(freezes).toBeGreaterThanOrEqual(0)
      expect(freezes).toBeLessThanOrEqual(MOST_FREEZES)
      expect(freezes + frozen).toBeLessThanOrEqual(Math.floor(answered / 7))
      expect(toFreeze).toBe(7 - answered % 7)
    })
  })

  it('days without a daily change nothing, wherever they lie', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.constantFrom('x', '-'), fc.nat(5)), { maxLength: 40 }), signs => {
      expect(after(signs.map(([sign, gap]) => ' '.repeat(gap) + sign).join(''))).toEqual(after(signs.map(([sign]) => sign).join('')))
    }))
  })

  it('one more answered day is one day more', () => {
    holds(pattern => expect(after(`${pattern}x`).days).toBe(after(pattern).days + 1))
  })

  it('answering a day never leaves a shorter streak, best or fewer freezes than missing it', () => {
    holds(pattern => {
      const [answered, missed] = [after(`${pattern}x`), after(`${pattern}-`)]
      expect(answered.days).toBeGreaterThan(missed.days)
      expect(answered.best).toBeGreaterThanOrEqual(missed.best)
      expect(answered.freezes).toBeGreaterThanOrEqual(missed.freezes)
    })
  })

  it('a frozen day keeps the streak as it was, a missed one ends it', () => {
    holds(pattern => {
      const [before, missed] = [after(pattern), after(`${pattern}-`)]
      if (before.best > 0) expect(missed.days).toBe(before.freezes > 0 ? before.days : 0)
      expect(missed.freezes).toBe(Math.max(before.freezes - 1, 0))
    })
  })

  it('the best is the longest that the streak ever was', () => {
    holds(pattern => expect(after(pattern).best).toBe(Math.max(0, ...Array.from(pattern, (_, end) => after(pattern.slice(0, end + 1)).days))))
  })
})

const at = (text: string) => Date.parse(text)

describe('the days of dailies', () => {
  const posted = [
    { round: 'second', at: at('2026-11-21T18:00Z') },
    { round: 'first', at: at('2026-11-20T23:30Z') },
    { round: 'third', at: at('2026-11-21T23:30Z') },
  ]

  it('are local days of the zone that is asked for, in order', () => {
    const dates = (zone: string) => dailyDays(posted, [], new Set(['third']), zone)
    expect(dates('UTC')).toEqual([{ date: '2026-11-20', answered: false }, { date: '2026-11-21', answered: true }])
    expect(dates('Europe/Berlin')).toEqual([{ date: '2026-11-21', answered: false }, { date: '2026-11-22', answered: true }])
  })

  it('a day is answered when one of its dailies was', () => {
    expect(dailyDays(posted, [], new Set(['second']), 'UTC').at(-1)).toEqual({ date: '2026-11-21', answered: true })
  })

  it('a day is not lost while another daily of it is open', () => {
    expect(dailyDays(posted.slice(0, 2), posted.slice(2), new Set(), 'UTC').map(({ date }) => date)).toEqual(['2026-11-20'])
    expect(dailyDays(posted.slice(0, 2), posted.slice(2), new Set(['second']), 'UTC')).toHaveLength(2)
  })

  it('the last ones are listed with what became of each: answered, frozen, missed, no daily, before, open, locked in', () => {
    const slots = Array.from('x'.repeat(7)).map((_, place) => ({ round: `w${place}`, at: at('2026-11-08T09:00Z') + place * 86_400_000 }))
    const missed = [{ round: 'y', at: at('2026-11-16T09:00Z') }, { round: 'z', at: at('2026-11-17T09:00Z') }, { round: 'early', at: at('2026-11-07T09:00Z') }]
    const open = [{ round: 'o', at: at('2026-11-19T09:00Z') }]
    const states = (answered: string[]) => {
      const own = new Set([...slots.map(({ round }) => round), ...answered])
      return lastDays(streakOf(dailyDays([...slots, ...missed], open, own, 'UTC')), open, own, '2026-11-19', 'UTC', 14).map(({ date, state }) => `${date.slice(8)} ${state}`)
    }
    const before = ['06 no daily', '07 before', ...Array.from({ length: 7 }, (_, day) => `${String(day + 8).padStart(2, '0')} answered`), '15 no daily', '16 frozen', '17 missed', '18 no daily']
    expect(states([])).toEqual([...before, '19 open'])
    expect(states(['o'])).toEqual([...before, '19 locked in'])
  })
})
