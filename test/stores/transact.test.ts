import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { openDatabase } from '../../src/stores/sqlite/open.ts'
import { sharedTransactions, type Transact } from '../../src/stores/sqlite/transact.ts'
import { awardOf, commitOf, standingOf, writeOf } from '../contracts/stage.ts'
import { START } from '../support/round.ts'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'recall-transact-'))
  file = join(folder, 'store.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** How often the disk was written to since the file was opened: each transaction adds its pages to the log, here one or two. */
const logged = () => statSync(`${file}-wal`).size

describe('work in shared transactions', () => {
  let database: DatabaseSync
  let transact: Transact
  beforeEach(() => {
    database = openDatabase(file)
    database.exec('CREATE TABLE notes (note TEXT PRIMARY KEY)')
    transact = sharedTransactions(database)
  })
  afterEach(() => { if (database.isOpen) database.close() })

  const note = (text: string) => { database.prepare('INSERT INTO notes VALUES (?)').run(text) }
  const notes = () => database.prepare('SELECT note FROM notes ORDER BY rowid').all().map(row => row['note'])

  /** Does it, and gives by how much the log grew. */
  async function growthOf(work: () => Promise<unknown>): Promise<number> {
    const before = logged()
    await work()
    return logged() - before
  }

  it('of one turn of the event loop costs one write to the disk, of two turns two', async () => {
    await transact(() => note('first'))
    const one = await growthOf(() => transact(() => note('alone')))
    const fifty = await growthOf(() => Promise.all(Array.from({ length: 50 }, (_, place) => transact(() => note(`shared ${place}`)))))
    const fiveTurns = await growthOf(async () => { for (let turn = 0; turn < 5; turn++) await transact(() => note(`turn ${turn}`)) })
    expect(one).toBeGreaterThan(0)
    expect([fifty, fiveTurns]).toEqual([one, 5 * one])
  })

  it('is done in the order it came, and each gets its own result', async () => {
    const results = await Promise.all(Array.from({ length: 20 }, (_, place) => transact(() => {
      note(String(place))
      return notes().length
    })))
    expect(results).toEqual(Array.from({ length: 20 }, (_, place) => place + 1))
    expect(notes()).toEqual(Array.from({ length: 20 }, (_, place) => String(place)))
  })

  it('has not begun when it was handed in, and is on the disk when its promise resolves', async () => {
    const promise = transact(() => note('a'))
    expect(notes()).toEqual([])
    expect(await growthOf(() => promise)).toBeGreaterThan(0)
    expect([notes(), database.isTransaction]).toEqual([['a'], false])
  })

  it('that comes out of other work is done in a later transaction', async () => {
    const nested: Promise<void>[] = []
    await transact(() => {
      note('outer')
      nested.push(transact(() => note('inner')))
    })
    expect(notes()).toEqual(['outer'])
    await Promise.all(nested)
    expect(notes()).toEqual(['outer', 'inner'])
  })

  it('that throws is undone alone: work before and after it in the same turn is kept', async () => {
    const outcomes = await Promise.allSettled([
      transact(() => note('before')),
      transact(() => {
        note('half')
        throw new Error('no')
      }),
      transact(() => {
        note('half of a broken rule')
        note('before')
      }),
      transact(() => note('after')),
    ])
    expect(outcomes.map(one => one.status === 'rejected' ? String(one.reason) : one.status)).toEqual([
      'fulfilled', 'Error: no', expect.stringContaining('UNIQUE constraint failed'), 'fulfilled',
    ])
    expect(notes()).toEqual(['before', 'after'])
  })

  describe('when no room is left', () => {
    const room = (pages: number) => database.exec(`PRAGMA max_page_count = ${pages}`)
    const pages = () => Number(database.prepare('PRAGMA page_count').get()?.['page_count'])
    const long = (text: string) => text.padEnd(200_000, '.')

    it('is rejected with all that shares its transaction, nothing is half-written, and the next is done once there is room', async () => {
      await transact(() => note('kept'))
      room(pages() + 5)
      const outcomes = await Promise.allSettled([
        transact(() => note('before')),
        transact(() => {
          note('half')
          note(long('too much'))
        }),
        transact(() => note('after')),
      ])
      expect(outcomes.map(one => one.status === 'rejected' && /database or disk is full/.test(String(one.reason)))).toEqual([true, true, true])
      expect([notes(), database.isTransaction]).toEqual([['kept'], false])
      room(1_000_000)
      await transact(() => note(long('enough')))
      expect(notes()).toEqual(['kept', long('enough')])
    })

    it('is rejected alone where SQLite undoes its statement alone', async () => {
      await transact(() => note('kept'))
      room(pages() + 5)
      const many = `INSERT INTO notes WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT 'many ' || i FROM n`
      const outcomes = await Promise.allSettled([
        transact(() => note('before')),
        transact(() => {
          note('half')
          database.exec(many)
        }),
        transact(() => note('after')),
      ])
      const kept = outcomes.flatMap((one, place) => one.status === 'fulfilled' ? [['before', 'half', 'after'][place]] : [])
      expect(outcomes[1]?.status).toBe('rejected')
      expect(notes()).toEqual(['kept', ...kept])
    })
  })

  it('is rejected when the file was closed, and so is all that comes after', async () => {
    const waiting = [transact(() => note('a')), transact(() => note('b'))]
    database.close()
    for (const one of [...waiting, transact(() => note('c'))]) await expect(one).rejects.toThrow(/database is not open/)
  })
})

describe('closing the embedded store', () => {
  it('does what waits before, in order, and refuses what comes after', async () => {
    const store = sqliteStore(file, () => START)
    const waiting = [store.records.commit('g', commitOf([writeOf('a', 0)])), store.records.commit('g', commitOf([writeOf('a', 1)]))]
    const closing = store.close()
    const chained = waiting[0]?.then(() => store.records.commit('g', commitOf([writeOf('b', 0)])))
    const refused = expect(chained).rejects.toThrow(/not open/)
    expect(await Promise.all(waiting)).toEqual(['done', 'done'])
    await Promise.all([closing, refused])
    await expect(store.records.commit('g', commitOf([writeOf('c', 0)]))).rejects.toThrow(/not open/)
    await expect(store.records.load('g', 'round', 'a')).rejects.toThrow(/not open/)
    const again = sqliteStore(file, () => START)
    expect((await again.records.list('g', 'round')).map(({ id, version }) => `${id} ${version}`)).toEqual(['a 2'])
    await again.close()
  })
})

describe('the embedded store on a full disk', () => {
  /** Plays commits, answers and members in another process whose files may grow no further than this; what it says is what it was promised. */
  function playOnDisk(kilobytes: number, textLength: number): { done: number[], rejected: number, errors: string[], closed: string } {
    const source = `
      import { sqliteStore } from '${import.meta.resolve('../../src/stores/sqlite.ts')}'
      const store = sqliteStore(process.argv[1], () => ${START})
      const text = '.'.repeat(${textLength})
      const done = []
      let rejected = 0
      const errors = new Set()
      const give = async number => {
        const awards = [{ id: 'r/' + number, member: 'm', points: 700, right: 1, asked: 1, boards: ['all', 'day'] }]
        const write = { kind: 'round', id: 'r' + number, version: 0, state: { text }, wakeAt: null }
        await store.records.commit('g', { writes: [write], gate: { round: 'r', question: number }, awards, lease: { do: 'leave' } })
        done.push(number)
      }
      for (let turn = 0; rejected < 20; turn++) {
        const working = [0, 1, 2, 3].map(place => give(turn * 4 + place))
        const closing = rejected + 4 < 20 ? null : store.close().then(() => 'closed', error => error.message)
        for (const one of await Promise.allSettled(working)) if (one.status === 'rejected') { rejected++; errors.add(one.reason.message) }
        if (closing !== null) console.log(JSON.stringify({ done, rejected, errors: [...errors], closed: await closing }))
      }`
    const limited = spawnSync('bash', ['-c', `ulimit -f ${kilobytes}; exec "$@"`, 'bash', process.execPath, '--input-type=module', '--eval', source, file], { encoding: 'utf8' })
    expect({ status: limited.status, stderr: limited.stderr }).toEqual({ status: 0, stderr: '' })
    return JSON.parse(limited.stdout) as ReturnType<typeof playOnDisk>
  }

  it.each([
    ['when the transaction is committed', 400, 9000],
    ['early', 120, 500],
    ['in the middle of a work that is larger than the cache', 3000, 900_000],
  ])('that refuses %s: what was acknowledged is there, what was rejected is not, not even in part', async (_, kilobytes, textLength) => {
    const { done, rejected, errors, closed } = playOnDisk(kilobytes, textLength)
    expect({ rejected, errors, closed }).toEqual({ rejected: 20, errors: [expect.stringMatching(/disk/)], closed: 'closed' })
    const store = sqliteStore(file, () => START)
    expect((await store.records.list('g', 'round')).map(({ id }) => id).toSorted()).toEqual(done.map(number => `r${number}`).toSorted())
    const expected = done.length === 0 ? null : { member: 'm', points: 700 * done.length, right: done.length, asked: done.length, rank: 1 }
    for (const board of ['all', 'day']) expect([await standingOf(store, 'g', board, 'm'), (await store.boards.page('g', board, 0, 1)).total]).toEqual([expected, done.length === 0 ? 0 : 1])
    const answer = { member: 'm', choice: 0, text: null, answeredAt: START, account: 'x', team: null }
    for (let number = 0; number < done.length + rejected; number++) {
      expect((await store.answers.record('g', 'r', number, answer)).outcome).toBe(done.includes(number) ? 'recorded' : 'closed')
    }
    await store.records.commit('g', commitOf([], { awards: done.map(number => awardOf('m', 700, { id: `r/${number}`, boards: ['all'] })) }))
    expect(await standingOf(store, 'g', 'all', 'm')).toEqual(expected)
    await store.close()
  })
})
