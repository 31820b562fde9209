import { setTimeout as sleep } from 'node:timers/promises'
import { SnowflakeUtil } from 'discord.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Store } from '../../../src/bot/ports.ts'
import type { Person } from '../../standins/discord/person.ts'
import type { Channel, Guild, Json, Message } from '../../standins/discord/world.ts'
import { openDiscordStage, type DiscordStage } from '../../support/discord.ts'
import { libraryOf, typedQuestion } from '../../support/library.ts'
import { click, pressOn, rightOn, wordsOf } from './said.ts'

let stage: DiscordStage
let guild: Guild
let general: Channel
let ada: Person

type Options = Parameters<typeof openDiscordStage>[0]

async function open(options: Options = {}): Promise<void> {
  stage = await openDiscordStage(options)
  guild = stage.discord.addGuild()
  general = stage.discord.channel(guild, 'general')
  ada = stage.discord.person({ username: 'ada' })
  ada.join(guild)
  await vi.waitFor(async () => {
    await stage.pass(0)
    expect(stage.discord.messages(general.id)).toHaveLength(1)
  })
}

afterEach(async () => { await stage.close() })

/** Starts a round as Ada; gives the question that it shows. */
async function ask(): Promise<Message> {
  await ada.command(general.id, 'rapid', { questions: 3 })
  await stage.pass(0)
  return stage.newest(general.id)
}

/** The same store, that takes so long to say which group a home is. */
function slowed(store: Store, ms: number): Store {
  return { ...store, members: { ...store.members, groupOf: async (...home) => { await sleep(ms); return await store.members.groupOf(...home) } } }
}

/** What Discord sent last, changed into another interaction: it has an id and a token of its own. */
function another(changes: Json = {}): Json {
  const last = stage.discord.interactions().at(-1)?.payload ?? {}
  return { ...last, id: SnowflakeUtil.generate({ timestamp: stage.now() }).toString(), token: `token-${Math.random()}`, ...changes }
}

/** The requests that answered interactions, and what became of each. */
function callbacks(): (number | null)[] {
  return stage.discord.requests.filter(({ route }) => route.endsWith('/callback')).map(({ status }) => status)
}

async function counted(name: string): Promise<number> {
  const line = (await stage.meter.text()).split('\n').find(one => one.startsWith(`${name}{platform="discord"}`))
  return Number(line?.split(' ').at(-1) ?? 0)
}

/** How many have answered, as the open question says it. */
async function answers(question: Message): Promise<string | undefined> {
  await stage.pass(2)
  return /(\d+) answers? so far/.exec(wordsOf(question))?.[1]
}

describe('every interaction is acknowledged within three seconds', () => {
  it('a slow store: privately at first that the answer is on its way, then the answer in its place', async () => {
    await open()
    stage.bot.store = slowed(stage.bot.store, 1700)
    const seen = await ada.command(general.id, 'rapid', { questions: 3 })
    expect(seen).toMatchObject({ kind: 'message', deferred: true, private: true })
    expect(seen.latencyMs).toBeLessThan(3000)
    expect(wordsOf(seen.message)).toMatch(/^A round of 3 questions starts now/)
    expect(seen.message?.visibleTo).toBe(ada.id)
  })

  it('a slow store, and an answer that takes the place of the private message pressed on', async () => {
    await open()
    const first = await ada.command(general.id, 'quiz', { questions: 3 })
    stage.bot.store = slowed(stage.bot.store, 1700)
    const question = first.message as Message
    const seen = await click(ada, question, 'A')
    expect(seen).toMatchObject({ deferred: true, private: true })
    await expect.poll(() => question.versions.length, { timeout: 5000 }).toBe(2)
    expect(wordsOf(question)).toMatch(/Because of/)
  })

  it('a form that takes too long: a sentence, because no form can follow later', async () => {
    await open({ library: libraryOf(Array.from({ length: 3 }, (_, place) => typedQuestion('metrics', `typed${place}`, ['0.5']))) })
    const question = await ask()
    stage.bot.store = slowed(stage.bot.store, 2600)
    const seen = await click(ada, question, 'Type the answer…')
    expect(seen).toMatchObject({ kind: 'message', private: true })
    expect(wordsOf(seen.message)).toBe('That took too long just now. Please press again.')
    stage.bot.store = slowed(stage.bot.store, 0)
  })

  it('a picture that takes long: the words of the answer wait for it, and the person knows', async () => {
    await open({ drawing: pictures => ({ ...pictures, png: async picture => { await sleep(1700); return await pictures.png(picture) } }) })
    const seen = await ada.command(general.id, 'formula', { name: stage.bot.library.formulas[0]?.name ?? '' })
    expect(seen).toMatchObject({ kind: 'message', deferred: true, private: true })
    expect([...seen.message?.files.keys() ?? []]).toEqual(['formula.png'])
  })

  it('a store that fails: a sentence', async () => {
    await open()
    const { store } = stage.bot
    stage.bot.store = { ...store, members: { ...store.members, groupOf: async () => { throw new Error('The store is gone.') } } }
    expect(wordsOf((await ada.command(general.id, 'rapid')).message)).toBe('I could not save that just now, so nothing was counted. Please try again in a moment.')
    stage.bot.store = store
    expect(stage.troubles).toEqual(['an interaction could not be handled: Error: The store is gone.'])
  })
})

