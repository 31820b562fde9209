import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readRound } from '../../src/bot/rounds.ts'
import { turnKey } from '../../src/bot/turn.ts'
import { general, Played, START } from '../support/round.ts'
import { openWorld, type World } from '../support/world.ts'

const GROUPS = 60
const groups = Array.from({ length: GROUPS }, (_, number) => `group-${number}`)

let world: World
beforeEach(async () => {
  world = await openWorld()
  world.surface.pace = { name: 'test', perSecond: 10, burst: 5 }
})
afterEach(() => world.close())

const channels = () => world.surface.messages.map(({ channel }) => channel)
const setDailies = async () => {
  for (const home of groups) await world.actor('Boss', { home, channel: home, admin: true }).command('daily set', { time: '13:00', reveal: '18:00', timezone: 'UTC' })
}
const noon = () => new Date(world.now()).setUTCHours(13, 0, 0, 0)

describe('a turn', () => {
  const announcement = { part: 0, show: 'question', channel: general, triedAt: null } as const
  const daily = new Played({ mode: 'daily' }).state
  const failed = { ...daily, posts: daily.posts.map(post => ({ ...post, attempts: 1 })) }

  it('is taken by a daily that is tried for the first time, or again after it failed', () => {
    expect(turnKey(daily, announcement)).toBe('r1/0/question/general')
    expect(turnKey(failed, { ...announcement, triedAt: START })).toBe('r1/0/question/general')
  })

  it('is not waited for where people wait, nor by whoever takes over a post from a process that died at it', () => {
    expect(turnKey(new Played().state, announcement)).toBe(null)
    expect(turnKey(daily, { ...announcement, triedAt: START })).toBe(null)
  })
})

describe('many dailies that are due at once', () => {
  it('are posted at the pace of their platform, each once', async () => {
    await setDailies()
    await world.to(noon())
    expect(channels().length).toBeGreaterThanOrEqual(5)
    expect(channels().length).toBeLessThanOrEqual(15)
    for (let second = 0; second < 7; second++) {
      const before = channels().length
      await world.pass(1)
      expect(channels().length - before).toBeLessThanOrEqual(11)
    }
    expect(channels().toSorted()).toEqual(groups.toSorted())
    expect(world.troubles).toEqual([])
  })

  it('are posted from the beginning on, not when the last of them has begun', async () => {
    await setDailies()
    const { records } = world.store
    const kinds: string[] = []
    world.bot.store = { ...world.store, records: { ...records, claimDue: async (_limit, forMs) => {
      const due = await records.claimDue(8, forMs)
      kinds.push(...due.claims.map(({ kind }) => kind).filter(kind => kind === 'schedule' || kind === 'round'))
      return due
    } } }
    await world.to(noon() + 30_000)
    expect(kinds.indexOf('round')).toBeLessThan(GROUPS / 2)
    expect(kinds.indexOf('round')).toBeGreaterThan(0)
  })

  it('are not worked at before their turn has come', async () => {
    await setDailies()
    const { records } = world.store
    let claimed = 0
    world.bot.store = { ...world.store, records: { ...records, claimDue: async (limit, forMs) => {
      const due = await records.claimDue(limit, forMs)
      claimed += due.claims.filter(claim => claim.kind === 'round' && readRound(claim).phase === 'posting').length
      return due
    } } }
    await world.to(noon())
    for (let second = 0; second < 7; second++) await world.pass(1)
    expect(channels()).toHaveLength(GROUPS)
    expect(claimed).toBeLessThan(GROUPS * 1.3)
  })

  it('let a live round go first, which makes them wait', async () => {
    await setDailies()
    await world.to(noon())
    await world.actor('Ada', { channel: 'live' }).command('rapid', { questions: '3' })
    await world.pass(0)
    expect(channels()).toContain('live')
    const before = channels().length
    await world.pass(1)
    expect(channels().length - before).toBeLessThanOrEqual(11)
  })

  it('are revealed at that pace too, to the last', async () => {
    await setDailies()
    await world.to(noon())
    for (let second = 0; second < 8; second++) await world.pass(1)
    await world.to(new Date(world.now()).setUTCHours(18, 0, 2, 0))
    const revealed = () => world.surface.messages.filter(({ cards }) => cards.some(card => String(card.title).includes('the answer is'))).length
    expect(revealed()).toBeLessThan(GROUPS)
    for (let second = 0; second < 14; second++) await world.pass(1)
    expect(revealed()).toBe(GROUPS)
  })
})
