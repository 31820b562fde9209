/** How fast the stores are, beside their databases doing the same work without us. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Redis } from 'ioredis'
import type { Commit, Store } from '../../src/bot/ports.ts'
import { boardsOf } from '../../src/engine/leaderboard.ts'
import { newRound, type Award } from '../../src/engine/round.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { keysOf, shardOf } from '../../src/stores/redis/keys.ts'
import { commitScript, dueMember } from '../../src/stores/redis/records.ts'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { temporaryFolder } from '../support/recall.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { planOf, snapshotOf, START } from '../support/round.ts'
import { RANDOM, redisBenchmark } from './redis-benchmark.ts'

const MEASURE_MS = 2000
const RUNS = 3
const IN_FLIGHT = [1, 16, 64]
const PEOPLE = 50
/** More questions than are answered in one measurement. */
const QUESTIONS = 20_000

const state = newRound(planOf({ questions: Array.from({ length: 10 }, (_, place) => snapshotOf(`q${place}`)) }))
const boards = boardsOf(START, 'UTC', null)
const keys = keysOf('bench')

/** Gives the rate of the work, per second. */
type Measurement = () => Promise<number>

/** Prints a table: what each store does in a second beside its bare database, and how one compares to the other. */
export async function benchStores(): Promise<void> {
  const server = await startRedis()
  const folder = temporaryFolder()
  let files = 0
  const freshFile = () => join(folder.path, `${++files}.sqlite`)
  console.log(`stores: a second's work on ${availableParallelism()} cores, shared with the database (and its own benchmark); medians of ${RUNS} runs of ${MEASURE_MS / 1000} s`)
  console.log(line('', 'Recall /s', 'bare /s', 'ratio'))
  await printRow('sqlite: answers', () => sqliteOurs(freshFile(), answerOnce), () => sqliteBare(freshFile(), bareAnswers))
  await printRow(`sqlite: closes + commits with ${PEOPLE} awards`, () => sqliteOurs(freshFile(), closeOnce), () => sqliteBare(freshFile(), bareCloses))
  for (const inFlight of IN_FLIGHT) {
    await printRow(`redis: answers, ${inFlight} in flight`, () => redisOurs(server, inFlight, answerOnceIn0), () => redisBareAnswers(server, inFlight))
    await printRow(`redis: closes + commits with ${PEOPLE} awards, ${inFlight} in flight`, () => redisOurs(server, inFlight, closeOnce), () => redisBareCloses(server, inFlight))
  }
  console.log('bare sqlite: the same statements, prepared, one transaction each, WAL, synchronous FULL, the same Node.')
  console.log('bare redis: redis-benchmark -c 1 -P <in flight> with the same scripts, keys and arguments; a close and a commit are measured one by one and their times added.')
  await server.stop()
  folder.remove()
}

async function printRow(name: string, ours: Measurement, bare: Measurement): Promise<void> {
  const rates: { ours: number, bare: number }[] = []
  for (let run = 0; run < RUNS; run++) rates.push({ ours: await ours(), bare: await bare() })
  const [a, b] = [median(rates.map(rate => rate.ours)), median(rates.map(rate => rate.bare))]
  console.log(line(name, a.toFixed(0), b.toFixed(0), (a / b).toFixed(2)))
}

