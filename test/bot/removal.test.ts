import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { handle } from '../../src/bot/handle.ts'
import { noticeWrite } from '../../src/bot/notice.ts'
import type { Bot } from '../../src/bot/bot.ts'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { rowsWith, storeFile } from '../support/rows.ts'
import { general } from '../support/round.ts'
import { labelOf, openWorld, plain, type World } from '../support/world.ts'

let world: World
let file = ''
beforeEach(async () => {
  file = storeFile()
  world = await openWorld({ open: async now => sqliteStore(file, now) })
})
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close().catch(() => undefined)
})

const DAY = 24 * 3600
const admin = () => world.actor('Root', { admin: true })
const group = () => world.store.members.groupOf('test', 'h')
const tell = async (type: 'added' | 'removed', bot: Bot = world.bot, channel = '') => await handle(bot, {
  id: randomUUID(), timedOutUntil: null, channel: { platform: 'test', home: 'h', id: channel }, account: { platform: 'test', id: '', name: '' }, admin: false, alone: false, at: world.now(), locale: 'en', did: { type },
})
const sent = () => world.surface.calls
const board = async () => (await admin().command('leaderboard', { period: 'all' })).rows?.map(row => [row.text, row.value])

/** A process in which something else happens as soon as it goes through the schedules. */
function meanwhile(happens: () => Promise<unknown>): Bot {
  const { records } = world.store
  let once: (() => Promise<unknown>) | null = happens
  const list: typeof records.list = async (...asked) => {
    const found = await records.list(...asked)
    const now = once
    once = null
    await now?.()
    return found
  }
  return { ...world.bot, store: { ...world.store, records: { ...records, list } } }
}

async function playOne(): Promise<void> {
  await world.actor('Ada').command('rapid', { questions: '3', scoring: 'accuracy' })
  await world.pass(0)
  for (const name of ['Ada', 'Grace']) await world.actor(name).click(labelOf(world.newest(), 'right'))
  for (const wait of [17, 4]) await world.pass(wait)
}

it('where Recall is not a member, nothing is said to have been started', async () => {
  await tell('removed')
  for (const [name, options] of [['rapid', {}], ['daily set', { time: '09:00' }]] as const) {
    const card = await admin().command(name, options)
    expect([card.title, card.text]).toEqual(['I cannot post there', 'I am not a member here. Add me again, and I can write. Nothing was started.'])
  }
  await tell('added')
  expect((await admin().command('rapid')).title).not.toBe('I cannot post there')
})

