import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { nextSlotAt, rearm, slotNow, stepSchedule, weekdays, type Schedule, withoutSlot } from '../../src/engine/schedule.ts'
import { dateAt, instantOf, isZone } from '../../src/engine/zone.ts'
import { general } from '../support/round.ts'

const at = (text: string) => Date.parse(text)
const iso = (instant: number) => new Date(instant).toISOString()

function scheduleOf(changes: Partial<Schedule>): Schedule {
  return { id: 'd1', channel: general, zone: 'UTC', next: null, time: '09:00', days: [...weekdays], topic: null, difficulty: null, reveal: 'next', mention: null, thread: false, paused: 'no', lastDate: null, posted: [], drawn: null, wakeAt: null, ...changes }
}

describe('a local time', () => {
  it('inside a daylight-saving gap becomes the first valid instant after it', () => {
    expect(iso(instantOf('2027-03-14', '02:30', 'America/New_York'))).toBe('2027-03-14T07:00:00.000Z')
    expect(iso(instantOf('2027-03-14', '02:00', 'America/New_York'))).toBe('2027-03-14T07:00:00.000Z')
    expect(iso(instantOf('2027-03-28', '01:15', 'Europe/London'))).toBe('2027-03-28T01:00:00.000Z')
  })

  it('that comes twice is the first of both', () => {
    expect(iso(instantOf('2027-11-07', '01:30', 'America/New_York'))).toBe('2027-11-07T05:30:00.000Z')
  })

  it('of a day that a zone skipped becomes the first instant after that day', () => {
    expect(iso(instantOf('2011-12-30', '09:00', 'Pacific/Apia'))).toBe('2011-12-30T10:00:00.000Z')
  })

  it('is at most the length of a gap away from the wall clock, in every zone, on any day', () => {
    const zones = Intl.supportedValuesOf('timeZone')
    fc.assert(fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 14_600 }), fc.integer({ min: 0, max: 1439 }), (zone, day, minute) => {
      const date = Temporal.PlainDate.from('2000-01-01').add({ days: day }).toString()
      const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
      const instant = instantOf(date, time, zone)
      const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(instant)
      expect(shown >= `${date} ${time}`).toBe(true)
      if (shown !== `${date} ${time}`) expect(new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(instant - 60_000) < `${date} ${time}`).toBe(true)
    }), { numRuns: 500 })
  })
})

describe('a zone', () => {
  it('is one that the runtime knows by name', () => {
    expect(['Europe/Berlin', 'UTC', 'Mars/Base', '+02:00', '', 'europe/berlin'].map(isZone)).toEqual([true, true, false, false, false, true])
  })
})

