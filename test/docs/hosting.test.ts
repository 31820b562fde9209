import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { describe, expect, it } from 'vitest'
import type { Kind } from '../../src/bot/ports.ts'
import { FORMAT, type First, type Last } from '../../src/dump/format.ts'
import { openMeter } from '../../src/ops/meter.ts'
import { readAddress } from '../../src/stores/redis/address.ts'
import { keysOf } from '../../src/stores/redis/keys.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { fillGroup, heldBy, moveIn } from '../contracts/transfer.ts'
import { playRapid } from '../support/games.ts'
import { startRedis } from '../support/redis-server.ts'
import { START } from '../support/round.ts'
import { openWorld } from '../support/world.ts'

const page = readFileSync('docs/hosting.md', 'utf8')
const section = (name: string) => page.split(/^##+ /m).find(part => part.startsWith(`${name}\n`)) ?? ''
const rowsOf = (text: string) => [...text.matchAll(/^\| (.+) \|$/gm)].map(([, row = '']) => row.split(' | ')).slice(1)
const keyRows = rowsOf(section('Keys in Redis')).map(([key = '', type = '', , kept = '']) => ({ key: key.replaceAll('`', ''), type, kept }))

describe('the page on hosting', () => {
  it('lists every kind of key that the code can name, and no other', () => {
    const keys = keysOf('recall')
    const { homeShard: _, pattern: __, isOf: ___, ...named } = keys
    const words: Record<keyof typeof named, string> = {
      due: keys.due(0), erased: keys.erased(0), record: keys.record('GROUP', 'KIND' as Kind, 'ID'), floor: keys.floor('GROUP'), op: keys.op('GROUP', 'OP'), ids: keys.ids('GROUP', 'KIND' as Kind),
      gates: keys.gates('GROUP', 'ROUND'), answers: keys.answers('GROUP', 'ROUND', 'QUESTION' as unknown as number), awarded: keys.awarded('GROUP', 'ROUND'), boards: keys.boards('GROUP'), board: keys.board('GROUP', 'BOARD'), tallies: keys.tallies('GROUP', 'BOARD'),
      home: keys.home('PLATFORM', 'HOME'), homesIn: keys.homesIn(0, 'PLATFORM'), homes: keys.homes('GROUP'), filling: keys.filling('GROUP'), line: keys.line('LINE'), turn: keys.turn('LINE', 'KEY'), accounts: keys.accounts('GROUP'), names: keys.names('GROUP'),
    }
    expect(keyRows.map(({ key }) => key).toSorted()).toEqual(Object.values(words).map(key => key.replace(/\{s\d+\}/, '{sN}')).toSorted())
  })

  it('says of each key the type and whether it expires, as found after a game', async () => {
    const server = await startRedis()
    const world = await openWorld({ open: now => redisStore({ url: server.url, prefix: 'recall', now, onTrouble: () => {} }) })
    await world.actor('Ada').command('team create', { name: 'Kernels' })
    await playRapid(world, [{ Ada: 'right', Grace: 'wrong' }])
    const other = await redisStore({ url: server.url, prefix: 'recall', now: world.now, onTrouble: () => {} })
    await other.erase(await fillGroup(other, 'gone'))
    await moveIn(other, 'moved', [{ is: 'floor', version: 1, epoch: 1 }])
    for (const key of ['first', 'second']) await other.turns.take({ name: 'posts', perSecond: 0.1, burst: 1 }, key, 1)
    const redis = new Redis(server.url)
    const found = new Set<string>()
    for (const key of await redis.keys('*')) {
      const row = keyRows.find(one => new RegExp(`^${one.key.replace('{sN}', '\\{s\\d+\\}').replace(/BOARD|ID$/, '.+').replace(/[A-Z]{2,}/g, '[^:]+')}$`).test(key))
      const expires = await redis.ttl(key) > 0
      const shouldExpire = row !== undefined && (/^(60 s|while)/.test(row.kept) || (/^(days|as its board)/.test(row.kept) && /:(day|week):/.test(key)))
      expect([key, row?.type, expires]).toEqual([key, (await redis.type(key)).replace('zset', 'sorted set'), shouldExpire])
      found.add(row?.key ?? '')
    }
    expect(keyRows.map(({ key }) => key).filter(key => !found.has(key))).toEqual([])
    await redis.quit()
    await other.close()
    await world.close()
    await server.stop()
  })

  it('lists the metrics that the process has', async () => {
    const known = [...(await openMeter().text()).matchAll(/^# TYPE (\S+)/gm)].map(match => match[1] ?? '')
    expect(rowsOf(section('Watching')).map(([name = '']) => name.replaceAll('`', '')).toSorted()).toEqual(known.toSorted())
  })

  it('shows addresses of Redis that are understood', () => {
    const addresses = [...section('Many processes').matchAll(/`(rediss?(?:\+\w+)?:\/\/[^`]+)`/g)].map(match => match[1] ?? '')
    expect(addresses.filter(address => !address.endsWith('://')).map(address => readAddress(address).kind)).toEqual(['single', 'sentinel', 'cluster'])
  })

  it('describes every line of a dump with all that stands in it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recall-hosting-'))
    const store = sqliteStore(join(folder, 'store.sqlite'), () => START)
    const ends = [{ is: 'recall group', format: FORMAT, group: 'g', at: 0 } satisfies First, { is: 'end', lines: 0, sha256: '' } satisfies Last]
    const lines: object[] = [...ends, ...await heldBy(store, await fillGroup(store))]
    await store.close()
    rmSync(folder, { recursive: true })
    expect(new Set(lines.map(line => 'is' in line && line.is)).size).toBe(11)
    const rows = rowsOf(section('Moving a group')).map(cells => cells.join(' '))
    const row = (is: unknown) => rows.find(one => one.includes(`\`${String(is)}\``)) ?? ''
    expect(lines.flatMap(({ is, ...fields }: { is?: string }) => Object.keys(fields).filter(field => !row(is).includes(`\`${field}\``)).map(field => `${String(is)} ${field}`))).toEqual([])
  })

  it('names only files and scripts that are there', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
    expect([...page.matchAll(/npm run (?:--silent )?([a-z]+)/g)].map(match => match[1] ?? '').filter(name => scripts[name] === undefined)).toEqual([])
    const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(match => match[1] ?? '')
    for (const link of links) expect(() => readFileSync(join('docs', link)), link).not.toThrow(/ENOENT/)
  })
})
