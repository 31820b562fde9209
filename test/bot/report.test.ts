import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Card } from '../../src/bot/card.ts'
import { labelOf, openWorld, plain, wordsOf, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

const admin = () => world.actor('Root', { admin: true })
const reports = () => admin().command('report')
const saidIn = (card: Card) => card.fields?.filter(field => field.name.startsWith('What was said')).map(field => field.value)
const pressOf = (card: Card, label: string) => card.buttons?.find(button => button.label === label)?.press ?? ''

/** A daily that Ada got right and Grace got wrong, revealed. */
async function revealDaily() {
  await admin().command('daily set', { time: '09:00', reveal: '18:00' })
  await world.to(Date.parse('2026-11-22T09:00Z'))
  const [right, wrong] = [labelOf(world.newest(), 'right'), labelOf(world.newest(), 'wrong')]
  await world.actor('Ada').click(right)
  await world.actor('Grace').click(wrong)
  await world.to(Date.parse('2026-11-22T18:00:02Z'))
}

describe('/report', () => {
  it('says what is wrong with the latest revealed question of this channel', async () => {
    await revealDaily()
    const text = plain(world.newest().text ?? '').split('\n')[0]
    expect((await world.actor('Grace').command('report', { why: 'Two choices are right.' })).text).toMatch(/^Thank you\. The admins of this group will see what you wrote, without your name\./)
    const card = await reports()
    expect(card.text).toBe(text)
    expect(card.fields?.slice(0, 2)).toEqual([{ name: 'What was said', value: 'Two choices are right.' }, { name: 'Right answer', value: expect.stringMatching(/^Yes, q/) }])
    expect(card.rows?.map(row => row.value).toSorted()).toEqual(['0 (0 %)', '1 (50 %)', '1 (50 %)'])
    expect(card.rows?.filter(row => row.mark === 'right')).toHaveLength(1)
    expect(card.buttons?.map(button => button.label)).toEqual(['Void and recount', 'Keep'])
    expect(wordsOf(card)).not.toContain('Grace')
  })

  it('goes by the channel: where nothing was revealed there is nothing to report', async () => {
    await revealDaily()
    expect((await world.actor('Grace', { channel: 'elsewhere' }).command('report', { why: 'Wrong.' })).text).toMatch(/^No question has been revealed in this channel yet/)
  })

  it('means the question before while one is open, and never one that was stopped', async () => {
    await world.actor('Ada').command('rapid', { questions: '3' })
    await world.pass(0)
    expect((await world.actor('Ada').command('report', { why: 'Wrong.' })).text).toMatch(/^No question has been revealed/)
    const first = plain(world.newest().text ?? '')
    await world.actor('Ada').click('A')
    for (const wait of [17, 4]) await world.pass(wait)
    await world.actor('Ada').command('stop')
    await world.pass(0)
    await world.actor('Ada').command('report', { why: 'Wrong.' })
    expect((await reports()).text).toBe(first)
  })

  it('without why shows the reports to admins and asks all others for it', async () => {
    await revealDaily()
    expect(plain((await world.actor('Grace').command('report')).text ?? '')).toMatch(/^Say what is wrong with the question/)
    expect(plain((await world.actor('Grace').command('report', { why: '   ' })).text ?? '')).toMatch(/^Say what is wrong with the question/)
    expect((await reports()).text).toBe('No question is reported.')
  })

  it('takes 300 characters and no more', async () => {
    await revealDaily()
    expect((await world.actor('Grace').command('report', { why: 'x'.repeat(301) })).text).toBe('why is too long; 300 characters are the most.')
    expect((await world.actor('Grace').command('report', { why: 'x'.repeat(300) })).text).toMatch(/^Thank you/)
  })

  it('is taken once a member and question: a second one replaces the first', async () => {
    await revealDaily()
    await world.actor('Grace').command('report', { why: 'First.' })
    await world.actor('Grace').command('report', { why: 'Second.' })
    expect(saidIn(await reports())).toEqual(['Second.'])
    await world.pass(1)
    await world.actor('Ada').command('report', { why: 'Mine.' })
    expect(saidIn(await reports())).toEqual(['Second.', 'Mine.'])
  })

  it('alerts the admins with their next answer, once', async () => {
    await revealDaily()
    const card = await world.actor('Grace').command('report', { why: 'Wrong.' })
    expect(card.fields).toBeUndefined()
    expect((await admin().command('help')).fields?.map(field => field.name)).toEqual(['A question was reported'])
    expect((await admin().command('help')).fields).toBeUndefined()
  })
})

describe('the button Report', () => {
  it('is on every reveal, and opens a form for at most 300 characters', async () => {
    await world.actor('Ada').command('rapid', { questions: '3' })
    await world.pass(0)
    for (let question = 0; question < 3; question++) {
      expect(world.newest().buttons?.some(button => button.label === 'Report')).toBe(false)
      if (question < 2) await world.actor('Ada').click('A')
      await world.pass(17)
      expect(world.newest().kind).toBe('reveal')
      const button = world.newest().buttons?.find(one => one.label === 'Report')
      expect(button?.opens).toBe('form')
      const form = await world.actor('Grace').open(button?.press ?? '')
      expect(form.fields).toMatchObject([{ name: 'why', kind: 'text', most: 300, required: true }])
      expect((await world.actor('Grace').submit(form.press, { why: ['It is wrong.'] })).text).toMatch(/^Thank you/)
      await world.pass(4)
    }
    expect(((await reports()).footer as string).includes('3 questions are reported')).toBe(true)
  })

  it('does nothing for a question that is not revealed, or is not there', async () => {
    await world.actor('Ada').command('rapid', { questions: '3' })
    await world.pass(0)
    const press = (world.newest().buttons?.[0]?.press ?? '').replace('answer:', 'report:').replace(/:0$/, '')
    expect((await world.actor('Mallory').press(press)).text).toBe('That question is not revealed yet.')
    expect((await world.actor('Mallory').submit(press, { why: ['Hm.'] })).text).toBe('That question is not revealed yet.')
    expect(plain((await world.actor('Mallory').submit(press.replace(/0$/, '9'), { why: ['Hm.'] })).text ?? '')).toMatch(/^That round is not here/)
  })
})

describe('an admin', () => {
  it('may keep a question: it counts as before and its reports are done', async () => {
    await revealDaily()
    await world.actor('Grace').command('report', { why: 'Wrong.' })
    const before = await world.actor('Ada').command('leaderboard')
    const card = await reports()
    expect((await admin().press(pressOf(card, 'Keep'))).text).toBe('Kept. The question counts as before.')
    expect((await reports()).text).toBe('No question is reported.')
    expect(plain((await admin().press(pressOf(card, 'Keep'))).text ?? '')).toMatch(/^That has been decided already/)
    expect(await world.actor('Ada').command('leaderboard')).toEqual(before)
  })

  it('alone sees reports, keeps and voids', async () => {
    await revealDaily()
    await world.actor('Grace').command('report', { why: 'Wrong.' })
    const card = await reports()
    for (const press of [pressOf(card, 'Keep'), pressOf(card, 'Void and recount'), 'reports:0']) {
      expect((await world.actor('Grace').press(press)).text).toBe('Only an admin of this group can do that.')
    }
    expect((await world.actor('Grace').submit(pressOf(card, 'Void and recount'), { why: ['Because.'] })).text).toBe('Only an admin of this group can do that.')
    expect((await reports()).text).toBe(card.text)
  })

  it('goes from one reported question to the next', async () => {
    await world.actor('Ada').command('rapid', { questions: '3' })
    await world.pass(0)
    for (let question = 0; question < 3; question++) {
      await world.actor('Ada').click('A')
      await world.pass(17)
      await world.actor('Ada').command('report', { why: `Number ${question}.` })
      await world.pass(4)
    }
    const said: unknown[] = []
    let card = await reports()
    for (let turn = 0; turn < 4; turn++) {
      said.push(card.fields?.[0]?.value)
      card = await admin().press(pressOf(card, 'Next report'))
    }
    expect(said).toEqual(['Number 0.', 'Number 1.', 'Number 2.', 'Number 0.'])
    card = await admin().press(pressOf(card, 'Keep'))
    expect((await admin().press(pressOf(card, 'Next report'))).fields?.[0]?.value).toBe('Number 0.')
  })

  it('is not shown the answer of a reported question that is being asked again just now', async () => {
    await world.close()
    const { library, libraryOf } = await import('../support/library.ts')
    const { canAsk } = await import('../../src/engine/pick.ts')
    const only = library.questions.filter(question => canAsk('daily', question)).slice(0, 1)
    world = await openWorld({ library: libraryOf(only) })
    await revealDaily()
    await world.actor('Grace').command('report', { why: 'Wrong.' })
    await world.to(Date.parse('2026-11-23T09:00Z'))
    expect(world.newest().kind).toBe('question')
    const card = await reports()
    expect(card.rows).toEqual([])
    expect(wordsOf(card)).not.toContain('Yes, q')
    await world.to(Date.parse('2026-11-23T18:00:02Z'))
    expect(wordsOf(await reports())).toContain('Yes, q')
  })
})
