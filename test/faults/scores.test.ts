import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { scoreUnderLoss } from './scores.ts'
import { PATIENCE_MS, sized } from './size.ts'

let server: RedisServer
beforeAll(async () => { server = await startRedis() })
afterAll(() => server.stop())

describe('score writes whose replies get lost', () => {
  it('count once each', async () => {
    const wanted = { writes: sized(5000, 200_000), cuts: sized(100, 5000) }
    const { acknowledged, points, unsure, cuts, seconds } = await scoreUnderLoss(server.port, { seed: 'scores', ...wanted })
    console.log(`score writes: ${acknowledged} acknowledged, ${points} counted, ${cuts} times replies were lost, ${seconds.toFixed(1)} s`)
    expect(acknowledged + unsure).toBe(wanted.writes)
    expect(cuts).toBeGreaterThanOrEqual(wanted.cuts * 0.95)
    expect(points).toBeGreaterThanOrEqual(acknowledged)
    expect(points).toBeLessThanOrEqual(acknowledged + unsure)
    expect(unsure).toBeLessThan(wanted.writes / 100)
  }, PATIENCE_MS)
})
