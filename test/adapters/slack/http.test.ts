import { request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { openReplays } from '../../../src/adapters/slack/replays.ts'
import type { Store } from '../../../src/bot/ports.ts'
import type { Delivery } from '../../standins/slack/deliveries.ts'
import type { Person } from '../../standins/slack/person.ts'
import type { Channel, Message } from '../../standins/slack/world.ts'
import { openSlackStage, type SlackStage } from '../../support/slack.ts'

let stage: SlackStage
let channel: Channel
let ada: Person

async function open(options: Parameters<typeof openSlackStage>[0] = {}): Promise<void> {
  stage = await openSlackStage({ over: 'http', ...options })
  channel = stage.slack.addChannel()
  ada = stage.slack.person({ username: 'ada' })
  await ada.join(channel)
}

/** The same store, that takes so long to say which group a home is. */
function slowed(store: Store, ms: number): Store {
  return { ...store, members: { ...store.members, groupOf: async (...home) => { await sleep(ms); return await store.members.groupOf(...home) } } }
}

async function ask(): Promise<Message> {
  await ada.slash(channel.id, '/recall', 'rapid questions:3')
  await stage.pass(1)
  const question = stage.slack.messages(channel.id).at(-1)
  if (question === undefined) throw new Error('No question was asked.')
  return question
}

/** How often somebody was told this alone. */
const told = (words: string) => stage.slack.privateMessages(ada.id).filter(({ text }) => text.includes(words)).length
const lastCall = () => stage.slack.http.calls.at(-1) ?? expect.unreachable('Nothing was called.')
const last = () => stage.slack.deliveries.at(-1) ?? expect.unreachable('Nothing was delivered.')
/** The same once more, signed at other instants, to each of two processes. */
const twiceMore = async ({ kind, payload }: Delivery) => await Promise.all([1, 2].map(age => stage.slack.http.forge(kind, payload, { age })))

/** The answer to a call of so many bytes, of which none has come yet. */
function statusOf(url: string, bytes: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method: 'POST', headers: { 'content-length': String(bytes) } }, response => {
      resolve(response.statusCode)
      call.destroy()
    })
    call.on('error', reject).flushHeaders()
  })
}

describe('signed calls', () => {
  afterEach(async () => { await stage.close() })

  it('bring commands and presses, once the address is proven', async () => {
    await open()
    expect(await stage.slack.http.verifyAddress()).toBe(true)
    const question = await ask()
    const seen = await ada.press(question, 'press-0')
    expect(seen.kind).toBe('acknowledged')
    expect((await seen.answer()).text).toMatch(/^Locked in: A\./)
    expect(stage.slack.sockets.log.connections).toBe(0)
    expect(stage.troubles).toEqual([])
  })

  it('are refused with another signature, when they are old, and when they are from the future', async () => {
    await open()
    await ada.slash(channel.id, '/recall', 'help')
    const before = told('Recall')
    const { kind, payload } = last()
    const statuses = []
    for (const forgery of [{ secret: 'another' }, { age: 310 }, { age: -70 }]) statuses.push(await stage.slack.http.forge(kind, payload, forgery))
    expect(statuses).toEqual([401, 401, 401])
    expect(told('Recall')).toBe(before)
    expect(await stage.slack.http.forge(kind, payload, { age: -50 })).toBe(200)
  })

  it('are taken once, in whatever spelling', async () => {
    await open()
    await ada.slash(channel.id, '/recall', 'rapid questions:3')
    const call = lastCall()
    const { 'X-Slack-Signature': signature = '', 'X-Slack-Request-Timestamp': stamp = '' } = call.headers
    expect(await stage.slack.http.replay(call)).toBe(401)
    expect(await stage.slack.http.replay({ ...call, headers: { ...call.headers, 'X-Slack-Signature': `${signature}=again` } })).toBe(401)
    expect(await stage.slack.http.replay({ ...call, headers: { ...call.headers, 'X-Slack-Request-Timestamp': `${stamp}.0` } })).toBe(401)
  })

  it('are refused while Recall is not ready, when they are too large, and anywhere else', async () => {
    await open()
    await ada.slash(channel.id, '/recall', 'help')
    const call = lastCall()
    const large = await statusOf(call.url, 2_000_000)
    const elsewhere = (await fetch(`${call.url}/more`, { method: 'POST' })).status
    const read = (await fetch(call.url)).status
    expect([large, elsewhere, read]).toEqual([413, 404, 404])
    await stage.recall.stop()
    await expect(stage.recall.ready()).rejects.toThrow('Slack is not connected.')
    expect(await stage.slack.http.forge('slash_commands', last().payload, {})).toBe(503)
  })

  it('that end before they are whole leave the process as it was', async () => {
    await open()
    await ada.slash(channel.id, '/recall', 'help')
    const half = request(lastCall().url, { method: 'POST', headers: { 'content-length': '100' } })
    half.on('error', () => undefined)
    half.write('payload=')
    await sleep(50)
    half.destroy()
    expect((await ada.slash(channel.id, '/recall', 'help')).kind).toBe('acknowledged')
  })
})

