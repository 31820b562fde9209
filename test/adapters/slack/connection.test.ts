import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSlack } from '../../../src/adapters/slack/slack.ts'
import { openMeter } from '../../../src/ops/meter.ts'
import type { Pictures } from '../../../src/pictures/pictures.ts'
import type { Person } from '../../standins/slack/person.ts'
import type { Channel } from '../../standins/slack/world.ts'
import { openSlackStage, type SlackStage } from '../../support/slack.ts'

let stage: SlackStage
let channel: Channel
let ada: Person

async function open(options: Parameters<typeof openSlackStage>[0] = {}): Promise<void> {
  stage = await openSlackStage(options)
  channel = stage.slack.addChannel()
  ada = stage.slack.person({ username: 'ada' })
  await ada.join(channel)
}
afterEach(async () => { await stage.close() })

/** Asks until somebody answers; gives how long nobody did, in milliseconds. */
async function darkness(): Promise<number> {
  const since = performance.now()
  await expect.poll(async () => (await ada.slash(channel.id, '/recall', 'help')).kind, { timeout: 20_000, interval: 20 }).toBe('acknowledged')
  return performance.now() - since
}

const isReady = async () => await stage.recall.ready().then(() => true, () => false)
const addressesAsked = () => stage.slack.requests.filter(({ method }) => method === 'apps.connections.open').length

describe('Socket Mode is back within three seconds', () => {
  beforeEach(async () => {
    await open({ patienceMs: 250 })
    await darkness()
  })

  for (const [how, lose] of [['was cut', 'drop'], ['is half dead', 'freeze'], ['Slack renews', 'askToReconnect']] as const) {
    it(`after a line that ${how}`, async () => {
      stage.slack.sockets[lose]()
      expect(await darkness()).toBeLessThan(3000)
      expect(await isReady()).toBe(true)
    })
  }

  it('after one that Slack renews again and again', async () => {
    for (let count = 0; count < 2; count += 1) {
      stage.slack.sockets.askToReconnect()
      expect(await darkness()).toBeLessThan(3000)
    }
  })
})

describe('a new line that Slack does not give', () => {
  beforeEach(async () => await open({ patienceMs: 250 }))

  for (const manner of ['refused', 'silent'] as const) {
    it(`(${manner}) is asked for again, within three seconds`, async () => {
      stage.slack.sockets.takeNext(manner)
      stage.slack.sockets.drop()
      const dark = darkness()
      await expect.poll(isReady).toBe(false)
      expect(await dark).toBeLessThan(3000)
      expect(await isReady()).toBe(true)
    })
  }

  it('at once is waited for', async () => {
    stage.slack.failNext({ delay: 2000 }, { when: ({ method }) => method === 'apps.connections.open' })
    const asked = addressesAsked()
    stage.slack.sockets.drop()
    await expect.poll(isReady).toBe(false)
    await darkness()
    expect(addressesAsked()).toBe(asked + 1)
  })

  for (const [what, fault] of [['trouble', { status: 503 }], ['a refusal', { error: 'invalid_auth' }], ['a cut', 'reset before'], ['its limits', { retryAfter: 1 }]] as const) {
    it(`because of ${what} at apps.connections.open: the process lives, says that it is not ready, and comes again`, async () => {
      const rejections: unknown[] = []
      const note = (error: unknown) => rejections.push(error)
      process.on('unhandledRejection', note)
      stage.slack.failNext(fault, { when: ({ method }) => method === 'apps.connections.open' })
      const asked = addressesAsked()
      stage.slack.sockets.drop()
      await expect.poll(isReady).toBe(false)
      await darkness()
      expect(addressesAsked()).toBe(asked + 2)
      expect(stage.troubles.join()).toContain('Slack cannot be reached; it is tried again')
      process.off('unhandledRejection', note)
      expect(rejections).toEqual([])
    })
  }
})

