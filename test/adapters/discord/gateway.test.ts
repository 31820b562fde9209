import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../../standins/discord/person.ts'
import type { Channel, Message } from '../../standins/discord/world.ts'
import { openDiscordStage, type DiscordStage } from '../../support/discord.ts'
import { ask, later, openGroup, playToTheEnd, postsIn, titles, type Group } from './playing.ts'
import { click, wordsOf } from './said.ts'

let group: Group
let stage: DiscordStage
let general: Channel
let ada: Person
let bob: Person

beforeEach(async () => {
  group = await openGroup();
  ({ stage, general, ada, bob } = group)
})
afterEach(async () => { await stage.close() })

describe('the gateway', () => {
  const connected = async () => { await expect.poll(() => stage.recall.ready().then(() => true, () => false), { timeout: 20_000 }).toBe(true) }
  const answered = async (question: Message) => { await stage.pass(2); return /(\d+) answers? so far/.exec(wordsOf(question))?.[1] }

  it('drops in the middle of a round: what was pressed meanwhile is delivered at the resume, and counted once', async () => {
    const question = await ask(group)
    const before = await click(ada, question, 'A')
    stage.discord.gateway.dropSockets()
    const seen = await Promise.all([click(bob, question, 'B'), click(ada, question, 'C')])
    expect([before, ...seen].map(one => wordsOf(one.message))).toEqual(['Locked in: A.', 'Locked in: B.', 'You answered A. The first answer counts and cannot be changed.'])
    expect(await answered(question)).toBe('2')
    expect(stage.discord.gateway.log).toEqual({ identifies: 1, resumes: 1 })
    await connected()
    await later(group, () => titles(group).length > 1)
    expect(wordsOf(question)).toMatch(/of 2 answers (was|were) right/)
  })

  it('asks to connect again (opcode 7): the round goes on', async () => {
    const question = await ask(group)
    stage.discord.gateway.askToReconnect()
    await expect.poll(() => stage.discord.gateway.log.resumes, { timeout: 10_000 }).toBe(1)
    await connected()
    await playToTheEnd(group, question)
  })

  it('has forgotten the session (opcode 9): Recall identifies anew, greets nobody again, and the round goes on', async () => {
    const question = await ask(group)
    stage.discord.gateway.forgetSessions()
    await expect.poll(() => stage.discord.gateway.log.identifies, { timeout: 20_000 }).toBe(2)
    await connected()
    await playToTheEnd(group, question)
    expect(stage.discord.messages(group.lobby.id)).toHaveLength(1)
  })

  it('is gone for a while with everything else, and comes back: the round is played to its end', async () => {
    const question = await ask(group)
    await click(ada, question, 'A')
    await stage.discord.stopListening()
    await stage.pass(22)
    await expect(stage.recall.ready()).rejects.toThrow('Discord is not connected.')
    await stage.discord.listen()
    await connected()
    await later(group, () => titles(group).length > 1)
    expect(wordsOf(question)).toMatch(/the answer is/)
    await click(bob, stage.newest(general.id), 'A')
  })
})

describe('the start', () => {
  it('waits for Discord, and then serves', async () => {
    const late = stage.beside()
    await stage.discord.stopListening()
    const serving = late.recall.enter().then(() => late.recall.serve(late.bot))
    await expect.poll(() => stage.troubles.filter(line => line.startsWith('Discord cannot be reached; it is tried again')).length).toBeGreaterThan(0)
    await expect(late.recall.ready()).rejects.toThrow('Discord is not connected.')
    await stage.discord.listen()
    await serving
    await expect.poll(() => late.recall.ready().then(() => true, () => false), { timeout: 10_000 }).toBe(true)
    await late.recall.stop()
  })

  it('posts what is due as soon as it knows who it is, before the gateway is connected, and knows its own posts again', async () => {
    const late = stage.beside()
    await late.recall.enter()
    const guild = stage.discord.addGuild()
    const channel = { platform: 'discord', home: guild.id, id: stage.discord.channel(guild, 'general').id }
    const post = (triedAt: number | null) => late.recall.surface.post(channel, { kind: 'note', text: 'Due.' }, { key: 'due', triedAt })
    const first = await post(null)
    await stage.pass(600)
    expect(await post(stage.now() - 600_000)).toEqual(first)
    await expect(late.recall.ready()).rejects.toThrow('Discord is not connected.')
    await late.recall.stop()
  })

  it('does not wait until Discord knows of the commands: they are told later', async () => {
    const fresh = await openDiscordStage()
    fresh.discord.commands().splice(0)
    fresh.discord.failNext({ status: 500 }, { times: 9, when: ({ route }) => route.endsWith('/commands') })
    await fresh.restart()
    expect(fresh.discord.commands()).toEqual([])
    await expect.poll(() => fresh.discord.commands().length, { timeout: 10_000 }).toBeGreaterThan(0)
    expect(new Set(fresh.troubles.map(line => line.replace(/: .*/, '')))).toEqual(new Set(['Discord could not be told of the commands; it is tried again']))
    await fresh.close()
  })

  it('with a wrong token ends with a sentence', async () => {
    const wrong = stage.beside('wrong.token.here')
    await expect(wrong.recall.enter()).rejects.toThrow('Discord refused DISCORD_TOKEN. Copy the token again from the Bot page of your application (Reset Token makes a new one).')
    await wrong.recall.stop()
    expect(stage.discord.invalidRequests()).toBe(1)
  })
})

describe('a token', () => {
  it('that Discord refuses once, by mistake, is tried again after a minute', async () => {
    stage.discord.failNext({ status: 401 }, { when: postsIn(group) })
    await ada.command(general.id, 'rapid', { questions: 3 })
    await stage.pass(0)
    for (let second = 0; second < 59; second++) await stage.pass(1)
    expect(stage.discord.requests.filter(postsIn(group))).toHaveLength(1)
    await later(group, () => titles(group).length > 0)
    expect(titles(group)).toEqual(['Question 1 of 3'])
  })

  it('that is revoked ends the connection for good: the log says so, health knows it, and hardly a request is made any more', async () => {
    await ask(group)
    stage.discord.revokeToken()
    await expect.poll(() => stage.troubles).toContain('Discord has ended the connection for good: Close code 4004.')
    await expect(stage.recall.ready()).rejects.toThrow('Discord is not connected.')
    for (let hour = 0; hour < 72; hour++) await stage.pass(3600)
    expect(stage.discord.invalidRequests()).toBeLessThanOrEqual(3)
  })
})
