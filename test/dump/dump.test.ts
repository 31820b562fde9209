import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MovableStore, Transfer } from '../../src/bot/transfer.ts'
import { exportGroup } from '../../src/dump/export.ts'
import { importGroup } from '../../src/dump/import.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { commitOf, writeOf } from '../contracts/stage.ts'
import { heldBy } from '../contracts/transfer.ts'
import { answerDaily, playRapid } from '../support/games.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { openWorld, type World } from '../support/world.ts'

let server: RedisServer
let folder: string
let source: MovableStore
let world: World
let group: string
let stores: MovableStore[]
let opened = 0
beforeAll(async () => { server = await startRedis() })
afterAll(() => server.stop())
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recall-dump-'))
  stores = []
  world = await openWorld({ open: async now => source = sqliteStore(join(folder, 'source', 'recall.sqlite'), now) })
  const admin = world.actor('Root', { admin: true })
  await world.actor('Ada').command('team create', { name: 'Kernels' })
  await playRapid(world, [{ Ada: 'right', Grace: 'wrong' }, { Ada: 'right', Grace: 'right' }])
  await admin.command('daily set', { time: '11:00', reveal: '23:59' })
  await admin.command('daily now')
  await world.pass(0)
  await answerDaily(world, 'Ada')
  await world.to(Date.parse('2026-11-21T23:59:02Z'))
  await admin.command('daily now')
  group = await world.store.members.groupOf('test', 'h')
})
afterEach(async () => {
  await Promise.all([world.close(), ...stores.map(store => store.close())])
  rmSync(folder, { recursive: true })
})

const at = (name: string) => join(folder, name)
const quietly = () => {}
const exported = async (name = 'dump.ndjson') => {
  await exportGroup(source, group, at(name), quietly)
  return readFileSync(at(name), 'utf8').split('\n')
}
const openSqlite = () => {
  const store = sqliteStore(at(`${++opened}.sqlite`), world.now)
  stores.push(store)
  return store
}
const openRedis = async () => {
  const store = await redisStore({ url: server.url, prefix: `dump${++opened}`, now: world.now, onTrouble: () => {} })
  stores.push(store)
  return store
}
/** What importing this text says, and whether anything has come of it. */
const complaintOf = async (text: string | Buffer, name = 'broken.ndjson') => {
  writeFileSync(at(name), text)
  const store = openSqlite()
  const said = await importGroup(store, at(name), quietly).then(() => 'none', (error: Error) => error.message.replace(`${folder}/`, ''))
  expect(await heldBy(store, group)).toEqual([])
  return said
}
/** A dump with these lines between its first and its last, and an end that fits. */
const closed = (lines: readonly string[]) => {
  const sha256 = createHash('sha256').update(lines.slice(1).map(line => `${line}\n`).join('')).digest('hex')
  return [...lines, JSON.stringify({ is: 'end', lines: lines.length - 1, sha256 }), ''].join('\n')
}

