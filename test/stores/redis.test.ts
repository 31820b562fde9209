import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { postingLease } from '../../src/bot/play.ts'
import type { Claim, Commit } from '../../src/bot/ports.ts'
import { windowsOf } from '../../src/engine/leaderboard.ts'
import { keptUntil } from '../../src/stores/lifetime.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { connectRedis } from '../../src/stores/redis/connect.ts'
import { keysOf, shardOf } from '../../src/stores/redis/keys.ts'
import { commitScript } from '../../src/stores/redis/records.ts'
import { awardOf, commitOf, LONG_MS, writeOf, ownOf, standingOf } from '../contracts/stage.ts'
import { storeContract } from '../contracts/store.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { START } from '../support/round.ts'

let server: RedisServer
beforeAll(async () => { server = await startRedis() })
afterAll(() => server.stop())

const now = () => START
const onTrouble = () => {}
let prefixes = 0
const freshPrefix = () => `test${++prefixes}`

storeContract('the Redis store', async now => {
  const store = await redisStore({ url: server.url, prefix: freshPrefix(), now, onTrouble })
  return { store, close: () => store.close().catch(() => {}) }
})

describe('several processes on one Redis', () => {
  it('find the same groups and members, also when they find them at once', async () => {
    const prefix = freshPrefix()
    const stores = await Promise.all([1, 2, 3].map(() => redisStore({ url: server.url, prefix, now, onTrouble })))
    for (let place = 0; place < 50; place++) {
      const groups = await Promise.all(stores.map(store => store.members.groupOf('test', `home${place}`)))
      expect(new Set(groups).size).toBe(1)
      const members = await Promise.all(stores.map(store => store.members.memberOf(groups[0] ?? '', { platform: 'test', id: '1', name: 'Ada' })))
      expect(new Set(members).size).toBe(1)
    }
    await Promise.all(stores.map(store => store.close()))
  })

  it('share what is due: nothing is given to two of them', async () => {
    const prefix = freshPrefix()
    const stores = await Promise.all([1, 2, 3].map(() => redisStore({ url: server.url, prefix, now, onTrouble })))
    for (let place = 0; place < 30; place++) await stores[0]?.records.commit(`g${place}`, commitOf([writeOf('r', 0)]))
    const claimed = await Promise.all(stores.map(store => store.records.claimDue(10, LONG_MS)))
    const groups = claimed.flatMap(({ claims }) => claims.map(claim => claim.group))
    expect(groups.length).toBe(30)
    expect(new Set(groups).size).toBe(30)
    await Promise.all(stores.map(store => store.close()))
  })

  it('do not all reach for the same of what is due equally long', async () => {
    const store = await redisStore({ url: server.url, prefix: freshPrefix(), now, onTrouble })
    for (let place = 0; place < 40; place++) await store.records.commit(`g${place}`, commitOf([writeOf('r', 0)]))
    const first = new Set<string>()
    for (let look = 0; look < 20; look++) first.add((await store.records.claimDue(1, 0)).claims[0]?.group ?? '')
    expect(first.size).toBeGreaterThan(5)
    await store.close()
  })

  it('take over what one held that died, at the end of its lease, and fence it off should it come back', async () => {
    const prefix = freshPrefix()
    const join = () => redisStore({ url: server.url, prefix, now: null, onTrouble })
    const [one, other] = await Promise.all([join(), join()])
    const redis = new Redis(server.url)
    const key = keysOf(prefix).record('g', 'round', 'r')
    /** How long nobody else can have it; and then that time is over. */
    const passLease = async () => {
      const left = Number(await redis.hget(key, 'leasedUntil')) - await one.now()
      expect((await other.records.claimDue(10, 0)).claims).toEqual([])
      await redis.hset(key, 'leasedUntil', await one.now())
      return left
    }
    await one.records.commit('g', commitOf([writeOf('r', 0, { wakeAt: await one.now() })]))
    expect((await one.records.claimDue(10, 2500)).claims).toMatchObject([{ id: 'r', epoch: 1 }])
    expect(await passLease()).toBeLessThanOrEqual(2500)
    const [claim] = (await other.records.claimDue(10, 2500)).claims as [Claim]
    expect(claim).toMatchObject({ id: 'r', epoch: 2 })
    expect(await one.records.commit('g', commitOf([writeOf('r', 1)], { lease: { do: 'release', epoch: 1 } }))).toBe('fenced')
    expect(await other.records.commit('g', commitOf([writeOf('r', 1, { wakeAt: await one.now() })], { lease: postingLease(claim) }))).toBe('done')
    expect(await passLease()).toBeLessThan(30_000)
    expect((await one.records.claimDue(10, 2500)).claims).toMatchObject([{ id: 'r', version: 2, epoch: 3 }])
    await Promise.all([one.close(), other.close(), redis.quit()])
  })
})

