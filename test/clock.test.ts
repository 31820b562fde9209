import { expect, it, vi } from 'vitest'
import { groupRemoved } from '../src/bot/removal.ts'
import { welcome } from '../src/bot/welcome.ts'
import { openClock } from '../src/clock.ts'
import { openWorld } from './support/world.ts'

const GROUPS = 200

it('a clock that is stopped ends what it has begun and begins nothing more, however much is due; the next one goes on', async () => {
  const world = await openWorld()
  for (let place = 0; place < GROUPS; place++) await welcome(world.bot, { platform: 'test', home: `h${place}`, id: `c${place}` })
  const clock = openClock(world.bot)
  const beat = clock.beat()
  await clock.stop()
  await beat
  const posted = world.surface.messages.length
  expect(posted).toBeGreaterThan(0)
  expect(posted).toBeLessThan(GROUPS)
  await openClock(world.bot).beat()
  expect(world.surface.messages).toHaveLength(GROUPS)
  await world.close()
})

it('no more claims are at work at once than end before their leases, however often the clock beats; all of them come to their turn', async () => {
  const world = await openWorld()
  for (let place = 0; place < GROUPS; place++) await welcome(world.bot, { platform: 'test', home: `h${place}`, id: `c${place}` })
  const { records } = world.store
  const held = Promise.withResolvers<void>()
  let begun = 0
  world.bot.store = { ...world.store, records: { ...records, commit: async (group, commit) => {
    begun++
    await held.promise
    return await records.commit(group, commit)
  } } }
  const clock = openClock(world.bot)
  const beats = Array.from({ length: 5 }, () => clock.beat())
  await new Promise(resolve => setTimeout(resolve, 50))
  expect(begun).toBeGreaterThan(0)
  expect(begun).toBeLessThanOrEqual(32)
  held.resolve()
  await Promise.all(beats)
  expect(world.surface.messages).toHaveLength(GROUPS)
  await world.close()
})

/** A world in which so many groups are to be welcomed, and no welcome comes through before `held` is resolved. */
async function openHeld(groups: number) {
  const world = await openWorld()
  for (let place = 0; place < groups; place++) await welcome(world.bot, { platform: 'test', home: `h${place}`, id: `c${place}` })
  const held = Promise.withResolvers<void>()
  let begun = 0
  world.bot.surfaces = { test: { ...world.surface, post: async (channel, card, attempt) => {
    begun++
    await held.promise
    return await world.surface.post(channel, card, attempt)
  } } }
  return { world, held, begun: () => begun }
}

it('what is being shown for long holds up nothing else', async () => {
  const { world, held, begun } = await openHeld(GROUPS)
  const beat = openClock(world.bot).beat()
  while (begun() < GROUPS) await new Promise(resolve => setImmediate(resolve))
  held.resolve()
  await beat
  expect(world.surface.messages).toHaveLength(GROUPS)
  await world.close()
})

it('groups that take long to erase hold up nothing else', async () => {
  const world = await openWorld()
  for (let place = 0; place < 12; place++) await groupRemoved(world.store, { platform: 'test', home: `h${place}` })
  const held = Promise.withResolvers<void>()
  const begun: string[] = []
  world.bot.store = { ...world.store, erase: async group => {
    begun.push(group)
    await held.promise
    await world.store.erase(group)
  } }
  const clock = openClock(world.bot)
  const beats = [world.pass(30 * 24 * 3600)]
  await welcome(world.bot, { platform: 'test', home: 'new', id: 'c' })
  for (let beat = 0; beat < 5; beat++) beats.push(clock.beat())
  while (world.surface.messages.length === 0) await new Promise(resolve => setImmediate(resolve))
  held.resolve()
  await Promise.all(beats)
  expect(begun.length).toBeLessThanOrEqual(8)
  expect(new Set(begun).size).toBe(begun.length)
  await vi.waitFor(async () => {
    await world.pass(0)
    expect(new Set(begun).size).toBe(12)
  }, 5000)
  expect(await world.store.records.claimDue(100, 1000)).toMatchObject({ claims: [] })
  await world.close()
})

it('no more is being shown at once than ends before its lease; the rest comes to its turn', async () => {
  const { world, held, begun } = await openHeld(700)
  const clock = openClock(world.bot)
  const beats = [clock.beat(), clock.beat()]
  while (begun() < 512) await new Promise(resolve => setImmediate(resolve))
  beats.push(clock.beat())
  await new Promise(resolve => setTimeout(resolve, 50))
  expect(begun()).toBeLessThanOrEqual(512 + 32)
  held.resolve()
  await Promise.all(beats)
  expect(world.surface.messages).toHaveLength(700)
  await world.close()
})

it('beats on when the clock of the machine is set back or forth', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  const world = await openWorld()
  let looks = 0
  world.bot.store = { ...world.store, records: { ...world.store.records, claimDue: async (limit, forMs) => {
    looks++
    return await world.store.records.claimDue(limit, forMs)
  } } }
  const clock = openClock(world.bot)
  clock.start()
  const [startedAt, from] = [Date.now(), performance.now()]
  const beatsOn = async (aheadMs: number) => {
    const before = looks
    await vi.waitFor(() => {
      vi.setSystemTime(startedAt + performance.now() - from + aheadMs)
      expect(looks).toBeGreaterThan(before + 1)
    }, { timeout: 8000, interval: 20 })
  }
  await beatsOn(0)
  await beatsOn(-3_600_000)
  await beatsOn(3_600_000)
  await clock.stop()
  await world.close()
  vi.useRealTimers()
})
