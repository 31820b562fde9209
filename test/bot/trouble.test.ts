import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { decodePress, encodePress } from '../../src/bot/press.ts'
import { labelOf, openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => { await world.close() })

describe('bad input gets a sentence', () => {
  const say = async (name: string, options: Record<string, string> = {}) => plain((await world.actor('Ada').command(name, options)).text ?? '')

  it('an unknown command', async () => {
    expect(await say('rapids')).toBe('I do not know /rapids. Did you mean /rapid? /help lists all commands.')
    expect(await say('xyzzy')).toBe('I do not know /xyzzy. /help lists all commands.')
  })

  it('an unknown option, topic, difficulty or number', async () => {
    expect(await say('rapid', { colour: 'red' })).toBe('/rapid has no option "colour". It takes topic, difficulty, questions, seconds, scoring.')
    expect(await say('rapid', { topic: 'astrology' })).toBe('topic cannot be "astrology". Choose linear-algebra, probability or metrics.')
    expect(await say('rapid', { difficulty: 'brutal' })).toBe('difficulty cannot be "brutal". Choose easy, medium or hard.')
    for (const questions of ['2', '31', '-1', '3.5', 'many', '1e9', '']) expect(await say('rapid', { questions })).toBe('questions must be a whole number from 3 to 30.')
  })

  it('is not repeated at length', async () => {
    expect((await say('rapid', { ['x'.repeat(5000)]: 'red' })).length).toBeLessThan(200)
    expect((await say('x'.repeat(5000))).length).toBeLessThan(200)
    const card = await world.actor('Ada', { admin: true }).submit('settings:first', { zone: ['x'.repeat(5000)], channels: [], starters: ['everyone'] })
    expect(card.text?.length).toBeLessThan(200)
  })

  it('a list that is too long for any form', async () => {
    const channels = Array.from({ length: 26 }, (_, place) => `c${place}`)
    const submit = async (some: string[]) => await world.actor('Ada', { admin: true }).submit('settings:first', { zone: ['UTC'], channels: some, starters: ['everyone'] })
    expect(await submit(channels)).toMatchObject({ title: 'Nothing was saved', text: 'A list holds 25 channels or people at most.' })
    expect(await submit(channels.slice(1))).toMatchObject({ title: 'Saved' })
  })

  it('a missing option', async () => {
    expect(await say('formula')).toBe('/formula needs name: its name, or what people call it.')
  })

  it('an unknown formula, with the topics there are', async () => {
    const card = await world.actor('Ada').command('formula', { name: 'flux capacitor' })
    expect(card.title).toBe('I found no formula for "flux capacitor"')
    expect(card.select?.options).toHaveLength(3)
  })

  it('a stale or forged press', async () => {
    const answers = await Promise.all(['answer:zzzzzzzzzzzz:0:0', 'answer:x:0:9', 'correct', '__proto__:1', 'answer', '', 'a'.repeat(500)].map(press => world.actor('Mallory').press(press)))
    expect(answers.map(answer => plain(answer.text ?? ''))).toEqual([
      'That round is not here any more. /rapid starts a new one.',
      ...Array.from({ length: 6 }, () => 'That button is not one of mine any more. Use the newest message, or /help.'),
    ])
  })

  it('a press on a choice or a question that is not there', async () => {
    await world.actor('Ada').command('rapid', { questions: '3' })
    await world.pass(0)
    const round = world.newest().buttons?.[0]?.press.split(':')[1] ?? ''
    expect(plain((await world.actor('Mallory').press(`answer:${round}:0:3`)).text ?? '')).toMatch(/not one of mine|Locked in: D/)
    expect((await world.actor('Mallory').press(`answer:${round}:2:0`)).text).toMatch(/^That question is closed/)
    expect(plain((await world.actor('Mallory').press(`answer:${round}:9:0`)).text ?? '')).toMatch(/not one of mine/)
  })

  it('a press never throws and never writes, whatever it holds', async () => {
    await fc.assert(fc.asyncProperty(fc.string({ maxLength: 80 }), async press => {
      expect((await world.actor('Mallory').press(press)).kind).toBeTruthy()
    }), { numRuns: 200 })
    expect(world.troubles).toEqual([])
  })
})