describe('a dump', () => {
  it('moves a group that was played from the embedded store to Redis and back: the same, with boards that its answers add up to', async () => {
    const [redis, back] = [await openRedis(), openSqlite()]
    const before = await heldBy(source, group)
    const moved = { group, lines: before.length, boards: 8, differ: [] }
    expect(await exportGroup(source, group, at('one.ndjson.gz'), quietly)).toEqual(moved)
    expect(await importGroup(redis, at('one.ndjson.gz'), quietly)).toEqual(moved)
    expect(await exportGroup(redis, group, at('two.ndjson'), quietly)).toEqual(moved)
    expect(await importGroup(back, at('two.ndjson'), quietly)).toEqual(moved)
    expect(await heldBy(back, group)).toEqual(before)
    const [first, second] = [gunzipSync(readFileSync(at('one.ndjson.gz'))).toString(), readFileSync(at('two.ndjson'), 'utf8')]
    expect(second.slice(second.indexOf('\n'))).toBe(first.slice(first.indexOf('\n')))
  })

  it('goes on where it was: the next daily is posted and counted by the store that it moved to', async () => {
    await exported()
    const store = await openRedis()
    await importGroup(store, at('dump.ndjson'), quietly)
    const [before] = (await store.boards.page(group, 'all', 0, 1)).standings
    world.bot.store = store
    await world.to(Date.parse('2026-11-22T11:00:00Z'))
    await answerDaily(world, 'Ada')
    await world.to(Date.parse('2026-11-22T23:59:02Z'))
    expect((await store.boards.page(group, 'all', 0, 1)).standings).toEqual([{ ...before, points: 4000, right: 4, asked: 4 }])
  })

  it('is a first line, a line for each thing, and a last line with their number and digest', async () => {
    const lines = await exported()
    expect(JSON.parse(lines[0] ?? '')).toEqual({ is: 'recall group', format: 1, group, at: expect.any(Number) })
    const held = lines.slice(1, -2)
    expect(JSON.parse(lines.at(-2) ?? '')).toEqual({ is: 'end', lines: held.length, sha256: createHash('sha256').update(held.map(line => `${line}\n`).join('')).digest('hex') })
    expect(lines.at(-1)).toBe('')
  })

  it('says how far it is', async () => {
    const said: [string, number, number | null][] = []
    await exportGroup(source, group, at('dump.ndjson'), (...one) => said.push(one))
    await importGroup(openSqlite(), at('dump.ndjson'), (...one) => said.push(one))
    const { length: lines } = await heldBy(source, group)
    const { length: bytes } = readFileSync(at('dump.ndjson'))
    const last = ['Reading', 'Writing', 'Checking', 'Comparing'].map(what => said.findLast(([name]) => name === what))
    expect(last).toEqual([['Reading', lines, null], ['Writing', bytes, bytes], ['Checking', bytes, bytes], ['Comparing', lines - 1, lines - 1]])
  })
})

describe('an export', () => {
  it('writes over no file, and leaves none when it fails', async () => {
    writeFileSync(at('taken'), 'mine')
    await expect(exportGroup(source, group, at('taken'), quietly)).rejects.toThrow('taken is there already. Name another file.')
    expect(readFileSync(at('taken'), 'utf8')).toBe('mine')
    await expect(exportGroup(source, 'nobody', at('dump'), quietly)).rejects.toThrow('There is no group nobody.')
    await expect(exportGroup(source, group, at('missing/dump'), quietly)).rejects.toThrow('missing/dump is not there. Make it first, or name another.')
    expect(readdirSync(folder).filter(name => name.startsWith('dump'))).toEqual([])
  })

  it('refuses to mix two moments: what was played while it read is found, and no file is left', async () => {
    let reads = 0
    const dump: Transfer['dump'] = async function* (id) {
      if (++reads === 2) await source.records.commit(group, commitOf([writeOf('meanwhile', 0)]))
      yield* source.transfer.dump(id)
    }
    await expect(exportGroup({ ...source, transfer: { ...source.transfer, dump } }, group, at('dump'), quietly)).rejects.toThrow('The group was played meanwhile, so the dump would mix two moments. Stop Recall, or choose a quiet one, and export again.')
    expect(readdirSync(folder).filter(name => name.startsWith('dump'))).toEqual([])
  })

  it('names the boards that are not what the answers add up to', async () => {
    const [ada = ''] = (await source.boards.page(group, 'all', 0, 1)).standings.map(one => one.member)
    await source.records.commit(group, commitOf([], { awards: [{ id: 'x/0/y', member: ada, points: 5, right: 0, asked: 0, boards: ['all'] }] }))
    expect(await exportGroup(source, group, at('dump'), quietly)).toMatchObject({ boards: 8, differ: ['all'] })
    expect(await importGroup(openSqlite(), at('dump'), quietly)).toMatchObject({ boards: 8, differ: ['all'] })
  })
})