describe('the memory of signed calls', () => {
  const at = 1_800_000_000_000
  const call = (signature: string) => ({ stamp: at / 1000, signature })

  it('holds each for as long as Slack\'s clock and this one may take it', () => {
    const replays = openReplays()
    expect([replays.take(call('a'), at), replays.take(call('a'), at + 300_000)]).toEqual([true, false])
    expect(replays.take({ stamp: at / 1000 + 61, signature: 'b' }, at)).toBe(false)
    expect(replays.take({ stamp: at / 1000 + 60, signature: 'b' }, at)).toBe(true)
    expect(replays.take({ stamp: at / 1000 + 60, signature: 'b' }, at + 360_000)).toBe(false)
  })

  it('forgets the oldest when there are too many, and those whose time is over', () => {
    const replays = openReplays(2)
    for (const name of ['a', 'b', 'c']) replays.take(call(name), at)
    expect([replays.take(call('c'), at), replays.take(call('a'), at)]).toEqual([false, true])
    expect(replays.take(call('a'), at + 400_000)).toBe(false)
    expect(replays.take(call('d'), at + 400_000)).toBe(true)
    expect(replays.take(call('a'), at + 400_000)).toBe(true)
  })
})

describe('several processes behind one address', () => {
  afterEach(async () => { await stage.close() })

  it('share the work; what two of them are given has one effect', async () => {
    await open()
    const other = await stage.beside()
    const question = await ask()
    await ada.press(question, 'press-0')
    const press = last()
    const statuses = await twiceMore(press)
    expect((await ada.slash(channel.id, '/recall', 'help')).kind).toBe('acknowledged')
    statuses.push(...await twiceMore(last()))
    expect(statuses).toEqual([200, 200, 200, 200])
    await stage.pass(2)
    expect(new Set(stage.slack.http.calls.map(({ url }) => url)).size).toBe(2)
    expect(stage.slack.messages(channel.id)[0]?.text).toContain('1 answer so far')
    expect(stage.slack.http.calls.slice(-3).filter(({ answer }) => answer.includes('text'))).toHaveLength(1)
    await other.stop()
    expect((await ada.slash(channel.id, '/recall', 'help')).kind).toBe('acknowledged')
  })
})

for (const over of ['http', 'socket'] as const) {
  describe(`what is slow is acknowledged within three seconds, over ${over}`, () => {
    afterEach(async () => { await stage.close() })

    it('a store', async () => {
      await open({ over })
      stage.bot.store = slowed(stage.bot.store, 3300)
      const seen = await ada.slash(channel.id, '/recall', 'rapid questions:3')
      expect([seen.kind, seen.latencyMs < 2900]).toEqual(['acknowledged', true])
      expect((await seen.answer()).text).toMatch(/A round of 3 questions/)
    })

    it('Slack itself, asked who somebody is', async () => {
      await open({ over })
      stage.slack.failNext({ delay: 3500 }, { when: ({ method }) => method === 'users.info' })
      const seen = await ada.slash(channel.id, '/recall', 'help')
      expect([seen.kind, seen.latencyMs < 2900]).toEqual(['acknowledged', true])
      expect((await seen.answer()).text).not.toBe('')
    })

    it('and a stop waits for what has begun', async () => {
      await open({ over })
      stage.bot.store = slowed(stage.bot.store, 300)
      const seen = ada.slash(channel.id, '/recall', 'help')
      await expect.poll(() => stage.slack.requests.some(({ method }) => method === 'users.info')).toBe(true)
      await stage.recall.stop()
      expect(await seen).toMatchObject({ kind: 'acknowledged' })
    })
  })
}