function line(name: string, ...columns: string[]): string {
  return name.padEnd(62) + columns.map(column => column.padStart(11)).join('')
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** Does the work again and again, so many at once, and gives how often a second. */
async function rateOf(inFlight: number, work: (turn: number) => Promise<void>): Promise<number> {
  let turn = 0
  const startedAt = performance.now()
  const worker = async () => { while (performance.now() < startedAt + MEASURE_MS) await work(turn++) }
  await Promise.all(Array.from({ length: inFlight }, worker))
  return turn / (performance.now() - startedAt) * 1000
}

// What is measured, through the port.

/** One answer; each question gets as many as there are people. */
async function answerOnce(store: Store, turn: number): Promise<void> {
  await answer(store, 'r', Math.floor(turn / PEOPLE), `m${turn % PEOPLE}`)
}

/** One answer, all to the same question, as redis-benchmark does it. */
async function answerOnceIn0(store: Store, turn: number): Promise<void> {
  await answer(store, 'r', 0, String(turn).padStart(RANDOM.length, '0'))
}

async function answer(store: Store, round: string, question: number, member: string): Promise<void> {
  const { outcome } = await store.answers.record('g', round, question, answerOf(member))
  if (outcome !== 'recorded') throw new Error(`An answer was ${outcome}.`)
}

/** One close of a question that everyone has answered, and one commit of its awards with a new round. */
async function closeOnce(store: Store, turn: number): Promise<void> {
  const answers = await store.answers.close('g', 'answered', 0)
  const outcome = await store.records.commit('g', commitOf(`c${turn}`))
  if (answers.length !== PEOPLE || outcome !== 'done') throw new Error(`A commit with ${answers.length} answers was ${outcome}.`)
}

function answerOf(member: string) {
  return { member, choice: 1, text: null, answeredAt: START, account: `discord:${member}`, team: null }
}

function awardsOf(round: string): Award[] {
  return Array.from({ length: PEOPLE }, (_, place) => ({ id: `${round}/0/m${place}`, member: `m${place}`, points: place, right: Number(place > 0), asked: 1, boards }))
}

function commitOf(round: string): Commit {
  return { writes: [{ kind: 'round', id: round, version: 0, state, wakeAt: START + 1e12 }], gate: null, awards: awardsOf(round), lease: { do: 'leave' } }
}

/** A running round, a question that everyone has answered, and nothing else. */
async function furnish(store: Store): Promise<void> {
  await store.records.commit('g', { writes: [{ kind: 'round', id: 'r', version: 0, state, wakeAt: START + 1e12 }], gate: { round: 'r', question: 0 }, awards: [], lease: { do: 'leave' } })
  await store.records.commit('g', { writes: [], gate: { round: 'answered', question: 0 }, awards: [], lease: { do: 'leave' } })
  for (let place = 0; place < PEOPLE; place++) await answer(store, 'answered', 0, `m${place}`)
}

// SQLite.

async function furnishFile(file: string): Promise<void> {
  const store = sqliteStore(file, Date.now)
  await furnish(store)
  await store.close()
  const database = new DatabaseSync(file)
  database.prepare(`WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?) INSERT INTO gates SELECT 'g', 'r', n, 1 FROM numbers`).run(QUESTIONS)
  database.close()
}

async function sqliteOurs(file: string, work: (store: Store, turn: number) => Promise<void>): Promise<number> {
  await furnishFile(file)
  const store = sqliteStore(file, Date.now)
  const rate = await rateOf(1, turn => work(store, turn))
  await store.close()
  return rate
}

async function sqliteBare(file: string, workOf: (database: DatabaseSync) => (turn: number) => void): Promise<number> {
  await furnishFile(file)
  const database = new DatabaseSync(file)
  database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
  const work = workOf(database)
  let turn = 0
  const startedAt = performance.now()
  while (performance.now() < startedAt + MEASURE_MS) work(turn++)
  const rate = turn / (performance.now() - startedAt) * 1000
  database.close()
  return rate
}

function bareAnswers(database: DatabaseSync): (turn: number) => void {
  const gate = database.prepare('SELECT open FROM gates WHERE grp = ? AND round = ? AND question = ?')
  const insert = database.prepare('INSERT OR IGNORE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
  const count = database.prepare('SELECT count(*) AS count FROM answers WHERE grp = ? AND round = ? AND question = ?')
  const nudge = database.prepare(`UPDATE records SET nudged = 1, wake_at = min(wake_at, ?) WHERE grp = ? AND kind = 'round' AND id = ?`)
  return turn => {
    const question = Math.floor(turn / PEOPLE)
    const { member, choice, text, answeredAt, account, team } = answerOf(`m${turn % PEOPLE}`)
    const at = Date.now()
    database.exec('BEGIN IMMEDIATE')
    gate.get('g', 'r', question)
    insert.run('g', 'r', question, member, choice, text, answeredAt, at, account, team)
    count.get('g', 'r', question)
    nudge.run(at, 'g', 'r')
    database.exec('COMMIT')
  }
}

function bareCloses(database: DatabaseSync): (turn: number) => void {
  const close = database.prepare('INSERT INTO gates VALUES (?, ?, ?, 0) ON CONFLICT DO UPDATE SET open = 0')
  const answers = database.prepare('SELECT * FROM answers WHERE grp = ? AND round = ? AND question = ? ORDER BY member')
  const version = database.prepare('SELECT version, epoch FROM records WHERE grp = ? AND kind = ? AND id = ?')
  const write = database.prepare(`INSERT INTO records (grp, kind, id, version, state, wake_at) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET version = excluded.version, state = excluded.state, wake_at = iif(nudged, min(excluded.wake_at, ?), excluded.wake_at)`)
  const award = database.prepare('INSERT OR IGNORE INTO awards VALUES (?, ?)')
  const add = database.prepare(`INSERT INTO boards VALUES (?, ?, ?, ?, ?, 1)
    ON CONFLICT DO UPDATE SET points = points + excluded.points, right = right + excluded.right, asked = asked + 1 RETURNING points, asked`)
  const count = database.prepare('INSERT INTO buckets VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET members = members + excluded.members')
  const empty = database.prepare('DELETE FROM buckets WHERE grp = ? AND board = ? AND bucket = ? AND members = 0')
  const addTo = (board: string, member: string, points: number, right: number) => {
    const now = add.get('g', board, member, points, right)
    const [from, to] = [Math.floor((Number(now?.['points']) - points) / 1000), Math.floor(Number(now?.['points']) / 1000)]
    const isNew = now?.['asked'] === 1
    if (!isNew && from === to) return
    if (!isNew) {
      count.run('g', board, from, -1)
      empty.run('g', board, from)
    }
    count.run('g', board, to, 1)
  }
  return turn => {
    const at = Date.now()
    database.exec('BEGIN IMMEDIATE')
    close.run('g', 'answered', 0)
    answers.all('g', 'answered', 0)
    database.exec('COMMIT')
    database.exec('BEGIN IMMEDIATE')
    version.get('g', 'round', `c${turn}`)
    write.run('g', 'round', `c${turn}`, 1, JSON.stringify(state), START + 1e12, at)
    for (const { id, member, points, right } of awardsOf(`c${turn}`)) {
      award.run('g', id)
      for (const board of boards) addTo(board, member, points, right)
    }
    database.exec('COMMIT')
  }
}

// Redis.

/** Empties the server, furnishes it, and does the work with a store and a plain connection. */
async function onFreshRedis<Result>(server: RedisServer, work: (store: Store, redis: Redis) => Promise<Result>): Promise<Result> {
  const redis = new Redis(server.url)
  await redis.flushall()
  const store = await redisStore({ url: server.url, prefix: 'bench', now: null, onTrouble: (error, trouble) => { if (trouble !== 'slow') throw error } })
  await furnish(store)
  const result = await work(store, redis)
  await Promise.all([store.close(), redis.quit()])
  return result
}

async function redisOurs(server: RedisServer, inFlight: number, work: (store: Store, turn: number) => Promise<void>): Promise<number> {
  return await onFreshRedis(server, store => rateOf(inFlight, turn => work(store, turn)))
}

async function redisBareAnswers(server: RedisServer, inFlight: number): Promise<number> {
  return await onFreshRedis(server, async (_, redis) => {
    const given = [keys.gates('g', 'r'), keys.answers('g', 'r', 0), keys.record('g', 'round', 'r'), keys.due(shardOf('g')), keys.erased(shardOf('g')), '0', RANDOM, JSON.stringify(answerOf(RANDOM)), dueMember('g', 'round', 'r'), '-1', RANDOM, 'g']
    const { rate, sent } = await redisBenchmark(redis, { name: 'answer', keyCount: 5, given, inFlight, forMs: MEASURE_MS })
    const recorded = await redis.hlen(keys.answers('g', 'r', 0))
    if (recorded < sent * 0.99) throw new Error(`Of ${sent} answers ${recorded} were recorded.`)
    return rate
  })
}

async function redisBareCloses(server: RedisServer, inFlight: number): Promise<number> {
  return await onFreshRedis(server, async (_, redis) => {
    const closes = await redisBenchmark(redis, { name: 'close', keyCount: 3, given: [keys.gates('g', 'answered'), keys.answers('g', 'answered', 0), keys.erased(shardOf('g')), '0', 'g'], inFlight, forMs: MEASURE_MS })
    const script = commitScript(keys, 'g', commitOf(RANDOM), -1)
    const commits = await redisBenchmark(redis, { name: 'commit', keyCount: script.keys.length, given: [...script.keys.with(2, keys.op('g', RANDOM)), script.argument], inFlight, forMs: MEASURE_MS })
    const applied = Number(await redis.hget(keys.tallies('g', 'all'), 'm1:asked'))
    if (applied < commits.sent * 0.99) throw new Error(`Of ${commits.sent} commits ${applied} were applied.`)
    return 1 / (1 / closes.rate + 1 / commits.rate)
  })
}
