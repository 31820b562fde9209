import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Bot } from '../../src/bot/bot.ts'
import type { Card } from '../../src/bot/card.ts'
import type { Deed, Reply } from '../../src/bot/ports.ts'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { playRapid } from '../support/games.ts'
import { rowsWith, storeFile } from '../support/rows.ts'
import { cardOf, labelOf, openWorld, plain, type Actor, type World } from '../support/world.ts'

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

const ada = () => world.actor('Ada')
const admin = () => world.actor('Root', { admin: true })
const group = () => world.store.members.groupOf('test', 'h')
const kept = async (kind: 'round' | 'report' | 'delivery') => (await world.store.records.list(await group(), kind)).length
const command = (name: string, options: Record<string, string> = {}): Deed => ({ type: 'command', name, options })
const press = (card: Card, label: string): Deed => ({ type: 'press', press: card.buttons?.find(button => button.label === label)?.press ?? '' })
const said = (reply: Reply | null) => plain(cardOf(reply).text ?? '')

/** Delivers the same deed twice; nothing may come of the second delivery. */
async function twice(who: Actor, did: Deed): Promise<Card> {
  const first = await who.deliver('one-and-the-same', did)
  expect(await who.deliver('one-and-the-same', did)).toBeNull()
  return cardOf(first)
}

/** The bot of another process: of its own, over the same store. */
const another = (): Bot => ({ ...world.bot, surfaces: { ...world.bot.surfaces } })

describe('a deed that is delivered twice has its effect once', () => {
  it('/rapid starts one round, and nobody is told that one is running', async () => {
    expect(plain((await twice(ada(), command('rapid'))).text ?? '')).toMatch(/starts now/)
    await world.pass(0)
    expect([await kept('round'), world.surface.messages.length]).toEqual([1, 1])
  })

  it('"Draw another" draws one other question for the daily', async () => {
    await admin().command('daily set', { time: '13:00' })
    const before = await admin().command('daily preview')
    const drawn = await twice(admin(), press(before, 'Draw another'))
    expect(drawn.text).not.toBe(before.text)
    expect((await admin().command('daily preview')).text).toBe(drawn.text)
    await world.to(Date.parse('2026-11-21T13:00Z'))
    expect(world.newest().text).toBe(drawn.text)
  })

  it('a report is one, and the admins are told of it once', async () => {
    await playRapid(world, [{ Ada: 'right', Grace: 'wrong' }])
    const report = command('report', { why: 'Two are right.' })
    expect(said(await ada().deliver('r', report))).toMatch(/^Thank you/)
    expect((await admin().command('stop')).fields).toHaveLength(1)
    expect(await ada().deliver('r', report)).toBeNull()
    expect((await admin().command('stop')).fields).toBeUndefined()
    expect(await kept('report')).toBe(1)
  })

  it('a form is taken once', async () => {
    await playRapid(world, [{ Ada: 'right', Grace: 'wrong' }])
    const reveal = world.surface.messages.map(message => message.cards.at(-1)).find(card => card?.kind === 'reveal')
    const form = press(reveal as Card, 'Report') as Extract<Deed, { type: 'press' }>
    expect((await twice(ada(), { ...form, type: 'submit', values: { why: ['Two are right.'] } })).text).toMatch(/^Thank you/)
  })

  it('an answer counts once; it is a fact, so the second delivery says again what was answered', async () => {
    await ada().command('rapid')
    await world.pass(0)
    const label = labelOf(world.newest(), 'right')
    const did = press(world.newest(), label)
    expect(said(await ada().deliver('a', did))).toBe(`Locked in: ${label}.`)
    expect(said(await ada().deliver('a', did))).toBe(`You answered ${label}. The first answer counts and cannot be changed.`)
    await world.pass(2)
    expect(plain(world.newest().footer ?? '')).toMatch(/1 answer so far$/)
  })

  it('also at the same moment to two processes', async () => {
    const [here, there] = [world.bot, another()]
    const replies = await Promise.all(Array.from({ length: 10 }, (_, place) => ada().deliver('same', command('rapid'), place % 2 === 0 ? here : there)))
    expect(replies.filter(reply => reply !== null).map(said)).toEqual([expect.stringMatching(/starts now/)])
    await world.pass(0)
    expect([await kept('round'), world.surface.messages.length]).toEqual([1, 1])
  })

  it('but the same thing done twice is two deeds', async () => {
    expect(said(await ada().deliver('first', command('rapid')))).toMatch(/starts now/)
    expect(said(await ada().deliver('second', command('rapid')))).toMatch(/^A round that Ada started is running/)
  })
})

describe('that a deed came', () => {
  const QUARTER = 15 * 60

  it('is kept for fifteen minutes', async () => {
    await ada().deliver('deed-of-ada', command('stop'))
    await world.pass(QUARTER - 1)
    expect(await ada().deliver('deed-of-ada', command('stop'))).toBeNull()
  })

  it('is forgotten then, and the store keeps nothing of it', async () => {
    await ada().deliver('deed-of-ada', command('stop'))
    expect(await kept('delivery')).toBe(1)
    await world.pass(QUARTER)
    expect(await kept('delivery')).toBe(0)
    await world.store.close()
    expect(rowsWith(file, ['deed-of-ada', 'delivery'])).toEqual([])
  })

  it('is not kept of an answer, nor of a press that is none of Recall\'s', async () => {
    await ada().command('rapid')
    await world.pass(0)
    const before = await kept('delivery')
    await ada().click('A')
    await ada().press('forged')
    expect(await kept('delivery')).toBe(before)
  })

  it('is not kept while the store is in trouble: the deed can be delivered again', async () => {
    const { records } = world.store
    const broken: Bot = { ...world.bot, store: { ...world.store, records: { ...records, commit: () => Promise.reject(new Error('disk I/O error')) } } }
    expect(said(await ada().deliver('deed', command('rapid'), broken))).toBe('I could not save that just now, so nothing was counted. Please try again in a moment.')
    expect(world.troubles.splice(0)).toEqual(['an interaction could not be handled: Error: disk I/O error'])
    expect(await kept('round')).toBe(0)
    expect(said(await ada().deliver('deed', command('rapid')))).toMatch(/starts now/)
  })
})
