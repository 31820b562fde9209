import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { redisStore } from '../../src/stores/redis.ts'
import { connectRedis } from '../../src/stores/redis/connect.ts'
import { isOpen, refuseOpen } from '../../src/stores/redis/open.ts'
import { awardOf, commitOf, writeOf, standingOf } from '../contracts/stage.ts'
import { freePort, startRedis, type RedisServer } from '../support/redis-server.ts'
import { START } from '../support/round.ts'

let server: RedisServer
beforeAll(async () => { server = await startRedis() })
afterAll(() => server.stop())

const now = () => START
const onTrouble = () => {}
let prefixes = 0
const freshPrefix = () => `connect${++prefixes}`

/** What opening a store at this URL fails with. */
async function complaintOf(url: string): Promise<string> {
  return await redisStore({ url, prefix: freshPrefix(), now, onTrouble }).then(() => 'none', (error: Error) => error.message)
}

describe('connecting to Redis', () => {
  it('where nobody listens fails with a sentence that names REDIS_URL and no password', async () => {
    const port = await freePort()
    const complaint = await complaintOf(`redis://ada:hunter2@127.0.0.1:${port}`)
    expect(complaint).toMatch(new RegExp(`^Redis at 127\\.0\\.0\\.1:${port} cannot be reached \\(.*ECONNREFUSED.*\\)\\. Start it, correct REDIS_URL, or unset REDIS_URL to use the embedded store\\.$`))
    expect(complaint).not.toContain('hunter2')
  })

  it('with a wrong password fails with a sentence that names REDIS_URL and no password', async () => {
    const admin = new Redis(server.url)
    await admin.call('ACL', 'SETUSER', 'ada', 'on', '>right', '~*', '+@all')
    await admin.quit()
    expect(await complaintOf(`redis://ada:hunter2@127.0.0.1:${server.port}`)).toBe(`Redis at 127.0.0.1:${server.port} refused the password. Correct it in REDIS_URL.`)
    expect(await complaintOf(`redis://ada:right@127.0.0.1:${server.port}`)).toBe('none')
  })

  it('finds out whether it asks strangers for a password, whatever the URL says', async () => {
    const guarded = await startRedis()
    const setter = new Redis(guarded.url)
    await setter.config('SET', 'requirepass', 'right')
    setter.disconnect()
    for (const [port, open] of [[server.port, true], [guarded.port, false]] as const) {
      const redis = new Redis(port, { password: 'right' })
      await redis.ping()
      expect(await isOpen(redis)).toBe(open)
      const asFromElsewhere = new Proxy(redis, { get: (target, name) => name === 'stream' ? { remoteAddress: '10.0.0.7', remotePort: port } : Reflect.get(target, name, target) as unknown })
      const said = await refuseOpen([asFromElsewhere]).then(() => 'none', (error: Error) => error.message)
      expect(said).toBe(open ? `Redis at 10.0.0.7:${port} lets in everybody without a password, and could be read and changed by whoever reaches it. Set its requirepass (or an ACL) and put the password into REDIS_URL, or set REDIS_INSECURE to on.` : 'none')
      await expect(refuseOpen([redis])).resolves.toBeUndefined()
      redis.disconnect()
    }
    const store = await redisStore({ url: `redis://:right@127.0.0.1:${guarded.port}`, prefix: freshPrefix(), now, onTrouble, refuseOpen: true })
    await Promise.all([store.close(), guarded.stop()])
  })

  it('goes on by itself after the server was lost and came back', async () => {
    const first = await startRedis()
    const store = await redisStore({ url: first.url, prefix: freshPrefix(), now, onTrouble })
    await store.members.groupOf('test', 'h')
    await first.stop('SIGKILL')
    const pending = store.records.commit('g', commitOf([writeOf('a', 0)]))
    const second = await startRedis({ port: first.port })
    expect(await pending).toBe('done')
    expect(await store.records.load('g', 'round', 'a')).toMatchObject({ version: 1 })
    await Promise.all([store.close(), second.stop()])
  })

  it('finds everything again that was acknowledged before a server that appends each write was killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'recall-append-'))
    const first = await startRedis({ keepIn: folder })
    const store = await redisStore({ url: first.url, prefix: freshPrefix(), now, onTrouble })
    expect(await store.records.commit('g', commitOf([writeOf('a', 0)], { awards: [awardOf('ada', 5)] }))).toBe('done')
    await first.stop('SIGKILL')
    const second = await startRedis({ keepIn: folder, port: first.port })
    expect(await store.records.load('g', 'round', 'a')).toMatchObject({ version: 1 })
    expect(await standingOf(store, 'g', 'all', 'ada')).toMatchObject({ points: 5 })
    await Promise.all([store.close(), second.stop()])
    rmSync(folder, { recursive: true })
  })

  it('sends what is asked in one turn of the event loop in one write', async () => {
    const redis = await connectRedis(server.url, () => {}) as Redis
    const { stream } = redis
    let writes = 0
    const [write, writeMany] = [stream._write.bind(stream), stream._writev?.bind(stream)]
    stream._write = (...given) => { writes++; write(...given) }
    stream._writev = (...given) => { writes++; writeMany?.(...given) }
    await Promise.all(Array.from({ length: 50 }, () => redis.ping()))
    expect(writes).toBe(1)
    redis.disconnect()
  })

  it('fails everyone who waits when the server stays away, and can still be closed', async () => {
    const lost = await startRedis()
    const troubles: Error[] = []
    const store = await redisStore({ url: lost.url, prefix: freshPrefix(), now, onTrouble: error => troubles.push(error) })
    await lost.stop('SIGKILL')
    const pending = [store.ping(), store.records.commit('g', commitOf([writeOf('a', 0)]))]
    await Promise.all([...pending.map(one => expect(one).rejects.toThrow()), expect(store.close()).resolves.toBeUndefined()])
    const heard = troubles.length
    expect(heard).toBeGreaterThan(0)
    await expect(store.ping()).rejects.toThrow()
    expect(troubles.length).toBe(heard)
  })
})
