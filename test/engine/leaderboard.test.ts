import { describe, expect, it } from 'vitest'
import { boardsOf, rankAll, rankPlaces, windowEnd, windowOf, windowsOf } from '../../src/engine/leaderboard.ts'

const at = (text: string) => Date.parse(text)
const iso = (instant: number | null) => instant === null ? null : new Date(instant).toISOString()

describe('ranks', () => {
  it('are 1, 2, 2, 4, most points first, equal points by member id', () => {
    const standings = [['d', 10], ['a', 20], ['c', 30], ['b', 20]].map(([member, points]) => ({ member: String(member), points: Number(points), right: 0, asked: 0 }))
    expect(rankAll(standings).map(({ member, rank }) => [member, rank])).toEqual([['c', 1], ['a', 2], ['b', 2], ['d', 4]])
  })

  it('are the same on every page, wherever it cuts through equal points', () => {
    const points = [50, 40, 40, 40, 40, 20, 20, 10]
    const all = rankPlaces(points.map(each => ({ points: each })), 0, 0).map(({ rank }) => rank)
    expect(all).toEqual([1, 2, 2, 2, 2, 6, 6, 8])
    for (const offset of points.keys()) {
      const ahead = points.filter(each => each > (points[offset] ?? 0)).length
      expect(rankPlaces(points.slice(offset).map(each => ({ points: each })), offset, ahead).map(({ rank }) => rank)).toEqual(all.slice(offset))
    }
  })
})

describe('the boards of an answer', () => {
  it('are those of its windows, and of its team in each of them', () => {
    expect(boardsOf(at('2026-11-21T12:00Z'), 'UTC', null)).toEqual(['day:2026-11-21', 'week:2026-W47', 'month:2026-11', 'all'])
    expect(boardsOf(at('2026-11-21T12:00Z'), 'UTC', 'red').slice(4)).toEqual(['day:2026-11-21/red', 'week:2026-W47/red', 'month:2026-11/red', 'all/red'])
  })
})

describe('windows', () => {
  it('are the day, the ISO week, the month and all time, by the group\'s zone', () => {
    expect(windowsOf(at('2026-11-21T23:30Z'), 'UTC')).toEqual(['day:2026-11-21', 'week:2026-W47', 'month:2026-11', 'all'])
    expect(windowsOf(at('2026-11-30T23:30Z'), 'Asia/Tokyo')).toEqual(['day:2026-12-01', 'week:2026-W49', 'month:2026-12', 'all'])
  })

  it('of the days around new year follow the ISO week', () => {
    expect(['2026-12-31T12:00Z', '2027-01-01T12:00Z', '2027-01-04T12:00Z'].map(text => windowOf('week', at(text), 'UTC'))).toEqual(['week:2026-W53', 'week:2026-W53', 'week:2027-W01'])
  })

  it('end with the local day, Sunday, or the month, also when the clocks change', () => {
    const ends = (zone: string, text: string) => (['day', 'week', 'month', 'all'] as const).map(period => iso(windowEnd(period, at(text), zone)))
    expect(ends('UTC', '2026-11-21T12:00Z')).toEqual(['2026-11-22T00:00:00.000Z', '2026-11-23T00:00:00.000Z', '2026-12-01T00:00:00.000Z', null])
    expect(ends('Europe/Berlin', '2027-03-28T12:00Z')).toEqual(['2027-03-28T22:00:00.000Z', '2027-03-28T22:00:00.000Z', '2027-03-31T22:00:00.000Z', null])
  })
})
