import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { SHOW_MS } from '../../src/bot/play.ts'
import { welcome } from '../../src/bot/welcome.ts'
import { general } from '../support/round.ts'
import type { Commit, Committed } from '../../src/bot/ports.ts'
import { labelOf, openWorld, type World } from '../support/world.ts'

let world: World
let commits: { commit: Commit, outcome: Committed }[] = []
beforeEach(async () => {
  world = await openWorld()
  commits = []
  const { records } = world.store
  const commit: typeof records.commit = async (group, one) => {
    const outcome = await records.commit(group, one)
    commits.push({ commit: one, outcome })
    return outcome
  }
  world.bot = { ...world.bot, store: { ...world.store, records: { ...records, commit } } }
})
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

const outcomes = () => commits.splice(0).map(({ commit: { lease }, outcome }) => `${lease.do}: ${outcome}`)

it('a beat that nobody disturbs commits once before it posts and once after, and never in vain', async () => {
  await world.actor('Ada').command('rapid', { questions: '3', seconds: '20' })
  expect(outcomes()).toEqual(['leave: done', 'leave: done'])
  await world.pass(0)
  expect(outcomes()).toEqual(['keep: done', 'release: done', 'keep: done', 'release: done'])
  await world.actor('Grace').click(labelOf(world.newest(), 'right'))
  await world.pass(1)
  expect(outcomes()).toEqual(['release: done'])
  await world.pass(21)
  expect(outcomes()).toEqual(['keep: done', 'release: done'])
})

it('whoever was held up so long that the claim could end meanwhile sends nothing, and the next beat does', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  await world.actor('Ada').command('rapid', { questions: '3', seconds: '20' })
  const { members } = world.store
  world.bot.store = { ...world.bot.store, members: { ...members, names: async (group, ids) => {
    if (vi.isFakeTimers()) vi.advanceTimersByTime(2100)
    return await members.names(group, ids)
  } } }
  await world.pass(0)
  vi.useRealTimers()
  expect(world.surface.calls).toBe(0)
  await world.pass(1)
  expect(world.surface.messages).toHaveLength(1)
})

it('whoever posts holds the claim for longer than a post may take, so that nobody posts beside it', async () => {
  await welcome(world.bot, general)
  await world.actor('Ada').command('rapid', { questions: '3', seconds: '20' })
  const held: boolean[] = []
  const { post, edit } = world.surface
  const isHeld = () => {
    const { lease } = commits.findLast(({ commit }) => commit.lease.do !== 'leave')?.commit ?? { lease: { do: 'leave' } }
    held.push(lease.do === 'keep' && lease.forMs > SHOW_MS)
  }
  world.surface.post = async (...call) => {
    isHeld()
    return await post(...call)
  }
  world.surface.edit = async (...call) => {
    isHeld()
    return await edit(...call)
  }
  await world.pass(0)
  expect(world.surface.messages.map(message => message.key.replace(/^.*\//, ''))).toEqual(expect.arrayContaining(['0', 'welcome']))
  expect(held).toEqual([true, true, true])
})
