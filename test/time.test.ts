import { expect, it, vi } from 'vitest'
import { followTime } from '../src/time.ts'

it('the time is the store\'s, whatever the clock of this machine says, and goes on while the store is away', async () => {
  vi.useFakeTimers()
  const ahead = 3_600_000
  let answer = async () => performance.now() + ahead
  const time = await followTime({ now: () => answer() })
  expect(time.now()).toBe(Math.round(performance.now() + ahead))
  vi.setSystemTime(0)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(time.now()).toBe(Math.round(performance.now() + ahead))
  answer = async () => { throw new Error('away') }
  await vi.advanceTimersByTimeAsync(120_000)
  expect(time.now()).toBe(Math.round(performance.now() + ahead))
  answer = async () => performance.now() + 2 * ahead
  await vi.advanceTimersByTimeAsync(60_000)
  expect(time.now()).toBe(Math.round(performance.now() + 2 * ahead))
  time.stop()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})