describe('a press', () => {
  it('reads back as it was written, in at most 64 bytes', () => {
    const id = fc.stringMatching(/^[a-z0-9-]{1,40}$/)
    fc.assert(fc.property(id, fc.integer({ min: 0, max: 29 }), fc.integer({ min: 0, max: 3 }), (round, question, choice) => {
      const press = { verb: 'answer' as const, round, question, choice }
      const text = encodePress(press)
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(64)
      expect(decodePress(text)).toEqual(press)
    }))
  })
})

describe('a platform in trouble', () => {
  const start = () => world.actor('Ada').command('rapid', { questions: '3', seconds: '20' })

  it('a post that fails twice is made at the third try, once', async () => {
    world.surface.fate = ({ number }) => number <= 2 ? new Error('socket hang up') : null
    await start()
    for (const wait of [0, 1, 2]) await world.pass(wait)
    expect(world.surface.messages).toHaveLength(1)
    expect(world.troubles).toHaveLength(2)
  })

  it('a post whose answer was lost is not made twice: the key finds the first', async () => {
    const post = world.surface.post
    let lost = 0
    world.surface.post = async (...call) => {
      const sent = await post(...call)
      if (lost++ < 2) throw new Error('the reply was lost')
      return sent
    }
    await start()
    for (const wait of [0, 1, 2]) await world.pass(wait)
    expect(world.surface.messages).toHaveLength(1)
    expect(world.newest().kind).toBe('question')
  })

  it('a reveal is retried until it is confirmed; points are given once', async () => {
    await start()
    await world.pass(0)
    const right = labelOf(world.newest(), 'right')
    await world.actor('Ada').click(right)
    await world.actor('Grace').click(right)
    world.surface.fate = ({ kind }) => kind === 'edit' ? { outcome: 'later', afterMs: 0, sent: true } : null
    for (const wait of [22, 1, 2, 4]) await world.pass(wait)
    expect(world.newest().kind).toBe('question')
    world.surface.fate = () => null
    await world.pass(8)
    expect(world.newest().kind).toBe('reveal')
    expect((await world.actor('Ada').command('leaderboard')).rows?.map(row => row.value)).toEqual(['1/1 · 1,000', '1/1 · 1,000'])
  })

  it('a channel that is gone ends the round, and the channel is free', async () => {
    world.surface.fate = () => ({ outcome: 'gone', why: { what: 'channel gone' } })
    await start()
    await world.pass(0)
    world.surface.fate = () => null
    expect(plain((await start()).text ?? '')).toMatch(/^A round of 3 questions starts now/)
  })

  it('a stop that comes while a question is being posted is kept, and leaves no live buttons', async () => {
    const post = world.surface.post
    world.surface.post = async (...call) => {
      const sent = await post(...call)
      if (call[2].key.endsWith('/0')) await world.actor('Ada').command('stop')
      return sent
    }
    await start()
    for (const wait of [0, 0, 0]) await world.pass(wait)
    expect(world.surface.messages.map(message => [message.cards.at(-1)?.kind, message.cards.at(-1)?.buttons])).toEqual([['reveal', undefined], ['podium', undefined]])
  })
})

describe('a store in trouble', () => {
  it('people get a sentence, and nothing is half-written', async () => {
    const broken = { ...world.bot, store: { ...world.store, members: { ...world.store.members, groupOf: () => Promise.reject(new Error('disk I/O error')) } } }
    const { handle } = await import('../../src/bot/handle.ts')
    const reply = await handle(broken, {
      id: randomUUID(), timedOutUntil: null, channel: { platform: 'test', home: 'h', id: 'general' }, account: { platform: 'test', id: 'ada', name: 'Ada' }, admin: true, alone: false, at: world.now(), locale: 'en',
      did: { type: 'command', name: 'rapid', options: {} },
    })
    expect(reply).toMatchObject({ to: 'person', card: { text: 'I could not save that just now, so nothing was counted. Please try again in a moment.' } })
    expect(world.troubles).toEqual(['an interaction could not be handled: Error: disk I/O error'])
  })
})
