/** Moves groups out of and into the embedded store. */
import type { DatabaseSync, SQLTagStore } from 'node:sqlite'
import type { Kind } from '../../bot/ports.ts'
import type { Filling, Held, Transfer } from '../../bot/transfer.ts'
import { isPast } from '../lifetime.ts'
import { answerOf, writeAnswer } from './answers.ts'
import { addTo } from './boards.ts'
import { eraseGroup } from './erase.ts'
import type { Transact } from './transact.ts'

/** How many rows are read at a time. */
const CHUNK = 500

type Row = Record<string, unknown>

export function sqliteTransfer(database: DatabaseSync, transact: Transact, sql: SQLTagStore, now: () => number): Transfer {
  return {
    find: async (platform, home) => groupIn(sql, platform, home),
    dump: group => dump(sql, group, now()),
    fill: group => transact(() => {
      if (sql.get`SELECT 1 FROM homes WHERE grp = ${group}` !== undefined) return null
      eraseGroup(database, sql, group)
      return filling(database, transact, sql, group)
    }),
  }
}

function groupIn(sql: SQLTagStore, platform: string, home: string): string | null {
  const row = sql.get`SELECT grp FROM homes WHERE platform = ${platform} AND home = ${home}`
  return row === undefined ? null : String(row['grp'])
}

async function* dump(sql: SQLTagStore, group: string, at: number): AsyncGenerator<Held[]> {
  yield* pages({ kind: '', id: '' }, ({ kind, id }) => sql.all`SELECT * FROM records WHERE grp = ${group} AND (kind, id) > (${kind}, ${id}) ORDER BY kind, id LIMIT ${CHUNK}`, documentOf)
  const floor = sql.get`SELECT version, epoch FROM floors WHERE grp = ${group} AND (version > 0 OR epoch > 0)`
  if (floor !== undefined) yield [{ is: 'floor', version: Number(floor['version']), epoch: Number(floor['epoch']) }]
  yield* pages({ round: '', question: -1 }, ({ round, question }) => sql.all`SELECT * FROM gates WHERE grp = ${group} AND (round, question) > (${round}, ${question}) ORDER BY round, question LIMIT ${CHUNK}`,
    row => ({ is: 'gate', ...askingOf(row), open: row['open'] === 1 }))
  yield* pages({ round: '', question: -1, member: '' }, ({ round, question, member }) => sql.all`SELECT * FROM answers WHERE grp = ${group} AND (round, question, member) > (${round}, ${question}, ${member})
    ORDER BY round, question, member LIMIT ${CHUNK}`, row => ({ is: 'answer', ...askingOf(row), answer: answerOf(row) }))
  yield* pages({ id: '' }, ({ id }) => sql.all`SELECT id FROM awards WHERE grp = ${group} AND id > ${id} ORDER BY id LIMIT ${CHUNK}`, row => ({ is: 'award', id: String(row['id']) }))
  yield* dumpPlaces(sql, group, at)
  yield* pages({ member: '' }, ({ member }) => sql.all`SELECT * FROM members WHERE grp = ${group} AND member > ${member} ORDER BY member LIMIT ${CHUNK}`,
    row => ({ is: 'name', member: String(row['member']), name: String(row['name']) }))
  yield* pages({ platform: '', account: '' }, ({ platform, account }) => sql.all`SELECT * FROM accounts WHERE grp = ${group} AND (platform, account) > (${platform}, ${account})
    ORDER BY platform, account LIMIT ${CHUNK}`, row => ({ is: 'account', platform: String(row['platform']), id: String(row['account']), member: String(row['member']) }))
  yield* pages({ platform: '', home: '' }, ({ platform, home }) => sql.all`SELECT platform, home FROM homes WHERE grp = ${group} AND (platform, home) > (${platform}, ${home})
    ORDER BY platform, home LIMIT ${CHUNK}`, row => ({ is: 'home', platform: String(row['platform']), home: String(row['home']) }))
}

