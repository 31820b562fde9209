/** Documents: versions, conflicts, commits of all or nothing. */
import { expect, it } from 'vitest'
import { awardOf, commitOf, type OpenStore, setStage, standingOf, writeOf } from './stage.ts'

/** What the documents of every store promise. */
export function recordsContract(open: OpenStore): void {
  const stage = setStage(open)
  const commit = (...args: Parameters<typeof commitOf>) => stage.store.records.commit('g', commitOf(...args))
  const load = (id: string, group = 'g') => stage.store.records.load(group, 'round', id)

  it('a document that was never written is null', async () => {
    expect(await load('a')).toBeNull()
    expect(await stage.store.records.list('g', 'round')).toEqual([])
  })

  it('a document comes back as it was written, and its version counts its commits from 1', async () => {
    const state = { text: 'naïve "quotes" \\ 😀 \u2028 \u0000', nested: [{ a: null }, [], {}], big: 2 ** 53 - 1, small: -0.1, not: false }
    expect(await commit([writeOf('a', 0, { state })])).toBe('done')
    expect(await load('a')).toEqual({ id: 'a', version: 1, state })
    expect(await commit([writeOf('a', 1, { state: {} })])).toBe('done')
    expect(await load('a')).toEqual({ id: 'a', version: 2, state: {} })
  })

  it('a document is made over version 0 only, once', async () => {
    expect(await commit([writeOf('a', 1)])).toBe('conflict')
    expect(await load('a')).toBeNull()
    expect(await commit([writeOf('a', 0)])).toBe('done')
    expect(await commit([writeOf('a', 0, { state: { second: true } })])).toBe('conflict')
    expect(await load('a')).toEqual({ id: 'a', version: 1, state: { id: 'a', version: 1 } })
  })

  it('of two writers over the same version one wins, and the other conflicts', async () => {
    await commit([writeOf('a', 0)])
    const writers = await Promise.all(['ada', 'grace'].map(by => commit([writeOf('a', 1, { state: { by } })])))
    expect(writers.toSorted()).toEqual(['conflict', 'done'])
    const winner = writers[0] === 'done' ? 'ada' : 'grace'
    expect(await load('a')).toEqual({ id: 'a', version: 2, state: { by: winner } })
  })

  it('a document that was never there conflicts with every version but 0', async () => {
    expect(await commit([writeOf('a', 7)])).toBe('conflict')
    expect(await commit([writeOf('a', 1, { state: null })])).toBe('conflict')
  })

  it('several documents are written together', async () => {
    await commit([writeOf('a', 0)])
    expect(await commit([writeOf('a', 1), writeOf('b', 0), { kind: 'seen', id: 'a', version: 0, state: { pool: 1 }, wakeAt: null }])).toBe('done')
    expect(await load('a')).toMatchObject({ version: 2 })
    expect(await load('b')).toMatchObject({ version: 1 })
    expect(await stage.store.records.load('g', 'seen', 'a')).toEqual({ id: 'a', version: 1, state: { pool: 1 } })
  })

  it('one conflict in a commit leaves every document, gate, award and timer as it was', async () => {
    await commit([writeOf('a', 0, { wakeAt: null }), writeOf('b', 0, { wakeAt: null })])
    const outcome = await commit([writeOf('a', 1), writeOf('c', 0), writeOf('b', 2)], { gate: { round: 'a', question: 0 }, awards: [awardOf('ada', 5)] })
    expect(outcome).toBe('conflict')
    expect(await stage.store.records.list('g', 'round')).toMatchObject([{ id: 'a', version: 1 }, { id: 'b', version: 1 }])
    expect((await stage.store.records.claimDue(10, 0)).claims).toEqual([])
    expect(await stage.store.answers.record('g', 'a', 0, { member: 'ada', choice: 0, text: null, answeredAt: 0, account: 'x', team: null })).toEqual({ outcome: 'closed' })
    expect(await stage.store.boards.page('g', 'all', 0, 10)).toEqual({ standings: [], total: 0 })
    expect(await commit([writeOf('a', 1)], { awards: [awardOf('ada', 5)] })).toBe('done')
    expect(await standingOf(stage.store, 'g', 'all', 'ada')).toMatchObject({ points: 5 })
  })

  it('a removed document is gone with its timer, and can be made again from version 0', async () => {
    await commit([writeOf('a', 0)])
    expect(await commit([writeOf('a', 1, { state: null, wakeAt: null })])).toBe('done')
    expect(await load('a')).toBeNull()
    expect(await stage.store.records.list('g', 'round')).toEqual([])
    expect((await stage.store.records.claimDue(10, 0)).claims).toEqual([])
    expect(await commit([writeOf('a', 1)])).toBe('conflict')
    expect(await commit([writeOf('a', 0, { state: { again: true } })])).toBe('done')
    expect(await load('a')).toEqual({ id: 'a', version: 2, state: { again: true } })
    expect((await stage.store.records.claimDue(10, 0)).claims).toMatchObject([{ id: 'a', version: 2 }])
  })

  it('a late write over what was removed does not hit what was made since, however often both were written', async () => {
    await commit([writeOf('a', 0)])
    await commit([writeOf('a', 1)])
    await commit([writeOf('a', 2, { state: null, wakeAt: null })])
    expect(await commit([writeOf('a', 0, { state: { again: true } })])).toBe('done')
    for (const version of [1, 2]) expect(await commit([writeOf('a', version, { state: { late: true } })])).toBe('conflict')
    for (const version of [1, 2]) expect(await commit([writeOf('a', version, { state: null, wakeAt: null })])).toBe('conflict')
    expect(await load('a')).toEqual({ id: 'a', version: 3, state: { again: true } })
  })

  it('what is removed and made again in one commit is another document too', async () => {
    await commit([writeOf('a', 0), writeOf('b', 0)])
    await commit([writeOf('b', 1)])
    await commit([writeOf('b', 2, { state: null, wakeAt: null }), writeOf('c', 0)])
    expect((await stage.store.records.list('g', 'round')).map(({ id, version }) => `${id}${version}`)).toEqual(['a1', 'c3'])
    await stage.store.records.commit('h', commitOf([writeOf('b', 0)]))
    expect(await load('b', 'h')).toMatchObject({ version: 1 })
  })

  it('a removal over an old version conflicts', async () => {
    await commit([writeOf('a', 0)])
    await commit([writeOf('a', 1)])
    expect(await commit([writeOf('a', 1, { state: null, wakeAt: null })])).toBe('conflict')
    expect(await load('a')).toMatchObject({ version: 2 })
  })

  it('a list holds all documents of the kind in the order of their ids, and nothing of another kind or group', async () => {
    for (const id of ['c', 'a', 'b10', 'b2']) await commit([writeOf(id, 0)])
    await commit([{ kind: 'schedule', id: 'z', version: 0, state: {}, wakeAt: null }])
    await stage.store.records.commit('h', commitOf([writeOf('d', 0)]))
    expect((await stage.store.records.list('g', 'round')).map(saved => saved.id)).toEqual(['a', 'b10', 'b2', 'c'])
    expect(await stage.store.records.list('g', 'schedule')).toEqual([{ id: 'z', version: 1, state: {} }])
    expect((await stage.store.records.list('h', 'round')).map(saved => saved.id)).toEqual(['d'])
  })

  it('documents of the same id are apart by kind and by group', async () => {
    await commit([writeOf('a', 0, { state: { of: 'g' } })])
    await stage.store.records.commit('h', commitOf([writeOf('a', 0, { state: { of: 'h' } })]))
    await commit([writeOf('a', 1, { state: { of: 'g', second: true } })])
    expect(await load('a', 'h')).toEqual({ id: 'a', version: 1, state: { of: 'h' } })
    expect(await stage.store.records.load('g', 'schedule', 'a')).toBeNull()
  })

  it('a commit without writes gives its awards and opens its gate', async () => {
    expect(await commit([], { gate: { round: 'a', question: 0 }, awards: [awardOf('ada', 5)] })).toBe('done')
    expect(await standingOf(stage.store, 'g', 'all', 'ada')).toMatchObject({ points: 5 })
    expect(await stage.store.answers.record('g', 'a', 0, { member: 'ada', choice: 0, text: null, answeredAt: 0, account: 'x', team: null })).toMatchObject({ outcome: 'recorded' })
  })

  it('a commit under a lease without writes is fenced: there is nothing to hold', async () => {
    expect(await commit([], { awards: [awardOf('ada', 5)], lease: { do: 'release', epoch: 0 } })).toBe('fenced')
    expect(await standingOf(stage.store, 'g', 'all', 'ada')).toBeNull()
  })

  it('erasing a group leaves nothing of it, gives its homes a new group, and touches no other', async () => {
    const [group, other] = [await stage.store.members.groupOf('test', 'a'), await stage.store.members.groupOf('test', 'b')]
    for (const one of [group, other]) {
      await stage.store.records.commit(one, commitOf([writeOf('r', 0)], { gate: { round: 'r', question: 0 }, awards: [awardOf('ada', 5)] }))
      await stage.store.members.memberOf(one, { platform: 'test', id: '1', name: 'Ada' })
      await stage.store.answers.record(one, 'r', 0, { member: 'ada', choice: 0, text: null, answeredAt: 0, account: 'x', team: null })
    }
    await stage.store.erase(group)
    await stage.store.erase(group)
    expect(await stage.store.records.list(group, 'round')).toEqual([])
    expect(await stage.store.answers.all(group, 'r', 0)).toEqual([])
    expect(await stage.store.boards.page(group, 'all', 0, 10)).toEqual({ standings: [], total: 0 })
    expect((await stage.store.records.claimDue(10, 0)).claims.map(claim => claim.group)).toEqual([other])
    expect(await stage.store.members.groupOf('test', 'a')).not.toBe(group)
    expect(await stage.store.members.groupOf('test', 'b')).toBe(other)
    expect(await stage.store.boards.page(other, 'all', 0, 10)).toMatchObject({ total: 1 })
    expect(await stage.store.answers.all(other, 'r', 0)).toHaveLength(1)
  })

  it('an erased group takes no commit, answer or member any more, from whoever read it before or while it was erased', async () => {
    const group = await stage.store.members.groupOf('test', 'a')
    const ada = { platform: 'test', id: '1', name: 'Ada' }
    const member = await stage.store.members.memberOf(group, ada)
    await stage.store.records.commit(group, commitOf([writeOf('r', 0)], { gate: { round: 'r', question: 0 }, awards: [awardOf(member, 5)] }))
    const { claims: [claim] } = await stage.store.records.claimDue(1, 0)
    const answer = (place: number) => ({ member: `m${place}`, choice: 0, text: null, answeredAt: 0, account: 'x', team: null })
    const writes = (place: number) => [
      () => stage.store.records.commit(group, commitOf([writeOf('r', 1)], { awards: [awardOf(member, 5, { id: `s/${place}` })], lease: { do: 'release', epoch: claim?.epoch ?? 0 } })),
      () => stage.store.records.commit(group, commitOf([writeOf(`s${place}`, 0)], { awards: [awardOf(member, 5, { id: `t/${place}` })] })),
      () => stage.store.answers.record(group, 'r', 0, answer(place)),
      () => stage.store.answers.close(group, 'r', 1),
      () => stage.store.members.memberOf(group, { ...ada, id: `${place}`, name: 'Ada again' }),
    ]
    const [, ...racing] = await Promise.all([stage.store.erase(group), ...Array.from({ length: 10 }, (_, place) => writes(place)).flat().map(write => write().catch(() => null))])
    expect(racing.length).toBe(50)
    for (const write of writes(11)) await expect(write()).rejects.toThrow(/This group was erased\.$/)
    expect([await stage.store.members.names(group, [member]), await stage.store.members.accounts(group, member)]).toEqual([{}, []])
    await stage.store.answers.forget(group, 'r', 0, 'm1', 'nobody')
    await Promise.all([stage.store.boards.forget(group, member), stage.store.members.forget(group, member)])
    expect(await stage.store.records.list(group, 'round')).toEqual([])
    expect((await stage.store.records.claimDue(10, 0)).claims).toEqual([])
    expect(await stage.store.answers.all(group, 'r', 0)).toEqual([])
    for (const board of ['all', 'day:2026-11-21']) expect(await stage.store.boards.page(group, board, 0, 10)).toEqual({ standings: [], total: 0 })
    expect(await stage.store.members.groupOf('test', 'a')).not.toBe(group)
  })
}