describe('an import', () => {
  it('refuses a group that is there, and a home where another lives', async () => {
    await exported()
    await expect(importGroup(source, at('dump.ndjson'), quietly)).rejects.toThrow(`Group ${group} is there already. Nothing was changed.`)
    const other = await openRedis()
    const living = await other.members.groupOf('test', 'h')
    await expect(importGroup(other, at('dump.ndjson'), quietly)).rejects.toThrow(`Another group (${living}) lives in test:h already. Nothing was changed.`)
    expect(await heldBy(other, group)).toEqual([])
  })

  it('says which line is broken and what is wrong with it', async () => {
    const lines = (await exported()).slice(0, -2)
    const place = lines.findIndex(line => line.includes('"is":"answer"'))
    const broken = (text: string) => complaintOf(closed(lines.with(place, text)))
    expect(await broken('{"is":"ans')).toBe(`broken.ndjson, line ${place + 1}: it is not a line of a dump. Nothing was changed.`)
    expect(await broken((lines[place] ?? '').replace(/"answeredAt":\d+/, '"answeredAt":"noon"'))).toBe(`broken.ndjson, line ${place + 1}: answer.answeredAt: Invalid input: expected number, received string. Nothing was changed.`)
    expect(await broken('{"is":"award"}')).toMatch(/^broken\.ndjson, line \d+: id: Invalid input: expected string, received undefined\. Nothing was changed\.$/)
    expect(await broken(lines[0] ?? '')).toBe(`broken.ndjson, line ${place + 1}: this line does not belong here. Nothing was changed.`)
    expect(await complaintOf('{"is":"award","id":"r/1"}\n')).toBe('broken.ndjson, line 1: this is no dump of a group. Nothing was changed.')
  })

  it('changes nothing when the file was cut short, wherever, gzipped or not', async () => {
    const lines = await exported()
    const text = Buffer.from(lines.join('\n'))
    expect(await complaintOf(lines.slice(0, 5).map(line => `${line}\n`).join(''))).toBe('broken.ndjson was cut short: it ends after line 5 without the line that closes a dump. Export or copy it again. Nothing was changed.')
    expect(await complaintOf('')).toBe('broken.ndjson was cut short: it ends after line 0 without the line that closes a dump. Export or copy it again. Nothing was changed.')
    for (const share of [0.1, 0.5, 0.9]) expect(await complaintOf(text.subarray(0, Math.floor(text.length * share)))).toMatch(/Nothing was changed\.$/)
    await exported('whole.gz')
    const zipped = readFileSync(at('whole.gz'))
    expect(await complaintOf(zipped.subarray(0, zipped.length / 2), 'cut.gz')).toMatch(/^cut\.gz was cut short: it ends after line \d+ /)
    expect(await complaintOf(text, 'not.gz')).toBe('not.gz is damaged, or not gzipped though its name ends in .gz. Nothing was changed.')
  })

  it('refuses what was changed since, and what another version wrote', async () => {
    const lines = await exported()
    expect(await complaintOf(lines.join('\n').replace('"choice":', '"choice":1'))).toMatch(/^broken\.ndjson was changed after it was written: it holds \d+ lines, and its end speaks of \d+ others\. Export the group again\. Nothing was changed\.$/)
    expect(await complaintOf(lines.toSpliced(3, 1).join('\n'))).toMatch(/was changed after it was written/)
    expect(await complaintOf(lines.join('\n').replace('"format":1', '"format":2'))).toBe('broken.ndjson has format 2, and this Recall reads format 1. Import it with the version that exported it. Nothing was changed.')
  })

  it('of an old dump leaves out boards whose time is over, and is right all the same', async () => {
    await exported()
    const store = sqliteStore(at('late.sqlite'), () => world.now() + 40 * 86_400_000)
    stores.push(store)
    expect(await importGroup(store, at('dump.ndjson'), quietly)).toMatchObject({ boards: 6, differ: [] })
    const boards = (await heldBy(store, group)).flatMap(held => held.is === 'place' && !held.board.startsWith('topic:') ? [held.board.split(/[:/]/)[0]] : [])
    expect(new Set(boards)).toEqual(new Set(['all', 'month', 'week']))
  })

  it('shows nobody a group that the store has kept otherwise than it was written', async () => {
    await exported()
    const store = await openRedis()
    const forgetful: Transfer = { ...store.transfer, fill: async id => {
      const filling = await store.transfer.fill(id)
      return filling === null ? null : { ...filling, add: held => filling.add(held.filter(one => one.is !== 'answer')) }
    } }
    await expect(importGroup({ ...store, transfer: forgetful }, at('dump.ndjson'), quietly)).rejects.toThrow(/What was written is not what .* holds/)
    expect([await store.transfer.find('test', 'h'), await heldBy(store, group)]).toEqual([null, []])
  })
})