/** In the order of the board, which has an index. Past boards are left out. */
async function* dumpPlaces(sql: SQLTagStore, group: string, at: number): AsyncGenerator<Held[]> {
  for (const { board } of sql.all`SELECT DISTINCT board FROM buckets WHERE grp = ${group} ORDER BY board`) {
    if (isPast(String(board), at)) continue
    yield* pages({ points: Number.MAX_SAFE_INTEGER, member: '' }, ({ points, member }) => sql.all`SELECT * FROM boards WHERE grp = ${group} AND board = ${board as string} AND points <= ${points}
      AND (points < ${points} OR member > ${member}) ORDER BY points DESC, member LIMIT ${CHUNK}`,
      row => ({ is: 'place', board: String(board), member: String(row['member']), points: Number(row['points']), right: Number(row['right']), asked: Number(row['asked']) }))
  }
}

/** Reads on after the last row until there is none. */
async function* pages<After extends Record<string, string | number>>(first: After, read: (after: After) => Row[], heldOf: (row: Row) => Held): AsyncGenerator<Held[]> {
  for (let rows = read(first); rows.length > 0; rows = read(rows.at(-1) as After)) yield rows.map(heldOf)
}

function documentOf(row: Row): Held {
  return {
    is: 'document',
    kind: row['kind'] as Kind,
    id: String(row['id']),
    version: Number(row['version']),
    epoch: Number(row['epoch']),
    nudged: row['nudged'] === 1,
    wakeAt: row['wake_at'] === null ? null : Number(row['wake_at']),
    state: JSON.parse(String(row['state'])),
  }
}

function askingOf(row: Row): { round: string, question: number } {
  return { round: String(row['round']), question: Number(row['question']) }
}

/** Documents get their timers, and the group its homes, at the end. */
function filling(database: DatabaseSync, transact: Transact, sql: SQLTagStore, group: string): Filling {
  const timers: { kind: Kind, id: string, wakeAt: number }[] = []
  const homes: { platform: string, home: string }[] = []
  return {
    add: held => transact(() => {
      for (const one of held) {
        add(sql, group, one)
        if (one.is === 'home') homes.push(one)
        if (one.is === 'document' && one.wakeAt !== null) timers.push({ kind: one.kind, id: one.id, wakeAt: one.wakeAt })
      }
    }),
    finish: () => transact(() => {
      for (const { platform, home } of homes) moveIn(sql, group, platform, home)
      for (const { kind, id, wakeAt } of timers) sql.run`UPDATE records SET wake_at = ${wakeAt} WHERE grp = ${group} AND kind = ${kind} AND id = ${id}`
      sql.run`DELETE FROM erased WHERE grp = ${group}`
    }),
    abandon: () => transact(() => eraseGroup(database, sql, group)),
  }
}

function add(sql: SQLTagStore, group: string, held: Held): void {
  switch (held.is) {
    case 'document':
      sql.run`INSERT INTO records (grp, kind, id, version, state, wake_at, epoch, nudged)
        VALUES (${group}, ${held.kind}, ${held.id}, ${held.version}, ${JSON.stringify(held.state)}, NULL, ${held.epoch}, ${Number(held.nudged)})`
      break
    case 'floor': sql.run`INSERT INTO floors VALUES (${group}, ${held.version}, ${held.epoch})`; break
    case 'gate': sql.run`INSERT INTO gates VALUES (${group}, ${held.round}, ${held.question}, ${Number(held.open)})`; break
    case 'answer': writeAnswer(sql, group, held.round, held.question, held.answer); break
    case 'award': sql.run`INSERT INTO awards VALUES (${group}, ${held.id})`; break
    case 'place': addTo(sql, group, held.board, held); break
    case 'name': sql.run`INSERT INTO members VALUES (${group}, ${held.member}, ${held.name})`; break
    case 'account': sql.run`INSERT INTO accounts VALUES (${group}, ${held.platform}, ${held.id}, ${held.member})`; break
    case 'home': break
  }
}

function moveIn(sql: SQLTagStore, group: string, platform: string, home: string): void {
  if (groupIn(sql, platform, home) !== null) throw new Error(`Another group lives in ${platform}:${home} already.`)
  sql.run`INSERT INTO homes VALUES (${platform}, ${home}, ${group})`
}
