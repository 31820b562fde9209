import { afterAll, beforeAll, describe, it } from 'vitest'
import { startCluster, type RedisCluster } from '../support/redis-cluster.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { playDailies, steps } from './dailies.ts'
import { mutant, type Mutation } from './mutant.ts'
import { scoreUnderLoss } from './scores.ts'
import { scoreInShards } from './shards.ts'
import { answerLate, stallWithClaim } from './stalls.ts'
import { PATIENCE_MS } from './size.ts'

let server: RedisServer
let cluster: RedisCluster
beforeAll(async () => { [server, cluster] = await Promise.all([startRedis(), startCluster()]) })
afterAll(() => Promise.all([server.stop(), cluster.stop()]))

/** Plays a short scenario with the sources in a folder, and gives what it finds wrong. */
type Scenario = (folder: string, seed: string) => Promise<readonly string[]>

const lossyScores: Scenario = async (folder, seed) => {
  const { acknowledged, points, unsure } = await scoreUnderLoss(server.port, { seed, writes: 400, cuts: 20, folder })
  return points > acknowledged + unsure || points < acknowledged ? [`${acknowledged} points were acknowledged, and ${points} counted.`] : []
}
const killedPosts: Scenario = async (folder, seed) => (await playDailies({ url: server.url, ownUrl: server.url, seed, slots: 10, everyMs: 100, patienceMs: 15_000, folder, kills: 2, at: steps.filter(({ at }) => at === 'posted') })).faults
const stalls: Scenario = (folder, seed) => stallWithClaim({ url: server.url, seed, folder })
const lateness: Scenario = (folder, seed) => answerLate({ url: server.url, seed, folder })
const shards: Scenario = async (folder, seed) => {
  const [inCluster, inOne] = await Promise.all([cluster, server].map(({ url }) => scoreInShards({ url, seed, folder }, 40)))
  return [...(inCluster === 0 ? [] : [`${inCluster} of 40 points were not acknowledged on the cluster.`]), ...(inOne === 0 ? [] : [`${inOne} were not on one Redis.`])]
}

const faults: [string, Mutation, Scenario, RegExp][] = [
  ['the operation id', { file: 'stores/redis/commit.lua', what: "if redis.call('EXISTS', KEYS[3]) == 1 then return 'done' end\n", by: '' }, lossyScores, /points were acknowledged/],
  ['the epoch', { file: 'stores/redis/commit.lua', what: "if c.leaseDo ~= 'leave' and not (first and tonumber(redis.call('HGET', KEYS[first.key], 'epoch')) == c.epoch) then return 'fenced' end\n", by: '' }, stalls, /was posted 2 times/],
  ['the nonce', { file: 'bot/play.ts', what: "const key = `${round.id}/${part}", by: 'const key = `${round.id}/${part}/${Math.random()}' }, killedPosts, /was posted 2 times/],
  ['the deadline of a press', { file: 'bot/answer.ts', what: "=== 'late' ? notes.late : null", by: "=== 'late' ? null : null" }, lateness, /came too late to count/],
  ['the deadline in the fold', { file: 'engine/fold.ts', what: "return answers.filter(({ answeredAt }) => deadlineAt === null || timingOf(answeredAt, deadlineAt, graceMs) !== 'late')", by: 'return answers.filter(() => deadlineAt !== graceMs)' }, lateness, /says .* and its answers are/],
  ['the hash tag', { file: 'stores/redis/keys.ts', what: '{s${shard}}', by: 's${shard}' }, shards, /not acknowledged on the cluster\.$/],
]

describe.concurrent('what the rules are there for: without', () => {
  it.for(faults)('%s a fault is found', { timeout: PATIENCE_MS }, async ([name, mutation, scenario, expected], { expect }) => {
    const { folder, remove } = mutant(mutation)
    try {
      const found = await scenario(folder, `without-${name.replaceAll(' ', '-')}`)
      expect(found.join('\n')).toMatch(expected)
    } finally {
      remove()
    }
  })
})

describe.concurrent('with all of them', () => {
  it.for(Object.entries({ stalls, lateness, shards }))('%s find nothing', { timeout: PATIENCE_MS }, async ([name, scenario], { expect }) => {
    expect(await scenario('.', `with-${name}`)).toEqual([])
  })
})
