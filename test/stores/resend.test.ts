import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Store } from '../../src/bot/ports.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { keysOf, shardOf } from '../../src/stores/redis/keys.ts'
import { awardOf, commitOf, LONG_MS, ownOf, standingOf, writeOf } from '../contracts/stage.ts'
import { startLine, type RedisLine } from '../support/redis-line.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { START } from '../support/round.ts'

const SCRIPT = /EVAL/i
const ada = { platform: 'test', id: '1', name: 'Ada' }
const answer = { member: 'ada', choice: 1, text: 'a \ud800 "b"', answeredAt: START, account: 'test:1', team: 'red' }

let server: RedisServer
let line: RedisLine
let prefix: string
let prefixes = 0
/** A store whose line is cut, and another process's. */
let store: Store
let other: Store

const open = (url: string) => redisStore({ url, prefix, now: () => START, onTrouble: () => {} })
beforeAll(async () => { server = await startRedis() })
afterAll(() => server.stop())
beforeEach(async () => {
  prefix = `resend${++prefixes}`
  line = await startLine(server.port)
  ;[store, other] = await Promise.all([open(line.url), open(server.url)])
})
afterEach(async () => {
  await Promise.all([store.close(), other.close()])
  await line.stop()
})

/** Does the work while the answer to its first script gets lost after it was done; `meanwhile` happens before it is sent again. */
async function cutDuring<Result>(work: () => Promise<Result>, meanwhile: () => Promise<unknown> = async () => {}): Promise<Result> {
  const cut = line.cutAt(SCRIPT, meanwhile)
  const [result] = await Promise.all([work(), cut])
  return result
}

const openGate = () => other.records.commit('g', commitOf([], { gate: { round: 'r', question: 0 } }))

