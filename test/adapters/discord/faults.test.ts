import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Person } from '../../standins/discord/person.ts'
import type { Recorded } from '../../standins/discord/rest.ts'
import type { Channel, Guild, Message } from '../../standins/discord/world.ts'
import { openDiscordStage, type DiscordStage } from '../../support/discord.ts'
import { click, rightOn, wordsOf } from './said.ts'

let stage: DiscordStage
let guild: Guild
let general: Channel
let ada: Person
let bob: Person

async function open(options: Parameters<typeof openDiscordStage>[0] = {}): Promise<void> {
  stage = await openDiscordStage({ ...options, prepare: discord => { guild = discord.addGuild({ channels: ['lobby', 'general'] }) } })
  general = stage.discord.channel(guild, 'general')
  ada = stage.discord.person({ username: 'ada' })
  bob = stage.discord.person({ username: 'bob' })
  for (const person of [ada, bob]) person.join(guild)
  const lobby = stage.discord.channel(guild, 'lobby')
  await vi.waitFor(async () => {
    await stage.pass(0)
    expect(stage.discord.messages(lobby.id)).toHaveLength(1)
  })
}

const isPost = ({ method, route, path }: Recorded) => method === 'POST' && route === '/channels/:channel/messages' && path.includes(general.id)
const isEdit = ({ method, route }: Recorded) => method === 'PATCH' && route === '/channels/:channel/messages/:message'

