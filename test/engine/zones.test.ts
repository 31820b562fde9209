import { describe, expect, it } from 'vitest'
import { randomOf, shuffle } from '../../src/engine/random.ts'
import { nextSlotAt, weekdays, type Schedule } from '../../src/engine/schedule.ts'
import { zones } from '../../src/engine/zone.ts'
import { general } from '../support/round.ts'
import { firstInstant, stretchesOf, type Stretch } from '../support/zone-oracle.ts'

const full = process.env['RECALL_FULL'] !== undefined
const DAY = 86_400_000
/** Zones whose rules are odd: half an hour, changes at midnight or a minute past it, a skipped day, no rules at all, a month of fasting. */
const odd = ['Australia/Lord_Howe', 'America/Havana', 'America/St_Johns', 'Pacific/Apia', 'UTC', 'Africa/Casablanca', 'Asia/Kathmandu', 'America/Sao_Paulo', 'Europe/London', 'America/New_York', 'Africa/Cairo', 'Antarctica/Troll']

/** In CI the odd zones and a seeded sample, over some years; in the full form every zone and every year. */
const chosen = full ? zones() : [...new Set([...odd, ...shuffle(zones(), randomOf('zones')).slice(0, 12)])]
const [from, to] = full ? [Date.UTC(2000, 0), Date.UTC(2041, 0)] : [Date.UTC(2010, 0), Date.UTC(2012, 3)]

/** Zones that share all their changes need one look only. */
function distinct(): [string, Stretch[]][] {
  const seen = new Map<string, [string, Stretch[]]>()
  for (const zone of chosen) {
    const stretches = stretchesOf(zone, from - 3 * DAY, to + 3 * DAY)
    const key = JSON.stringify(stretches)
    if (!seen.has(key)) seen.set(key, [zone, stretches])
  }
  return [...seen.values()]
}

function scheduleAt(zone: string, minute: number): Schedule {
  const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
  return { id: 'd', channel: general, zone, next: null, time, days: [...weekdays], topic: null, difficulty: null, reveal: 'next', mention: null, thread: false, paused: 'no', lastDate: null, posted: [], drawn: null, wakeAt: null }
}

/** The next slot by the oracle: of all dates around, the first instant after `after`. */
function expectedAt(stretches: readonly Stretch[], minute: number, after: number): number {
  const day = Math.floor(after / DAY) * DAY
  const slots = [-2, -1, 0, 1, 2].map(days => firstInstant(stretches, day + days * DAY + minute * 60_000))
  return Math.min(...slots.filter(slot => slot > after))
}

describe('the next slot, against an oracle that knows only what clocks show', () => {
  it(`is the first valid instant of its local time, around every change of the clocks (${full ? 'all zones, 2000 to 2040' : 'odd zones and a sample, 2010 to 2012'})`, () => {
    const wrong: string[] = []
    let compared = 0
    for (const [zone, stretches] of distinct()) {
      const changes = stretches.slice(1).map((stretch, place) => ({ at: stretch.from, before: stretches[place]?.offset ?? 0, after: stretch.offset }))
      const looks = [...changes, { at: from + 40 * DAY, before: stretches[0]?.offset ?? 0, after: stretches[0]?.offset ?? 0 }]
      for (const { at, before, after } of looks) {
        const local = [at + before, at + after, (2 * at + before + after) / 2]
        const minutes = [...local.flatMap(one => [-1, 0, 1].map(offset => Math.floor(one / 60_000) + offset)), 0, 540, 1439].map(minute => ((minute % 1440) + 1440) % 1440)
        for (const minute of new Set(minutes)) {
          for (const since of [at - DAY, at - 60_000, at - 1, at, at + 60_000]) {
            compared++
            const [given, expected] = [nextSlotAt(scheduleAt(zone, minute), since), expectedAt(stretches, minute, since)]
            if (given !== expected) wrong.push(`${zone} at minute ${minute} after ${new Date(since).toISOString()}: ${new Date(given).toISOString()}, not ${new Date(expected).toISOString()}`)
          }
        }
      }
    }
    expect(wrong.slice(0, 10)).toEqual([])
    expect(compared).toBeGreaterThan(full ? 200_000 : 2000)
    if (full) console.log(`${compared} slots compared`)
  }, full ? 600_000 : 30_000)
})
