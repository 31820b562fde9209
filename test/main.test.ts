import { createServer } from 'node:net'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readConfig } from '../src/config.ts'
import { redact } from '../src/ops/log.ts'
import { openDiscord, type DiscordStandIn } from './standins/discord/discord.ts'
import { openSlack, type SlackStandIn } from './standins/slack/slack.ts'
import { startRedis } from './support/redis-server.ts'
import { beginRecall, failToStart, startRecall, temporaryFolder } from './support/recall.ts'

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

describe('a start with a token of Discord', () => {
  let discord: DiscordStandIn
  beforeEach(async () => { discord = await openDiscord() })
  afterEach(() => discord.close())
  const start = (more: Record<string, string> = {}) => startRecall({ DATA_DIR: folder.path, DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api, ...more })
  const read = async (url: string) => {
    const response = await fetch(url)
    return [response.status, await response.text()]
  }

  it('says that Recall is on Discord and where to watch it, is ready, counts, and has no playground; SIGTERM ends it with 0', async () => {
    const recall = await start()
    expect(recall.output()).toBe(`Recall is on Discord. Type /daily set time:09:00 in a channel of your server.\nHealth, readiness and metrics: ${recall.url}/healthz, /readyz, /metrics.\nKept in ${folder.path}. Stop with Ctrl+C; nothing is lost.\n`)
    expect(discord.commands().map(one => one.name)).toContain('daily')
    const guild = discord.addGuild({ system: 'general' })
    const ada = discord.person({ username: 'ada' })
    ada.join(guild)
    const seen = await ada.command(discord.channel(guild, 'general').id, 'help')
    expect(seen.private).toBe(true)
    expect(await read(`${recall.url}/healthz`)).toEqual([200, 'ok'])
    expect(await read(`${recall.url}/readyz`)).toEqual([200, 'ready'])
    expect(await read(`${recall.url}/metrics`)).toEqual([200, expect.stringContaining('recall_acknowledgement_seconds_count{platform="discord"} 1')])
    expect(await read(recall.url)).toEqual([404, expect.anything()])
    expect(await recall.end('SIGTERM')).toBe(0)
    expect(recall.errors()).toBe('')
  })

  it('is not ready while Discord cannot be reached, and ready again after', async () => {
    const recall = await start()
    await discord.stopListening()
    await vi.waitFor(async () => expect(await read(`${recall.url}/readyz`)).toEqual([503, 'not ready: Discord is not connected']), 10_000)
    expect(await read(`${recall.url}/healthz`)).toEqual([200, 'ok'])
    await discord.listen()
    await vi.waitFor(async () => expect(await read(`${recall.url}/readyz`)).toEqual([200, 'ready']), 30_000)
    expect(await recall.end('SIGTERM')).toBe(0)
  })

  it('ends with 0 on SIGTERM also while it still waits for Discord', async () => {
    const recall = beginRecall({ DATA_DIR: folder.path, DISCORD_TOKEN: discord.token, DISCORD_API_URL: 'http://127.0.0.1:1/api' })
    await vi.waitFor(() => expect(recall.errors()).toContain('Discord cannot be reached; it is tried again'), 20_000)
    expect(recall.output()).toBe('')
    expect(await recall.end('SIGTERM')).toBe(0)
  })

  it('runs the playground beside it when told to, each with a store of its own', async () => {
    const recall = await start({ PLAYGROUND: 'on' })
    expect(recall.output()).toMatch(/^Recall playground: [^]*\nRecall is on Discord\./)
    expect(await read(recall.url)).toEqual([200, expect.stringContaining('Recall playground')])
    expect(readdirSync(folder.path)).toEqual(expect.arrayContaining(['playground.sqlite', 'recall.sqlite']))
    await recall.end('SIGTERM')
  })

  it('holds the shards that it was given, and says which', async () => {
    const recall = await start({ DISCORD_SHARDS: '1-2', DISCORD_SHARD_COUNT: '4' })
    expect(recall.output()).toContain('Recall is on Discord, with shards 1, 2 of 4.')
    expect([...discord.gateway.sessions.values()].map(({ shard, count }) => [shard, count])).toEqual([[1, 4], [2, 4]])
    await recall.end('SIGTERM')
  })

  it('ends with 78 and a sentence when Discord refuses the token, which nothing repeats', async () => {
    const token = 'not-the.right.token'
    const { code, errors, output } = await failToStart({ DATA_DIR: folder.path, HTTP_PORT: '0', LOG_LEVEL: 'trace', DISCORD_TOKEN: token, DISCORD_API_URL: discord.api })
    expect([code, errors]).toEqual([78, 'Recall cannot start.\nDiscord refused DISCORD_TOKEN. Copy the token again from the Bot page of your application (Reset Token makes a new one).\n'])
    expect(output + errors).not.toContain(token)
  })

  it('writes no token into its logs, neither its own nor one that an answer needs, and nothing that was meant for a member', async () => {
    const recall = await start({ LOG_LEVEL: 'trace' })
    const guild = discord.addGuild({ system: 'general' })
    const ada = discord.person({ username: 'ada' })
    ada.join(guild)
    discord.failNext({ status: 500 }, { times: 5, when: request => request.route.startsWith('/interactions/') })
    void ada.command(discord.channel(guild, 'general').id, 'formula', { name: 'softmax' })
    await vi.waitFor(() => expect(recall.errors()).toContain('an answer could not be delivered'), 10_000)
    await recall.end('SIGTERM')
    const secrets = [discord.token, ...discord.interactions().map(one => one.token)]
    expect(secrets.length).toBe(2)
    expect(recall.errors()).not.toMatch(/requestBody|softmax|Buffer/i)
    expect(secrets.filter(secret => `${recall.output()}${recall.errors()}`.includes(secret))).toEqual([])
  })
})

