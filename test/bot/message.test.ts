import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noticeWrite } from '../../src/bot/notice.ts'
import { general, START } from '../support/round.ts'
import type { Attempt, Sent } from '../../src/bot/ports.ts'
import { labelOf, openWorld, plain, type Shown, type World } from '../support/world.ts'

let world: World
let attempts: Attempt[] = []
beforeEach(async () => {
  world = await openWorld()
  attempts = []
  const { post } = world.surface
  world.surface.post = async (channel, card, attempt) => {
    attempts.push(attempt)
    return await post(channel, card, attempt)
  }
})
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

const later: Sent = { outcome: 'later', afterMs: 0, sent: true }
const footers = (message: Shown | undefined) => message?.cards.map(card => plain(card.footer ?? '')) ?? []
/** Takes a message away as a moderator does: edits do not find it any more. */
const deleted = (id: string) => { world.surface.messages.filter(message => message.id === id).forEach(message => { message.id = `deleted ${id}` }) }
const start = async () => {
  await world.actor('Ada').command('rapid', { questions: '3', seconds: '20', scoring: 'accuracy' })
  await world.pass(0)
}

describe('the message of an open question', () => {
  it('shows its deadline as soon as the platform has said when it was posted', async () => {
    await start()
    expect(footers(world.surface.messages[0])).toEqual(['Answer with a button; your first answer counts.', 'Closes 2026-11-21T12:00:20.000Z · 0 answers so far'])
  })

  it('shows the latest count of answers, and is edited at most every two seconds', async () => {
    await start()
    const edited: number[] = []
    const { edit } = world.surface
    world.surface.edit = async (...call) => {
      edited.push(world.now() - START)
      return await edit(...call)
    }
    for (let half = 0; half < 12; half++) {
      await world.actor(`Player ${half}`).click('A')
      await world.pass(0.5)
      await world.pass(0)
    }
    expect(edited).toEqual([2000, 4000, 6000])
    expect(footers(world.surface.messages[0]).at(-1)).toMatch(/12 answers so far$/)
    await world.pass(3)
    expect(edited).toHaveLength(3)
  })

  it('is edited until that works: a failure loses neither the deadline nor the count', async () => {
    world.surface.fate = ({ kind }) => kind === 'edit' ? later : null
    await start()
    await world.actor('Grace').click('A')
    for (const wait of [1, 2]) await world.pass(wait)
    expect(footers(world.surface.messages[0])).toHaveLength(1)
    world.surface.fate = () => null
    await world.pass(4)
    expect(footers(world.surface.messages[0]).slice(1)).toEqual(['Closes 2026-11-21T12:00:20.000Z · 1 answer so far'])
  })

  it('that was deleted is not asked again; answers count, and the reveal comes as a message of its own', async () => {
    await start()
    const card = world.newest()
    for (const name of ['Ada', 'Grace']) await world.actor(name).click(labelOf(card, 'right'))
    deleted('m1')
    for (let second = 0; second < 20; second++) await world.pass(1)
    expect(attempts).toHaveLength(1)
    await world.pass(2)
    const [asked] = attempts.map(({ key }) => key)
    expect(attempts.map(({ key }) => key)).toEqual([asked, `${asked}/again`])
    expect(world.newest()).toMatchObject({ kind: 'reveal', footer: '2 of 2 answers were right.' })
    expect((await world.actor('Ada').command('leaderboard')).rows?.map(row => row.value)).toEqual(['1/1 · 1,000', '1/1 · 1,000'])
    await world.pass(4)
    expect(world.newest().title).toMatch(/^Question 2 of 3/)
  })

  it('that was deleted just before its reveal is revealed all the same, once', async () => {
    await world.actor('Root', { admin: true }).command('daily set', { time: '13:00', reveal: '18:00' })
    await world.to(Date.parse('2026-11-21T13:00Z'))
    await world.actor('Ada').click(labelOf(world.newest(), 'right'))
    await world.pass(5)
    deleted('m1')
    await world.to(Date.parse('2026-11-21T18:00:02Z'))
    for (const wait of [1, 2, 60]) await world.pass(wait)
    expect(world.surface.messages.map(message => message.cards.at(-1)?.kind)).toEqual(['question', 'reveal'])
    expect((await world.actor('Root', { admin: true }).command('stop')).fields).toBeUndefined()
  })
})

describe('a post that is tried again', () => {
  it('says when it was tried first, so that the platform can be asked whether it is there', async () => {
    world.surface.fate = ({ number }) => number <= 2 ? later : null
    await start()
    for (const wait of [1, 2]) await world.pass(wait)
    expect(attempts.map(({ triedAt }) => triedAt)).toEqual([null, START, START])
    expect(new Set(attempts.map(({ key }) => key)).size).toBe(1)
  })

  it('says nothing of it where the platform was too busy to take it', async () => {
    world.surface.fate = ({ number }) => number <= 1 ? { outcome: 'later', afterMs: 1000, sent: false } : null
    await start()
    await world.pass(2)
    expect(attempts.map(({ triedAt }) => triedAt)).toEqual([null, null])
  })

  it('is another one for each question', async () => {
    await start()
    await world.pass(22)
    await world.pass(4)
    expect(attempts.map(({ triedAt }) => triedAt)).toEqual([null, null])
  })

  it('says so of a notice too', async () => {
    world.surface.fate = ({ number }) => number <= 1 ? later : null
    const group = await world.store.members.groupOf('test', 'h')
    await world.store.records.commit(group, { writes: [noticeWrite('n', general, { kind: 'welcome' }, START)], gate: null, awards: [], lease: { do: 'leave' } })
    for (const wait of [0, 2]) await world.pass(wait)
    expect(attempts).toEqual([{ key: 'notice/n', triedAt: null }, { key: 'notice/n', triedAt: START }])
  })

  it('says nothing of it where the platform was too busy to take a notice', async () => {
    world.surface.fate = ({ number }) => number <= 1 ? { outcome: 'later', afterMs: 1000, sent: false } : null
    const group = await world.store.members.groupOf('test', 'h')
    await world.store.records.commit(group, { writes: [noticeWrite('n', general, { kind: 'welcome' }, START)], gate: null, awards: [], lease: { do: 'leave' } })
    for (const wait of [0, 2]) await world.pass(wait)
    expect(attempts).toEqual([{ key: 'notice/n', triedAt: null }, { key: 'notice/n', triedAt: null }])
  })
})
