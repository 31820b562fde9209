import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { randomOf } from '../../src/engine/random.ts'
import type { Channel } from '../../src/engine/round.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { keysOf, shardOf } from '../../src/stores/redis/keys.ts'
import { startCluster } from '../support/redis-cluster.ts'
import { startWatched } from '../support/redis-sentinel.ts'
import { findFaults, lostAnswers } from './checker.ts'
import { openCrew } from './crew.ts'
import { openCrowd } from './crowd.ts'
import { untilClosed } from './dailies.ts'
import { openPeople } from './people.ts'
import { openPlatform } from './platform.ts'
import { channelOf, playQuiz, PLAYERS } from './rounds.ts'
import { moveSlot } from './slots.ts'
import { PATIENCE_MS, sized } from './size.ts'

/** Replication is asynchronous: what was acknowledged this shortly before the master died may be lost with it. */
const LOST_MS = 1000
const CHANNELS = 10
/** Somebody of the crowd answers each so many milliseconds. */
const CROWD_MS = 10

interface Played {
  faults: string[]
  answers: number
  lost: number
  /** Of the lost answers, how long before the trouble the oldest was acknowledged. */
  oldestMs: number
  seconds: number
}

/** Plays quizzes in two groups while something happens to Redis, and checks them; `trouble` is given the groups, and resolves with when it began. */
async function playThrough(url: string, seed: string, trouble: (groups: readonly string[]) => Promise<number>): Promise<Played> {
  const [begun, random] = [performance.now(), randomOf(seed)]
  const platform = openPlatform()
  const crew = await openCrew({ url, prefix: seed, seed, platform })
  const store = await redisStore({ url, prefix: seed, now: null, onTrouble: () => {} })
  const people = openPeople(crew)
  const channels = Array.from({ length: CHANNELS }, (_, place) => channelOf(place))
  const homes: Channel[] = [...new Map(channels.map(channel => [channel.home, channel])).values()]
  const crowd = await openCrowd(store, people, platform)
  const answering: Promise<unknown>[] = []
  const timer = setInterval(() => answering.push(crowd.insist()), CROWD_MS)
  const groups = await Promise.all(homes.map(({ platform: name, home }) => store.members.groupOf(name, home)))
  const playing = Promise.all(channels.map(async (channel, place) => {
    await sleep(place * 200)
    await playQuiz(people, platform, channel, random)
  }))
  const [at] = await Promise.all([trouble(groups), playing])
  clearInterval(timer)
  await Promise.all(answering)
  await crowd.end()
  await untilClosed(store, [...homes, crowd.channel])
  const lost = await lostAnswers(store, people.heard)
  const heard = people.heard.filter(one => !lost.includes(one))
  const faults = await findFaults({ store, platform, people: { ...people, heard }, crew, homes: [...homes, crowd.channel], members: PLAYERS })
  await Promise.all([crew.close(), store.close()])
  return { faults, answers: people.heard.length, lost: lost.length, oldestMs: Math.max(0, ...lost.map(one => at - one.at)), seconds: (performance.now() - begun) / 1000 }
}

describe('a game goes on', () => {
  it('when the master dies and Sentinel makes the replica one: nothing twice, and nothing lost but what was never copied', async () => {
    for (let run = 0; run < sized(1, 20); run++) {
      const watched = await startWatched()
      const { faults, answers, lost, oldestMs, seconds } = await playThrough(watched.url, `failover${run}`, async () => {
        await sleep(1500 + (run % 5) * 500)
        const at = performance.now()
        await watched.master.stop('SIGKILL')
        return at
      })
      await watched.stop()
      console.log(`failover: ${answers} answers acknowledged, ${lost} lost${lost === 0 ? '' : ` (the oldest was ${Math.round(oldestMs)} ms old)`}, ${seconds.toFixed(1)} s`)
      expect(faults).toEqual([])
      expect(oldestMs).toBeLessThan(LOST_MS)
    }
  }, PATIENCE_MS)

  it('while a cluster moves the slots of its groups: nothing lost, nothing twice', async () => {
    const cluster = await startCluster()
    const ports = cluster.servers.map(({ port }) => port)
    for (let run = 0; run < sized(1, 20); run++) {
      const seed = `cluster${run}`
      let moved = 0
      const { faults, answers, lost, seconds } = await playThrough(cluster.url, seed, async groups => {
        const at = performance.now()
        for (const place of [0, 1, 2, 3]) {
          await sleep(1000)
          for (const group of groups) moved += await moveSlot(ports, keysOf(seed).due(shardOf(group)), place)
        }
        return at
      })
      console.log(`cluster: ${answers} answers acknowledged while ${groups(moved)}, ${seconds.toFixed(1)} s`)
      expect(faults).toEqual([])
      expect(lost).toBe(0)
      expect(moved).toBeGreaterThan(20)
    }
    await cluster.stop()
  }, PATIENCE_MS)
})

function groups(keys: number): string {
  return `two slots moved four times, with ${keys} keys`
}
