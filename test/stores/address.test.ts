import { describe, expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { readAddress } from '../../src/stores/redis/address.ts'

const secret = 'hunter2'
const complaint = (url: string, REDIS_INSECURE = 'off') => {
  try {
    readConfig({ REDIS_URL: url, REDIS_INSECURE })
    return 'none'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

describe('REDIS_URL', () => {
  const plain = { master: '', db: 0, username: '', password: '', tls: false }
  it.each([
    ['redis://127.0.0.1', { ...plain, kind: 'single', nodes: [{ host: '127.0.0.1', port: 6379 }] }],
    ['redis://localhost:7000/3', { ...plain, kind: 'single', nodes: [{ host: 'localhost', port: 7000 }], db: 3 }],
    ['redis://:hunter2@cache.example:6379', { ...plain, kind: 'single', nodes: [{ host: 'cache.example', port: 6379 }], password: secret }],
    ['rediss://ada:p%40ss%2Fword@[2001:db8::1]:6380', { ...plain, kind: 'single', nodes: [{ host: '2001:db8::1', port: 6380 }], username: 'ada', password: 'p@ss/word', tls: true }],
    ['redis+sentinel://:hunter2@a,b:26380/mymaster', { ...plain, kind: 'sentinel', nodes: [{ host: 'a', port: 26379 }, { host: 'b', port: 26380 }], master: 'mymaster', password: secret }],
    ['rediss+sentinel://ada:hunter2@a/my-master/2', { ...plain, kind: 'sentinel', nodes: [{ host: 'a', port: 26379 }], master: 'my-master', db: 2, username: 'ada', password: secret, tls: true }],
    ['redis+cluster://:hunter2@a:7000,b:7001,c:7002', { ...plain, kind: 'cluster', nodes: [{ host: 'a', port: 7000 }, { host: 'b', port: 7001 }, { host: 'c', port: 7002 }], password: secret }],
    ['redis+cluster://a/', { ...plain, kind: 'cluster', nodes: [{ host: 'a', port: 6379 }] }],
  ])('alone says where Redis is: %s', (url, address) => expect(readAddress(url)).toEqual(address))

  it.each([
    'cache', 'http://cache', 'redis://', 'redis:cache', 'redis://:hunter2@', 'redis://:hunter2@cache:port', 'redis://:hunter2@cache:99999', 'redis://:hunter2@a b',
    'redis+sentinels://:hunter2@a/m', 'redis+cluster://:hunter2@a,', 'redis+cluster://:hunter2@a, b', 'redis://:hunter2@a?db=3',
  ])('that is none is refused with the three it can be, and without the password: %s', url => {
    const said = complaint(url)
    expect(said).toBe('REDIS_URL is not valid: it must look like redis://:password@host:6379 for one Redis or Valkey, or redis+sentinel://:password@host:26379,host:26379/name-of-the-master for Sentinel, or redis+cluster://:password@host:6379,host:6379 for a cluster.')
  })

  it.each([
    ['redis://:hunter2@a:6379,b:6379', /^REDIS_URL names several nodes of one Redis: it must look like redis\+sentinel:.* for Sentinel, or redis\+cluster:.* for a cluster\.$/],
    ['redis+sentinel://:hunter2@a,b', /^REDIS_URL does not name the master that the Sentinels watch: it must look like redis\+sentinel:/],
    ['redis://:hunter2@a/recall', /^REDIS_URL does not end with the number of a database: it must look like redis:/],
    ['redis+sentinel://:hunter2@a/m/recall', /^REDIS_URL does not end with the number of a database: it must look like redis\+sentinel:/],
    ['redis+cluster://:hunter2@a/1', /^REDIS_URL does not end with its nodes, and a cluster has one database only: it must look like redis\+cluster:/],
  ])('that is nearly one is refused with what it should be: %s', (url, sentence) => {
    expect(complaint(url)).toMatch(sentence)
    expect(complaint(url)).not.toContain(secret)
  })

  it.each(['redis://cache.example', 'redis://10.0.0.7:6379', 'rediss://cache.example', 'redis+sentinel://127.0.0.1,sentinel.example/m', 'redis+cluster://127.0.0.1:7000,10.0.0.7:7000', 'redis://[2001:db8::1]'])('without a password leads to no other machine, unless told otherwise: %s', url => {
    expect(complaint(url)).toMatch(/^REDIS_URL has no password, and .* is not this machine alone: whoever reaches that Redis could read and change everything\. Add the password, or set REDIS_INSECURE to on\.$/)
    expect(complaint(url, 'on')).toBe('none')
    expect(complaint(url.replace('://', '://:hunter2@'))).toBe('none')
  })

  it.each(['redis://127.0.0.1', 'redis://localhost:7000', 'redis://[::1]', 'redis+sentinel://127.0.0.1,localhost/m', 'redis+cluster://127.0.0.1:7000,127.0.0.1:7001'])('needs no password on this machine: %s', url => {
    expect(complaint(url)).toBe('none')
  })
})
