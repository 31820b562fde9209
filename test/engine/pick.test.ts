import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { isForDaily, pick, seeAll, type Seen } from '../../src/engine/pick.ts'
import { randomOf, shuffle } from '../../src/engine/random.ts'

const pool = Array.from({ length: 30 }, (_, place) => ({ id: `t${place % 3}/q${place}`, topic: `t${place % 3}` }))

describe('picking', () => {
  it('gives no question again until the pool is used up, then the longest unseen first', () => {
    let seen: Seen = {}
    const order: string[] = []
    for (let round = 0; round < 12; round++) {
      const ids = pick(pool, seen, {}, 5, `s${round}`).map(item => item.id)
      seen = seeAll(seen, ids)
      order.push(...ids)
    }
    expect(new Set(order.slice(0, 30)).size).toBe(30)
    expect(order.slice(30, 60)).toEqual(order.slice(0, 30))
  })

  it('over 400 reserved questions, one a day, gives no repeat for more than a year', () => {
    const reserved = Array.from({ length: 400 }, (_, place) => ({ id: `t${place % 7}/q${place}`, topic: `t${place % 7}` }))
    let seen: Seen = {}
    const last = new Map<string, number>()
    for (let day = 0; day < 900; day++) {
      const [item] = pick(reserved, seen, { t0: 3 }, 1, `group/slot-${day}`)
      if (item === undefined) throw new Error(`Nothing was picked on day ${day}.`)
      expect(day - (last.get(item.id) ?? -Infinity)).toBeGreaterThan(366)
      last.set(item.id, day)
      seen = seeAll(seen, [item.id])
    }
    expect(last.size).toBe(400)
  })

  it('gives the same for the same seed, different questions, and never more than there are', () => {
    fc.assert(fc.property(fc.string(), fc.integer({ min: 0, max: 40 }), (seed, count) => {
      const picked = pick(pool, {}, {}, count, seed)
      expect(picked).toEqual(pick(pool, {}, {}, count, seed))
      expect(new Set(picked).size).toBe(Math.min(count, 30))
    }))
  })

  it('is even over topics by their weights', () => {
    const counts: Record<string, number> = {}
    for (let seed = 0; seed < 4000; seed++) {
      const [item] = pick(pool, {}, { t0: 2, t1: 1, t2: 1 }, 1, `seed ${seed}`)
      counts[item?.topic ?? ''] = (counts[item?.topic ?? ''] ?? 0) + 1
    }
    expect(Math.abs((counts['t0'] ?? 0) - 2000)).toBeLessThan(120)
    expect(Math.abs((counts['t1'] ?? 0) - 1000)).toBeLessThan(120)
  })

  it('keeps about six questions in ten for the daily, always the same ones', () => {
    const ids = Array.from({ length: 2000 }, (_, place) => `topic/question-${place}`)
    const kept = ids.filter(isForDaily)
    expect(Math.abs(kept.length - 1200)).toBeLessThan(100)
    expect(ids.filter(isForDaily)).toEqual(kept)
  })
})

describe('seeded randomness', () => {
  it('is even over its range', () => {
    const random = randomOf('even')
    const buckets = Array.from({ length: 10 }, () => 0)
    for (let draw = 0; draw < 20_000; draw++) {
      const bucket = Math.floor(random() * 10)
      buckets[bucket] = (buckets[bucket] ?? 0) + 1
    }
    for (const count of buckets) expect(Math.abs(count - 2000)).toBeLessThan(200)
  })

  it('shuffles without losing anything', () => {
    fc.assert(fc.property(fc.array(fc.integer()), fc.string(), (items, seed) => {
      expect(shuffle(items, randomOf(seed)).toSorted((a, b) => a - b)).toEqual(items.toSorted((a, b) => a - b))
    }))
  })
})
