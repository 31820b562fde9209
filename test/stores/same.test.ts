import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../src/bot/ports.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { modelStore } from '../support/model-store.ts'
import { bucketsOf } from '../support/buckets.ts'
import { anyOperation, readAll, type Operation, type Played } from '../support/operations.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { START } from '../support/round.ts'

const numRuns = process.env['RECALL_FULL'] === undefined ? 100 : 2000

/** Long enough for the boards of days to be past, and after thrice for those of weeks. */
const WEEKS_MS = 36 * 86_400_000

let server: RedisServer
let folder: string
beforeAll(async () => { server = await startRedis() })
afterAll(() => server.stop())
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'recall-same-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Stores {
  model: Store
  sqlite: Store
  redis: Store
}

/** Plays the operations on all stores, after so many ms each, and compares every answer with the model's. */
async function compare(steps: readonly { waitMs: number, operation: Operation }[], clock: { at: number }, stores: Stores): Promise<void> {
  const play = (store: Store): Played => ({ store, claims: [], minted: [], erased: {} })
  const [model, sqlite, redis] = [play(stores.model), play(stores.sqlite), play(stores.redis)]
  for (const { waitMs, operation } of steps) {
    clock.at += waitMs
    const answer = await operation.play(model)
    expect({ operation: String(operation), sqlite: await operation.play(sqlite), redis: await operation.play(redis) }).toEqual({ operation: String(operation), sqlite: answer, redis: answer })
  }
  const kept = await readAll(model)
  expect({ sqlite: await readAll(sqlite), redis: await readAll(redis) }).toEqual({ sqlite: kept, redis: kept })
}

describe('the stores', () => {
  it('give the same answers to any operations, those of the simplest store there can be', async () => {
    let runs = 0
    const waitMs = fc.oneof({ weight: 60, arbitrary: fc.constant(0) }, { weight: 20, arbitrary: fc.nat(15) }, { weight: 1, arbitrary: fc.constant(WEEKS_MS) })
    const steps = fc.array(fc.record({ waitMs, operation: anyOperation }), { maxLength: 40, size: 'max' })
    await fc.assert(fc.asyncProperty(steps, async wanted => {
      runs++
      const clock = { at: START }
      const now = () => clock.at
      const sqlite = sqliteStore(join(folder, `${runs}.sqlite`), now)
      const redis = await redisStore({ url: server.url, prefix: `run${runs}`, now, onTrouble: () => {} })
      try {
        await compare(wanted, clock, { model: modelStore(now), sqlite, redis })
      } finally {
        await Promise.all([sqlite.close(), redis.close()])
      }
      const { kept, counted } = bucketsOf(join(folder, `${runs}.sqlite`))
      expect(kept).toEqual(counted)
    }), { numRuns })
  }, 1_800_000)
})