/** The first lines of all public messages of the channel. */
const titles = () => stage.discord.messages(general.id).map(message => wordsOf(message).split('\n')[0]?.replace(/^### /, '').replace(/ · .*/, ''))

/** Starts a round of three questions as Ada; gives the first. */
async function ask(): Promise<Message> {
  await ada.command(general.id, 'rapid', { questions: 3, seconds: 20, scoring: 'accuracy' })
  await stage.pass(0)
  await expect.poll(async () => { await stage.pass(1); return titles().length }, { timeout: 20_000 }).toBe(1)
  return stage.newest(general.id)
}

/** Plays the round that begins with this question to its end: Ada is always right and Bob never. */
async function playOn(first: Message): Promise<void> {
  let question = first
  for (const number of [1, 2, 3]) {
    const right = rightOn(question)
    await click(ada, question, right)
    await click(bob, question, right === 'A' ? 'B' : 'A')
    await later(() => stage.discord.messages(general.id).length > number || wordsOf(stage.newest(general.id)).startsWith('### Podium'))
    expect(wordsOf(question)).toMatch(/the answer is/)
    question = stage.newest(general.id)
  }
}

/** Lets seconds pass until it is so. */
async function later(isSo: () => boolean): Promise<void> {
  for (let second = 0; second < 120 && !isSo(); second++) await stage.pass(1)
  expect(isSo()).toBe(true)
}

/** Nothing was lost and nothing counted twice: three questions, a podium, and the points of three right answers. */
async function expectWholeRound(): Promise<void> {
  expect(titles()).toEqual(['Question 1 of 3', 'Question 2 of 3', 'Question 3 of 3', 'Podium'])
  expect(wordsOf(stage.newest(general.id))).toContain('ada 3/3 · 3,000')
}

describe('what Discord does not take', () => {
  beforeAll(async () => { await open() })
  beforeEach(() => { general = stage.discord.addChannel(guild, { name: 'another' }) })
  afterAll(async () => { await stage.close() })

  it.each([
    ['a limit on the post', { status: 429 }, isPost],
    ['a limit on an edit', { status: 429 }, isEdit],
    ['500 on the post', { status: 500 }, isPost],
    ['502 on an edit', { status: 502 }, isEdit],
    ['a reset before the post', 'reset before', isPost],
    ['a reset after the post', 'reset after', isPost],
    ['a reset before an edit', 'reset before', isEdit],
    ['a reset after an edit', 'reset after', isEdit],
  ] as const)('at first, %s: the round is played to its end, nothing is lost and nothing double', async (_, fault, when) => {
    stage.discord.failNext(fault, { times: 2, when })
    await playOn(await ask())
    await expectWholeRound()
  })

  it.each([
    ['500 on post after post', { status: 500 }, isPost],
    ['503 on edit after edit', { status: 503 }, isEdit],
    ['resets after post after post', 'reset after', isPost],
    ['resets before edit after edit', 'reset before', isEdit],
  ] as const)('for a while, %s, more than the library tries: Recall tries later', async (_, fault, when) => {
    stage.troubles.length = 0
    stage.discord.failNext(fault, { times: 7, when })
    await playOn(await ask())
    await expectWholeRound()
    expect(new Set(stage.troubles.map(line => line.replace(/: .*/, '')))).toEqual(new Set(['Discord did not take a message; it is tried again']))
  })

  it('a hang: Recall does not wait for ever', async () => {
    stage.discord.failNext('hang', { when: isPost })
    await playOn(await ask())
    await expectWholeRound()
  })
})

describe('a limit that lasts', () => {
  beforeEach(async () => { await open() })
  afterEach(async () => { await stage.close() })

  it('on a post: Recall does not ask again before the time that Discord names, and posts once', async () => {
    stage.discord.failNext({ status: 429, retryAfter: 30 }, { when: isPost })
    await ada.command(general.id, 'rapid', { questions: 3 })
    for (let second = 0; second < 30; second++) await stage.pass(1)
    expect(stage.discord.requests.filter(isPost)).toHaveLength(1)
    await later(() => titles().length > 0)
    expect(titles()).toEqual(['Question 1 of 3'])
    expect(stage.discord.invalidRequests()).toBe(1)
  })

  it('on an edit: the reveal still comes before the next question', async () => {
    const question = await ask()
    await click(ada, question, 'A')
    stage.discord.failNext({ status: 429, retryAfter: 30 }, { when: isEdit })
    await stage.pass(22)
    await stage.pass(15)
    expect(titles()).toEqual(['Question 1 of 3'])
    await later(() => titles().length > 1)
    expect(wordsOf(question)).toMatch(/the answer is/)
    expect(titles()).toEqual(['Question 1 of 3', 'Question 2 of 3'].map((title, place) => place === 0 ? expect.stringMatching(/^Question 1 of 3/) as string : title))
  })

  it('on everything: answers to people are not held up, and what is public waits', async () => {
    const question = await ask()
    stage.discord.failNext({ status: 429, retryAfter: 2, global: true }, { when: isEdit })
    const revealed = (async () => { await click(ada, question, 'A'); await stage.pass(2) })()
    const seen = await click(bob, question, 'B')
    expect(seen.latencyMs).toBeLessThan(1500)
    await revealed
    await playOn(question)
    expect(stage.discord.invalidRequests()).toBe(1)
  })
})

describe('an outage', () => {
  beforeEach(async () => { await open() })
  afterEach(async () => { await stage.close() })

  const daily = async (options = {}) => {
    const boss = stage.discord.person({ username: 'boss' })
    boss.join(guild, { roles: [stage.discord.addRole(guild, { name: 'admins', permissions: ['ManageGuild'] }).id] })
    await boss.command(general.id, 'daily set', { time: '12:05', timezone: 'UTC', thread: 'on', ...options })
  }
  /** The post has its effect, but for so many minutes no answer of Discord arrives. */
  const losePost = async (minutes: number) => {
    stage.discord.failNext('reset after', { times: 3, when: isPost })
    await stage.pass(300)
    expect(stage.discord.messages(general.id)).toHaveLength(1)
    expect(stage.newest(general.id).thread).toBe(null)
    stage.discord.failNext('reset before', { times: 1000, when: () => isOut })
    const until = stage.now() + minutes * 60_000
    while (stage.now() < until) await stage.pass(5)
    isOut = false
    for (let minute = 0; minute < 20; minute++) await stage.pass(60)
  }
  let isOut = true

  it.each([0.2, 4, 30])('of %s minutes just after a daily was posted leaves one message, with its thread', async minutes => {
    isOut = true
    await daily()
    await losePost(minutes)
    expect(titles()).toEqual(['Daily question'])
    expect(stage.newest(general.id).thread).not.toBe(null)
  })

  it('of minutes leaves a second message where Recall may not read the history: it cannot see the first', async () => {
    isOut = true
    stage.discord.overwriteBot(general, { deny: ['ReadMessageHistory'] })
    await daily()
    await losePost(4)
    expect(titles()).toEqual(['Daily question', 'Daily question'])
  })
})

describe('the gateway', () => {
  beforeEach(async () => { await open() })
  afterEach(async () => { await stage.close() })

  const connected = async () => { await expect.poll(() => stage.recall.ready().then(() => true, () => false), { timeout: 20_000 }).toBe(true) }
  const answered = async (question: Message) => { await stage.pass(2); return /(\d+) answers? so far/.exec(wordsOf(question))?.[1] }

  it('drops in the middle of a round: what was pressed meanwhile is delivered at the resume, and counted once', async () => {
    const question = await ask()
    const before = await click(ada, question, 'A')
    stage.discord.gateway.dropSockets()
    const seen = await Promise.all([click(bob, question, 'B'), click(ada, question, 'C')])
    expect([before, ...seen].map(one => wordsOf(one.message))).toEqual(['Locked in: A.', 'Locked in: B.', 'You answered A. The first answer counts and cannot be changed.'])
    expect(await answered(question)).toBe('2')
    expect(stage.discord.gateway.log).toEqual({ identifies: 1, resumes: 1 })
    await connected()
    await playOn(question)
  })

  it('asks to connect again (opcode 7): the round goes on', async () => {
    const question = await ask()
    stage.discord.gateway.askToReconnect()
    await expect.poll(() => stage.discord.gateway.log.resumes, { timeout: 10_000 }).toBe(1)
    await connected()
    await playOn(question)
    await expectWholeRound()
  })

  it('has forgotten the session (opcode 9): Recall identifies anew, greets nobody again, and the round goes on', async () => {
    const question = await ask()
    stage.discord.gateway.forgetSessions()
    await expect.poll(() => stage.discord.gateway.log.identifies, { timeout: 20_000 }).toBe(2)
    await connected()
    await playOn(question)
    await expectWholeRound()
    expect(stage.discord.messages(stage.discord.channel(guild, 'lobby').id)).toHaveLength(1)
  })

  it('is gone for a while with everything else, and comes back: the round is played to its end', async () => {
    const question = await ask()
    await click(ada, question, 'A')
    await stage.discord.stopListening()
    await stage.pass(22)
    await expect(stage.recall.ready()).rejects.toThrow('Discord is not connected.')
    await stage.discord.listen()
    await connected()
    await later(() => titles().length > 1)
    expect(wordsOf(question)).toMatch(/the answer is/)
    await click(bob, stage.newest(general.id), 'A')
  })
})

describe('the start', () => {
  beforeEach(async () => { await open() })
  afterEach(async () => { await stage.close() })

  it('waits for Discord, and then serves', async () => {
    const late = stage.beside()
    await stage.discord.stopListening()
    const serving = late.recall.serve(late.bot)
    await expect.poll(() => stage.troubles.filter(line => line.startsWith('Discord cannot be reached; it is tried again')).length).toBeGreaterThan(0)
    await expect(late.recall.ready()).rejects.toThrow('Discord is not connected.')
    await stage.discord.listen()
    await serving
    await expect.poll(() => late.recall.ready().then(() => true, () => false), { timeout: 10_000 }).toBe(true)
    await late.recall.stop()
  })

  it('with a wrong token ends with a sentence', async () => {
    const wrong = stage.beside('wrong.token.here')
    await expect(wrong.recall.serve(wrong.bot)).rejects.toThrow('Discord refused DISCORD_TOKEN. Copy the token again from the Bot page of your application (Reset Token makes a new one).')
    await wrong.recall.stop()
    expect(stage.discord.invalidRequests()).toBe(1)
  })
})

describe('a token', () => {
  beforeEach(async () => { await open() })
  afterEach(async () => { await stage.close() })

  it('that Discord refuses once, by mistake, is tried again after a minute', async () => {
    stage.discord.failNext({ status: 401 }, { when: isPost })
    await ada.command(general.id, 'rapid', { questions: 3 })
    await stage.pass(0)
    for (let second = 0; second < 59; second++) await stage.pass(1)
    expect(stage.discord.requests.filter(isPost)).toHaveLength(1)
    await later(() => titles().length > 0)
    expect(titles()).toEqual(['Question 1 of 3'])
  })

  it('that is revoked ends the connection for good: the log says so, health knows it, and hardly a request is made any more', async () => {
    await ask()
    stage.discord.revokeToken()
    await expect.poll(() => stage.troubles).toContain('Discord has ended the connection for good: Close code 4004.')
    await expect(stage.recall.ready()).rejects.toThrow('Discord is not connected.')
    for (let hour = 0; hour < 72; hour++) await stage.pass(3600)
    expect(stage.discord.invalidRequests()).toBeLessThanOrEqual(3)
  })
})