describe('what was taken', () => {
  beforeEach(async () => await open())

  const ask = async () => {
    await ada.slash(channel.id, '/recall', 'rapid questions:3')
    await stage.pass(1)
    return stage.slack.messages(channel.id).at(-1) ?? expect.unreachable('No question was asked.')
  }
  const last = () => stage.slack.deliveries.at(-1) ?? expect.unreachable('Nothing was delivered.')
  const again = async () => await stage.slack.deliver(last().kind, last().payload)
  const told = () => stage.slack.privateMessages(ada.id).map(({ text }) => text.split('\n')[0])

  for (const how of ['a press', 'a command'] as const) {
    it(`is answered though its line was lost before the acknowledgement: ${how}`, async () => {
      const question = await ask()
      const { store } = stage.bot
      const [begun, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
      const groupOf: typeof store.members.groupOf = async (...home) => {
        begun.resolve()
        await released.promise
        return await store.members.groupOf(...home)
      }
      stage.bot.store = { ...store, members: { ...store.members, groupOf } }
      stage.slack.sockets.takeNext('refused')
      const before = told().length
      const seen = how === 'a press' ? ada.press(question, 'press-0') : ada.slash(channel.id, '/recall', 'help')
      await begun.promise
      stage.slack.sockets.drop()
      await expect.poll(isReady).toBe(false)
      released.resolve()
      expect((await seen).kind).toBe('failed')
      await expect.poll(() => told().slice(before)).toHaveLength(1)
    })
  }

  it('comes again, even at once: a press is told its first answer, a command is not run again', async () => {
    const question = await ask()
    await (await ada.press(question, 'press-1')).answer()
    expect((await Promise.all([again(), again()])).map(({ ok }) => ok)).toEqual([true, true])
    await stage.pass(2)
    expect(stage.slack.messages(channel.id)[0]?.text).toContain('1 answer so far')
    await ada.slash(channel.id, '/recall', 'stop')
    const before = told().length
    expect((await Promise.all([again(), again()])).map(({ ok, body }) => [ok, body])).toEqual([[true, {}], [true, {}]])
    expect(told()).toHaveLength(before)
  })

  it('comes after the close: it is refused, whatever its stamp', async () => {
    const question = await ask()
    await ada.press(question, 'press-0')
    const early = last()
    const bob = stage.slack.person({ username: 'bob' })
    await bob.join(channel)
    await stage.pass(60)
    await stage.slack.deliver(early.kind, { ...early.payload, user: { id: bob.id, username: 'bob', team_id: stage.slack.teamId } })
    await expect.poll(() => stage.slack.privateMessages(ada.id).concat(stage.slack.privateMessages(bob.id)).map(({ text }) => text).join()).toMatch(/closed|over|too late/i)
    expect(stage.slack.messages(channel.id)[0]?.text).not.toMatch(/of 2 answers/)
  })
})

describe('a start', () => {
  beforeEach(async () => await open())

  const start = (settings: { botToken?: string, appToken?: string }) => openSlack({ botToken: stage.slack.botToken(), appToken: stage.slack.appToken, api: stage.slack.apiUrl, publicUrl: undefined, ...settings }, { pictures: {} as Pictures, library: stage.bot.library, meter: openMeter(), now: stage.now, onTrouble: stage.bot.onTrouble })

  it('ends with a sentence when Slack refuses a token', async () => {
    await expect(start({ botToken: 'xoxb-wrong' }).enter()).rejects.toThrow('Slack refused SLACK_BOT_TOKEN. Copy the Bot User OAuth Token again')
    const recall = start({ appToken: 'xapp-wrong' })
    await recall.enter()
    await expect(recall.serve(stage.bot)).rejects.toThrow('Slack refused SLACK_APP_TOKEN. Copy the app-level token again')
  })

  it('waits while Slack is away', async () => {
    for (const method of ['auth.test', 'apps.connections.open']) stage.slack.failNext({ status: 503 }, { when: one => one.method === method })
    const recall = start({})
    await expect(recall.ready()).rejects.toThrow('Slack is not connected.')
    await recall.enter()
    await recall.serve(stage.bot)
    await recall.ready()
    await recall.stop()
    await expect(recall.ready()).rejects.toThrow('Slack is not connected.')
  })

  it('can be stopped while Slack is away', async () => {
    stage.slack.failNext({ status: 503 }, { times: 100, when: ({ method }) => method === 'auth.test' })
    const recall = start({})
    const entering = recall.enter()
    await expect.poll(() => stage.troubles.join()).toContain('Slack cannot be reached; it is tried again')
    await recall.stop()
    await entering
    await recall.serve(stage.bot)
    await expect(recall.ready()).rejects.toThrow('Slack is not connected.')
  })

  it('posts nothing before Slack has said where Recall is installed, and gives no channel up', async () => {
    const recall = start({})
    const post = recall.surface.post({ platform: 'slack', home: stage.slack.teamId, id: channel.id }, { kind: 'note', title: 'Hello' } as never, { key: 'k', triedAt: null })
    expect(await post).toMatchObject({ outcome: 'later' })
    expect(stage.slack.messages(channel.id)).toEqual([])
  })
})
