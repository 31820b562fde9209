import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { redisStore } from '../../src/stores/redis.ts'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { modelStore } from '../support/model-store.ts'
import { bucketsOf } from '../support/buckets.ts'
import { compare } from '../support/compare.ts'
import { anySteps } from '../support/operations.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { START } from '../support/round.ts'

const numRuns = process.env['RECALL_FULL'] === undefined ? 100 : 2000

let server: RedisServer
let folder: string
beforeAll(async () => { server = await startRedis() })
afterAll(() => server.stop())
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'recall-same-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the stores', () => {
  it('give the same answers to any operations, those of the simplest store there can be', async () => {
    let runs = 0
    await fc.assert(fc.asyncProperty(anySteps, async wanted => {
      runs++
      const clock = { at: START }
      const now = () => clock.at
      const sqlite = sqliteStore(join(folder, `${runs}.sqlite`), now)
      const redis = await redisStore({ url: server.url, prefix: `run${runs}`, now, onTrouble: () => {} })
      try {
        await compare(wanted, clock, modelStore(now), { sqlite, redis })
      } finally {
        await Promise.all([sqlite.close(), redis.close()])
      }
      const { kept, counted } = bucketsOf(join(folder, `${runs}.sqlite`))
      expect(kept).toEqual(counted)
    }), { numRuns })
  }, 1_800_000)
})
