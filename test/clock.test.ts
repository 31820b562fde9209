import { expect, it } from 'vitest'
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
  for (let place = 0; place < 40; place++) await groupRemoved(world.store, { platform: 'test', home: `h${place}` })
  const held = Promise.withResolvers<void>()
  let begun = 0
  world.bot.store = { ...world.store, erase: async group => {
    begun++
    await held.promise
    await world.store.erase(group)
  } }
  const beat = world.pass(30 * 24 * 3600)
  while (begun < 40) await new Promise(resolve => setImmediate(resolve))
  held.resolve()
  await beat
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
