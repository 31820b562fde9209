import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Store } from '../../src/bot/ports.ts'
import { openMeter } from '../../src/ops/meter.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { troubleOf, type Trouble } from '../../src/stores/redis/trouble.ts'
import { awardOf, commitOf, standingOf, writeOf } from '../contracts/stage.ts'
import { startLine, type RedisLine } from '../support/redis-line.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'

/** People are told after this at the latest; and what came back serves them after the other. */
const SENTENCE_MS = 2500
const BACK_MS = 5000

let server: RedisServer
let line: RedisLine
let store: Store
let admin: Redis
let heard: { trouble: Trouble, isNews: boolean }[]
let documents = 0
const open = (url: string) => redisStore({ url, prefix: 'trouble', now: null, onTrouble: (_, trouble, isNews) => heard.push({ trouble, isNews }) })
const kinds = () => [...new Set(heard.map(({ trouble }) => trouble))].toSorted()
/** A commit of something new, with an award. */
const write = (id = `d${++documents}`) => store.records.commit('g', commitOf([writeOf(id, 0)], { awards: [awardOf('ada', 5, { id: `${id}/0/ada` })] }))

/** How long it takes until this fails; it must. */
async function failAfter(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await expect(work()).rejects.toThrow()
  return performance.now() - begun
}

/** Works again, without anybody doing anything, soon enough. */
async function expectBack(): Promise<void> {
  await vi.waitFor(() => write(), { timeout: BACK_MS, interval: 50 })
}

/** Nothing of this document is there: not the document, not its timer, not its points. */
async function expectNothingOf(id: string): Promise<void> {
  const [record, due, points] = await Promise.all([admin.keys(`*:record:g:round:${id}`), Promise.all((await admin.keys('*:due')).map(key => admin.zscore(key, `g:round:${id}`))), admin.keys('*:board:g:all')])
  expect({ record, due: due.filter(score => score !== null), points }).toEqual({ record: [], due: [], points: [] })
}

describe('when Redis is in trouble, people are told soon, nothing is half-written, and it goes on by itself', () => {
  beforeEach(async () => {
    server = await startRedis()
    line = await startLine(server.port)
    heard = []
    store = await open(line.url)
    admin = new Redis(server.url).on('error', () => {})
  })
  afterEach(async () => {
    admin.disconnect()
    await Promise.all([store.close(), server.stop()])
    await line.stop()
  })

  it('away: nobody listens; the log has it once, the figures each time', async () => {
    await store.close()
    store = await open(server.url)
    await server.stop('SIGKILL')
    expect(await failAfter(() => write())).toBeLessThan(SENTENCE_MS)
    expect(kinds()).toEqual(['away'])
    expect(heard.filter(({ isNews }) => isNews)).toHaveLength(1)
    expect(heard.length).toBeGreaterThan(2)
    const meter = openMeter()
    for (const { trouble } of heard) meter.troubled(trouble)
    expect(await meter.text()).toContain(`recall_store_troubles_total{trouble="away"} ${heard.length}`)
    server = await startRedis({ port: server.port })
    await expectBack()
  })

  it('silent: the connection stands and nothing comes back, on a new one neither', async () => {
    const end = line.swallow()
    expect(await failAfter(() => write('lost'))).toBeLessThan(SENTENCE_MS)
    expect(kinds()).toEqual(['silent'])
    expect(await failAfter(() => write('lost'))).toBeLessThan(SENTENCE_MS)
    await expectNothingOf('lost')
    end()
    await expectBack()
  })

  it('slow: answers come late', async () => {
    line.delay(1100)
    expect(await write()).toBe('done')
    expect(kinds()).toEqual(['slow'])
    line.delay(0)
    await expectBack()
  })

  it('read-only: it has become a replica, and is the master again later, for whoever still waits too', async () => {
    const other = await startRedis()
    await admin.call('REPLICAOF', '127.0.0.1', other.port)
    expect(await failAfter(() => write('lost'))).toBeLessThan(SENTENCE_MS)
    expect(kinds()).toContain('read-only')
    await expectNothingOf('lost')
    await admin.call('REPLICAOF', 'NO', 'ONE')
    await expectBack()
    await admin.call('REPLICAOF', '127.0.0.1', other.port)
    heard = []
    const waiting = write()
    await vi.waitFor(() => expect(kinds()).toContain('read-only'))
    await admin.call('REPLICAOF', 'NO', 'ONE')
    expect(await waiting).toBe('done')
    await other.stop()
  })

  it('full: it has no memory left, and reads go on', async () => {
    await write('before')
    await admin.call('CONFIG', 'SET', 'maxmemory', '1')
    expect(await failAfter(() => write('lost'))).toBeLessThan(SENTENCE_MS)
    expect(kinds()).toEqual(['full'])
    expect(await store.records.load('g', 'round', 'lost')).toBeNull()
    expect(await standingOf(store, 'g', 'all', 'ada')).toMatchObject({ points: 5 })
    await admin.call('CONFIG', 'SET', 'maxmemory', '0')
    await expectBack()
  })

  it('loading: it has started, and is not done with reading its data', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recall-loading-'))
    const port = server.port
    await server.stop()
    const filled = await startRedis({ keepIn: folder, port })
    const filler = new Redis(filled.url)
    await filler.eval('for place = 1, 15000 do redis.call("SET", "filler" .. place, place) end', 0)
    filler.disconnect()
    await filled.stop()
    const starting = startRedis({ keepIn: folder, port, settings: ['--key-load-delay', '300', '--loading-process-events-interval-bytes', '1024'] })
    await vi.waitFor(async () => {
      expect(await failAfter(() => write())).toBeLessThan(SENTENCE_MS)
      expect(kinds()).toContain('loading')
    }, { timeout: 20_000 })
    server = await starting
    await expectBack()
    await server.stop()
    rmSync(folder, { recursive: true })
  })
})

describe('what Redis says', () => {
  it.each<[string, Trouble | null]>([
    ["READONLY You can't write against a read only replica. script: 12ab, on @user_script:12.", 'read-only'],
    ["OOM command not allowed when used memory > 'maxmemory'. script: 12ab, on @user_script:3.", 'full'],
    ['LOADING Redis is loading the dataset in memory', 'loading'],
    ['WRONGPASS invalid username-password pair or user is disabled.', 'refused'],
    ['NOAUTH Authentication required.', 'refused'],
    ['connect ECONNREFUSED 127.0.0.1:6379', 'away'],
    ['getaddrinfo ENOTFOUND cache.example', 'away'],
    ['CLUSTERDOWN The cluster is down', 'away'],
    ['All sentinels are unreachable. Retrying from scratch after 50ms.', 'away'],
    ['MISCONF Redis is configured to save RDB snapshots', 'other'],
    ['ERASED This group was erased. script: 12ab, on @user_script:9.', null],
    ['MOVED 1 127.0.0.1:7001', null],
    ['NOSCRIPT No matching script. Please use EVAL.', null],
  ])('is understood: %s', (words, trouble) => expect(troubleOf(new Error(words))).toBe(trouble))
})
