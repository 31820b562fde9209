/** What every store promises of moving a group out of it and into it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Held, MovableStore } from '../../src/bot/transfer.ts'
import { awardOf, commitOf, LONG_MS, ownOf, writeOf } from './stage.ts'
import { START } from '../support/round.ts'

/** Opens a fresh, empty store whose time is START; `close` closes it and removes what it kept. */
export type OpenMovable = () => Promise<{ store: MovableStore, close: () => Promise<void> }>

/** Everything that a store holds of a group, without the seams between the parts. */
export async function heldBy(store: MovableStore, group: string): Promise<Held[]> {
  return (await Array.fromAsync(store.transfer.dump(group))).flat()
}

/** A group with something of everything; gives its id. */
export async function fillGroup(store: MovableStore, home = 'h'): Promise<string> {
  const group = await store.members.groupOf('test', home)
  const ada = await store.members.memberOf(group, { platform: 'test', id: 'a:1', name: 'Ada Löve\u0000lace 🎲' })
  const grace = await store.members.memberOf(group, { platform: 'test', id: 'g', name: 'Grace' })
  const gate = { round: 'r', question: 0 }
  await store.records.commit(group, commitOf([writeOf('r', 0, { wakeAt: START + 5000 }), { kind: 'settings', id: 'group', version: 0, state: { zone: 'UTC', deep: [{ a: null }] }, wakeAt: null }], { gate }))
  await store.records.commit(group, commitOf([writeOf('r', 1, { wakeAt: START + 9000 })], { gate: { round: 'r', question: 10 } }))
  for (const [member, choice] of [[ada, 1], [grace, null]] as const) {
    await store.answers.record(group, 'r', 0, { member, choice, text: choice === null ? '{"π": "3"}' : null, answeredAt: START, account: 'test:x', team: choice === null ? null : 'kernels' })
  }
  await store.answers.close(group, 'r', 0)
  await store.records.commit(group, commitOf([writeOf('gone', 0)]))
  await store.records.commit(group, commitOf([writeOf('gone', 1, { state: null })]))
  await store.records.commit(group, commitOf([], { awards: [awardOf(ada, 1000), awardOf(grace, -20), awardOf(grace, 7, { id: 'r-2/0/x', boards: ['topic:maths'] })] }))
  return group
}

/** Moves all of another store's group in, in parts of this size. */
export async function moveIn(store: MovableStore, group: string, held: readonly Held[], size = 5): Promise<void> {
  const filling = await store.transfer.fill(group)
  if (filling === null) throw new Error('It is there already.')
  for (let from = 0; from < held.length; from += size) await filling.add(held.slice(from, from + size))
  await filling.finish()
}