describe('an acknowledgement', () => {
  beforeEach(async () => { await open({ patienceMs: 1000 }) })

  it('that was given though its response was lost counts as delivered (40060)', async () => {
    stage.discord.failNext('reset after', { when: ({ route }) => route.endsWith('/callback') })
    const seen = await ada.command(general.id, 'help')
    expect(seen.kind).toBe('message')
    await expect.poll(callbacks).toEqual([204, 400])
    expect(await counted('recall_acknowledgement_seconds_count')).toBe(1)
    expect(await counted('recall_late_acknowledgements_total')).toBe(0)
    expect(stage.troubles).toEqual([])
  })

  it('that comes too late (10062) is logged and counted, and what was asked for is done', async () => {
    stage.bot.store = slowed(stage.bot.store, 200)
    const seen = ada.command(general.id, 'rapid', { questions: 3 })
    await stage.pass(4)
    expect((await seen).kind).toBe('failed')
    expect(await counted('recall_late_acknowledgements_total')).toBe(1)
    expect(await counted('recall_acknowledgement_seconds_count')).toBe(0)
    expect(stage.troubles).toEqual([expect.stringMatching(/^an answer came too late for Discord: .*Unknown interaction/)])
    await stage.pass(0)
    expect(wordsOf(stage.newest(general.id))).toMatch(/^### Question 1 of 3/)
  })

  it('that Discord refuses for another reason is not sent again', async () => {
    stage.discord.failNext({ status: 503 }, { times: 3, when: ({ route }) => route.endsWith('/callback') })
    expect((await ada.command(general.id, 'help')).kind).toBe('failed')
    expect(callbacks()).toEqual([503, 503, 503])
    expect(stage.troubles).toEqual([expect.stringMatching(/^an answer could not be delivered/)])
    expect((await ada.command(general.id, 'help')).kind).toBe('message')
  })
})

describe('what is delivered twice has one effect', () => {
  beforeEach(async () => { await open() })

  it('a press: one answer, one acknowledgement', async () => {
    const question = await ask()
    await click(ada, question, 'A')
    await stage.discord.deliver(another(), { times: 3 })
    await expect.poll(callbacks).toHaveLength(2 + 3)
    expect(new Set(callbacks().slice(2))).toEqual(new Set([204, 400]))
    expect(await answers(question)).toBe('1')
    expect(stage.troubles).toEqual([])
  })

  it('a command: one round, and one answer to it', async () => {
    await ada.command(general.id, 'help')
    const data = { ...stage.discord.interactions().at(-1)?.payload['data'] as Json, id: '1', name: 'rapid', options: [{ type: 4, name: 'questions', value: 3 }] }
    const seen = await stage.discord.deliver(another({ data }), { times: 3 })
    expect(wordsOf(seen.message)).toMatch(/^A round of 3 questions starts now/)
    await stage.pass(0)
    expect(stage.discord.messages(general.id)).toHaveLength(2)
    expect(callbacks()).toEqual([204, 204])
  })

  it('two processes that hold the same shard: one round, one answer each, one message', async () => {
    const second = stage.beside()
    await second.recall.serve(second.bot)
    const started = await ada.command(general.id, 'rapid', { questions: 3 })
    expect(wordsOf(started.message)).toMatch(/^A round of 3 questions starts now/)
    await stage.pass(0)
    const question = stage.newest(general.id)
    const seen = await click(ada, question, 'A')
    expect(wordsOf(seen.message)).toMatch(/^(Locked in: A\.|You answered A\.)/)
    expect(await answers(question)).toBe('1')
    expect(stage.discord.messages(general.id)).toHaveLength(2)
    expect(stage.discord.gateway.sessions.size).toBe(2)
    await second.recall.stop()
    expect(stage.troubles).toEqual([])
  })
})

describe('an interaction that cannot be meant', () => {
  beforeEach(async () => { await open() })

  it('of an unknown type, or without what it should have, harms nothing', async () => {
    await ada.command(general.id, 'help')
    const broken: Json[] = [{ type: 99 }, { data: undefined }, { data: null }, { member: undefined }, { authorizing_integration_owners: undefined }, { app_permissions: 'many' }, { channel: undefined, channel_id: undefined }, { type: 3, data: {} }, { type: 5, data: { custom_id: 'settings:first' } }, { type: 4, data: { name: 'rapid' } }]
    for (const changes of broken) stage.discord.gateway.dispatch('INTERACTION_CREATE', another(changes), guild.id)
    expect((await ada.command(general.id, 'help')).kind).toBe('message')
    await ask()
    expect(wordsOf(stage.newest(general.id))).toMatch(/^### Question 1 of 3/)
    expect(stage.troubles.filter(line => !/^an interaction could not be (read|handled)|^an answer came too late/.test(line))).toEqual([])
  })

  it.each([
    ['forged', 'answer:zzzzzzzzzzzz:0:0', 'That round is not here any more. /rapid starts a new one.'],
    ['of a choice that is not there', 'answer:ROUND:0:3', 'That button is not one of mine any more. Use the newest message, or /help.'],
    ['of a question to come', 'answer:ROUND:1:0', 'That question is closed, so the answer does not count. The next one is on its way.'],
    ['for the verdict before the reveal', 'why:ROUND:0', 'That question is not revealed yet.'],
    ['with nothing of ours in it', '__proto__', 'That button is not one of mine any more. Use the newest message, or /help.'],
  ])('a press %s is answered kindly and changes nothing', async (_, custom, said) => {
    const question = await ask()
    const round = pressOn(question, 'A').split(':')[1] ?? ''
    const seen = await ada.forge(question, custom.replace('ROUND', round))
    expect(seen).toMatchObject({ kind: 'message', private: true })
    expect(wordsOf(seen.message)).toBe(said)
    expect(await answers(question)).toBe('0')
  })

  it('a press on an old message is answered kindly and changes nothing', async () => {
    const old = await ask()
    const press = pressOn(old, rightOn(old))
    await stage.pass(17)
    await stage.pass(4)
    const question = stage.newest(general.id)
    expect(wordsOf(question)).toMatch(/^### Question 2 of 3/)
    const versions = old.versions.length
    expect(wordsOf((await ada.forge(old, press)).message)).toBe('That question is closed, so the answer does not count. The next one is on its way.')
    expect(await answers(question)).toBe('0')
    expect(old.versions).toHaveLength(versions)
  })

  it('a press of one guild\'s round sent from another is answered kindly and changes nothing', async () => {
    const question = await ask()
    const elsewhere = stage.discord.addGuild({ name: 'Elsewhere' })
    const mallory = stage.discord.person({ username: 'mallory' })
    mallory.join(elsewhere)
    const there = stage.discord.channel(elsewhere, 'general')
    await mallory.command(there.id, 'rapid', { questions: 3 })
    await stage.pass(0)
    const theirs = stage.newest(there.id)
    for (const custom of [pressOn(question, 'A'), pressOn(question, 'A').replace('answer', 'next').replace(/:\d$/, ''), pressOn(question, 'A').replace('answer', 'why').replace(/:\d$/, '')]) {
      expect(wordsOf((await mallory.forge(theirs, custom)).message)).toBe('That round is not here any more. /rapid starts a new one.')
    }
    expect(await answers(question)).toBe('0')
    expect(await answers(theirs)).toBe('0')
  })

  it('a member who is timed out is told until when, and nothing is counted', async () => {
    const question = await ask()
    await click(ada, question, 'A')
    const bob = stage.discord.person({ username: 'bob' })
    bob.join(guild)
    const until = new Date(stage.now() + 3_600_000).toISOString()
    const { member } = (stage.discord.interactions().at(-1)?.payload ?? {}) as { member: Json }
    const seen = await stage.discord.deliver(another({ member: { ...member, user: { ...member['user'] as Json, id: bob.id, username: 'bob' }, communication_disabled_until: until } }))
    expect(wordsOf(seen.message)).toBe(`You are timed out here until <t:${Date.parse(until) / 1000}:F>. Then you can take part again.`)
    expect(await answers(question)).toBe('1')
  })
})
