import { afterEach, beforeEach, expect, it } from 'vitest'
import { alertsWrite } from '../../src/bot/alert.ts'
import type { Sent, Write } from '../../src/bot/ports.ts'
import { general } from '../support/round.ts'
import { openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => { await world.close() })

const admin = () => world.actor('Ada', { admin: true })
const group = () => world.store.members.groupOf('test', 'h')
const alert = async (id: string) => await alertsWrite(world.store, await group(), [{ id, about: 'report', channel: general, at: world.now(), why: null }])
const commit = async (write: Write) => await world.store.records.commit(await group(), { writes: [write], gate: null, awards: [], lease: { do: 'leave' } })
const told = async () => (await admin().command('help')).fields?.length ?? 0

it('an alert is told once', async () => {
  await commit(await alert('one'))
  expect([await told(), await told()]).toEqual([1, 0])
})

it('an alert that was read up before others were told and came anew does not take their place', async () => {
  await commit(await alert('one'))
  const late = await alert('late')
  expect(await told()).toBe(1)
  await commit(await alert('two'))
  expect(await commit(late)).toBe('conflict')
  expect(await told()).toBe(1)
})

it('a round goes on, also when the admins cannot be told what is missing of its message', async () => {
  const { post } = world.surface
  world.surface.post = async (...call) => ({ ...await post(...call) as Extract<Sent, { outcome: 'shown' }>, short: { what: 'archived' } })
  const { records } = world.store
  const commit: typeof records.commit = async (to, one) => {
    if (one.writes.some(write => write.kind === 'alert')) throw new Error('disk I/O error')
    return await records.commit(to, one)
  }
  world.bot = { ...world.bot, store: { ...world.store, records: { ...records, commit } } }
  await admin().command('rapid')
  await world.pass(0)
  expect(world.newest().footer).toEqual(expect.arrayContaining(['Closes ']))
  expect(world.troubles).toEqual(['the admins could not be told: Error: disk I/O error'])
})

it('a command that was done says so, also when the alerts cannot be read', async () => {
  const { records } = world.store
  const load: typeof records.load = async (...asked) => {
    if (asked[1] === 'alert') throw new Error('disk I/O error')
    return await records.load(...asked)
  }
  world.bot = { ...world.bot, store: { ...world.store, records: { ...records, load } } }
  expect(plain((await admin().command('rapid')).text ?? '')).toMatch(/starts now/)
  expect(world.troubles).toEqual(['the alerts could not be read: Error: disk I/O error'])
})
