import { afterEach, beforeEach, expect, it } from 'vitest'
import { homeCards } from '../../src/bot/home.ts'
import type { Card } from '../../src/bot/card.ts'
import { slash, words } from '../../src/bot/text.ts'
import { openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => { await world.close() })

const homeOf = async (name: string, admin = false, sees = (_channel: string) => true): Promise<Card[]> => await homeCards(world.bot, {
  id: 'home', timedOutUntil: null, channel: { platform: 'test', home: 'h', id: '' }, account: { platform: 'test', id: name.toLowerCase(), name }, admin, alone: false, at: world.now(), locale: 'en',
}, sees)

it('lists what is open for this person, soonest first, and when the next dailies come', async () => {
  const admin = world.actor('Root', { admin: true })
  await admin.command('daily set', { time: '12:05', reveal: '20:00' })
  await admin.command('daily set', { time: '12:05', reveal: '18:00', channel: 'other' })
  await world.pass(300)
  const [home, progress] = await homeOf('Ben')
  expect(home?.text).toBe('2 dailies wait for your answer.')
  const lines = home?.fields?.map(field => `${field.name}: ${plain(field.value)}`)
  expect(lines?.slice(0, 2)).toEqual(['Open now: #other until 2026-11-21T18:00:00.000Z', 'Open now: #general until 2026-11-21T20:00:00.000Z'])
  expect(lines?.slice(2).toSorted()).toEqual(['Next daily: 2026-11-22T12:05:00.000Z in #general', 'Next daily: 2026-11-22T12:05:00.000Z in #other'])
  expect(progress?.title).toBe('Your progress')
  expect((await homeOf('Ben', false, channel => channel === 'other'))[0]).toMatchObject({ text: '1 daily waits for your answer.', fields: [expect.anything(), expect.anything()] })
  await world.actor('Ben').click('A')
  expect((await homeOf('Ben'))[0]?.text).toBe('1 daily waits for your answer.')
  expect((await homeOf('Ada'))[0]?.text).toBe('2 dailies wait for your answer.')
})

it('shows a paused daily as paused, and one that was switched off not at all', async () => {
  const admin = world.actor('Root', { admin: true })
  await admin.command('daily set', { time: '12:05' })
  await admin.command('daily pause')
  expect((await homeOf('Ben'))[0]?.fields?.map(field => plain(field.value))).toEqual(['#general, paused'])
  await admin.command('daily off')
  expect((await homeOf('Ben'))[0]).toMatchObject({ fields: [], text: words`There is no daily yet. An admin sets one with ${slash('daily set')}.` })
})

it('tells nothing of a question, and of settings only to admins', async () => {
  await world.actor('Root', { admin: true }).command('daily set', { time: '12:05' })
  await world.pass(300)
  expect(JSON.stringify(await homeOf('Ben'))).not.toMatch(/What of|Because of|settings:/)
  expect(JSON.stringify(await homeOf('Ben', true))).toContain('settings:')
})

it('says so when it cannot be shown', async () => {
  const store = { ...world.bot.store, records: { ...world.bot.store.records, list: async () => { throw new Error('away') } } }
  world.bot.store = store
  expect(await homeOf('Ben')).toEqual([{ kind: 'note', text: 'I could not look that up just now. Come back in a moment.' }])
  expect(world.troubles).toEqual(['a home could not be shown: Error: away'])
})
