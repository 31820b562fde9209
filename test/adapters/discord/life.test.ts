import { setTimeout as sleep } from 'node:timers/promises'
import { SnowflakeUtil } from 'discord.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../src/bot/ports.ts'
import type { Person } from '../../standins/discord/person.ts'
import type { Channel, Json, Message } from '../../standins/discord/world.ts'
import type { DiscordStage } from '../../support/discord.ts'
import { libraryOf, typedQuestion } from '../../support/library.ts'
import { ask, openGroup, type Group } from './playing.ts'
import { click, wordsOf } from './said.ts'

let group: Group
let stage: DiscordStage
let general: Channel
let ada: Person

async function open(options: Parameters<typeof openGroup>[0] = {}): Promise<void> {
  group = await openGroup(options);
  ({ stage, general, ada } = group)
}

afterEach(async () => { await stage.close() })

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
    const question = await ask(group)
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

  it.each(['help', 'formula'])('that hangs (of /%s, or of what is typed for it) is given up after five seconds, so that a stop is soon done', async command => {
    stage.discord.failNext('hang', { times: 3, when: ({ route }) => route.endsWith('/callback') })
    void (command === 'help' ? ada.command(general.id, command) : ada.autocomplete(general.id, command, 'name', 'f'))
    await expect.poll(() => stage.troubles, { timeout: 9000 }).toEqual([expect.stringMatching(/^an answer could not be delivered: AbortError/)])
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
    const question = await ask(group)
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
    expect(stage.discord.messages(general.id)).toHaveLength(1)
    expect(callbacks()).toEqual([204, 204])
  })

  it('two processes that hold the same shard: one round, one answer each, one message', async () => {
    const second = stage.beside()
    await second.recall.enter()
    await second.recall.serve(second.bot)
    const started = await ada.command(general.id, 'rapid', { questions: 3 })
    expect(wordsOf(started.message)).toMatch(/^A round of 3 questions starts now/)
    await stage.pass(0)
    const question = stage.newest(general.id)
    const seen = await click(ada, question, 'A')
    expect(wordsOf(seen.message)).toMatch(/^(Locked in: A\.|You answered A\.)/)
    expect(await answers(question)).toBe('1')
    expect(stage.discord.messages(general.id)).toHaveLength(1)
    expect(stage.discord.gateway.sessions.size).toBe(2)
    await second.recall.stop()
    expect(stage.troubles).toEqual([])
  })
})
