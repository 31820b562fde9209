import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Card, Picture } from '../../src/bot/card.ts'
import { playRapid, type Move } from '../support/games.ts'
import { openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

const lines = (card: Card) => card.rows?.map(({ label, text, value }) => `${plain(label)} ${text} ${value}`)
const players = Array.from({ length: 23 }, (_, place) => `P${String(place).padStart(2, '0')}`)
const all = (move: Move) => Object.fromEntries(players.map(name => [name, move]))
const board = async (name: string, options: Record<string, string> = {}) => await world.actor(name).command('leaderboard', options)

/** Turns the pages from the first to the last. */
async function pagesOf(name: string, options: Record<string, string> = {}): Promise<Card[]> {
  const pages = [await board(name, options)]
  for (;;) {
    const later = pages.at(-1)?.buttons?.find(button => button.label === 'Later places')
    if (later === undefined) return pages
    pages.push(await world.actor(name).press(later.press))
  }
}

function places(card: Card): Extract<Picture, { kind: 'places' }> {
  const { picture } = card.image ?? {}
  if (picture?.kind !== 'places') throw new Error('The card has no picture of places.')
  return picture
}

describe('/leaderboard', () => {
  it('shows ten a page, everyone once, in the same order each time, also when all have the same points', async () => {
    await playRapid(world, [all('right')])
    const pages = await pagesOf('P05')
    expect(pages.map(page => page.rows?.length)).toEqual([10, 10, 3])
    const seen = pages.flatMap(page => page.rows?.map(row => row.text) ?? [])
    expect(seen.toSorted()).toEqual(players)
    expect(pages.flatMap(page => page.rows?.map(row => row.label) ?? [])).toEqual(players.map(() => '1'))
    expect(await pagesOf('P05')).toEqual(pages)
    const back = pages[2]?.buttons?.find(button => button.label === 'Earlier places')?.press ?? ''
    expect(await world.actor('P05').press(back)).toEqual(pages[1])
  })

  it('gives ranks 1, 2, 2, 4 across pages', async () => {
    await playRapid(world, [all('right'), { P00: 'right', P01: 'wrong', ...Object.fromEntries(players.slice(12).map(name => [name, 'right'] as const)) }])
    const ranks = (await pagesOf('P00')).flatMap(page => page.rows?.map(row => row.label) ?? [])
    expect(ranks).toEqual([...Array.from({ length: 12 }, () => '1'), ...Array.from({ length: 11 }, () => '13')])
  })

  it("always says one's own place, whichever page is shown", async () => {
    await playRapid(world, [all('right'), { P07: 'wrong' }])
    for (const page of await pagesOf('P07')) expect(page.text).toBe('You are number 1 of 23, with 1,000 points (1 of 2 right).')
    expect((await pagesOf('P07')).flatMap(page => page.rows ?? []).filter(row => row.mark === 'own').map(row => row.text)).toEqual(['P07'])
    expect((await board('Stranger')).text).toBe('You are not on it yet.')
  })

  it('is for the day, the week if nothing is said, the month or all time, and says when the period ends', async () => {
    await playRapid(world, [{ Ada: 'right', Grace: 'wrong' }])
    const ends = async (period: string) => plain((await board('Ada', { period })).footer ?? '').replace('Right of answered, and points. Ends ', '')
    expect([await ends('day'), await ends('week'), await ends('month'), await ends('all')])
      .toEqual(['2026-11-22T00:00:00.000Z.', '2026-11-23T00:00:00.000Z.', '2026-12-01T00:00:00.000Z.', 'Right of answered, and points.'])
    expect(await board('Ada')).toEqual(await board('Ada', { period: 'week', of: 'members' }))
    await world.to(Date.parse('2026-11-23T12:00Z'))
    expect(plain((await board('Ada')).text ?? '')).toMatch(/^Nobody has points here yet/)
    expect(lines(await board('Ada', { period: 'month' }))).toEqual(['1 Ada 1/1 · 1,000', '2 Grace 0/1 · 0'])
  })

  it('has a picture of the same places, and the names as text beside it', async () => {
    await playRapid(world, [{ 'Ada': 'right', '李雷 🦊': 'right' }, { Ada: 'right' }])
    const card = await board('Ada')
    expect(lines(card)).toEqual(['1 Ada 2/2 · 2,000', '2 李雷 🦊 1/1 · 1,000'])
    expect(places(card)).toEqual({
      kind: 'places',
      title: 'Leaderboard of this week',
      rows: [{ rank: '1', name: 'Ada', value: '2/2 · 2,000', own: true }, { rank: '2', name: '李雷 🦊', value: '1/1 · 1,000', own: false }],
    })
    expect(card.image?.alt).toBe('Leaderboard of this week, places 1 to 2: 1 Ada 2/2 · 2,000; 2 李雷 🦊 1/1 · 1,000')
    expect(places(world.newest())).toMatchObject({ title: 'Podium', rows: [{ rank: '1', own: false }, { rank: '2', own: false }] })
  })

  it('shows the last page to whoever asks for a page that is there no more, and takes buttons from before teams', async () => {
    await playRapid(world, [all('right')])
    const pages = await pagesOf('P05')
    expect(await world.actor('P05').press('board:week:40:members')).toEqual(pages[2])
    expect(await world.actor('P05').press('board:week:1')).toEqual(pages[1])
    expect(plain((await world.actor('P05').press('board:week:3:teams')).text ?? '')).toBe('There are no teams yet. /team create makes one.')
    expect((await world.actor('P05').press('board:month:9')).rows).toHaveLength(3)
  })

  it('is the group\'s own: another home sees none of it', async () => {
    await playRapid(world, [{ Ada: 'right', Grace: 'right' }])
    expect(plain((await world.actor('Ada', { home: 'elsewhere' }).command('leaderboard')).text ?? '')).toMatch(/^Nobody has points here yet/)
    expect(plain((await world.actor('Ada', { alone: true }).command('leaderboard')).text ?? '')).toMatch(/^That works in the channels of a group/)
  })
})

describe('the podium', () => {
  it('shows ranks 1, 2, 2, 4, right / asked and points, the question most missed, and a button to practise the missed ones privately', async () => {
    await playRapid(world, [{ Ada: 'right', Grace: 'right', Alan: 'right', Kay: 'wrong' }, { Ada: 'right' }, { Ada: 'right' }])
    const podium = world.newest()
    expect(podium.rows?.map(row => `${plain(row.label)} ${row.value}`)).toEqual(['1 3/3 · 3,000', '2 1/1 · 1,000', '2 1/1 · 1,000', '4 0/1 · 0'])
    expect(podium.fields?.map(field => field.name)).toEqual(['Most missed (1 wrong answer)'])
    const press = podium.buttons?.find(button => button.label === 'Practise what I missed')?.press ?? ''
    expect((await world.actor('Kay').press(press)).title).toMatch(/^Practice 1 of 3/)
    expect((await world.actor('Grace').press(press)).title).toMatch(/^Practice 1 of 2/)
    expect((await world.actor('Ada').press(press)).text).toBe('You missed none of these.')
  })
})
