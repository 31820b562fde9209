import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../src/bot/ports.ts'
import type { Person } from '../../standins/slack/person.ts'
import type { Channel, Message } from '../../standins/slack/world.ts'
import { libraryOf, typedQuestion } from '../../support/library.ts'
import type { SlackStage } from '../../support/slack.ts'
import { ask, openGroup, posts, type Group } from './playing.ts'
import { click, told, wordsOf } from './reading.ts'

let group: Group
let stage: SlackStage
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

/** How many have answered, as the open question says it. */
async function answers(question: Message): Promise<string | undefined> {
  await stage.pass(5)
  return /(\d+) answers? so far/.exec(wordsOf(question))?.[1]
}

const typed = () => libraryOf(Array.from({ length: 3 }, (_, place) => typedQuestion('metrics', `typed${place}`, ['0.5'])))
const said = () => stage.slack.privateMessages(ada.id).map(wordsOf)
const again = async () => await stage.slack.deliver(last().kind, last().payload)
const last = () => stage.slack.deliveries.at(-1) ?? expect.unreachable('Nothing was delivered.')

describe('everything is acknowledged within three seconds', () => {
  it('a slow store: the command is acknowledged first, and answered when it is done', async () => {
    await open()
    stage.bot.store = slowed(stage.bot.store, 2300)
    const seen = await ada.slash(general.id, '/recall', 'rapid questions:3')
    expect(seen.kind).toBe('acknowledged')
    expect(seen.latencyMs).toBeLessThan(3000)
    expect(seen.answers()).toEqual([])
    const answer = await seen.answer()
    expect(wordsOf(answer)).toMatch(/^A round of 3 questions starts now/)
    expect(answer.visibleTo).toBe(ada.id)
  })

  it.each(['socket', 'http'] as const)('a slow store, and what somebody writes to Recall (%s): Slack tells of it once', async over => {
    await open({ over })
    stage.bot.store = slowed(stage.bot.store, 2300)
    await ada.mention(general.id, 'help')
    expect(last()).toMatchObject({ kind: 'events_api', ok: true, retry: null })
    expect(said()).toEqual([])
    await stage.slack.until(() => said()[0], 'an answer')
  })

  it('a slow store, and an answer that takes the place of the private message pressed on', async () => {
    await open()
    const question = await (await ada.slash(general.id, '/recall', 'quiz questions:3')).answer()
    stage.bot.store = slowed(stage.bot.store, 2300)
    const seen = await click(ada, question, 'A')
    expect(seen.kind).toBe('acknowledged')
    expect(wordsOf(await seen.changed())).toMatch(/Because of/)
  })

  it.each([{ delay: 2500 }, 'hang'] as const)('a press, also while Slack does not say who pressed (%o): it counts', async fault => {
    await open()
    const question = await ask(group)
    stage.slack.failNext(fault, { when: ({ method }) => method === 'users.info' })
    const seen = await click(group.bob, question, 'A')
    expect(seen.latencyMs).toBeLessThan(2000)
    expect(await told(seen)).toBe('Locked in: A.')
    expect(await answers(question)).toBe('1')
  })

  it('a form whose trigger is too old by then: a sentence', async () => {
    await open({ library: typed() })
    const question = await ask(group)
    stage.slack.failNext({ error: 'expired_trigger_id' }, { when: ({ method }) => method === 'views.open' })
    expect(await told(click(ada, question, 'Type the answer…'))).toBe('That took too long just now. Please press again.')
    const view = await (await click(ada, question, 'Type the answer…')).modal()
    expect((await ada.submit(view, { answer: '0.5' })).kind).toBe('closed')
    await expect.poll(said).toContain('Locked in: “0.5”.')
  })

  it('a store that fails: a sentence', async () => {
    await open()
    const { store } = stage.bot
    stage.bot.store = { ...store, members: { ...store.members, groupOf: async () => { throw new Error('The store is gone.') } } }
    expect(await told(ada.slash(general.id, '/recall', 'rapid'))).toBe('I could not save that just now, so nothing was counted. Please try again in a moment.')
    stage.bot.store = store
    expect(stage.troubles).toEqual(['an interaction could not be handled: Error: The store is gone.'])
  })
})

