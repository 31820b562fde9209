import { mkdtempSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { awardOf, commitOf, standingOf } from '../contracts/stage.ts'
import { bucketsOf } from '../support/buckets.ts'
import { START } from '../support/round.ts'

/** The first schema there was, as files of it lie on disks. */
const schema1 = `
  CREATE TABLE records (
    grp TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
    version INTEGER NOT NULL, state TEXT NOT NULL, wake_at INTEGER,
    epoch INTEGER NOT NULL DEFAULT 0, leased_until INTEGER NOT NULL DEFAULT 0, nudged INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (grp, kind, id)
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX records_due ON records (wake_at) WHERE wake_at IS NOT NULL;
  CREATE TABLE gates (
    grp TEXT NOT NULL, round TEXT NOT NULL, question INTEGER NOT NULL, open INTEGER NOT NULL,
    PRIMARY KEY (grp, round, question)
  ) WITHOUT ROWID, STRICT;
  CREATE TABLE answers (
    grp TEXT NOT NULL, round TEXT NOT NULL, question INTEGER NOT NULL, member TEXT NOT NULL,
    choice INTEGER NOT NULL, answered_at INTEGER NOT NULL, received_at INTEGER NOT NULL, account TEXT NOT NULL, team TEXT,
    PRIMARY KEY (grp, round, question, member)
  ) WITHOUT ROWID, STRICT;
  CREATE TABLE awards (grp TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (grp, id)) WITHOUT ROWID, STRICT;
  CREATE TABLE quotas (
    grp TEXT NOT NULL, key TEXT NOT NULL, member TEXT NOT NULL, unit TEXT NOT NULL,
    PRIMARY KEY (grp, key, member, unit)
  ) WITHOUT ROWID, STRICT;
  CREATE TABLE boards (
    grp TEXT NOT NULL, window TEXT NOT NULL, member TEXT NOT NULL,
    points INTEGER NOT NULL, right INTEGER NOT NULL, asked INTEGER NOT NULL,
    PRIMARY KEY (grp, window, member)
  ) WITHOUT ROWID, STRICT;
  CREATE INDEX boards_order ON boards (grp, window, points DESC, member);
  CREATE TABLE homes (platform TEXT NOT NULL, home TEXT NOT NULL, grp TEXT NOT NULL, PRIMARY KEY (platform, home)) WITHOUT ROWID, STRICT;
  CREATE TABLE members (grp TEXT NOT NULL, member TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (grp, member)) WITHOUT ROWID, STRICT;
  CREATE TABLE accounts (
    grp TEXT NOT NULL, platform TEXT NOT NULL, account TEXT NOT NULL, member TEXT NOT NULL,
    PRIMARY KEY (grp, platform, account)
  ) WITHOUT ROWID, STRICT;
  PRAGMA user_version = 1;
`

const rows = `
  INSERT INTO records VALUES ('g', 'round', 'r', 7, '{"phase":"open"}', ${START - 1}, 3, ${START * 2}, 0), ('g', 'settings', 'g', 1, '{}', NULL, 0, 0, 0);
  INSERT INTO gates VALUES ('g', 'r', 0, 0), ('g', 'r', 1, 1);
  INSERT INTO answers VALUES ('g', 'r', 0, 'ada', 2, ${START - 9}, ${START - 8}, 'test:1', 'red'), ('g', 'r', 0, 'grace', 0, ${START - 7}, ${START - 6}, 'test:2', NULL);
  INSERT INTO awards VALUES ('g', 'r/0/ada'), ('g', 'r/0/grace');
  INSERT INTO quotas VALUES ('g', 'day:2026-11-21', 'ada', 'r');
  INSERT INTO boards VALUES
    ('g', 'all', 'ada', 2400, 3, 4), ('g', 'all', 'grace', 1000, 1, 1), ('g', 'all', 'alan', 999, 1, 2), ('g', 'all', 'edsger', 0, 0, 1),
    ('g', 'all', 'alonzo', -1, 0, 1), ('g', 'all', 'kurt', -1000, 0, 1), ('g', 'all', 'haskell', -1001, 0, 1), ('g', 'all', 'emmy', 1000, 1, 3),
    ('g', 'day:2026-11-21', 'ada', 1000, 1, 1), ('h', 'all', 'ada', 500, 1, 1);
  INSERT INTO homes VALUES ('test', 'home', 'g');
  INSERT INTO members VALUES ('g', 'ada', 'Ada');
  INSERT INTO accounts VALUES ('g', 'test', '1', 'ada');
`

let file: string
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recall-migrate-'))
  file = join(folder, 'store.sqlite')
  const database = new DatabaseSync(file)
  database.exec(schema1 + rows)
  database.close()
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

async function onStore(work: (store: ReturnType<typeof sqliteStore>) => Promise<void>): Promise<void> {
  const store = sqliteStore(file, () => START)
  await work(store)
  await store.close()
}

describe('a file of the first schema', () => {
  it('keeps its answers, choices and teams, and the gates they came through', () => onStore(async store => {
    expect(await store.answers.all('g', 'r', 0)).toEqual([
      { member: 'ada', choice: 2, text: null, answeredAt: START - 9, receivedAt: START - 8, account: 'test:1', team: 'red' },
      { member: 'grace', choice: 0, text: null, answeredAt: START - 7, receivedAt: START - 6, account: 'test:2', team: null },
    ])
    const typed = { member: 'ada', choice: null, text: '0.5', answeredAt: START, account: 'test:1', team: null }
    expect(await store.answers.record('g', 'r', 0, typed)).toEqual({ outcome: 'closed' })
    expect(await store.answers.record('g', 'r', 1, typed)).toMatchObject({ outcome: 'recorded', answer: typed })
  }))

  it('keeps its boards, with ranks, ties and totals', () => onStore(async store => {
    const { standings, total } = await store.boards.page('g', 'all', 0, 10)
    expect(standings.map(({ rank, member, points, right, asked }) => `${rank} ${member} ${points} ${right}/${asked}`)).toEqual([
      '1 ada 2400 3/4', '2 emmy 1000 1/3', '2 grace 1000 1/1', '4 alan 999 1/2', '5 edsger 0 0/1', '6 alonzo -1 0/1', '7 kurt -1000 0/1', '8 haskell -1001 0/1',
    ])
    expect(total).toBe(8)
    for (const standing of standings) expect(await standingOf(store, 'g', 'all', standing.member)).toEqual(standing)
    expect((await store.boards.page('g', 'day:2026-11-21', 0, 10)).total).toBe(1)
    expect((await store.boards.page('h', 'all', 0, 10)).total).toBe(1)
  }))

  it('gets a histogram that is a recount of its boards, and stays one', async () => {
    await onStore(async () => {})
    const fresh = bucketsOf(file)
    expect(fresh.kept).toEqual(fresh.counted)
    expect(fresh.kept).toHaveLength(7)
    await onStore(async store => {
      await store.records.commit('g', commitOf([], { awards: [awardOf('haskell', 1500, { id: 'r/1/haskell' }), awardOf('emmy', -1000, { id: 'r/1/emmy', asked: -3 })] }))
      expect(await standingOf(store, 'g', 'all', 'haskell')).toMatchObject({ points: 499, rank: 4 })
    })
    const later = bucketsOf(file)
    expect(later.kept).toEqual(later.counted)
  })

  it('does not give an award again that it gave before', () => onStore(async store => {
    await store.records.commit('g', commitOf([], { awards: [awardOf('ada', 1000)] }))
    expect(await standingOf(store, 'g', 'all', 'ada')).toMatchObject({ points: 2400, asked: 4 })
  }))

  it('keeps documents with version, timer and epoch, homes, members and accounts', () => onStore(async store => {
    expect(await store.records.load('g', 'round', 'r')).toEqual({ id: 'r', version: 7, state: { phase: 'open' } })
    expect((await store.records.claimDue(10, 0)).claims).toMatchObject([{ id: 'r', version: 7, epoch: 4 }])
    expect(await store.members.groupOf('test', 'home')).toBe('g')
    expect(await store.members.memberOf('g', { platform: 'test', id: '1', name: 'Ada' })).toBe('ada')
  }))

  it('is migrated once, and all or nothing', async () => {
    await onStore(async () => {})
    const migrated = new DatabaseSync(file)
    expect(Number(migrated.prepare('PRAGMA user_version').get()?.['user_version'])).toBeGreaterThan(1)
    migrated.exec('PRAGMA user_version = 1')
    migrated.close()
    expect(() => sqliteStore(file, () => START)).toThrow()
    const after = new DatabaseSync(file)
    expect(after.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 })
    expect(after.prepare('SELECT count(*) AS count FROM answers').get()).toEqual({ count: 2 })
    expect(after.prepare(`SELECT name FROM sqlite_schema WHERE name = 'answers_2'`).all()).toEqual([])
    after.close()
  })
})
