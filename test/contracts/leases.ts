/** Timers and leases: what is due is claimed by one holder at a time. */
import { describe, expect, it } from 'vitest'
import type { Commit, Lease, Write } from '../../src/bot/ports.ts'
import { START } from '../support/round.ts'
import { awardOf, commitOf, LONG_MS, type OpenStore, setStage, standingOf, writeOf } from './stage.ts'

/** What the timers and leases of every store promise. */
export function leasesContract(open: OpenStore): void {
  const stage = setStage(open)
  const commit = (writes: readonly Write[], changes: Partial<Commit> = {}, group = 'g') => stage.store.records.commit(group, commitOf(writes, changes))
  const claim = async (limit = 10, forMs = 0) => (await stage.store.records.claimDue(limit, forMs)).claims
  const claimIds = async (limit = 10, forMs = 0) => (await claim(limit, forMs)).map(one => one.id).toSorted()
  const release = (epoch: number): Lease => ({ do: 'release', epoch })

  it('a document is due from its wakeAt on', async () => {
    await commit([writeOf('a', 0, { wakeAt: START + 1000 })])
    stage.clock.at = START + 999
    expect(await claimIds()).toEqual([])
    stage.clock.at = START + 1000
    expect(await claimIds()).toEqual(['a'])
  })

  it('a claim carries the whole document, its group and kind, since when it was due, and the time of the store', async () => {
    await commit([{ kind: 'schedule', id: 'a', version: 0, state: { daily: true }, wakeAt: START }], {}, 'h')
    stage.clock.at = START + 7
    expect(await stage.store.records.claimDue(10, 0)).toEqual({
      at: START + 7,
      claims: [{ group: 'h', kind: 'schedule', id: 'a', version: 1, state: { daily: true }, epoch: 1, dueAt: START }],
    })
  })

  it('a document whose id holds a separator is claimed under that id', async () => {
    await commit([writeOf('playground:a:b', 0), writeOf('playground', 0, { wakeAt: null })])
    expect(await claim()).toMatchObject([{ id: 'playground:a:b', state: { id: 'playground:a:b' } }])
  })

  it('a document without a wakeAt is never due, nor one whose wakeAt was taken away', async () => {
    await commit([writeOf('a', 0, { wakeAt: null }), writeOf('b', 0)])
    await commit([writeOf('b', 1, { wakeAt: null })])
    stage.clock.at = START + 1e10
    expect(await claimIds()).toEqual([])
  })

  it('a new wakeAt takes the place of the old one, earlier or later', async () => {
    await commit([writeOf('a', 0, { wakeAt: START + 500 }), writeOf('b', 0, { wakeAt: START })])
    await commit([writeOf('a', 1, { wakeAt: START }), writeOf('b', 1, { wakeAt: START + 500 })])
    expect(await claimIds()).toEqual(['a'])
  })

  it('when more is due than the limit, the longest due goes first, whatever its group', async () => {
    const groups = Array.from({ length: 12 }, (_, place) => `group${place}`)
    for (const [place, group] of groups.entries()) await commit([writeOf(`r${place}`, 0, { wakeAt: START - (place * 5) % 12 })], {}, group)
    const order: number[] = []
    for (let turn = 0; turn < 6; turn++) order.push(...(await claim(2, LONG_MS)).map(one => (Number(one.id.slice(1)) * 5) % 12).toSorted((a, b) => b - a))
    expect(order).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
  })

  it('all that one group has had due for long goes before what another has since shortly', async () => {
    for (let place = 0; place < 30; place++) await commit([writeOf(`r${place}`, 0, { wakeAt: START - 100 })])
    await commit([writeOf('late', 0, { wakeAt: START - 1 })], {}, 'h')
    await claim(3, LONG_MS)
    const order: string[] = []
    for (let next = await claim(5, LONG_MS); next.length > 0; next = await claim(5, LONG_MS)) order.push(...next.map(one => one.group))
    expect(order).toEqual([...Array.from({ length: 27 }, () => 'g'), 'h'])
  })

  it('due at the same time, documents of a group go in the order of kind and id', async () => {
    await commit([writeOf('b', 0), writeOf('a', 0), { kind: 'schedule', id: 'a', version: 0, state: {}, wakeAt: START }])
    const order = []
    for (let turn = 0; turn < 3; turn++) order.push(...(await claim(1, LONG_MS)).map(one => `${one.kind} ${one.id}`))
    expect(order).toEqual(['round a', 'round b', 'schedule a'])
  })

  it('what is leased is not claimed again, even when the clock of the store jumps', async () => {
    await commit([writeOf('a', 0)])
    expect(await claimIds(10, LONG_MS)).toEqual(['a'])
    expect(await claimIds(10, LONG_MS)).toEqual([])
    stage.clock.at = START + 2 * LONG_MS
    expect(await claimIds()).toEqual([])
  })

  it('leased documents do not stand in the way of those that are due after them', async () => {
    for (const id of ['a', 'b', 'c']) await commit([writeOf(id, 0)])
    expect(await claimIds(3, LONG_MS)).toEqual(['a', 'b', 'c'])
    await commit([writeOf('d', 0, { wakeAt: START + 1 })])
    stage.clock.at = START + 1
    expect(await claimIds(2, LONG_MS)).toEqual(['d'])
  })

  it('two who claim at once, and again until nothing is left, share what is due, and nothing is given to both', async () => {
    const groups = ['g', 'h', 'i', 'j']
    for (let place = 0; place < 40; place++) await commit([writeOf(`r${place}`, 0)], {}, groups[place % 4])
    const claimAll = async () => {
      const all: string[] = []
      for (let ids = await claimIds(20, LONG_MS); ids.length > 0; ids = await claimIds(20, LONG_MS)) all.push(...ids)
      return all
    }
    const claimed = (await Promise.all([claimAll(), claimAll()])).flat()
    expect(claimed).toHaveLength(40)
    expect(new Set(claimed).size).toBe(40)
  })

  it('a lease of 0 ms lapses at once, and each claim has a higher epoch', async () => {
    await commit([writeOf('a', 0)])
    expect(await claim()).toMatchObject([{ epoch: 1 }])
    expect(await claim()).toMatchObject([{ epoch: 2 }])
    expect(await claim()).toMatchObject([{ epoch: 3 }])
  })

  describe('whoever has lost the lease', () => {
    it('is fenced, and nothing of the commit happens', async () => {
      await commit([writeOf('a', 0)])
      await claim()
      await claim(10, LONG_MS)
      const late = { gate: { round: 'a', question: 0 }, awards: [awardOf('ada', 5)] }
      expect(await commit([writeOf('a', 1), writeOf('b', 0)], { ...late, lease: release(1) })).toBe('fenced')
      expect(await commit([writeOf('a', 1)], { ...late, lease: { do: 'keep', epoch: 1, forMs: LONG_MS } })).toBe('fenced')
      expect(await stage.store.records.list('g', 'round')).toMatchObject([{ id: 'a', version: 1 }])
      expect(await standingOf(stage.store, 'g', 'all', 'ada')).toBeNull()
      expect(await stage.store.answers.record('g', 'a', 0, { member: 'ada', choice: 0, text: null, answeredAt: 0, account: 'x', team: null })).toEqual({ outcome: 'closed' })
      expect(await claimIds()).toEqual([])
      expect(await commit([writeOf('a', 1)], { lease: release(2) })).toBe('done')
    })

    it('is told so before any conflict', async () => {
      await commit([writeOf('a', 0)])
      await claim()
      await claim()
      expect(await commit([writeOf('a', 5)], { lease: release(1) })).toBe('fenced')
      expect(await commit([writeOf('a', 5)], { lease: release(2) })).toBe('conflict')
    })

    it('is fenced when the document was removed', async () => {
      await commit([writeOf('a', 0)])
      await claim()
      await commit([writeOf('a', 1, { state: null, wakeAt: null })])
      expect(await commit([writeOf('a', 1)], { lease: release(1) })).toBe('fenced')
    })
  })

  it('releasing gives the document back at once', async () => {
    await commit([writeOf('a', 0)])
    await claim(10, LONG_MS)
    expect(await commit([writeOf('a', 1)], { lease: release(1) })).toBe('done')
    expect(await claim()).toMatchObject([{ id: 'a', version: 2, epoch: 2 }])
  })

  it('keeping makes the lease last from now, and can cut it short', async () => {
    await commit([writeOf('a', 0)])
    await claim(10, 0)
    expect(await commit([writeOf('a', 1)], { lease: { do: 'keep', epoch: 1, forMs: LONG_MS } })).toBe('done')
    expect(await claimIds()).toEqual([])
    expect(await commit([writeOf('a', 2)], { lease: { do: 'keep', epoch: 1, forMs: 0 } })).toBe('done')
    expect(await claim()).toMatchObject([{ epoch: 2 }])
  })

  it('leaving writes beside the holder, whose lease goes on', async () => {
    await commit([writeOf('a', 0)])
    await claim(10, LONG_MS)
    expect(await commit([writeOf('a', 1)])).toBe('done')
    expect(await claimIds()).toEqual([])
    expect(await commit([writeOf('a', 1)], { lease: release(1) })).toBe('conflict')
    expect(await claimIds()).toEqual([])
    expect(await commit([writeOf('a', 2)], { lease: release(1) })).toBe('done')
    expect(await claimIds()).toEqual(['a'])
  })

  it('a commit minds the lease of its first document only', async () => {
    await commit([writeOf('a', 0), writeOf('b', 0)])
    await claim(10, LONG_MS)
    expect(await commit([writeOf('a', 1), writeOf('b', 1)], { lease: release(1) })).toBe('done')
    expect(await claimIds()).toEqual(['a'])
  })

  it('a holder may remove what it holds', async () => {
    await commit([writeOf('a', 0)])
    await claim(10, LONG_MS)
    expect(await commit([writeOf('a', 1, { state: null, wakeAt: null })], { lease: release(1) })).toBe('done')
    expect(await stage.store.records.load('g', 'round', 'a')).toBeNull()
    await commit([writeOf('a', 0)])
    expect(await claimIds()).toEqual(['a'])
  })

  it('who held a document that was removed is fenced from the one that was made since, also when that is claimed as often', async () => {
    await commit([writeOf('a', 0)])
    await claim(10, 0)
    expect(await commit([writeOf('a', 1, { state: null, wakeAt: null })])).toBe('done')
    await commit([writeOf('a', 0)])
    const [held] = await claim(10, LONG_MS)
    expect(await commit([writeOf('a', held?.version ?? 0)], { lease: release(1) })).toBe('fenced')
    expect(await commit([writeOf('a', held?.version ?? 0)], { lease: release(held?.epoch ?? 0) })).toBe('done')
  })
}
