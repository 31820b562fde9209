/** Leaderboards: awards, each applied once, and places with ties. */
import { describe, expect, it } from 'vitest'
import type { Award } from '../../src/engine/round.ts'
import { awardOf, commitOf, setStage, standingOf, type OpenStore } from './stage.ts'

const DAY_MS = 86_400_000

/** What the leaderboards of every store promise. */
export function boardsContract(open: OpenStore): void {
  const stage = setStage(open)
  const give = (awards: readonly Award[], group = 'g') => stage.store.records.commit(group, commitOf([], { awards }))
  const page = (offset = 0, limit = 10, board = 'all', group = 'g') => stage.store.boards.page(group, board, offset, limit)
  const places = async (offset: number, limit: number) => (await page(offset, limit)).standings.map(({ member, rank }) => `${rank} ${member}`)
  const standing = (member: string, board = 'all', group = 'g') => standingOf(stage.store, group, board, member)

  it('an empty board has no places, and nobody stands on it', async () => {
    expect(await page()).toEqual({ standings: [], total: 0 })
    expect(await standing('ada')).toBeNull()
  })

  it('awards add up to points, right answers and answers asked', async () => {
    await give([awardOf('ada', 7), awardOf('grace', 4)])
    await give([awardOf('ada', 0, { id: 'r/1/ada' }), awardOf('grace', 5, { id: 'r/1/grace' })])
    expect(await page()).toEqual({
      standings: [
        { member: 'grace', points: 9, right: 2, asked: 2, rank: 1 },
        { member: 'ada', points: 7, right: 1, asked: 2, rank: 2 },
      ],
      total: 2,
    })
    expect(await standing('ada')).toEqual({ member: 'ada', points: 7, right: 1, asked: 2, rank: 2 })
    expect(await standing('nobody')).toBeNull()
  })

  it('an award is applied once, however often it is committed, at once or later or twice in one commit', async () => {
    await Promise.all(Array.from({ length: 20 }, () => give([awardOf('ada', 5)])))
    await give([awardOf('ada', 5), awardOf('ada', 5)])
    await give([awardOf('ada', 9)])
    expect(await standing('ada')).toMatchObject({ points: 5, asked: 1 })
  })

  it.each([
    ['a day', 'day:2026-11-21', Date.UTC(2026, 10, 22) + 35 * DAY_MS],
    ['a day of a team', 'day:2026-11-21/red', Date.UTC(2026, 10, 22) + 35 * DAY_MS],
    ['a week', 'week:2026-W47', Date.UTC(2026, 10, 23) + 100 * DAY_MS],
    ['the first week of a year', 'week:2027-W01', Date.UTC(2027, 0, 11) + 100 * DAY_MS],
    ['a week of a team', 'week:2026-W47/red', Date.UTC(2026, 10, 23) + 100 * DAY_MS],
  ])('the board of %s is gone some weeks after its end, and takes nothing any more', async (_, board, until) => {
    const boards = [board, 'all', 'month:2026-11', 'topic:statistics']
    await give([awardOf('ada', 5, { boards })])
    stage.clock.at = until - 1
    await give([awardOf('grace', 4, { boards })])
    expect((await page(0, 10, board)).standings.map(({ member }) => member)).toEqual(['ada', 'grace'])
    stage.clock.at = until
    expect(await page(0, 10, board)).toEqual({ standings: [], total: 0 })
    expect(await standing('ada', board)).toBeNull()
    await give([awardOf('ada', -5, { id: 'r/1/ada', asked: -1, boards }), awardOf('alan', 1, { boards })])
    expect(await page(0, 10, board)).toEqual({ standings: [], total: 0 })
    for (const kept of boards.slice(1)) expect((await page(0, 10, kept)).standings.map(({ member }) => member)).toEqual(['grace', 'alan'])
    await stage.store.boards.forget('g', 'grace')
    expect((await page()).total).toBe(1)
  })

  it('equal points share a rank and stand in the order of member ids', async () => {
    await give([awardOf('d', 1), awardOf('c', 3), awardOf('a', 5), awardOf('b', 3)])
    expect(await places(0, 10)).toEqual(['1 a', '2 b', '2 c', '4 d'])
    for (const [member, rank] of [['a', 1], ['b', 2], ['c', 2], ['d', 4]] as const) expect(await standing(member)).toMatchObject({ rank })
  })

  it('a page that starts in the middle of a tie has the rank of the tie', async () => {
    await give([...['b', 'c', 'd', 'e'].map(member => awardOf(member, 3)), awardOf('a', 5), awardOf('f', 1), awardOf('g', 1)])
    expect(await places(0, 2)).toEqual(['1 a', '2 b'])
    expect(await places(2, 2)).toEqual(['2 c', '2 d'])
    expect(await places(3, 3)).toEqual(['2 d', '2 e', '6 f'])
    expect(await places(6, 5)).toEqual(['6 g'])
    expect(await page(7, 5)).toEqual({ standings: [], total: 7 })
    expect(await page(0, 0)).toEqual({ standings: [], total: 7 })
    expect((await page(2, 1)).total).toBe(7)
  })

  it('who has no points is listed all the same, behind everyone with points', async () => {
    await give([awardOf('b', 0), awardOf('a', 0), awardOf('c', 1)])
    expect(await page()).toEqual({
      standings: [
        { member: 'c', points: 1, right: 1, asked: 1, rank: 1 },
        { member: 'a', points: 0, right: 0, asked: 1, rank: 2 },
        { member: 'b', points: 0, right: 0, asked: 1, rank: 2 },
      ],
      total: 3,
    })
    expect(await standing('b')).toEqual({ member: 'b', points: 0, right: 0, asked: 1, rank: 2 })
  })

  it('points that were taken away again leave a tie at zero, and may go below', async () => {
    await give([awardOf('a', 4), awardOf('b', 0), awardOf('c', 1)])
    await give([awardOf('a', -4, { id: 'r/1/a' }), awardOf('c', -3, { id: 'r/1/c' })])
    expect((await page()).standings.map(({ member, points, rank }) => [member, points, rank])).toEqual([['a', 0, 1], ['b', 0, 1], ['c', -2, 3]])
  })

  it('an award counts on the boards it names and on no other', async () => {
    await give([awardOf('ada', 5, { boards: ['week:2026-W47', 'all'] })])
    expect(await standing('ada', 'week:2026-W47')).toMatchObject({ points: 5 })
    expect(await standing('ada', 'week:2026-W48')).toBeNull()
    expect(await page(0, 10, 'day:2026-11-21')).toEqual({ standings: [], total: 0 })
  })

  it('the boards of groups are apart, and so are their awards', async () => {
    await give([awardOf('ada', 5)])
    await give([awardOf('ada', 2)], 'h')
    expect(await standing('ada')).toMatchObject({ points: 5 })
    expect(await standing('ada', 'all', 'h')).toMatchObject({ points: 2 })
    expect((await page(0, 10, 'all', 'i')).total).toBe(0)
  })

  it('a page shows one moment: no award is seen in part', async () => {
    const members = ['a', 'b', 'c', 'd', 'e']
    await give(members.map(member => awardOf(member, 1, { id: `first/0/${member}` })))
    const turns = Array.from({ length: 60 }, (_, turn) => [give(members.map(member => awardOf(member, 1, { id: `r/${turn}/${member}` }))), page(0, 5), standing('c')] as const)
    const seen = (await Promise.all(turns.flatMap(([, whole, one]) => [whole.then(({ standings }) => standings), one.then(found => [found])]))).flat().filter(one => one !== null)
    expect(seen.length).toBeGreaterThan(0)
    for (const one of seen) expect(one).toEqual({ member: one.member, points: one.asked, right: one.asked, asked: one.asked, rank: 1 })
  })

  it('places on several boards come in the order asked for, null where there is none', async () => {
    await give([awardOf('ada', 5, { boards: ['a', 'c'] }), awardOf('grace', 7, { boards: ['c'] })])
    const standings = await stage.store.boards.standings('g', ['c', 'b', 'a', 'c'], 'ada')
    expect(standings.map(one => one?.rank ?? null)).toEqual([2, null, 1, 2])
    expect(await stage.store.boards.standings('g', [], 'ada')).toEqual([])
  })

  describe('a correction', () => {
    it('takes away what it says, once', async () => {
      await give([awardOf('ada', 5), awardOf('ada', 3, { id: 'r/1/ada' })])
      const correction = awardOf('ada', -5, { id: 'r/0/ada/r.0', right: -1, asked: -1 })
      await give([correction])
      await give([correction])
      expect(await standing('ada')).toEqual({ member: 'ada', points: 3, right: 1, asked: 1, rank: 1 })
    })

    it('of the last answer takes the member off the board, and a later award brings them back from nothing', async () => {
      await give([awardOf('ada', 5), awardOf('grace', 1)])
      await give([awardOf('ada', -5, { id: 'r/0/ada/r.0', right: -1, asked: -1 })])
      expect(await page()).toEqual({ standings: [{ member: 'grace', points: 1, right: 1, asked: 1, rank: 1 }], total: 1 })
      expect(await standing('ada')).toBeNull()
      await give([awardOf('ada', 2, { id: 's/0/ada' })])
      expect(await standing('ada')).toEqual({ member: 'ada', points: 2, right: 1, asked: 1, rank: 1 })
    })

    it('may touch some boards only', async () => {
      await give([awardOf('ada', 5, { boards: ['a', 'b'] })])
      await give([awardOf('ada', -5, { id: 'r/0/ada/x', right: -1, asked: -1, boards: ['a'] })])
      expect([await standing('ada', 'a'), await standing('ada', 'b')]).toMatchObject([null, { points: 5 }])
    })
  })

  it('a member who is forgotten leaves every board of the group, and nobody else does', async () => {
    await give([awardOf('ada', 5), awardOf('grace', 3)])
    await give([awardOf('ada', 5)], 'h')
    await stage.store.boards.forget('g', 'ada')
    expect(await page()).toEqual({ standings: [{ member: 'grace', points: 3, right: 1, asked: 1, rank: 1 }], total: 1 })
    expect(await page(0, 10, 'day:2026-11-21')).toMatchObject({ total: 1 })
    expect(await standing('ada', 'all', 'h')).toMatchObject({ points: 5 })
    await give([awardOf('ada', 5)])
    expect(await standing('ada')).toBeNull()
  })

  it('a thousand members rank as they should, whatever their points', async () => {
    const members = Array.from({ length: 1000 }, (_, place) => ({ member: `m${String(place).padStart(4, '0')}`, points: (place * 7919) % 4001 - 300 }))
    await give(members.map(({ member, points }) => awardOf(member, points)))
    const sorted = members.toSorted((a, b) => b.points - a.points || (a.member < b.member ? -1 : 1))
    for (const place of [0, 1, 499, 998, 999]) {
      const { member, points } = sorted[place] as (typeof sorted)[number]
      const rank = sorted.findIndex(one => one.points === points) + 1
      expect(await standing(member)).toMatchObject({ points, rank })
      expect((await page(place, 1)).standings).toMatchObject([{ member, points, rank }])
    }
    expect((await page()).total).toBe(1000)
  })
}
