import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openMeter, type Meter } from '../src/ops/meter.ts'
import { sqliteStore } from '../src/stores/sqlite.ts'
import { watchStore, watchSurface } from '../src/watch.ts'
import { commitOf, LONG_MS, writeOf } from './contracts/stage.ts'
import { START } from './support/round.ts'
import { standInSurface } from './support/world.ts'

let folder: string
let meter: Meter
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recall-watch-'))
  meter = openMeter()
})
afterEach(() => rmSync(folder, { recursive: true }))

const counted = async (name: string) => (await meter.text()).split('\n').filter(line => line.startsWith(name) && !line.includes('_bucket'))

describe('what is counted of a store', () => {
  it('is how late something due was taken, and what it could not do', async () => {
    let at = START
    const bare = sqliteStore(join(folder, 'store.sqlite'), () => at)
    const store = watchStore(bare, meter)
    await store.records.commit('g', commitOf([writeOf('a', 0), writeOf('b', 0, { wakeAt: START + 1000 })]))
    at = START + 1500
    expect((await store.records.claimDue(10, LONG_MS)).claims.length).toBe(2)
    expect(await counted('recall_due_lag_seconds')).toEqual(['recall_due_lag_seconds_sum{kind="round"} 2', 'recall_due_lag_seconds_count{kind="round"} 2'])
    await store.erase('g')
    await expect(store.records.commit('g', commitOf([writeOf('a', 0)]))).rejects.toThrow('This group was erased.')
    expect(await counted('recall_store_errors_total')).toEqual([])
    await store.close()
    await expect(store.boards.page('g', 'all', 0, 1)).rejects.toThrow()
    await expect(store.records.claimDue(1, 1)).rejects.toThrow()
    expect(await counted('recall_store_errors_total')).toEqual(['recall_store_errors_total{operation="boards.page"} 1', 'recall_store_errors_total{operation="records.claimDue"} 1'])
  })
})

describe('what is counted of a surface', () => {
  it('is each attempt to post or to edit, with what came of it, which nobody sees changed', async () => {
    const bare = standInSurface(() => START)
    const surface = watchSurface('slack', bare, meter)
    const channel = { platform: 'slack', home: 'T', id: 'C' }
    expect(await surface.post(channel, { kind: 'note' }, { key: 'k', triedAt: null })).toMatchObject({ outcome: 'shown' })
    bare.fate = () => ({ outcome: 'later', afterMs: 1, sent: false })
    expect(await surface.edit(channel, 'm1', { kind: 'note' })).toMatchObject({ outcome: 'later' })
    bare.fate = () => new Error('reset')
    await expect(surface.post(channel, { kind: 'note' }, { key: 'k', triedAt: null })).rejects.toThrow('reset')
    expect(await counted('recall_messages_total')).toEqual([
      'recall_messages_total{platform="slack",what="post",outcome="shown"} 1',
      'recall_messages_total{platform="slack",what="edit",outcome="later"} 1',
      'recall_messages_total{platform="slack",what="post",outcome="failed"} 1',
    ])
  })
})
