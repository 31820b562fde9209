/** Leaderboards: awards, each applied once, and places with ties. */
import { describe, expect, it } from 'vitest'
import type { Award } from '../../src/engine/round.ts'
import { awardOf, commitOf, setStage, type OpenStore } from './stage.ts'

/** What the leaderboards of every store promise. */
export function boardsContract(open: OpenStore): void {
  const stage = setStage(open)
  const give = (awards: readonly Award[], group = 'g') => stage.store.records.commit(group, commitOf([], { awards }))
  const page = (offset = 0, limit = 10, window = 'all', group = 'g') => stage.store.boards.page(group, window, offset, limit)
  const places = async (offset: number, limit: number) => (await page(offset, limit)).standings.map(({ member, rank }) => `${rank} ${member}`)
  const standing = (member: string, window = 'all', group = 'g') => stage.store.boards.standing(group, window, member)

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

  it('an award counts on the windows it names and on no other', async () => {
    await give([awardOf('ada', 5, { windows: ['week:2026-W47', 'all'] })])
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
    const turns = Array.from({ length: 60 }, (_, turn) => [give(members.map(member => awardOf(member, 1, { id: `r/${turn}/${member}` }))), page(0, 5), standing('c')] as const)
    const seen = (await Promise.all(turns.flatMap(([, whole, one]) => [whole.then(({ standings }) => standings), one.then(found => [found])]))).flat().filter(one => one !== null)
    expect(seen.length).toBeGreaterThan(0)
    for (const one of seen) expect(one).toEqual({ member: one.member, points: one.asked, right: one.asked, asked: one.asked, rank: 1 })
  })

  describe('with a quota', () => {
    const quota = (unit: string, key = 'rounds:2026-11-21') => ({ key, unit, limit: 2 })
    const awardIn = (round: string, question: number, member = 'ada', key?: string) => awardOf(member, 1, { id: `${round}/${question}/${member}`, quota: quota(round, key) })

    it('only the first units count', async () => {
      await give([awardIn('r1', 0)])
      await give([awardIn('r2', 0)])
      await give([awardIn('r3', 0)])
      expect(await standing('ada')).toMatchObject({ points: 2, asked: 2 })
    })

    it('further awards of a unit that counts go on counting, also after the quota is used up', async () => {
      await give([awardIn('r1', 0), awardIn('r2', 0), awardIn('r3', 0), awardIn('r1', 1), awardIn('r3', 1), awardIn('r2', 1)])
      expect(await standing('ada')).toMatchObject({ points: 4, asked: 4 })
    })

    it('an award that is over the quota does not count later either', async () => {
      await give([awardIn('r1', 0), awardIn('r2', 0), awardIn('r3', 0)])
      await give([{ ...awardIn('r3', 0), quota: null }])
      expect(await standing('ada')).toMatchObject({ points: 2 })
    })

    it('the same award again takes nothing more of the quota', async () => {
      await give([awardIn('r1', 0)])
      await give([awardIn('r1', 0)])
      await give([awardIn('r2', 0)])
      expect(await standing('ada')).toMatchObject({ points: 2 })
    })

    it('quotas are apart by key, by member and by group', async () => {
      await give([awardIn('r1', 0), awardIn('r2', 0), awardIn('r3', 0)])
      await give([awardIn('r4', 0, 'ada', 'rounds:2026-11-22'), awardIn('r4', 0, 'grace')])
      await give([awardIn('r4', 0)], 'h')
      expect(await standing('ada')).toMatchObject({ points: 3 })
      expect(await standing('grace')).toMatchObject({ points: 1 })
      expect(await standing('ada', 'all', 'h')).toMatchObject({ points: 1 })
    })

    it('an award without a quota counts beside those that have one', async () => {
      await give([awardIn('r1', 0), awardIn('r2', 0), awardOf('ada', 1, { id: 'daily/0/ada' })])
      expect(await standing('ada')).toMatchObject({ points: 3 })
    })
  })
}
