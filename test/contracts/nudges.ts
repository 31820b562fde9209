/** Answers wake the round they belong to. */
import { expect, it } from 'vitest'
import { START } from '../support/round.ts'
import { commitOf, LONG_MS, setStage, writeOf, type OpenStore } from './stage.ts'

/** What the timer of a round promises when an answer comes. */
export function nudgesContract(open: OpenStore): void {
  const stage = setStage(open)
  const record = (member: string) => stage.store.answers.record('g', 'r', 0, { member, choice: 0, text: null, answeredAt: START - 40, account: `test:${member}`, team: null })
  const due = async (forMs = 0) => (await stage.store.records.claimDue(10, forMs)).claims.map(claim => claim.id)
  const start = (wakeAt: number | null) => stage.store.records.commit('g', commitOf([writeOf('r', 0, { wakeAt }), writeOf('s', 0, { wakeAt: START + 60_000 })], { gate: { round: 'r', question: 0 } }))
  const release = (version: number, epoch: number) => stage.store.records.commit('g', commitOf([writeOf('r', version, { wakeAt: START + 60_000 })], { lease: { do: 'release', epoch } }))

  it('is due at once, and no other round', async () => {
    await start(START + 60_000)
    expect(await due()).toEqual([])
    await record('ada')
    expect(await due()).toEqual(['r'])
  })

  it('is not made due by a second press of the same member, nor by a refused one', async () => {
    await start(START + 60_000)
    await record('ada')
    expect(await due(LONG_MS)).toEqual(['r'])
    await release(1, 1)
    await record('ada')
    await stage.store.answers.close('g', 'r', 0)
    await record('grace')
    expect(await due()).toEqual([])
  })

  it('stays due when it was due earlier already', async () => {
    await start(START - 1)
    await stage.store.records.commit('g', commitOf([writeOf('s', 1, { wakeAt: START })]))
    await record('ada')
    expect((await stage.store.records.claimDue(1, 0)).claims.map(claim => claim.id)).toEqual(['r'])
  })

  it('is due again after the release, when the answer came while it was leased', async () => {
    await start(START)
    expect(await due(LONG_MS)).toEqual(['r'])
    await record('ada')
    expect(await due()).toEqual([])
    expect(await release(1, 1)).toBe('done')
    expect(await due(LONG_MS)).toEqual(['r'])
    expect(await release(2, 2)).toBe('done')
    expect(await due()).toEqual([])
  })

  it('stays due when somebody writes it before it was claimed', async () => {
    await start(START + 60_000)
    await record('ada')
    await stage.store.records.commit('g', commitOf([writeOf('r', 1, { wakeAt: START + 60_000 })]))
    expect(await due()).toEqual(['r'])
  })

  it('without a timer it is not given one', async () => {
    await start(null)
    expect(await record('ada')).toMatchObject({ outcome: 'recorded' })
    expect(await due()).toEqual([])
    await stage.store.records.commit('g', commitOf([writeOf('r', 1, { wakeAt: null })]))
    expect(await due()).toEqual([])
  })

  it('is not brought back when it was removed', async () => {
    await start(START + 60_000)
    await stage.store.records.commit('g', commitOf([writeOf('r', 1, { state: null, wakeAt: null })]))
    expect(await record('ada')).toMatchObject({ outcome: 'recorded' })
    expect(await stage.store.records.load('g', 'round', 'r')).toBeNull()
    await stage.store.records.commit('g', commitOf([writeOf('r', 0, { wakeAt: START + 60_000 })]))
    expect(await due()).toEqual([])
  })
}
