import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { awardOf, commitOf, LONG_MS, writeOf, standingOf } from '../contracts/stage.ts'
import { storeContract } from '../contracts/store.ts'
import { START } from '../support/round.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'recall-sqlite-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

storeContract('the embedded store', async now => {
  const store = sqliteStore(join(folder, 'store.sqlite'), now)
  return { store, close: () => store.close().catch(() => {}) }
})

const now = () => START

/** Opens the file in another process, and says how that ended. */
function openElsewhere(file: string): { status: number | null, stderr: string } {
  const source = `import { sqliteStore } from '${import.meta.resolve('../../src/stores/sqlite.ts')}'; sqliteStore(process.argv[1], Date.now)`
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', source, file], { encoding: 'utf8' })
  return { status, stderr }
}

/** Does this as a user who is bound by permissions, which root is not. */
function withoutPrivileges<Result>(work: () => Result): Result {
  if (process.getuid?.() !== 0) return work()
  process.seteuid?.(65534)
  try {
    return work()
  } finally {
    process.seteuid?.(0)
  }
}

describe('the file of the embedded store', () => {
  it('is for one process: another is refused, with a sentence that names DATA_DIR, until the first has closed', async () => {
    const file = join(folder, 'store.sqlite')
    const store = sqliteStore(file, now)
    await store.members.groupOf('test', 'h')
    const refused = openElsewhere(file)
    expect(refused.status).toBe(1)
    expect(refused.stderr).toContain(`Error: Another Recall is using ${file}. Stop it first, or set DATA_DIR to another folder.`)
    await store.close()
    expect(openElsewhere(file)).toEqual({ status: 0, stderr: '' })
  })

  it('is made with its folders', async () => {
    const store = sqliteStore(join(folder, 'deep', 'down', 'store.sqlite'), now)
    await expect(store.ping()).resolves.toBeUndefined()
    await store.close()
  })

  it('in a folder that cannot be written is refused with a sentence', async () => {
    const file = join(folder, 'store.sqlite')
    await sqliteStore(file, now).close()
    chmodSync(file, 0o444)
    chmodSync(folder, 0o555)
    const sentence = 'Make the folder writable for this user, or set DATA_DIR to another folder.'
    for (const path of [file, join(folder, 'new.sqlite'), join(folder, 'deeper', 'store.sqlite')]) {
      expect(() => withoutPrivileges(() => sqliteStore(path, now))).toThrow(`Recall cannot write ${path}. ${sentence}`)
    }
    chmodSync(folder, 0o755)
    mkdirSync(join(folder, 'folder.sqlite'))
    expect(() => sqliteStore(join(folder, 'folder.sqlite'), now)).toThrow(sentence)
  })

  it('where a file stands in the way of the folder is refused with a sentence', () => {
    writeFileSync(join(folder, 'data'), '')
    for (const path of [join(folder, 'data', 'store.sqlite'), join(folder, 'data', 'deeper', 'store.sqlite')]) {
      expect(() => sqliteStore(path, now)).toThrow(`DATA_DIR must be a folder, but a file stands in the way of ${path}.`)
    }
  })

  it('of a newer Recall is refused with a sentence and left as it was, whatever its folder is called', () => {
    const file = join(folder, 'busy-readonly-malformed', 'store.sqlite')
    mkdirSync(join(folder, 'busy-readonly-malformed'))
    const newer = new DatabaseSync(file)
    newer.exec('PRAGMA user_version = 99; CREATE TABLE rounds_of_the_future (id TEXT)')
    newer.close()
    expect(() => sqliteStore(file, now)).toThrow(/was written by a newer Recall \(schema 99, this one knows \d+\)\. Start that version, or set DATA_DIR/)
    const after = new DatabaseSync(file)
    expect(after.prepare('PRAGMA user_version').get()).toEqual({ user_version: 99 })
    expect(after.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'rounds_of_the_future' }])
    after.close()
  })

  it('that is no database is refused with a sentence', () => {
    const file = join(folder, 'store.sqlite')
    writeFileSync(file, 'Dear diary, today I learned about the kernel trick. '.repeat(100))
    expect(() => sqliteStore(file, now)).toThrow(`${file} is damaged or not a Recall file. Restore a backup, or move it away and start again.`)
  })

  it('holds no row of an erased group, in any table', async () => {
    const file = join(folder, 'store.sqlite')
    const store = sqliteStore(file, now)
    const group = await store.members.groupOf('test', 'h')
    const member = await store.members.memberOf(group, { platform: 'test', id: '1', name: 'Ada' })
    await store.records.commit(group, commitOf([writeOf('r', 0)], { gate: { round: 'r', question: 0 }, awards: [awardOf(member, 5)] }))
    await store.answers.record(group, 'r', 0, { member, choice: 2, text: null, answeredAt: START, account: 'test:1', team: null })
    for (const [version, state] of [[0, {}], [1, null]] as const) await store.records.commit(group, commitOf([writeOf('gone', version, { state })]))
    const tablesWith = () => {
      const database = new DatabaseSync(file, { readOnly: true })
      const tables = database.prepare(`SELECT t.name FROM pragma_table_list t JOIN pragma_table_info(t.name) c WHERE c.name = 'grp' ORDER BY 1`).all().map(row => String(row['name']))
      const found = tables.filter(table => Number(database.prepare(`SELECT count(*) AS count FROM ${table} WHERE grp = ?`).get(group)?.['count']) > 0)
      database.close()
      return { tables, found }
    }
    await store.close()
    const before = tablesWith()
    expect(before.found).toEqual(before.tables)
    const again = sqliteStore(file, now)
    await again.erase(group)
    await again.close()
    expect(tablesWith().found).toEqual([])
  })

  it('keeps everything when it is opened again, and gives up the leases of before', async () => {
    const file = join(folder, 'store.sqlite')
    const before = sqliteStore(file, now)
    const group = await before.members.groupOf('test', 'h')
    const member = await before.members.memberOf(group, { platform: 'test', id: '1', name: 'Ada' })
    await before.records.commit(group, commitOf([writeOf('r', 0), writeOf('s', 0, { wakeAt: null })], { gate: { round: 'r', question: 0 }, awards: [awardOf(member, 5)] }))
    await before.answers.record(group, 'r', 0, { member, choice: 2, text: null, answeredAt: START - 3, account: 'test:1', team: null })
    await before.answers.close(group, 'r', 1)
    expect((await before.records.claimDue(10, LONG_MS)).claims).toMatchObject([{ id: 'r', epoch: 1 }])
    await before.close()

    const after = sqliteStore(file, now)
    expect(await after.members.groupOf('test', 'h')).toBe(group)
    expect(await after.members.names(group, [member])).toEqual({ [member]: 'Ada' })
    expect(await after.records.list(group, 'round')).toEqual([{ id: 'r', version: 1, state: { id: 'r', version: 1 } }, { id: 's', version: 1, state: { id: 's', version: 1 } }])
    expect(await after.answers.all(group, 'r', 0)).toEqual([{ member, choice: 2, text: null, answeredAt: START - 3, receivedAt: START, account: 'test:1', team: null }])
    expect(await standingOf(after, group, 'all', member)).toMatchObject({ points: 5 })
    await after.records.commit(group, commitOf([], { gate: { round: 'r', question: 1 }, awards: [awardOf(member, 5)] }))
    expect(await standingOf(after, group, 'all', member)).toMatchObject({ points: 5 })
    expect(await after.answers.record(group, 'r', 1, { member, choice: 0, text: null, answeredAt: START, account: 'test:1', team: null })).toEqual({ outcome: 'closed' })
    expect((await after.records.claimDue(10, LONG_MS)).claims).toMatchObject([{ id: 'r', epoch: 2 }])
    expect(await after.records.commit(group, commitOf([writeOf('r', 1)], { lease: { do: 'release', epoch: 1 } }))).toBe('fenced')
    await after.close()
  })
})