describe('npm run group', () => {
  const run = (environment: Record<string, string>, ...args: string[]) => {
    const { PATH = '' } = process.env
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/group.ts', ...args], { encoding: 'utf8', env: { PATH, ...environment } })
    return { status, said: stdout.replaceAll(`${folder}/`, '').trim(), complaint: stderr.replaceAll(`${folder}/`, '').trim() }
  }

  it('exports a group by its home and imports it into Redis, and says that the boards are right', async () => {
    await exported()
    const store = sqliteStore(at('copy/recall.sqlite'), world.now)
    const { lines: length } = await importGroup(store, at('dump.ndjson'), quietly)
    await store.close()
    const [here, there] = [{ DATA_DIR: at('copy') }, { REDIS_URL: server.url, DATA_DIR: folder }]
    expect(run(here, 'export', 'test:h', at('one.gz'))).toEqual({ status: 0, complaint: '', said: `Group ${group} was exported to one.gz: ${length} lines. All 8 boards are what the answers add up to.` })
    expect(run(there, 'import', at('one.gz'))).toEqual({ status: 0, complaint: '', said: `Group ${group} was imported: ${length} lines. All 8 boards are what the answers add up to.` })
    expect(run(there, 'import', at('one.gz'))).toEqual({ status: 1, said: '', complaint: `Group ${group} is there already. Nothing was changed.` })
    expect(run(there, 'export', 'test:nowhere', at('two'))).toEqual({ status: 1, said: '', complaint: 'Nobody lives in test:nowhere. `npm run group -- list` lists all homes.' })
  })

  it('does not touch the file of a Recall that runs, nor makes a store where there is none', () => {
    expect(run({ DATA_DIR: at('source') }, 'list')).toEqual({ status: 1, said: '', complaint: 'Another Recall is using source/recall.sqlite. Stop it first, or set DATA_DIR to another folder.' })
    mkdirSync(at('empty'))
    expect(run({ DATA_DIR: at('empty') }, 'list')).toMatchObject({ status: 1, complaint: 'There is no store at empty/recall.sqlite. Set DATA_DIR to Recall\'s folder, or REDIS_URL.' })
    expect(existsSync(at('empty/recall.sqlite'))).toBe(false)
  })

  it('lists homes with their groups, and says what there is when it is asked wrongly', async () => {
    const store = sqliteStore(at('recall.sqlite'), world.now)
    const [slack, discord] = [await store.members.groupOf('slack', 'T1'), await store.members.groupOf('discord', '42')]
    await store.close()
    expect(run({ DATA_DIR: folder }, 'list').said).toBe(`discord:42 ${discord}\nslack:T1 ${slack}`)
    expect(run({}, 'export')).toMatchObject({ status: 1, said: expect.stringContaining('npm run group -- export GROUP FILE') })
    expect(run({})).toMatchObject({ status: 0, said: expect.stringContaining('npm run group -- import FILE') })
  })
})
