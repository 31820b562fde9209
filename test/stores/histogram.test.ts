import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Store } from '../../src/bot/ports.ts'
import { rankAll, type Standing } from '../../src/engine/leaderboard.ts'
import type { Award } from '../../src/engine/round.ts'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { commitOf } from '../contracts/stage.ts'
import { bucketsOf } from '../support/buckets.ts'
import { START } from '../support/round.ts'

const numRuns = process.env['RECALL_FULL'] === undefined ? 100 : 2000

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'recall-histogram-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

type Change = { do: 'award', group: string, id: string, award: Omit<Award, 'id'> } | { do: 'forget', group: string, member: string } | { do: 'erase', group: string } | { do: 'fail' }

const edge = fc.constantFrom(-2001, -2000, -1999, -1001, -1000, -999, -1, 0, 1, 999, 1000, 1001, 1999, 2000, 2001)
const points = fc.oneof(edge, fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: -2_000_000, max: 2_000_000 }))
const group = fc.constantFrom('g', 'g', 'g', 'h')
const member = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const award = fc.record({ member, points, right: fc.constant(0), asked: fc.constantFrom(1, 1, 1, 0, -1), boards: fc.subarray(['day', 'all', 'topic:x'], { minLength: 1 }) })
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 30, arbitrary: fc.record({ do: fc.constant('award' as const), group, id: fc.nat(200).map(String), award }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('forget' as const), group, member }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('fail' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), group: fc.constant('h') }) },
)

/** A work that cannot be written (a board must have a name) after awards that can. */
const failing = [{ id: 'f/1', member: 'a', points: 700, right: 0, asked: 1, boards: ['all'] }, { id: 'f/2', member: 'a', points: 1, right: 0, asked: 1, boards: [null as unknown as string] }]

async function make(store: Store, one: Change): Promise<void> {
  if (one.do === 'forget') await store.boards.forget(one.group, one.member)
  else if (one.do === 'erase') await store.erase(one.group)
  else if (one.do === 'fail') await expect(store.records.commit('g', commitOf([], { awards: failing }))).rejects.toThrow(/NOT NULL/)
  else await store.records.commit(one.group, commitOf([], { awards: [{ ...one.award, id: `r/${one.id}` }] })).catch(() => {})
}

it('ranks and totals by histogram are those of a full count, and the histogram is a recount of the board, after any changes in any company', async () => {
  let runs = 0
  await fc.assert(fc.asyncProperty(fc.array(fc.array(change, { maxLength: 5 }), { maxLength: 20, size: 'max' }), async turns => {
    const file = join(folder, `${++runs}.sqlite`)
    const store = sqliteStore(file, () => START)
    for (const turn of turns) await Promise.all(turn.map(one => make(store, one)))
    for (const board of ['day', 'all', 'topic:x']) {
      const { standings, total } = await store.boards.page('g', board, 0, 100)
      const counted: Standing[] = rankAll(standings)
      expect({ standings, total }).toEqual({ standings: counted, total: counted.length })
      for (const [place, standing] of counted.entries()) {
        expect((await store.boards.page('g', board, place, 1)).standings).toEqual([standing])
        expect(await store.boards.standings('g', [board], standing.member)).toEqual([standing])
      }
    }
    await store.close()
    const { kept, counted } = bucketsOf(file)
    expect(kept).toEqual(counted)
  }), { numRuns })
}, 1_800_000)