describe('the time of a Redis store without a clock of its own', () => {
  it('is the server\'s, for answers and timers alike', async () => {
    const store = await redisStore({ url: server.url, prefix: freshPrefix(), now: null, onTrouble })
    const before = await store.now()
    await store.records.commit('g', commitOf([writeOf('r', 0, { wakeAt: before + LONG_MS })], { gate: { round: 'r', question: 0 } }))
    expect((await store.records.claimDue(10, 0)).claims).toEqual([])
    const recorded = await store.answers.record('g', 'r', 0, { member: 'ada', choice: 0, text: null, answeredAt: 0, account: 'x', team: null })
    const due = await store.records.claimDue(10, 0)
    expect(due.claims).toMatchObject([{ id: 'r', epoch: 1 }])
    const times = [before, recorded.outcome === 'recorded' ? recorded.answer.receivedAt : 0, due.at, await store.now()]
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(Math.abs(before - Date.now())).toBeLessThan(LONG_MS)
    await store.close()
  })

  it('ends the boards of days and weeks by itself, and all that is kept of them', async () => {
    const prefix = freshPrefix()
    const [store, redis] = await Promise.all([redisStore({ url: server.url, prefix, now: null, onTrouble }), Promise.resolve(new Redis(server.url))])
    const [day, week, ...others] = windowsOf(await store.now(), 'UTC') as [string, string, ...string[]]
    const past = windowsOf(0, 'UTC').slice(0, 2)
    await store.records.commit('g', commitOf([], { awards: [awardOf('ada', 5, { boards: [day, week, ...others, ...past] })] }))
    await store.close()
    const keys = keysOf(prefix)
    const lives = (board: string) => Promise.all([redis.pttl(keys.board('g', board)), redis.pttl(keys.tallies('g', board))])
    for (const board of past) expect(await lives(board)).toEqual([-2, -2])
    for (const board of others) expect(await lives(board)).toEqual([-1, -1])
    for (const board of [day, week]) for (const left of await lives(board)) expect(Math.abs(Date.now() + left - (keptUntil(board) ?? 0))).toBeLessThan(60_000)
    expect(await redis.zrange(keys.boards('g'), '0', '-1')).toEqual([day, week, ...others.toSorted()])
    await redis.quit()
  })
})

describe('a commit that is sent again', () => {
  /** Sends one commit twice, byte for byte, as ioredis does when the connection broke before the answer came. */
  async function sendTwice(prefix: string, commit: Commit): Promise<string[]> {
    const redis = await connectRedis(server.url, onTrouble)
    const { keys, given } = commitScript(keysOf(prefix), 'g', commit, START)
    const send = () => redis.recallCommit(keys.length, ...keys, ...given)
    const outcomes = [await send(), await send()]
    await redis.quit()
    return outcomes
  }

  async function onStore(work: (prefix: string, store: Awaited<ReturnType<typeof redisStore>>) => Promise<void>): Promise<void> {
    const prefix = freshPrefix()
    const store = await redisStore({ url: server.url, prefix, now, onTrouble })
    await work(prefix, store)
    await store.close()
  }

  it('is done both times, and applied once', () => onStore(async (prefix, store) => {
    expect(await sendTwice(prefix, commitOf([writeOf('a', 0), writeOf('b', 0)], { awards: [awardOf('ada', 5)] }))).toEqual(['done', 'done'])
    expect(await sendTwice(prefix, commitOf([writeOf('a', 1)], { awards: [awardOf('ada', 5, { id: 'r/1/ada' })] }))).toEqual(['done', 'done'])
    expect(await store.records.list('g', 'round')).toMatchObject([{ id: 'a', version: 2 }, { id: 'b', version: 1 }])
    expect(await standingOf(store, 'g', 'all', 'ada')).toMatchObject({ points: 10, asked: 2 })
  }))

  it('is done both times, and applied once, when it releases a lease', () => onStore(async (prefix, store) => {
    await store.records.commit('g', commitOf([writeOf('a', 0)]))
    await store.records.claimDue(10, LONG_MS)
    expect(await sendTwice(prefix, commitOf([writeOf('a', 1)], { lease: { do: 'release', epoch: 1 } }))).toEqual(['done', 'done'])
    expect(await store.records.load('g', 'round', 'a')).toMatchObject({ version: 2 })
  }))

  it('is done both times when it removes what it writes first, which then can be made again', () => onStore(async (prefix, store) => {
    await store.records.commit('g', commitOf([writeOf('a', 0)]))
    await store.records.claimDue(10, LONG_MS)
    const removal = commitOf([writeOf('a', 1, { state: null, wakeAt: null })], { lease: { do: 'release', epoch: 1 } })
    expect(await sendTwice(prefix, removal)).toEqual(['done', 'done'])
    expect(await store.records.load('g', 'round', 'a')).toBeNull()
    const redis = new Redis(server.url)
    expect(await redis.exists(keysOf(prefix).record('g', 'round', 'a'))).toBe(0)
    expect(await store.records.commit('g', commitOf([writeOf('a', 0)]))).toBe('done')
    expect((await store.records.claimDue(10, 0)).claims).toMatchObject([{ id: 'a', version: 2, epoch: 2 }])
    await redis.quit()
  }))

  it('conflicts both times, and is applied never, when somebody else wrote first', () => onStore(async (prefix, store) => {
    await store.records.commit('g', commitOf([writeOf('a', 0)]))
    expect(await sendTwice(prefix, commitOf([writeOf('a', 0)], { awards: [awardOf('ada', 5)] }))).toEqual(['conflict', 'conflict'])
    expect(await standingOf(store, 'g', 'all', 'ada')).toBeNull()
  }))
})