describe('Recall removed from a group', () => {
  it('stops posting at once: the round ends and its channel is free, what was revealed counts', async () => {
    await playOne()
    await world.actor('Ada').click('A')
    const before = sent()
    await tell('removed')
    for (let minute = 0; minute < 10; minute++) await world.pass(30)
    expect(sent()).toBe(before)
    expect(await board()).toEqual(expect.arrayContaining([['Ada', '1/1 · 1,000'], ['Grace', '1/1 · 1,000']]))
    expect(plain((await world.actor('Ada').command('stop')).text ?? '')).toMatch(/^No round is running/)
  })

  it.each([[0, 'while a question is open'], [17, 'in the pause after a reveal'], [-1, 'before its first question is posted']])('a round ends %i s on, %s', async wait => {
    await world.actor('Ada').command('rapid', { questions: '3' })
    if (wait >= 0) await world.pass(0)
    if (wait > 0) await world.pass(wait)
    const before = sent()
    await tell('removed')
    for (let minute = 0; minute < 5; minute++) await world.pass(30)
    expect(sent()).toBe(before)
    await tell('added')
    expect(plain((await world.actor('Ada').command('rapid')).text ?? '')).toMatch(/starts now/)
  })

  it('posts no daily, no reveal and no notice', async () => {
    await admin().command('daily set', { time: '09:00', reveal: '18:00' })
    await world.to(Date.parse('2026-11-22T09:00Z'))
    await world.store.records.commit(await group(), { writes: [noticeWrite('n', general, { kind: 'welcome' }, world.now() + 1000)], gate: null, awards: [], lease: { do: 'leave' } })
    const before = sent()
    await tell('removed')
    for (let day = 0; day < 5; day++) await world.pass(DAY)
    expect(sent()).toBe(before)
  })

  it('added again within 30 days goes on: an open daily is revealed with its answers, and the next one comes at its time', async () => {
    await admin().command('daily set', { time: '09:00', reveal: '18:00' })
    await world.to(Date.parse('2026-11-22T09:00Z'))
    await world.actor('Ada').click(labelOf(world.newest(), 'right'))
    await tell('removed')
    await world.pass(20 * DAY)
    expect(world.surface.messages).toHaveLength(1)
    await tell('added')
    await world.pass(0)
    expect(world.surface.messages.map(message => message.cards.at(-1)?.kind)).toEqual(['reveal'])
    expect(await board()).toEqual([['Ada', '1/1 · 1,000']])
    await world.to(Date.parse('2026-12-13T08:59Z'))
    expect(world.surface.messages).toHaveLength(1)
    await world.to(Date.parse('2026-12-13T09:00Z'))
    expect(world.surface.messages).toHaveLength(2)
    await world.pass(40 * DAY)
    expect(await board()).toBeTruthy()
  })

  it('a daily that could not be posted before is not posted weeks later', async () => {
    await admin().command('daily set', { time: '09:00', reveal: '18:00' })
    world.surface.fate = () => ({ outcome: 'later', afterMs: 0, sent: true })
    await world.to(Date.parse('2026-11-22T09:00Z'))
    await tell('removed')
    world.surface.fate = () => null
    await world.pass(20 * DAY)
    await tell('added')
    await world.pass(0)
    expect(world.surface.messages).toEqual([])
  })

  it('a paused daily stays paused after a return', async () => {
    await admin().command('daily set', { time: '09:00' })
    await admin().command('daily pause')
    await tell('removed')
    await tell('added')
    await world.pass(3 * DAY)
    expect(world.surface.messages).toEqual([])
  })

  it('data is kept 30 days for a return, then it is erased', async () => {
    await playOne()
    await admin().command('daily set', { time: '09:00' })
    const before = await group()
    await tell('removed')
    await tell('removed')
    await world.pass(30 * DAY - 1)
    expect(await world.store.records.list(before, 'round')).not.toEqual([])
    await world.pass(1)
    for (const kind of ['round', 'schedule', 'removal', 'day'] as const) expect(await world.store.records.list(before, kind)).toEqual([])
    await world.store.close()
    expect(rowsWith(file, ['Ada', 'Grace', 'Root', before])).toEqual([])
  })

  it('leaves other groups alone', async () => {
    await playOne()
    const other = world.actor('Mary', { home: 'elsewhere', admin: true })
    await other.command('daily set', { time: '09:00' })
    await tell('removed')
    await world.pass(31 * DAY)
    expect(world.surface.messages.filter(message => message.at > Date.parse('2026-12-15'))).not.toEqual([])
  })

  it('a beat that stops things while Recall is being added again is overtaken: everything goes on and nothing is erased', async () => {
    await playOne()
    await admin().command('daily set', { time: '09:00' })
    await tell('removed')
    await tell('added', meanwhile(() => world.pass(0)))
    await world.to(Date.parse('2026-11-22T09:00Z'))
    expect(world.newest().title).toMatch(/^Daily question/)
    await world.pass(31 * DAY)
    expect(await board()).toHaveLength(2)
  })

  it('so is a removal that is still being handled', async () => {
    await admin().command('daily set', { time: '09:00' })
    await tell('removed', meanwhile(() => tell('added')))
    await world.to(Date.parse('2026-11-22T09:00Z'))
    expect(world.newest().title).toMatch(/^Daily question/)
  })

  it('what a crash leaves undone of a return is done with the next beat', async () => {
    await admin().command('daily set', { time: '09:00' })
    await tell('removed')
    await world.pass(1)
    await tell('added', meanwhile(() => Promise.reject(new Error('the power went out'))))
    expect(world.troubles.splice(0)).toEqual(['an interaction could not be handled: Error: the power went out'])
    await world.pass(1)
    await world.to(Date.parse('2026-11-22T09:00Z'))
    expect(world.newest().title).toMatch(/^Daily question/)
  })

  it('what a crash leaves running is stopped with the next beat', async () => {
    await admin().command('daily set', { time: '09:00' })
    const { records } = world.store
    await tell('removed', { ...world.bot, store: { ...world.store, records: { ...records, list: () => Promise.reject(new Error('the power went out')) } } })
    expect(world.troubles.splice(0)).toEqual(['an interaction could not be handled: Error: the power went out'])
    await world.pass(1)
    await world.pass(3 * DAY)
    expect(world.surface.messages).toEqual([])
  })
})

it('Recall added to a group that it never left changes nothing', async () => {
  await playOne()
  await tell('added')
  expect(await board()).toHaveLength(2)
})

it('Recall added to a group greets it in the channel given, once in its life', async () => {
  for (const type of ['added', 'added', 'removed', 'added'] as const) {
    await tell(type, world.bot, 'general')
    await world.pass(1)
  }
  expect(world.surface.messages.map(message => [message.channel, message.cards[0]?.title])).toEqual([['general', 'Hello, I am Recall']])
})