describe('what is sent again because the answer to it was lost', () => {
  it('a commit is done once, also when somebody else has written the document since', async () => {
    const outcome = await cutDuring(
      () => store.records.commit('g', commitOf([writeOf('a', 0)], { awards: [awardOf('ada', 5)] })),
      async () => expect(await other.records.commit('g', commitOf([writeOf('a', 1)]))).toBe('done'),
    )
    expect(outcome).toBe('done')
    expect(await other.records.load('g', 'round', 'a')).toMatchObject({ version: 2 })
    expect(await standingOf(other, 'g', 'all', 'ada')).toMatchObject({ points: 5 })
  })

  it('a removal is done once, also when somebody else has made the document again since', async () => {
    await other.records.commit('g', commitOf([writeOf('a', 0), writeOf('b', 0)]))
    const outcome = await cutDuring(
      () => store.records.commit('g', commitOf([writeOf('a', 1, { state: null, wakeAt: null }), writeOf('b', 1)])),
      async () => expect(await other.records.commit('g', commitOf([writeOf('a', 0)]))).toBe('done'),
    )
    expect(outcome).toBe('done')
    expect(await other.records.list('g', 'round')).toMatchObject([{ id: 'a', version: 2 }, { id: 'b', version: 2 }])
  })

  it('a commit that keeps or releases a lease is done, also when somebody else has claimed the document since', async () => {
    await other.records.commit('g', commitOf([writeOf('a', 0)]))
    await other.records.claimDue(10, LONG_MS)
    const outcome = await cutDuring(
      () => store.records.commit('g', commitOf([writeOf('a', 1)], { lease: { do: 'release', epoch: 1 } })),
      async () => expect((await other.records.claimDue(10, LONG_MS)).claims).toMatchObject([{ epoch: 2 }]),
    )
    expect(outcome).toBe('done')
    expect(await other.records.commit('g', commitOf([writeOf('a', 2)], { lease: { do: 'release', epoch: 2 } }))).toBe('done')
  })

  it('a commit leaves nothing behind that stays for ever but how far the group has counted', async () => {
    await store.records.commit('g', commitOf([writeOf('a', 0)]))
    await store.records.commit('g', commitOf([writeOf('a', 1, { state: null, wakeAt: null })]))
    const redis = new Redis(server.url)
    const kept = (await redis.keys(`${prefix}*`)).filter(key => key !== keysOf(prefix).floor('g'))
    expect(kept).toHaveLength(2)
    for (const key of kept) expect(await redis.ttl(key)).toBeGreaterThan(0)
    await redis.quit()
  })

  it('an answer was recorded, also when the question was closed since', async () => {
    await openGate()
    const recorded = await cutDuring(() => store.answers.record('g', 'r', 0, answer), () => other.answers.close('g', 'r', 0))
    expect(recorded).toEqual({ outcome: 'recorded', answer: { ...answer, receivedAt: START } })
    expect(await other.answers.all('g', 'r', 0)).toEqual([{ ...answer, receivedAt: START }])
  })

  it('a second press is told of the first answer, as ever', async () => {
    await openGate()
    await other.answers.record('g', 'r', 0, answer)
    expect(await cutDuring(() => store.answers.record('g', 'r', 0, answer))).toEqual({ outcome: 'already', answer: { ...answer, receivedAt: START } })
  })

  it('a close gives the same answers', async () => {
    await openGate()
    await other.answers.record('g', 'r', 0, answer)
    const closed = await cutDuring(() => store.answers.close('g', 'r', 0), async () => expect(await other.answers.record('g', 'r', 0, { ...answer, member: 'grace' })).toEqual({ outcome: 'closed' }))
    expect(closed).toEqual([{ ...answer, receivedAt: START }])
  })

  it('a claim is given to whoever asked, once, and to nobody else', async () => {
    for (const id of ['a', 'b']) await other.records.commit('g', commitOf([writeOf(id, 0)]))
    const { claims } = await cutDuring(
      () => store.records.claimDue(10, LONG_MS),
      async () => expect((await other.records.claimDue(10, LONG_MS)).claims).toEqual([]),
    )
    expect(claims.map(({ id, version, epoch }) => `${id} ${version} ${epoch}`).toSorted()).toEqual(['a 1 1', 'b 1 1'])
    expect(await store.records.commit('g', commitOf([writeOf('a', 1)], { lease: { do: 'release', epoch: 1 } }))).toBe('done')
  })

  it.each([['nobody'], [null]])('an answer is forgotten once (alias: %s): one that was given since stays', async alias => {
    await openGate()
    await other.answers.record('g', 'r', 0, answer)
    const second = { ...answer, choice: 2, answeredAt: START + 5 }
    await cutDuring(() => store.answers.forget('g', 'r', 0, 'ada', alias), async () => expect(await other.answers.record('g', 'r', 0, second)).toMatchObject({ outcome: 'recorded' }))
    expect(await ownOf(other, 'g', 'r', 0, 'ada')).toEqual({ ...second, receivedAt: START })
    expect(await ownOf(other, 'g', 'r', 0, 'nobody')).toEqual(alias === null ? null : { ...answer, member: 'nobody', account: '', team: null, receivedAt: START })
  })

  it('a member is forgotten once: the new member of the same account stays', async () => {
    const member = await other.members.memberOf('g', ada)
    let fresh = ''
    await cutDuring(() => store.members.forget('g', member), async () => { fresh = await other.members.memberOf('g', ada) })
    expect(fresh).not.toBe(member)
    expect(await other.members.memberOf('g', ada)).toBe(fresh)
    expect(await other.members.names('g', [member, fresh])).toEqual({ [fresh]: 'Ada' })
  })

  it('a member and a home are found once', async () => {
    const member = await cutDuring(() => store.members.memberOf('g', ada))
    expect(await other.members.memberOf('g', ada)).toBe(member)
    const group = await cutDuring(() => store.members.groupOf('test', 'h'))
    expect(await other.members.groupOf('test', 'h')).toBe(group)
  })

  it('a place is given up, also when points came since', async () => {
    await other.records.commit('g', commitOf([], { awards: [awardOf('ada', 5)] }))
    await cutDuring(() => store.boards.forget('g', 'ada'), () => other.records.commit('g', commitOf([], { awards: [awardOf('ada', 5, { id: 'r/1/ada' })] })))
    expect(await standingOf(other, 'g', 'all', 'ada')).toBeNull()
    await other.records.commit('g', commitOf([], { awards: [awardOf('ada', 5, { id: 'r/2/ada' })] }))
    expect(await standingOf(other, 'g', 'all', 'ada')).toEqual({ member: 'ada', points: 5, right: 1, asked: 1, rank: 1 })
  })
})

