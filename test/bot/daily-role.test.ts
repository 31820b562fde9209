import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Card } from '../../src/bot/card.ts'
import { answerDaily, playRapid } from '../support/games.ts'
import { openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

const at = (text: string) => Date.parse(text)
const admin = () => world.actor('Root', { admin: true })
const set = async (options: Record<string, string>) => await admin().command('daily set', { time: '13:00', reveal: '18:00', ...options })
const fields = (card: Card) => Object.fromEntries(card.fields?.map(({ name, value }) => [name, plain(value)]) ?? [])
const shown = () => world.surface.messages.flatMap(message => message.cards)

describe('a role that an admin has chosen for the daily', () => {
  it('hears of each question, and of nothing else: neither the reveal nor a round nor the recap calls it', async () => {
    await admin().submit('settings:group', { zone: ['UTC'], recap: ['news'] })
    await set({ mention: '77' })
    await world.to(at('2026-11-21T13:00Z'))
    expect(world.newest()).toMatchObject({ kind: 'question', mention: '77' })
    await answerDaily(world, 'Ada')
    await world.to(at('2026-11-21T18:00:02Z'))
    expect(world.newest().kind).toBe('reveal')
    await playRapid(world, [{ Ada: 'right', Grace: 'wrong' }], 'quiz')
    for (const instant of ['2026-11-22T13:00Z', '2026-11-22T18:00:02Z', '2026-11-23T09:00Z']) await world.to(at(instant))
    expect(world.surface.messages.filter(message => message.cards[0]?.mention === '77').map(message => plain(message.cards[0]?.title ?? '').split(' · ')[0])).toEqual(['Daily question', 'Daily question'])
    expect(new Set(shown().filter(card => card.mention !== undefined).map(card => card.kind))).toEqual(new Set(['question']))
    expect(new Set(shown().map(card => card.kind))).toEqual(new Set(['question', 'reveal', 'podium']))
  })

  it('is not called by a reveal that has to be a message of its own', async () => {
    await set({ mention: '77' })
    await world.to(at('2026-11-21T13:00Z'))
    world.surface.edit = async () => ({ outcome: 'gone', why: { what: 'message gone' } })
    await world.to(at('2026-11-21T18:00:02Z'))
    await world.pass(1)
    expect(world.surface.messages.map(message => [message.cards[0]?.kind, message.cards[0]?.mention])).toEqual([['question', '77'], ['reveal', undefined]])
  })

  it('is named, not called, by what an admin is told', async () => {
    const cards = [await set({ mention: '77' }), await admin().command('daily show'), await admin().command('daily resume')]
    expect(cards.map(card => [fields(card)['Tells'], card.mention])).toEqual(cards.map(() => ['@77', undefined]))
    expect((await admin().command('daily preview')).mention).toBeUndefined()
  })

  it('may not be everyone', async () => {
    expect((await set({ mention: 'h' })).text).toBe('mention must be a role that people have chosen, not everyone.')
    expect((await set({ mention: '@everyone' })).text).toBe('mention must be a role of this group.')
    expect(plain((await admin().command('daily show')).text ?? '')).toMatch(/no daily here/)
  })

  it('is called no more once the daily is set without it', async () => {
    await set({ mention: '77' })
    expect(fields(await set({}))['Tells']).toBeUndefined()
    await world.to(at('2026-11-21T13:00Z'))
    expect(world.newest().mention).toBeUndefined()
  })
})

describe('a thread to discuss the daily in', () => {
  it('is opened below each question when an admin has said so, and named after its day', async () => {
    expect(fields(await set({ thread: 'on' }))['Discussion']).toBe('in a thread below each question')
    await world.to(at('2026-11-21T13:00Z'))
    expect(world.newest().thread).toMatch(/^Daily 21 November 2026: (Metrics|Probability|Linear algebra)$/)
    await world.to(at('2026-11-21T18:00:02Z'))
    expect(world.newest().thread).toBeUndefined()
  })

  it('is opened by nothing else', async () => {
    for (const options of [{}, { thread: 'off' }]) expect(fields(await set(options))['Discussion']).toBeUndefined()
    await world.to(at('2026-11-21T13:00Z'))
    await playRapid(world, [{ Ada: 'right', Grace: 'wrong' }], 'quiz')
    expect(shown().filter(card => 'thread' in card)).toEqual([])
  })
})