describe('a start with a token of Slack', () => {
  let slack: SlackStandIn
  beforeEach(async () => { slack = await openSlack({ limits: 'off' }) })
  afterEach(() => slack.close())
  const environment = () => ({ DATA_DIR: folder.path, SLACK_BOT_TOKEN: slack.botToken(), SLACK_API_URL: slack.apiUrl })
  const socket = () => ({ ...environment(), SLACK_APP_TOKEN: slack.appToken })
  const http = () => ({ ...environment(), SLACK_SIGNING_SECRET: slack.signingSecret })
  const read = async (url: string) => {
    const response = await fetch(url)
    return [response.status, await response.text()]
  }
  const help = async () => {
    const channel = slack.addChannel()
    const ada = slack.person({ username: 'ada' })
    await ada.join(channel)
    return await ada.slash(channel.id, '/recall', 'help')
  }

  it('and one for Socket Mode says so, is ready, counts, and has no playground; SIGTERM ends it with 0', async () => {
    const recall = await startRecall(socket())
    expect(recall.output()).toBe(`Recall is on Slack, over Socket Mode. Invite it to a channel (/invite @Recall), and type /recall daily set time:09:00 there.\nHealth, readiness and metrics: ${recall.url}/healthz, /readyz, /metrics.\nKept in ${folder.path}. Stop with Ctrl+C; nothing is lost.\n`)
    expect((await help()).kind).toBe('acknowledged')
    expect(slack.sockets.count()).toBe(1)
    expect(await read(`${recall.url}/readyz`)).toEqual([200, 'ready'])
    expect(await read(`${recall.url}/metrics`)).toEqual([200, expect.stringContaining('recall_acknowledgement_seconds_count{platform="slack"} 1')])
    expect(await read(recall.url)).toEqual([404, expect.anything()])
    expect((await fetch(`${recall.url}/slack/events`, { method: 'POST' })).status).toBe(404)
    expect(await recall.end('SIGTERM')).toBe(0)
    expect(recall.errors()).toBe('')
  })

  it('and a signing secret is called at /slack/events; SIGTERM ends it with 0, after what has begun', async () => {
    const recall = await startRecall({ ...http(), PUBLIC_URL: 'https://recall.example.org/' })
    expect(recall.output()).toMatch(/^Recall is on Slack, which calls it at https:\/\/recall\.example\.org\/slack\/events\. Invite it/)
    slack.http.serveAt([`${recall.url}/slack/events`])
    expect(await slack.http.verifyAddress()).toBe(true)
    expect((await help()).kind).toBe('acknowledged')
    expect(slack.sockets.count()).toBe(0)
    expect(await read(`${recall.url}/readyz`)).toEqual([200, 'ready'])
    slack.failNext({ delay: 500 }, { when: ({ method }) => method === 'users.info' })
    const begun = help()
    await vi.waitFor(() => expect(slack.requests.filter(({ method }) => method === 'users.info')).toHaveLength(2))
    expect(await recall.end('SIGTERM')).toBe(0)
    expect(await begun).toMatchObject({ kind: 'acknowledged' })
    expect(recall.errors()).toBe('')
  })

  it('and both ways prefers Socket Mode, and says so', async () => {
    const recall = await startRecall({ ...socket(), ...http() })
    expect(recall.output()).toContain('SLACK_SIGNING_SECRET is not used, because SLACK_APP_TOKEN is set too.')
    expect(slack.sockets.count()).toBe(1)
    await recall.end('SIGTERM')
  })

  it('and one of Discord serves both, on one store', async () => {
    const discord = await openDiscord()
    const recall = await startRecall({ ...socket(), DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api })
    expect(recall.output()).toMatch(/^Recall is on Discord\. [^]*\nRecall is on Slack, over Socket Mode\. [^]*\nHealth/)
    expect((await help()).kind).toBe('acknowledged')
    expect(discord.commands().length).toBeGreaterThan(0)
    expect(readdirSync(folder.path).filter(name => name.endsWith('.sqlite'))).toEqual(['recall.sqlite'])
    slack.sockets.takeNext('refused', 100)
    slack.sockets.drop()
    await vi.waitFor(async () => expect(await read(`${recall.url}/readyz`)).toEqual([503, 'not ready: Slack is not connected']), 5000)
    expect(await recall.end('SIGTERM')).toBe(0)
    await discord.close()
  })

  it('and one of Discord serves Discord while Slack is away', async () => {
    const discord = await openDiscord()
    const recall = beginRecall({ ...socket(), SLACK_API_URL: 'http://127.0.0.1:1/api/', DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.api })
    await vi.waitFor(() => expect(discord.gateway.sessions.size).toBe(1), 20_000)
    const guild = discord.addGuild({ system: 'general' })
    const ada = discord.person({ username: 'ada' })
    ada.join(guild)
    const { id } = discord.channel(guild, 'general')
    await vi.waitFor(async () => expect((await ada.command(id, 'rapid', { questions: 3 })).private).toBe(true), 10_000)
    await vi.waitFor(() => expect(discord.messages(id).some(({ components }) => JSON.stringify(components).includes('answer:'))).toBe(true), 30_000)
    expect(recall.output()).toBe('')
    expect(await recall.end('SIGTERM')).toBe(0)
    await discord.close()
  })

  it('lives on when Slack gives no new line for a while, and is ready again after', async () => {
    const recall = await startRecall(socket())
    slack.failNext({ error: 'invalid_auth' }, { times: 2, when: ({ method }) => method === 'apps.connections.open' })
    slack.sockets.drop()
    await vi.waitFor(async () => expect(await read(`${recall.url}/readyz`)).toEqual([503, 'not ready: Slack is not connected']), 5000)
    await vi.waitFor(async () => expect(await read(`${recall.url}/readyz`)).toEqual([200, 'ready']), 15_000)
    expect((await help()).kind).toBe('acknowledged')
    expect(await recall.end('SIGTERM')).toBe(0)
  })

  it('ends with 0 on SIGTERM also while it still waits for Slack', async () => {
    const recall = beginRecall({ ...socket(), SLACK_API_URL: 'http://127.0.0.1:1/api/' })
    await vi.waitFor(() => expect(recall.errors()).toContain('Slack cannot be reached; it is tried again'), 20_000)
    expect(recall.output()).toBe('')
    expect(await recall.end('SIGTERM')).toBe(0)
  })

  it('that Slack refuses ends with 78 and a sentence, which repeats no token', async () => {
    for (const [name, value] of [['SLACK_BOT_TOKEN', 'xoxb-not-this-one'], ['SLACK_APP_TOKEN', 'xapp-not-this-one']] as const) {
      const { code, errors, output } = await failToStart({ HTTP_PORT: '0', LOG_LEVEL: 'trace', ...socket(), [name]: value })
      expect([code, errors]).toEqual([78, expect.stringMatching(new RegExp(`Recall cannot start\\.\nSlack refused ${name}\\. Copy `))])
      expect(output + errors).not.toMatch(/not-this-one/)
    }
  })

  it('writes no secret into its logs: no token, no address of an answer, no ticket of a line', async () => {
    const recall = await startRecall({ ...socket(), LOG_LEVEL: 'trace' })
    slack.failNext({ status: 500 }, { times: 5, when: ({ method }) => method === 'response_url' || method === 'users.info' })
    slack.sockets.takeNext('refused')
    slack.sockets.drop()
    await vi.waitFor(async () => expect((await help()).kind).toBe('acknowledged'), 10_000)
    const channel = slack.addChannel()
    const ada = slack.person({ username: 'ada' })
    await ada.join(channel)
    await ada.slash(channel.id, '/recall', 'formula softmax')
    await vi.waitFor(() => expect(recall.errors()).toContain('an answer could not be given where it was asked for'), 10_000)
    await recall.end('SIGTERM')
    expect(recall.errors()).toContain('Slack cannot be reached')
    expect(recall.errors()).not.toMatch(/xoxb-|xapp-|ticket=[\w-]{8}|response\/\w+\/[\w]{8}|softmax/i)
  })
})

