import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answerDaily, playRapid } from '../support/games.ts'
import { labelOf, openWorld, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

const at = (text: string) => Date.parse(text)
const admin = () => world.actor('Root', { admin: true })
const save = (part: string, values: Record<string, readonly string[]>) => admin().submit(`settings:${part}`, values)
const board = async (period = 'all') => (await admin().command('leaderboard', { period })).rows?.map(row => `${row.text} ${row.value}`) ?? []
const boards = async () => await Promise.all(['day', 'week', 'month', 'all'].map(board))
const topics = async (name: string) => (await world.actor(name).command('progress')).rows?.map(row => row.text) ?? []
/** How many stand on each of these boards. */
const entriesOf = async (names: string[]) => {
  const group = await world.store.members.groupOf('test', 'h')
  return (await Promise.all(names.map(name => world.store.boards.page(group, name, 0, 10)))).map(({ total }) => total)
}
const both = { Ada: 'right', Grace: 'wrong' } as const

/** Practises one question, right. */
async function practise(name: string): Promise<void> {
  const card = await world.actor(name).command('quiz', { questions: '1' })
  await world.actor(name).press(card.buttons?.find(button => button.label === labelOf(card, 'right'))?.press ?? '')
}

/** Posts the daily of today now, to be revealed at the end of today's day in UTC. */
async function openDaily(): Promise<void> {
  await admin().command('daily set', { time: '11:00', reveal: '23:59' })
  await admin().command('daily now')
  await world.pass(0)
}

describe('boards', () => {
  it('count the daily and rounds played in a channel; practice counts on /progress and never on a board', async () => {
    await playRapid(world, [both])
    await practise('Ada')
    expect(await board()).toEqual(['Ada 1/1 · 1,000', 'Grace 0/1 · 0'])
    await world.actor('Ada').command('quiz', { for: 'channel', questions: '1' })
    await world.pass(0)
    for (const name of ['Ada', 'Grace']) await world.actor(name).click(labelOf(world.newest(), 'right'))
    await world.pass(62)
    await openDaily()
    await answerDaily(world, 'Grace')
    await practise('Ada')
    await world.to(at('2026-11-21T23:59:02Z'))
    expect((await board()).toSorted()).toEqual(['Ada 2/2 · 2,000', 'Grace 2/3 · 2,000'])
    expect((await topics('Ada')).reduce((sum, text) => sum + Number(text.split(' of ')[1]?.split(' ')[0]), 0)).toBe(4)
  })

  it('move at the reveal, with points and progress, in one step', async () => {
    await world.actor('Ada').command('rapid', { questions: '3', seconds: '20', scoring: 'accuracy' })
    await world.pass(0)
    for (const name of ['Ada', 'Grace']) await world.actor(name).click(labelOf(world.newest(), 'right'))
    await world.pass(21)
    expect([await boards(), await topics('Ada'), await topics('Grace')]).toEqual([[[], [], [], []], [], []])
    await world.pass(1)
    const two = ['Ada 1/1 · 1,000', 'Grace 1/1 · 1,000']
    expect((await boards()).map(names => names.toSorted())).toEqual([two, two, two, two])
    expect([await topics('Ada'), await topics('Grace')]).toEqual([['1 of 1 right'], ['1 of 1 right']])
  })
})

describe('a channel round', () => {
  it('counts for a member in at most so many rounds a day as the group has set, and the next day again', async () => {
    await save('group', { zone: ['Asia/Tokyo'] })
    await save('rounds', { roundsADay: ['2'] })
    for (let round = 0; round < 4; round++) await playRapid(world, [both])
    expect(await board()).toEqual(['Ada 2/2 · 2,000', 'Grace 0/2 · 0'])
    await world.to(at('2026-11-21T14:59Z'))
    await playRapid(world, [both])
    expect(await board()).toEqual(['Ada 2/2 · 2,000', 'Grace 0/2 · 0'])
    await world.to(at('2026-11-21T15:00Z'))
    await playRapid(world, [both])
    expect(await board()).toEqual(['Ada 3/3 · 3,000', 'Grace 0/3 · 0'])
  })
})

describe('a daily', () => {
  it('always counts: for one alone, and after all the rounds that count in a day', async () => {
    await save('rounds', { roundsADay: ['1'] })
    for (let round = 0; round < 2; round++) await playRapid(world, [both])
    await openDaily()
    await answerDaily(world, 'Ada')
    await world.to(at('2026-11-21T23:59:02Z'))
    expect(await board()).toEqual(['Ada 2/2 · 2,000', 'Grace 0/1 · 0'])
  })
})

describe('an award', () => {
  it('belongs to the day, week and month of the reveal in the group\'s zone, also when the zone has changed since the question', async () => {
    await save('group', { zone: ['UTC'] })
    await world.to(at('2026-11-29T13:00Z'))
    await admin().command('daily set', { time: '11:00', reveal: '12:30' })
    await admin().command('daily now')
    await world.pass(0)
    await answerDaily(world, 'Ada')
    await save('group', { zone: ['Pacific/Kiritimati'] })
    await world.to(at('2026-11-30T12:30:02Z'))
    expect(await entriesOf(['day:2026-12-01', 'week:2026-W49', 'month:2026-12', 'all'])).toEqual([1, 1, 1, 1])
    expect(await entriesOf(['day:2026-11-29', 'day:2026-11-30', 'week:2026-W48', 'month:2026-11'])).toEqual([0, 0, 0, 0])
    expect(await board('day')).toEqual(['Ada 1/1 · 1,000'])
  })

  it('a window that has ended does not change: what is revealed late counts for the day on which it is', async () => {
    await openDaily()
    await answerDaily(world, 'Ada')
    await world.to(at('2026-11-21T23:58Z'))
    await world.to(at('2026-11-22T00:30Z'))
    expect(await board('day')).toEqual(['Ada 1/1 · 1,000'])
    expect(await entriesOf(['day:2026-11-21'])).toEqual([0])
  })

  it('a window that has ended does not change when the second member comes to a round after it: what waited counts then', async () => {
    await world.to(at('2026-11-21T23:59:40Z'))
    await world.actor('Ada').command('rapid', { questions: '3', seconds: '10', scoring: 'accuracy' })
    await world.pass(0)
    await world.actor('Ada').click(labelOf(world.newest(), 'right'))
    await world.pass(12)
    await world.to(at('2026-11-22T00:00:00Z'))
    for (const name of ['Ada', 'Grace']) await world.actor(name).click(labelOf(world.newest(), 'right'))
    await world.pass(12)
    expect(await board('day')).toEqual(['Ada 2/2 · 2,000', 'Grace 1/1 · 1,000'])
    expect(await entriesOf(['day:2026-11-21'])).toEqual([0])
  })
})
