import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../../standins/discord/person.ts'
import type { Recorded } from '../../standins/discord/rest.ts'
import type { Channel, Guild } from '../../standins/discord/world.ts'
import type { DiscordStage } from '../../support/discord.ts'
import { ask, isEdit, later, openGroup, playToTheEnd, postsIn, titles, type Group } from './playing.ts'
import { click, wordsOf } from './said.ts'

let group: Group
let stage: DiscordStage
let guild: Guild
let general: Channel
let ada: Person
let bob: Person

async function open(options: Parameters<typeof openGroup>[0] = {}): Promise<void> {
  group = await openGroup(options);
  ({ stage, guild, general, ada, bob } = group)
}

const isPost = (request: Recorded) => postsIn(group)(request)

describe('what Discord does not take', () => {
  beforeAll(async () => { await open() })
  beforeEach(() => {
    general = stage.discord.addChannel(guild, { name: 'another' })
    group = { ...group, general }
  })
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
    await playToTheEnd(group, await ask(group))
  })

  it.each([
    ['500 on post after post', { status: 500 }, isPost],
    ['503 on edit after edit', { status: 503 }, isEdit],
    ['resets after post after post', 'reset after', isPost],
    ['resets before edit after edit', 'reset before', isEdit],
  ] as const)('for a while, %s, more than the library tries: Recall tries later', async (_, fault, when) => {
    stage.troubles.length = 0
    stage.discord.failNext(fault, { times: 7, when })
    await playToTheEnd(group, await ask(group))
    expect(new Set(stage.troubles.map(line => line.replace(/: .*/, '')))).toEqual(new Set(['Discord did not take a message; it is tried again']))
  })

  it('a hang: Recall does not wait for ever', async () => {
    stage.discord.failNext('hang', { when: isPost })
    await playToTheEnd(group, await ask(group))
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
    await later(group, () => titles(group).length > 0)
    expect(titles(group)).toEqual(['Question 1 of 3'])
    expect(stage.discord.invalidRequests()).toBe(1)
  })

  it('on an edit: the reveal still comes before the next question', async () => {
    const question = await ask(group)
    await click(ada, question, 'A')
    stage.discord.failNext({ status: 429, retryAfter: 30 }, { when: isEdit })
    await stage.pass(22)
    await stage.pass(15)
    expect(titles(group)).toEqual(['Question 1 of 3'])
    await later(group, () => titles(group).length > 1)
    expect(wordsOf(question)).toMatch(/the answer is/)
    expect(titles(group)).toEqual(['Question 1 of 3', 'Question 2 of 3'].map((title, place) => place === 0 ? expect.stringMatching(/^Question 1 of 3/) as string : title))
  })

  it('on everything: answers to people are not held up, and what is public waits', async () => {
    const question = await ask(group)
    stage.discord.failNext({ status: 429, retryAfter: 2, global: true }, { when: isEdit })
    const revealed = (async () => { await click(ada, question, 'A'); await stage.pass(2) })()
    const seen = await click(bob, question, 'B')
    expect(seen.latencyMs).toBeLessThan(1500)
    await revealed
    await later(group, () => titles(group).length > 1)
    expect(wordsOf(question)).toMatch(/of 2 answers (was|were) right/)
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
    expect(titles(group)).toEqual(['Daily question'])
    expect(stage.newest(general.id).thread).not.toBe(null)
  })

  it('of minutes leaves a second message where Recall may not read the history: it cannot see the first', async () => {
    isOut = true
    stage.discord.overwriteBot(general, { deny: ['ReadMessageHistory'] })
    await daily()
    await losePost(4)
    expect(titles(group)).toEqual(['Daily question', 'Daily question'])
  })
})
