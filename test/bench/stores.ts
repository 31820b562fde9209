/** How fast the embedded store is, beside its database doing the same work without us. Redis has a benchmark of its own. */
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Store } from '../../src/bot/ports.ts'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { temporaryFolder } from '../support/recall.ts'
import { line, said } from './support/line.ts'
import { answer, answerOf, awardsOf, boards, closeOnce, furnish, NEVER, PEOPLE, state } from './support/play.ts'
import { compare, rateOf } from './support/rate.ts'

const MEASURE_MS = 2000
const RUNS = 3
/** More questions than are answered in one measurement. */
const QUESTIONS = 20_000

/** Prints a table: what the store does in a second beside the bare database, and how one compares to the other. */
export async function benchStores(): Promise<void> {
  const folder = temporaryFolder()
  let files = 0
  const freshFile = () => join(folder.path, `${++files}.sqlite`)
  console.log(`stores: a second's work on ${availableParallelism()} cores; medians of ${RUNS} runs of ${MEASURE_MS / 1000} s`)
  console.log(line(50, '', 'Recall /s', 'bare /s', 'ratio'))
  await printRow('sqlite: answers', () => ours(freshFile(), answerOnce), () => bare(freshFile(), bareAnswers))
  await printRow(`sqlite: closes + commits with ${PEOPLE} awards`, () => ours(freshFile(), closeOnce), () => bare(freshFile(), bareCloses))
  console.log('bare: the same statements, prepared, one transaction each, WAL, synchronous FULL, the same Node.')
  folder.remove()
}

async function printRow(name: string, one: () => Promise<number>, other: () => Promise<number>): Promise<void> {
  const [ours, bare] = await compare(RUNS, [one, other] as const)
  console.log(line(50, name, said(ours.rate), said(bare.rate), said(bare.ratio, 2)))
}

/** One answer; each question gets as many as there are people. */
async function answerOnce(store: Store, turn: number): Promise<void> {
  await answer(store, 'r', Math.floor(turn / PEOPLE), `m${turn % PEOPLE}`)
}

async function furnishFile(file: string): Promise<void> {
  const store = sqliteStore(file, Date.now)
  await furnish(store)
  await store.close()
  const database = new DatabaseSync(file)
  database.prepare(`WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?) INSERT INTO gates SELECT 'g', 'r', n, 1 FROM numbers`).run(QUESTIONS)
  database.close()
}

async function ours(file: string, work: (store: Store, turn: number) => Promise<void>): Promise<number> {
  await furnishFile(file)
  const store = sqliteStore(file, Date.now)
  const rate = await rateOf(1, MEASURE_MS, turn => work(store, turn))
  await store.close()
  return rate
}

async function bare(file: string, workOf: (database: DatabaseSync) => (turn: number) => void): Promise<number> {
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
    write.run('g', 'round', `c${turn}`, 1, JSON.stringify(state), NEVER, at)
    for (const { id, member, points, right } of awardsOf(`c${turn}`)) {
      award.run('g', id)
      for (const board of boards) addTo(board, member, points, right)
    }
    database.exec('COMMIT')
  }
}