describe('the keys of a group', () => {
  /** Uses every port of the store in one group, and watches the server. */
  async function watchAll(): Promise<{ prefix: string, group: string, commands: { by: string, words: string[] }[], kept: string[] }> {
    const prefix = freshPrefix()
    const [store, redis] = await Promise.all([redisStore({ url: server.url, prefix, now, onTrouble }), Promise.resolve(new Redis(server.url))])
    const monitor = await redis.duplicate().monitor()
    const commands: { by: string, words: string[] }[] = []
    const seenAll = new Promise<void>(resolve => {
      monitor.on('monitor', (_: string, words: string[], by: string) => {
        commands.push({ by, words })
        if (words[1] === `end of ${prefix}`) resolve()
      })
    })
    const group = await store.members.groupOf('test', 'h')
    const member = await store.members.memberOf(group, { platform: 'test', id: '1', name: 'Ada' })
    const award = awardOf(member, 5)
    const schedule = { ...writeOf('s', 0), kind: 'schedule' as const }
    await store.records.commit(group, commitOf([writeOf('r', 0), schedule, writeOf('x', 0)], { gate: { round: 'r', question: 0 }, awards: [award] }))
    await store.answers.record(group, 'r', 0, { member, choice: 0, text: null, answeredAt: START, account: 'test:1', team: null })
    await store.records.claimDue(10, LONG_MS)
    await store.records.commit(group, commitOf([writeOf('r', 1, { wakeAt: null }), writeOf('x', 1, { state: null, wakeAt: null })], { lease: { do: 'keep', epoch: 1, forMs: 5 }, awards: [award] }))
    await store.answers.close(group, 'r', 0)
    await ownOf(store, group, 'r', 0, member)
    await store.answers.all(group, 'r', 0)
    await store.records.list(group, 'round')
    await store.boards.page(group, 'all', 0, 10)
    await standingOf(store, group, 'all', member)
    await store.members.names(group, [member])
    await store.members.accounts(group, member)
    await store.answers.forget(group, 'r', 0, member, 'nobody')
    await store.boards.forget(group, member)
    await store.members.forget(group, member)
    await redis.echo(`end of ${prefix}`)
    await seenAll
    monitor.disconnect()
    const kept = await redis.keys(`${prefix}*`)
    await Promise.all([redis.quit(), store.close()])
    return { prefix, group, commands, kept }
  }

  it('carry one hash tag, that of its shard', async () => {
    const { prefix, group, kept } = await watchAll()
    expect(kept.length).toBeGreaterThanOrEqual(12)
    const keys = keysOf(prefix)
    const homes = kept.filter(key => [keys.home('test', 'h'), keys.homesIn(keys.homeShard('test', 'h'), 'test')].includes(key))
    expect(homes.length).toBe(2)
    expect(kept.filter(key => !homes.includes(key) && !key.startsWith(`${prefix}:{s${shardOf(group)}}:`))).toEqual([])
  })

  it('are all declared to the scripts that use them, of one hash tag a script', async () => {
    const { commands } = await watchAll()
    let declared: string[] = []
    const undeclared: string[][] = []
    const scripts = new Set<string>()
    for (const { by, words } of commands) {
      const [command = '', ...rest] = words
      if (/^eval/i.test(command)) {
        declared = rest.slice(2, 2 + Number(rest[1]))
        scripts.add(rest[0] ?? '')
        expect(new Set(declared.map(key => /\{s\d+\}/.exec(key)?.[0])).size).toBe(1)
      } else if (by === 'lua' && command.toUpperCase() !== 'TIME' && !declared.includes(rest[0] ?? '')) {
        undeclared.push(words)
      }
    }
    expect(commands.filter(({ by }) => by === 'lua').length).toBeGreaterThan(50)
    expect(scripts.size).toBeGreaterThanOrEqual(5)
    expect(undeclared).toEqual([])
  })
})