describe('erasing a group from Redis', () => {
  async function furnish(group: string): Promise<void> {
    await other.records.commit(group, commitOf([writeOf('r', 0)], { gate: { round: 'r', question: 0 }, awards: [awardOf('ada', 5)] }))
    await other.answers.record(group, 'r', 0, answer)
    await other.members.memberOf(group, ada)
  }

  async function keysLeft(group: string): Promise<string[]> {
    const redis = new Redis(server.url)
    const left = (await redis.keys(`${prefix}*`)).filter(key => key.split(':')[3] === group)
    await redis.quit()
    return left
  }

  it('that was cut short is finished by the next process that starts, and the home keeps the group it has by then', async () => {
    const group = await other.members.groupOf('test', 'h')
    await furnish(group)
    const cut = line.cutAt(/scan/i, async () => { line.dieAt(0) })
    const erasing = expect(store.erase(group)).rejects.toThrow()
    await Promise.all([cut, erasing])
    expect(await keysLeft(group)).not.toEqual([])
    await expect(other.members.memberOf(group, ada)).rejects.toThrow(/This group was erased/)
    const fresh = await other.members.groupOf('test', 'h')
    expect(fresh).not.toBe(group)
    await furnish(fresh)

    const next = await open(server.url)
    expect(await keysLeft(group)).toEqual([])
    expect(await next.members.groupOf('test', 'h')).toBe(fresh)
    expect(await next.answers.all(fresh, 'r', 0)).toHaveLength(1)
    expect((await next.records.claimDue(10, 0)).claims).toMatchObject([{ group: fresh }])
    await next.close()
  })

  it('that Redis failed at is finished within an hour', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    const running = await open(server.url)
    await furnish('g')
    await Promise.all([line.cutAt(/scan/i, async () => { line.dieAt(0) }), expect(store.erase('g')).rejects.toThrow()])
    expect(await keysLeft('g')).not.toEqual([])
    vi.advanceTimersByTime(3_600_000)
    vi.useRealTimers()
    await vi.waitFor(async () => expect(await keysLeft('g')).toEqual([]), 5000)
    await running.close()
  })

  it('keeps a mark for a day, which is all that is kept', async () => {
    const redis = new Redis(server.url)
    const mark = keysOf(prefix).erased(shardOf('g'))
    const reopen = async () => (await open(server.url)).close()
    await furnish('g')
    await other.erase('g')
    await reopen()
    expect(await keysLeft('g')).toEqual([])
    await expect(other.members.memberOf('g', ada)).rejects.toThrow(/This group was erased/)
    const [erasedAt, at] = [Number(await redis.zscore(mark, 'g')), Date.now()]
    expect(Math.abs(at - erasedAt)).toBeLessThan(60_000)
    await redis.zadd(mark, at - 86_400_000 - 1000, 'g')
    await reopen()
    expect(await redis.keys(`${prefix}*`)).toEqual([])
    await redis.quit()
  })

  it('leaves alone a group of the same shard whose id begins alike', async () => {
    const alike = Array.from({ length: 5000 }, (_, place) => `g${place}`).find(id => shardOf(id) === shardOf('g')) ?? ''
    for (const group of ['g', alike]) await furnish(group)
    await other.erase('g')
    expect(await keysLeft('g')).toEqual([])
    expect(await other.records.load(alike, 'round', 'r')).toMatchObject({ version: 1 })
    expect(await other.answers.all(alike, 'r', 0)).toHaveLength(1)
    expect(await standingOf(other, alike, 'all', 'ada')).toMatchObject({ points: 5 })
    expect((await other.records.claimDue(10, 0)).claims).toMatchObject([{ group: alike }])
  })

  it.each([1, 2, 3])('frees a home whose group was made by a process that died after %i requests', async requests => {
    line.dieAt(requests)
    await store.members.groupOf('test', 'h').catch(() => null)
    const group = await other.members.groupOf('test', 'h')
    await other.erase(group)
    expect(await other.members.groupOf('test', 'h')).not.toBe(group)
  })
})
