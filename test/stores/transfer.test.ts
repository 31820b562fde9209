import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Held, MovableStore } from '../../src/bot/transfer.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { keptUntil } from '../../src/stores/lifetime.ts'
import { keysOf, shardOf } from '../../src/stores/redis/keys.ts'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { awardOf, commitOf, writeOf } from '../contracts/stage.ts'
import { fillGroup, heldBy, moveIn, transferContract, type OpenMovable } from '../contracts/transfer.ts'
import { anySteps, type Played } from '../support/operations.ts'
import { startCluster, type RedisCluster } from '../support/redis-cluster.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { START } from '../support/round.ts'

let server: RedisServer
let folder: string
beforeAll(async () => {
  server = await startRedis()
  folder = mkdtempSync(join(tmpdir(), 'recall-transfer-'))
})
afterAll(async () => {
  await server.stop()
  rmSync(folder, { recursive: true })
})

const now = () => START
let opened = 0
const openSqlite: OpenMovable = async () => {
  const store = sqliteStore(join(folder, `${++opened}.sqlite`), now)
  return { store, close: store.close }
}
const openRedis: OpenMovable = async () => {
  const store = await redisStore({ url: server.url, prefix: `transfer${++opened}`, now, onTrouble: () => {} })
  return { store, close: store.close }
}

transferContract('the embedded store', openSqlite)
transferContract('the Redis store', openRedis)

describe('on a cluster of three', () => {
  let cluster: RedisCluster
  beforeAll(async () => { cluster = await startCluster() })
  afterAll(() => cluster.stop())
  transferContract('the Redis store', async () => {
    const store = await redisStore({ url: cluster.url, prefix: `transfer${++opened}`, now, onTrouble: () => {} })
    return { store, close: store.close }
  })
})

describe('a group that moves from one kind of store to the other and back', () => {
  it('is the same at each stop, in the same order, also when it is larger than one part', async () => {
    const first = await openSqlite()
    const others = await Promise.all([openRedis(), openSqlite()])
    const group = await fillGroup(first.store)
    const many = Array.from({ length: 1200 }, (_, place) => `m${place}`)
    await first.store.records.commit(group, commitOf(many.map(id => writeOf(`r-${id}`, 0, { wakeAt: START + 1 })), { awards: many.map((id, place) => awardOf(id, place % 7 * 100)), gate: { round: 'many', question: 2 } }))
    for (const member of many) await first.store.answers.record(group, 'many', 2, { member, choice: 1, text: null, answeredAt: START, account: member, team: null })
    await first.store.answers.close(group, 'many', 2)
    const held = await heldBy(first.store, group)
    expect(held.length).toBeGreaterThan(5 * 1200)
    for (const { store } of others) {
      await moveIn(store, group, held, 500)
      expect(await heldBy(store, group)).toEqual(held)
    }
    for (const { close } of [first, ...others]) await close()
  })

  it('is the same after any operations, whichever store did them', async () => {
    await fc.assert(fc.asyncProperty(anySteps, async wanted => {
      const opened = await Promise.all([openSqlite(), openRedis(), openRedis()])
      const [sqlite, redis, moved] = opened.map(({ store }): Player => ({ store, claims: [], minted: [], commits: 0, erased: {} })) as [Player, Player, Player]
      for (const { operation } of wanted) {
        await operation.play(sqlite)
        await operation.play(redis)
      }
      for (const group of ['g0', 'h0', 'g1']) {
        const held = await heldBy(sqlite.store, group)
        expect(withoutMinted(await heldBy(redis.store, group))).toEqual(withoutMinted(held))
        await moveIn(moved.store, group, held)
        expect(await heldBy(moved.store, group)).toEqual(held)
      }
      for (const { close } of opened) await close()
    }), { numRuns: process.env['RECALL_FULL'] === undefined ? 50 : 1000 })
  }, 600_000)
})

type Player = Played & { store: MovableStore }

/** Members' ids are minted: each store has its own. */
function withoutMinted(held: readonly Held[]): Held[] {
  return held.filter(one => one.is !== 'name' && one.is !== 'account')
}

describe('a group in Redis', () => {
  it('is told apart from one in its shard whose id begins alike', async () => {
    const { store, close } = await openRedis()
    const group = await fillGroup(store)
    const held = await heldBy(store, group)
    const alike = Array.from({ length: 5000 }, (_, place) => `${group}${place}`).find(id => shardOf(id) === shardOf(group)) ?? ''
    await store.records.commit(alike, commitOf([writeOf('x', 0)], { gate: { round: 'x', question: 0 }, awards: [awardOf('x', 5)] }))
    expect(await heldBy(store, group)).toEqual(held)
    await close()
  })
})

describe('filling a group in Redis', () => {
  it('lets the boards of days and weeks end when they would have, and all others stay', async () => {
    const [from, to] = [await openSqlite(), await openRedis()]
    const group = await fillGroup(from.store)
    await moveIn(to.store, group, await heldBy(from.store, group))
    const redis = new Redis(server.url)
    const left = async (name: string) => await redis.pttl(keysOf(`transfer${opened}`).board(group, name)) / 86_400_000
    expect([await left('day:2026-11-21'), await left('all')]).toEqual([expect.closeTo((keptUntil('day:2026-11-21') ?? 0) / 86_400_000 - START / 86_400_000, 2), -1 / 86_400_000])
    await redis.quit()
    await Promise.all([from.close(), to.close()])
  })

  it('stops when somebody else has begun to fill it, whose work nobody disturbs', async () => {
    const { store, close } = await openRedis()
    const first = await store.transfer.fill('moved')
    await first?.add([{ is: 'award', id: 'r/1' }])
    const second = await store.transfer.fill('moved')
    await second?.add([{ is: 'award', id: 'r/2' }])
    await expect(first?.add([{ is: 'award', id: 'r/3' }])).rejects.toThrow('Somebody else has begun to import this group.')
    await expect(first?.finish()).rejects.toThrow('Somebody else has begun to import this group.')
    await first?.abandon()
    expect(await heldBy(store, 'moved')).toEqual([{ is: 'award', id: 'r/2' }])
    await close()
  })

  it('writes the last part once, also when it is sent again after somebody has played on', async () => {
    const { store, close } = await openRedis()
    const redis = new Redis(server.url)
    const monitor = await redis.monitor()
    const sent: string[][] = []
    monitor.on('monitor', (_: string, command: string[]) => sent.push(command))
    const filling = await store.transfer.fill('moved')
    await filling?.add([{ is: 'document', kind: 'round', id: 'r', version: 4, epoch: 2, nudged: false, wakeAt: START, state: {} }, { is: 'home', platform: 'test', home: 'sent-again' }])
    await filling?.finish()
    await expect.poll(() => sent.some(command => command.includes('done'))).toBe(true)
    await store.records.commit('moved', commitOf([writeOf('r', 4, { wakeAt: null })]))
    const last = sent.find(command => /^evalsha$/i.test(command[0] ?? '') && command.includes('done')) ?? []
    expect(await redis.call(last[0] ?? '', ...last.slice(1))).toBe(0)
    expect((await heldBy(store, 'moved'))[0]).toMatchObject({ version: 5, wakeAt: null })
    monitor.disconnect()
    await redis.quit()
    await close()
  })
})
