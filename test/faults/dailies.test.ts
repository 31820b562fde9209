import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { playDailies, steps } from './dailies.ts'
import { startLossy } from './proxy.ts'
import { PATIENCE_MS, sized } from './size.ts'

let server: RedisServer
beforeAll(async () => { server = await startRedis() })
afterAll(() => server.stop())

describe('dailies whose replicas are killed at each step of the post', () => {
  it('are all posted, once each; every answer counts, every streak goes on', async () => {
    const [slots, deaths] = [sized(300, 20_000), sized(30, 2000)]
    const line = await startLossy(server.port, 'dailies')
    const { faults, kills, posts, answers, seconds } = await playDailies({ url: line.url, ownUrl: server.url, seed: 'dailies', slots, kills: deaths, at: steps, everyMs: 50 })
    await line.stop()
    const killed = Object.values(kills).reduce((sum, count) => sum + count, 0)
    console.log(`dailies: ${posts} posts of ${slots} slots, ${killed} replicas killed (${JSON.stringify(kills)}), ${line.lost()} times replies were lost, ${answers} answers, ${seconds.toFixed(1)} s`)
    expect(faults).toEqual([])
    expect(posts).toBe(slots)
    expect(killed).toBe(deaths)
  }, PATIENCE_MS)
})