describe('what was asked is in the store before it is acknowledged', () => {
  beforeEach(async () => { await open() })

  it('a press', async () => {
    const question = await ask(group)
    const { store } = stage.bot
    let isRecorded = false
    stage.bot.store = { ...store, answers: { ...store.answers, record: async (...answer) => { await sleep(300); const recorded = await store.answers.record(...answer); isRecorded = true; return recorded } } }
    await click(ada, question, 'A')
    expect(isRecorded).toBe(true)
  })
})

describe('an answer that cannot go where it was asked for', () => {
  beforeEach(async () => { await open() })

  it.each([{ status: 500 }, 'reset before'] as const)('goes privately into the channel (%o)', async fault => {
    const question = await ask(group)
    stage.slack.failNext(fault, { when: ({ method }) => method === 'response_url' })
    expect(await told(click(ada, question, 'A'))).toBe('Locked in: A.')
    expect(stage.slack.requests.at(-1)).toMatchObject({ method: 'chat.postEphemeral', args: { user: ada.id, channel: general.id } })
    expect(stage.troubles).toEqual([expect.stringMatching(/^an answer could not be given where it was asked for/)])
  })

  it('in no way at all is written down, and pressing again tells it', async () => {
    const question = await ask(group)
    stage.slack.failNext({ status: 500 }, { times: 2, when: ({ method }) => ['response_url', 'chat.postEphemeral'].includes(method) })
    expect((await click(ada, question, 'A')).kind).toBe('acknowledged')
    await expect.poll(() => stage.troubles.length).toBe(2)
    expect(await told(click(ada, question, 'B'))).toMatch(/^You answered A\./)
  })
})

describe('what is delivered twice has one effect', () => {
  beforeEach(async () => { await open() })

  it('a press, the same or another: one answer, the first', async () => {
    const question = await ask(group)
    await click(ada, question, 'A')
    expect((await Promise.all([again(), again(), again()])).map(({ ok }) => ok)).toEqual([true, true, true])
    await click(ada, question, 'B')
    await expect.poll(said).toHaveLength(1 + 1 + 3 + 1)
    expect(said()).toEqual([expect.stringMatching(/^A round of 3/), 'Locked in: A.', ...Array<unknown>(4).fill(expect.stringMatching(/^You answered A\./))])
    expect(await answers(question)).toBe('1')
    expect(stage.troubles).toEqual([])
  })

  it('a command: one round, and one answer to it', async () => {
    await ada.slash(general.id, '/recall', 'rapid questions:3')
    const bodies = await Promise.all([again(), again()])
    expect(bodies.map(({ ok, body }) => [ok, body])).toEqual([[true, {}], [true, {}]])
    await stage.pass(0)
    expect(posts(group)).toHaveLength(1)
    expect(said()).toHaveLength(1)
  })

  it('the same form: one answer', async () => {
    await stage.close()
    await open({ library: typed() })
    const question = await ask(group)
    const view = await (await click(ada, question, 'Type the answer…')).modal()
    await ada.submit(view, { answer: '0.5' })
    await expect.poll(said).toHaveLength(2)
    await again()
    await told(ada.slash(general.id, '/recall', 'help'))
    await told(ada.slash(general.id, '/recall', 'formula recall'))
    expect(said().slice(0, 3)).toEqual([expect.stringMatching(/^A round of 3/), 'Locked in: “0.5”.', expect.stringMatching(/help|quiz/i)])
    expect(await answers(question)).toBe('1')
  })
})

describe('two processes over one store, each with a connection', () => {
  it('one round, one answer to each, one message; whichever of them is asked', async () => {
    await open()
    const second = await stage.beside()
    expect(stage.slack.sockets.count()).toBe(2)
    expect(await told(ada.slash(general.id, '/recall', 'rapid questions:3'))).toMatch(/^A round of 3 questions starts now/)
    expect(await told(ada.slash(general.id, '/recall', 'rapid questions:3'))).toMatch(/running/)
    await stage.pass(0)
    const question = stage.newest(general.id)
    expect(await told(click(ada, question, 'A'))).toBe('Locked in: A.')
    expect(await told(click(ada, question, 'B'))).toMatch(/^You answered A\./)
    const { kind, payload } = last()
    await Promise.all([stage.slack.deliver(kind, payload), stage.slack.deliver(kind, payload)])
    expect(await answers(question)).toBe('1')
    expect(posts(group)).toHaveLength(1)
    await second.stop()
    expect(await told(click(group.bob, question, 'A'))).toBe('Locked in: A.')
    expect(stage.troubles).toEqual([])
  })
})