export function transferContract(name: string, open: OpenMovable): void {
  describe(`${name}: a group that moves`, () => {
    let from: Awaited<ReturnType<OpenMovable>>
    let to: Awaited<ReturnType<OpenMovable>>
    let group: string
    let held: Held[]
    beforeEach(async () => {
      [from, to] = await Promise.all([open(), open()])
      group = await fillGroup(from.store)
      held = await heldBy(from.store, group)
    })
    afterEach(async () => { await Promise.all([from.close(), to.close()]) })

    it('is found by its home, and nobody else is, nor made', async () => {
      expect(await from.store.transfer.find('test', 'h')).toBe(group)
      expect(await from.store.transfer.find('test', 'elsewhere')).toBe(null)
      expect(await from.store.members.homes('test')).toEqual(['h'])
    })

    it('is everything that was kept of it, in a fixed order', async () => {
      const kinds = held.map(one => one.is)
      expect(kinds).toEqual(['document', 'document', 'floor', 'gate', 'gate', 'answer', 'answer', 'award', 'award', 'award', 'place', 'place', 'place', 'place', 'place', 'name', 'name', 'account', 'account', 'home'])
      expect(held[0]).toEqual({ is: 'document', kind: 'round', id: 'r', version: 2, epoch: 0, nudged: true, wakeAt: START, state: { id: 'r', version: 2 } })
      expect(held.slice(2, 5)).toEqual([{ is: 'floor', version: 1, epoch: 0 }, { is: 'gate', round: 'r', question: 0, open: false }, { is: 'gate', round: 'r', question: 10, open: true }])
      expect(held.at(-3)).toMatchObject({ is: 'account', platform: 'test', id: 'a:1' })
      expect(held.at(-1)).toEqual({ is: 'home', platform: 'test', home: 'h' })
    })

    it('holds nothing of another group, not even of one whose id begins alike', async () => {
      const other = await from.store.members.groupOf('test', 'other')
      await from.store.records.commit(other, commitOf([writeOf('x', 0)]))
      await from.store.records.commit(`${group}x`, commitOf([writeOf('x', 0)], { awards: [awardOf('ada', 5)] }))
      expect(await heldBy(from.store, group)).toEqual(held)
      expect(await heldBy(from.store, 'unknown')).toEqual([])
    })

    it('is the same after it, and goes on: documents, gates, answers, boards, names, timers', async () => {
      await moveIn(to.store, group, held)
      expect(await heldBy(to.store, group)).toEqual(held)
      expect(await to.store.members.groupOf('test', 'h')).toBe(group)
      expect(await to.store.members.homes('test')).toEqual(['h'])
      const ada = await to.store.members.memberOf(group, { platform: 'test', id: 'a:1', name: 'Ada' })
      expect(await ownOf(to.store, group, 'r', 0, ada)).toEqual(await ownOf(from.store, group, 'r', 0, ada))
      expect(await to.store.boards.page(group, 'all', 0, 10)).toEqual(await from.store.boards.page(group, 'all', 0, 10))
      expect(await to.store.answers.record(group, 'r', 10, { member: ada, choice: 0, text: null, answeredAt: START, account: 'x', team: null })).toMatchObject({ outcome: 'recorded' })
      expect((await to.store.records.claimDue(5, LONG_MS)).claims).toMatchObject([{ group, kind: 'round', id: 'r', version: 2, epoch: 1 }])
    })

    it('is given no award twice that it had before', async () => {
      await moveIn(to.store, group, held)
      const [ada] = (await to.store.boards.page(group, 'all', 0, 1)).standings
      await to.store.records.commit(group, commitOf([], { awards: [awardOf(ada?.member ?? '', 1000)] }))
      expect((await to.store.boards.page(group, 'all', 0, 1)).standings).toMatchObject([{ points: 1000, asked: 1 }])
    })

    it('is not found, and nothing of it is due, until it is all there', async () => {
      const filling = await to.store.transfer.fill(group)
      await filling?.add(held)
      expect(await to.store.transfer.find('test', 'h')).toBe(null)
      expect((await to.store.records.claimDue(5, LONG_MS)).claims).toEqual([])
      expect(await to.store.records.load(group, 'round', 'r')).toMatchObject({ version: 2 })
      await filling?.finish()
      expect(await to.store.transfer.find('test', 'h')).toBe(group)
      expect((await to.store.records.claimDue(5, LONG_MS)).claims.length).toBe(1)
    })

    it('does not move in where it lives already', async () => {
      expect(await from.store.transfer.fill(group)).toBe(null)
      expect(await heldBy(from.store, group)).toEqual(held)
    })

    it('does not move into a home that somebody has taken meanwhile, nor into its others', async () => {
      const filling = await to.store.transfer.fill(group)
      await filling?.add([{ is: 'home', platform: 'test', home: 'first' }, ...held])
      const other = await to.store.members.groupOf('test', 'h')
      await expect(filling?.finish()).rejects.toThrow('Another group lives in test:h already.')
      expect([await to.store.transfer.find('test', 'first'), await to.store.transfer.find('test', 'h')]).toEqual([null, other])
      await filling?.abandon()
      expect(await heldBy(to.store, group)).toEqual([])
      expect((await to.store.records.claimDue(5, LONG_MS)).claims).toEqual([])
    })

    it('leaves nothing when it is given up, and can be tried again', async () => {
      const filling = await to.store.transfer.fill(group)
      await filling?.add(held)
      await filling?.abandon()
      expect(await heldBy(to.store, group)).toEqual([])
      await moveIn(to.store, group, held)
      expect(await heldBy(to.store, group)).toEqual(held)
    })

    it('begins anew over what a move that was cut short has left', async () => {
      const lost = await to.store.transfer.fill(group)
      await lost?.add([...held.slice(0, 12), { is: 'award', id: 'left/behind' }, { is: 'document', kind: 'team', id: 'left', version: 1, epoch: 0, nudged: false, wakeAt: START, state: {} }])
      await moveIn(to.store, group, held)
      expect(await heldBy(to.store, group)).toEqual(held)
    })

    it('can come back after it was erased', async () => {
      await from.store.erase(group)
      await moveIn(from.store, group, held)
      expect(await heldBy(from.store, group)).toEqual(held)
      expect(await from.store.records.commit(group, commitOf([writeOf('fresh', 0)]))).toBe('done')
    })
  })
}
