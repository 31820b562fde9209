import { once } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { buttons, closeAll, connect, openStage, room, serve } from './bolt.ts'
import type { Json } from './slack/world.ts'

afterEach(closeAll)

describe('Socket Mode', () => {
  it('gives each envelope to one of the connections', async () => {
    const slack = await openStage()
    const { channel, ada } = await room(slack)
    const taken: string[] = []
    for (const name of ['first', 'second']) {
      await connect(slack, app => app.command('/recall', async ({ ack }) => {
        taken.push(name)
        await ack()
      }))
    }
    for (let count = 0; count < 4; count += 1) expect((await ada.slash(channel.id, '/recall')).kind).toBe('acknowledged')
    expect(taken.toSorted()).toEqual(['first', 'first', 'second', 'second'])
  })

  it('shows a person that it failed when nobody answers in time, or nobody is there', async () => {
    const slack = await openStage({ patienceMs: 100 })
    const { channel, ada } = await room(slack)
    expect(await ada.slash(channel.id, '/recall')).toMatchObject({ kind: 'failed', reason: 'connection_failed' })
    await connect(slack, app => app.command('/recall', async () => {}))
    expect(await ada.slash(channel.id, '/recall')).toMatchObject({ kind: 'failed', reason: 'timeout' })
  })

  for (const [how, lose] of [['was cut', 'drop'], ['is half dead', 'freeze'], ['is to be renewed', 'askToReconnect']] as const) {
    it(`is back after a line that ${how}`, async () => {
      const slack = await openStage({ patienceMs: 200 })
      const { channel, ada } = await room(slack)
      await connect(slack, app => app.command('/recall', async ({ ack }) => ack()))
      const { connections } = slack.sockets.log
      slack.sockets[lose]()
      await expect.poll(() => slack.sockets.log.connections, { timeout: 5000 }).toBeGreaterThan(connections)
      await expect.poll(async () => (await ada.slash(channel.id, '/recall')).kind, { timeout: 5000 }).toBe('acknowledged')
    })
  }

  for (const manner of ['refused', 'silent'] as const) {
    it(`takes the next connection as one that is ${manner}, and the client comes again`, async () => {
      const slack = await openStage()
      await connect(slack)
      slack.sockets.takeNext(manner)
      slack.sockets.drop()
      expect(slack.sockets.count()).toBe(0)
      await expect.poll(() => slack.requests.filter(one => one.method === 'apps.connections.open').length, { timeout: 5000 }).toBe(3)
      await expect.poll(() => slack.sockets.count(), { timeout: 5000 }).toBe(1)
    })
  }

  it('gives up a client that answers no pings', async () => {
    const slack = await openStage({ pingMs: 20 })
    const socket = new WebSocket(slack.sockets.address(), { autoPong: false })
    await once(socket, 'close')
    expect(slack.sockets).toMatchObject({ log: { connections: 1 } })
    expect(slack.sockets.count()).toBe(0)
  })

  it('takes ten connections, and asks the next one to go', async () => {
    const slack = await openStage()
    const said: string[] = []
    for (let count = 0; count < 11; count += 1) {
      const [data] = await once(new WebSocket(slack.sockets.address()), 'message') as [Buffer]
      said.push(data.toString())
    }
    expect(said.map(one => JSON.parse(one) as Json).slice(-2)).toMatchObject([{ type: 'hello', num_connections: 10 }, { type: 'disconnect', reason: 'too_many_websockets' }])
  })
})