describe('a start that cannot be ends with 78 and a sentence that says what to do', () => {
  const failing = async (environment: Record<string, string>, expected = 78) => {
    const { code, errors } = await failToStart({ DATA_DIR: folder.path, HTTP_PORT: '0', ...environment })
    expect(code).toBe(expected)
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

  it('a Redis that cannot be reached, without its password: with 69, because it may be there at the next start', async () => {
    const errors = await failing({ REDIS_URL: 'redis://:hunter2@127.0.0.1:1' }, 69)
    expect(errors).toMatch(/Redis at 127\.0\.0\.1:1 cannot be reached \(.*\)\. Start it, correct REDIS_URL, or unset REDIS_URL to use the embedded store\./)
    expect(errors).not.toContain('hunter2')
  })

  it('a Redis that takes no writes now: with 69 too', async () => {
    const redis = await startRedis({ settings: ['--replicaof', '127.0.0.1 1'] })
    try {
      const errors = await failing({ REDIS_URL: redis.url }, 69)
      expect(errors).toContain('Redis takes no writes, because it is a replica now')
      expect(errors).toMatch(/Redis can be reached, but not written to \(.*\)\. Recall starts when it can\./)
    } finally {
      await redis.stop()
    }
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

  it('switch Slack on with its tokens, and the playground off unless it is asked for', () => {
    const [bot, app, secret] = ['xoxb-1-2-abc', 'xapp-1-A1-2-abc', '0123456789abcdef0123456789abcdef']
    expect(readConfig({ SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app })).toMatchObject({ PLAYGROUND: 'off', SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app })
    expect(readConfig({ SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: secret, PUBLIC_URL: 'https://recall.example.org/' })).toMatchObject({ PLAYGROUND: 'off', PUBLIC_URL: 'https://recall.example.org' })
    expect(complaint({ SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, PLAYGROUND: 'on' })).toBe('none')
    expect(complaint({ SLACK_BOT_TOKEN: bot })).toMatch(/SLACK_BOT_TOKEN is set, but nothing says how Slack reaches Recall\. Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for calls over HTTP\./)
    expect(complaint({ SLACK_APP_TOKEN: app })).toMatch(/SLACK_APP_TOKEN is set, but SLACK_BOT_TOKEN is not\. Set SLACK_BOT_TOKEN to the Bot User OAuth Token/)
    expect(complaint({ SLACK_SIGNING_SECRET: secret })).toMatch(/SLACK_SIGNING_SECRET is set, but SLACK_BOT_TOKEN is not\./)
    expect(complaint({ SLACK_BOT_TOKEN: app, SLACK_APP_TOKEN: bot })).toMatch(/SLACK_BOT_TOKEN is not valid: copy the Bot User OAuth Token \(OAuth & Permissions\), which begins with xoxb-\.\nSLACK_APP_TOKEN is not valid: copy the app-level token \(Basic Information\), which begins with xapp-\./)
    expect(complaint({ SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: app })).toMatch(/SLACK_SIGNING_SECRET is not valid: copy the Signing Secret \(Basic Information\), which is no token\./)
    expect(complaint({ SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_API_URL: 'proxy' })).toMatch(/SLACK_API_URL is not valid: must be an address such as/)
    expect(complaint({ PUBLIC_URL: 'recall.example.org' })).toMatch(/PUBLIC_URL is not valid: must be the address at which this process is reached from outside, such as https:/)
  })

  it('refuse the playground in a process that is reached from outside', () => {
    const called = { SLACK_BOT_TOKEN: 'xoxb-1-2-abc', SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef', PLAYGROUND: 'on' }
    expect(complaint(called)).toMatch(/PLAYGROUND is on and SLACK_SIGNING_SECRET is set, so this process is reached from outside; but the playground lets anyone/)
    expect(complaint({ PUBLIC_URL: 'https://recall.example.org' })).toMatch(/PLAYGROUND is on and PUBLIC_URL is set/)
    expect(complaint({ ...called, SLACK_APP_TOKEN: 'xapp-1-A1-2-abc' })).toBe('none')
  })

  it('refuse many workspaces, which this version does not serve yet, rather than ignore what they need', () => {
    for (const name of ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'SLACK_AUTHORIZE_URL']) {
      expect(complaint({ [name]: 'x' })).toContain(`${name} is set, but this version of Recall serves one Slack workspace, by its own tokens. Unset ${name}, and set SLACK_BOT_TOKEN.`)
    }
  })

  it('switch Discord on with its token, and the playground off unless it is asked for', () => {
    expect(readConfig({ DISCORD_TOKEN: 'a.b.c' }).PLAYGROUND).toBe('off')
    expect(readConfig({ DISCORD_TOKEN: 'a.b.c', PLAYGROUND: 'on' }).PLAYGROUND).toBe('on')
    expect(readConfig({ DISCORD_TOKEN: 'a.b.c', HTTP_HOST: '0.0.0.0' }).HTTP_HOST).toBe('0.0.0.0')
    expect(complaint({ DISCORD_TOKEN: 'a.b.c', PLAYGROUND: 'on', HTTP_HOST: '0.0.0.0' })).toMatch(/HTTP_HOST is 0\.0\.0\.0, but the playground/)
    expect(complaint({ PLAYGROUND: 'off' })).toMatch(/PLAYGROUND is off and no platform is set up, so there is nothing to run\. Set PLAYGROUND to on, or DISCORD_TOKEN, or SLACK_BOT_TOKEN\./)
    expect(complaint({ DISCORD_TOKEN: 'the client secret' })).toMatch(/DISCORD_TOKEN is not valid: copy the token from the Bot page of your application/)
  })

  it('read shards as ranges and lists, and refuse those that cannot be', () => {
    const shards = (DISCORD_SHARDS: string, DISCORD_SHARD_COUNT: string) => readConfig({ DISCORD_TOKEN: 'a.b.c', DISCORD_SHARDS, DISCORD_SHARD_COUNT }).DISCORD_SHARDS
    expect([shards('0-3', '16'), shards('0,2', '3'), shards('0-1,4', '5')]).toEqual([[0, 1, 2, 3], [0, 2], [0, 1, 4]])
    expect(complaint({ DISCORD_SHARDS: '0-3' })).toMatch(/DISCORD_SHARDS and DISCORD_SHARD_COUNT go together/)
    expect(complaint({ DISCORD_SHARD_COUNT: '16' })).toMatch(/DISCORD_SHARDS and DISCORD_SHARD_COUNT go together/)
    expect(complaint({ DISCORD_SHARDS: '2-4', DISCORD_SHARD_COUNT: '4' })).toMatch(/DISCORD_SHARDS names shard 4, but with DISCORD_SHARD_COUNT=4 the last one is 3\./)
    expect(complaint({ DISCORD_SHARDS: '0 to 3', DISCORD_SHARD_COUNT: '4' })).toMatch(/DISCORD_SHARDS is not valid: must be shard numbers such as 0-3 or 0,2, each once\./)
    expect(complaint({ DISCORD_SHARDS: '1-0,3', DISCORD_SHARD_COUNT: '4' })).toMatch(/DISCORD_SHARDS is not valid/)
    expect(complaint({ DISCORD_SHARDS: '0,1,1', DISCORD_SHARD_COUNT: '4' })).toMatch(/DISCORD_SHARDS is not valid/)
    expect(complaint({ DISCORD_SHARDS: '0', DISCORD_SHARD_COUNT: 'all' })).toMatch(/DISCORD_SHARD_COUNT is not valid: must be a whole number from 1\./)
  })

  it('refuse an address of Discord that is none', () => {
    expect(complaint({ DISCORD_API_URL: 'proxy:8080' })).toMatch(/DISCORD_API_URL is not valid: must be an address such as http:\/\/127\.0\.0\.1:8080\/api\./)
    expect(complaint({ DISCORD_API_URL: 'http://127.0.0.1:8080/api' })).toBe('none')
  })

  it('are all listed in .env.example, with their defaults', () => {
    const example = readFileSync('.env.example', 'utf8')
    const listed = [...example.matchAll(/^#?([A-Z_]+)=(.*)$/gm)].map(match => [match[1] ?? '', match[2] ?? ''] as const)
    expect(listed.map(([name]) => name).toSorted()).toEqual(['CONTENT_DIR', 'DATA_DIR', 'DISCORD_API_URL', 'DISCORD_SHARDS', 'DISCORD_SHARD_COUNT', 'DISCORD_TOKEN', 'HTTP_HOST', 'HTTP_PORT', 'LOG_LEVEL', 'PLAYGROUND', 'PUBLIC_URL', 'REDIS_INSECURE', 'REDIS_URL', 'SLACK_API_URL', 'SLACK_APP_TOKEN', 'SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET'])
    expect(Object.fromEntries(listed.filter(([, value]) => value !== ''))).toEqual(Object.fromEntries(Object.entries(readConfig({})).map(([name, value]) => [name, String(value)])))
  })
})

describe('logs', () => {
  it('hold no password of a URL and no token of Discord or Slack', () => {
    const discord = ['MTIzNDU2Nzg5MDEyMzQ1Njc4', 'GabcDE', 'a'.repeat(38)].join('.')
    const slack = ['xoxb', '123', 'abcDEF'].join('-')
    expect(redact(`redis://user:hunter2@host/0 ${slack} ${discord}`)).toBe('redis://user:***@host/0 *** ***')
  })
})