describe('the next slot', () => {
  it('is later than now, on a day of the schedule', () => {
    expect(iso(nextSlotAt(scheduleOf({}), at('2026-11-21T09:00Z')))).toBe('2026-11-22T09:00:00.000Z')
    expect(iso(nextSlotAt(scheduleOf({ days: ['wed'] }), at('2026-11-21T09:00Z')))).toBe('2026-11-25T09:00:00.000Z')
  })

  it('keeps the wall clock when the clocks change', () => {
    const berlin = scheduleOf({ zone: 'Europe/Berlin' })
    expect([at('2027-03-27T07:00Z'), at('2027-03-27T12:00Z')].map(after => iso(nextSlotAt(berlin, after)))).toEqual(['2027-03-27T08:00:00.000Z', '2027-03-28T07:00:00.000Z'])
  })

  it('is never on a date that was posted', () => {
    expect(iso(nextSlotAt(scheduleOf({ lastDate: '2026-11-22' }), at('2026-11-21T12:00Z')))).toBe('2026-11-23T09:00:00.000Z')
  })

  it('comes once a date over the years, in any zone and at any time of day', () => {
    fc.assert(fc.property(fc.constantFrom(...Intl.supportedValuesOf('timeZone')), fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }), fc.integer({ min: 2000, max: 2039 }), (zone, hour, minute, year) => {
      let state = rearm(scheduleOf({ zone, time: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` }), Date.UTC(year, 2, 1))
      const dates: string[] = []
      for (let day = 0; day < 45; day++) {
        const stepped = stepSchedule(state, state.wakeAt ?? 0)
        if (stepped.slot !== null) dates.push(stepped.slot.date)
        state = stepped.state
      }
      expect(dates).toHaveLength(45)
      expect(new Set(dates).size).toBe(45)
      expect(dates).toEqual(dates.toSorted())
    }), { numRuns: 60 })
  })
})

describe('a due schedule', () => {
  const armed = (changes: Partial<Schedule> = {}) => rearm(scheduleOf(changes), at('2026-11-21T12:00Z'))

  it('makes the slot of its local date, to be revealed with the next post', () => {
    const { slot, state } = stepSchedule(armed(), at('2026-11-22T09:00Z'))
    expect(slot).toEqual({ id: 'd1-2026-11-22', date: '2026-11-22', late: false, revealAt: at('2026-11-23T09:00Z') })
    expect(state).toMatchObject({ lastDate: '2026-11-22', wakeAt: at('2026-11-23T09:00Z') })
  })

  it('with a reveal time of its own is revealed at that time, at least an hour after the post', () => {
    const revealed = (reveal: string) => iso(stepSchedule(armed({ reveal }), at('2026-11-22T09:00Z')).slot?.revealAt ?? 0)
    expect([revealed('18:00'), revealed('09:30'), revealed('08:00')]).toEqual(['2026-11-22T18:00:00.000Z', '2026-11-23T09:30:00.000Z', '2026-11-23T08:00:00.000Z'])
  })

  it('after an outage makes the last slot missed only, marked late, up to twelve hours after its time', () => {
    expect(stepSchedule(armed(), at('2026-11-25T13:00Z')).slot).toMatchObject({ date: '2026-11-25', late: true })
    expect(stepSchedule(armed(), at('2026-11-25T21:00:00.001Z')).slot).toBeNull()
    expect(iso(stepSchedule(armed(), at('2026-11-25T21:00:00.001Z')).state.wakeAt ?? 0)).toBe('2026-11-26T09:00:00.000Z')
  })

  it('that is paused, or woken too early, makes none', () => {
    expect(stepSchedule(armed({ paused: 'by an admin' }), at('2026-11-22T09:00Z')).slot).toBeNull()
    expect(stepSchedule(armed(), at('2026-11-22T08:59Z')).slot).toBeNull()
  })

  it('remembers the rounds that may be open, however many it has posted', () => {
    let state = armed({ reveal: '09:30' })
    for (let day = 0; day < 30; day++) state = stepSchedule(state, state.wakeAt ?? 0).state
    expect(state.posted.map(one => one.round)).toEqual(['d1-2026-12-19', 'd1-2026-12-20', 'd1-2026-12-21'])
  })

  it('whose channel is gone gives the date back and pauses, unless an admin has paused it or switched it off', () => {
    const { state } = stepSchedule(armed(), at('2026-11-22T09:00Z'))
    expect(withoutSlot(state, 'd1-2026-11-22')).toMatchObject({ lastDate: '2026-11-21', posted: [], paused: 'channel gone', wakeAt: null })
    expect(withoutSlot({ ...state, paused: 'off' }, 'd1-2026-11-22')).toMatchObject({ lastDate: '2026-11-21', paused: 'off' })
    expect(withoutSlot({ ...state, paused: 'by an admin' }, 'd1-2026-11-22')).toMatchObject({ paused: 'by an admin' })
  })

  it('posted now by an admin takes today\'s slot, once', () => {
    const { slot, state } = slotNow(armed({ time: '15:00' }), at('2026-11-21T12:00Z'))
    expect(slot?.date).toBe('2026-11-21')
    expect(slotNow(state, at('2026-11-21T13:00Z')).slot).toBeNull()
    expect(iso(state.wakeAt ?? 0)).toBe('2026-11-22T15:00:00.000Z')
    expect(dateAt(at('2026-11-21T23:30Z'), 'Asia/Tokyo')).toBe('2026-11-22')
  })
})