describe('events', () => {
  it('are sent again at once, after a minute and after five, until they are acknowledged', async () => {
    let time = 1_800_000_000_000
    const slack = await openStage({ now: () => time })
    const { channel, ada } = await room(slack)
    await ada.mention(channel.id, 'hello')
    const attempts = () => slack.deliveries.filter(one => (one.payload['event'] as Json)['type'] === 'app_mention').map(one => one.retry?.attempt ?? 0)
    expect(attempts()).toEqual([0, 1])
    await slack.retryEvents()
    expect(attempts()).toEqual([0, 1])
    time += 60_000
    await slack.retryEvents()
    expect(attempts()).toEqual([0, 1, 2])
    const heard: (number | undefined)[] = []
    await connect(slack, app => app.event('app_mention', async ({ context }) => { heard.push(context.retryNum) }))
    time += 299_999
    await slack.retryEvents()
    expect(heard).toEqual([])
    time += 1
    await slack.retryEvents()
    await expect.poll(() => heard).toEqual([3])
    time += 3_600_000
    await slack.retryEvents()
    expect(attempts()).toEqual([0, 1, 2, 3])
  })

  it('may come twice, the same or with another event_id', async () => {
    const slack = await openStage()
    const { ada } = await room(slack)
    const heard: string[] = []
    await connect(slack, app => app.event('message', async ({ body }) => { heard.push(body.event_id) }))
    await ada.direct('quiz')
    const first = slack.deliveries.at(-1)
    if (first === undefined) throw new Error('Nothing was delivered.')
    await slack.repeat(first)
    await slack.repeat(first, { newId: true })
    await expect.poll(() => heard.length).toBe(3)
    expect(new Set(heard).size).toBe(2)
  })

  it('say when the bot is brought into a channel, taken out of it, or the channel is archived', async () => {
    const slack = await openStage()
    const heard: string[] = []
    await connect(slack, app => app.event(/.*/, async ({ event }) => { heard.push(event.type) }))
    const channel = slack.addChannel({ bot: false })
    await slack.inviteBot(channel)
    await slack.archive(channel)
    await slack.removeBot(channel)
    await expect.poll(() => heard).toEqual(['member_joined_channel', 'channel_archive', 'channel_left'])
  })
})

describe('signed HTTP', () => {
  it('is taken with the right signature, refused with another or when it is old; Bolt takes the future and the same twice', async () => {
    const slack = await openStage()
    const { channel, ada } = await room(slack)
    let count = 0
    await serve(slack, app => app.command('/recall', async ({ ack }) => {
      count += 1
      await ack()
    }))
    expect(await slack.http.verifyAddress()).toBe(true)
    await ada.slash(channel.id, '/recall')
    const call = slack.http.calls.at(-1)
    if (call === undefined) throw new Error('Nothing was called.')
    const { payload } = slack.deliveries.at(-1) ?? { payload: {} }
    expect(await slack.http.forge('slash_commands', payload, { secret: 'another' })).toBe(401)
    expect(await slack.http.forge('slash_commands', payload, { age: 301 })).toBe(401)
    expect(count).toBe(1)
    expect(await slack.http.forge('slash_commands', payload, { age: -3600 })).toBe(200)
    expect(await slack.http.replay(call)).toBe(200)
    expect(count).toBe(3)
  })

  it('goes to the addresses in turn, and fails at one that is dead', async () => {
    const slack = await openStage()
    const { channel, ada } = await room(slack)
    await serve(slack, app => app.command('/recall', async ({ ack }) => ack()), ['http://127.0.0.1:9/slack/events'])
    const kinds = [await ada.slash(channel.id, '/recall'), await ada.slash(channel.id, '/recall')].map(one => `${one.kind} ${one.reason}`)
    expect(kinds.toSorted()).toEqual(['acknowledged null', 'failed connection_failed'])
  })

  it('says in its headers which attempt it is', async () => {
    const slack = await openStage()
    const { channel, ada } = await room(slack)
    const heard: unknown[] = []
    await serve(slack, app => app.event('app_mention', async ({ context }) => { heard.push([context.retryNum, context.retryReason]) }), ['http://127.0.0.1:9/slack/events'])
    await ada.mention(channel.id, 'hello')
    await expect.poll(() => heard).toEqual([[1, 'connection_failed']])
  })
})

describe('a channel of two workspaces', () => {
  it('has people of both; presses say whose they are', async () => {
    const slack = await openStage()
    const partner = slack.addTeam({ name: 'Partner' })
    const shared = slack.addChannel({ sharedWith: [partner.id] })
    const eve = slack.person({ username: 'eve', teamId: partner.id })
    await eve.join(shared)
    const app = await connect(slack, one => one.action('a', async ({ ack }) => ack()))
    await app.client.chat.postMessage({ channel: shared.id, text: 'Which?', blocks: buttons('a') })
    const [message] = slack.messages(shared.id)
    if (message === undefined) throw new Error('Nothing was posted.')
    expect((await eve.press(message, 'a')).kind).toBe('acknowledged')
    expect(slack.deliveries.at(-1)?.payload).toMatchObject({ team: { id: slack.teamId }, user: { id: eve.id, team_id: partner.id } })
    await expect(eve.slash(shared.id, '/recall')).rejects.toThrow('the app is not in their workspace')
  })
})
