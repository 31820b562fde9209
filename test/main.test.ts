import { createServer } from 'node:net'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readConfig } from '../src/config.ts'
import { redact } from '../src/ops/log.ts'
import { failToStart, startRecall, temporaryFolder } from './support/recall.ts'

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => { folder = temporaryFolder() })
afterEach(() => folder.remove())

describe('a start', () => {
  it('says what is running, where, and what to do next; SIGTERM ends it with 0', async () => {
    const recall = await startRecall({ DATA_DIR: folder.path })
    expect(recall.output()).toMatch(/^Recall playground: http:\/\/127\.0\.0\.1:\d+\nOpen it in two windows/)
    expect(await (await fetch(`${recall.url}/healthz`)).text()).toBe('ok')
    expect(await (await fetch(`${recall.url}/readyz`)).text()).toBe('ready')
    expect(await recall.end('SIGTERM')).toBe(0)
    expect(recall.errors()).toBe('')
  })

  it('reads a .env file', async () => {
    writeFileSync(join(folder.path, '.env'), 'HTTP_PORT=from-the-file\n')
    const { code, errors } = await failToStart({}, folder.path)
    expect([code, errors]).toEqual([78, expect.stringContaining('HTTP_PORT is not valid')])
  })
})

describe('a start that cannot be ends with 78 and a sentence that says what to do', () => {
  const failing = async (environment: Record<string, string>) => {
    const { code, errors } = await failToStart({ DATA_DIR: folder.path, HTTP_PORT: '0', ...environment })
    expect(code).toBe(78)
    return errors
  }

  it('a variable that is not valid', async () => {
    expect(await failing({ HTTP_PORT: 'http' })).toBe('Recall cannot start.\nHTTP_PORT is not valid: must be a port number, from 0 to 65535.\n')
    expect(await failing({ LOG_LEVEL: 'loud' })).toMatch(/^Recall cannot start\.\nLOG_LEVEL is not valid/)
  })

  it('the playground on another host than this machine', async () => {
    expect(await failing({ HTTP_HOST: '0.0.0.0' })).toMatch(/HTTP_HOST is 0\.0\.0\.0, but the playground lets anyone/)
  })

  it('a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    expect(await failing({ HTTP_PORT: String(port) })).toContain(`Port ${port} on 127.0.0.1 is taken, perhaps by another Recall. Stop that, or set HTTP_PORT to another port.`)
    server.close()
  })

  it('a DATA_DIR that cannot be written', async () => {
    writeFileSync(join(folder.path, 'file'), '')
    expect(await failing({ DATA_DIR: join(folder.path, 'file') })).toContain('DATA_DIR must be a folder, but a file stands in the way')
    chmodSync(folder.path, 0o500)
    const unwritable = process.getuid?.() === 0 ? '/sys/recall' : join(folder.path, 'data')
    expect(await failing({ DATA_DIR: unwritable })).toMatch(/Recall cannot write \S+\. Make the folder writable for this user, or set DATA_DIR to another folder\./)
  })

  it('a folder that another Recall is using', async () => {
    const recall = await startRecall({ DATA_DIR: folder.path })
    expect(await failing({})).toMatch(/Another Recall is using \S+\. Stop it first, or set DATA_DIR to another folder\./)
    await recall.end('SIGTERM')
  })

  it('a Redis that cannot be reached, without its password', async () => {
    const errors = await failing({ REDIS_URL: 'redis://:hunter2@127.0.0.1:1' })
    expect(errors).toMatch(/Redis at 127\.0\.0\.1:1 cannot be reached \(.*\)\. Start it, correct REDIS_URL, or unset REDIS_URL to use the embedded store\./)
    expect(errors).not.toContain('hunter2')
  })

  it('content with mistakes, each with file, line and field', async () => {
    const content = join(folder.path, 'content')
    mkdirSync(content)
    writeFileSync(join(content, 'topics.yaml'), '- id: Maths\n  title: Maths\n  weight: 0\n')
    expect(await failing({ CONTENT_DIR: content })).toMatch(/The content has 2 mistakes\.[^]*topics\.yaml:1: Maths\.id: use lower-case words[^]*topics\.yaml:3: Maths\.weight: /)
  })
})

describe('settings', () => {
  const complaint = (variables: Record<string, string>) => {
    try {
      readConfig(variables)
      return 'none'
    } catch (error) {
      return String(error)
    }
  }

  it('need nothing: the playground on loopback, with the embedded store', () => {
    expect(readConfig({})).toEqual({ DATA_DIR: './data', HTTP_HOST: '127.0.0.1', HTTP_PORT: 3000, PLAYGROUND: 'on', REDIS_INSECURE: 'off', LOG_LEVEL: 'info' })
  })

  it('count empty variables as unset', () => {
    expect(readConfig({ HTTP_PORT: '', REDIS_URL: '' })).toEqual(readConfig({}))
  })

  it('refuse a Redis elsewhere without a password, unless told otherwise', () => {
    expect(complaint({ REDIS_URL: 'redis://cache.example:6379' })).toMatch(/REDIS_URL has no password/)
    expect(complaint({ REDIS_URL: 'redis://cache.example:6379', REDIS_INSECURE: 'on' })).toBe('none')
    expect(complaint({ REDIS_URL: 'redis://:secret@cache.example:6379' })).toBe('none')
    expect(complaint({ REDIS_URL: 'redis://127.0.0.1:6379' })).toBe('none')
    expect(complaint({ REDIS_URL: 'cache' })).toMatch(/REDIS_URL is not valid/)
  })

  it('refuse a platform that this version does not speak yet, rather than ignore its token', () => {
    expect(complaint({ DISCORD_TOKEN: 'x' })).toMatch(/DISCORD_TOKEN is set, but this version of Recall runs the playground only/)
  })

  it('are all listed in .env.example, with their defaults', () => {
    const example = readFileSync('.env.example', 'utf8')
    const listed = [...example.matchAll(/^#?([A-Z_]+)=(.*)$/gm)].map(match => match[1] ?? '')
    expect(listed.toSorted()).toEqual(['CONTENT_DIR', 'DATA_DIR', 'HTTP_HOST', 'HTTP_PORT', 'LOG_LEVEL', 'PLAYGROUND', 'REDIS_INSECURE', 'REDIS_URL'])
  })
})

describe('logs', () => {
  it('hold no password of a URL and no token of Discord or Slack', () => {
    const discord = ['MTIzNDU2Nzg5MDEyMzQ1Njc4', 'GabcDE', 'a'.repeat(38)].join('.')
    const slack = ['xoxb', '123', 'abcDEF'].join('-')
    expect(redact(`redis://user:hunter2@host/0 ${slack} ${discord}`)).toBe('redis://user:***@host/0 *** ***')
  })
})
