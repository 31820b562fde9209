import { webApi } from '@slack/bolt'
import { afterEach, describe, expect, it } from 'vitest'
import { buttons, closeAll, connect, field, form, logger, openStage, plain, room } from './bolt.ts'
import type { SlackStandIn } from './slack/slack.ts'

afterEach(closeAll)

const clientOf = (slack: SlackStandIn, token = slack.botToken()) => new webApi.WebClient(token, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, logger })
/** The word that a call is refused with. */
const refusal = (call: Promise<unknown>): Promise<string> => call.then(() => 'taken', (error: { data?: { error?: string }, message: string }) => error.data?.error ?? error.message)

describe('posting', () => {
  it('is refused where it may not be done, each with its own word', async () => {
    const slack = await openStage()
    const client = clientOf(slack)
    const post = (channel: string) => refusal(client.chat.postMessage({ channel, text: 'Hello' }))
    const archived = slack.addChannel({ name: 'old' })
    await slack.archive(archived)
    expect(await post('C999999999')).toBe('channel_not_found')
    expect(await post(slack.addChannel({ name: 'secret', kind: 'private', bot: false }).id)).toBe('channel_not_found')
    expect(await post(slack.addChannel({ name: 'elsewhere', bot: false }).id)).toBe('not_in_channel')
    expect(await post(archived.id)).toBe('is_archived')
    expect(await post(slack.addChannel({ name: 'news', restricted: true }).id)).toBe('restricted_action')
    expect(await post(slack.addChannel().id)).toBe('taken')
  })

  it('is refused when the body is wrong, and says where', async () => {
    const slack = await openStage()
    const client = clientOf(slack)
    const { id: channel } = slack.addChannel()
    expect(await refusal(client.chat.postMessage({ channel, text: '' }))).toBe('no_text')
    const error = await client.chat.postMessage({ channel, text: 'x', blocks: [{ type: 'header', text: plain('x'.repeat(151)) }] }).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ data: { error: 'invalid_blocks', response_metadata: { messages: ['[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]'] } } })
    expect(slack.messages(channel)).toEqual([])
  })

  it('is limited to one a second in a channel, and says when to come again', async () => {
    const slack = await openStage({ limits: {} })
    const client = clientOf(slack)
    const [first, second] = [slack.addChannel(), slack.addChannel({ name: 'other' })]
    await client.chat.postMessage({ channel: first.id, text: '1' })
    await client.chat.postMessage({ channel: second.id, text: '1' })
    await expect(client.chat.postMessage({ channel: first.id, text: '2' })).rejects.toMatchObject({ retryAfter: 1 })
    expect(slack.requests.map(one => one.status)).toEqual([200, 200, 429])
  })

  it('can have been done though the answer was lost, which the metadata in the history shows', async () => {
    const slack = await openStage()
    const client = clientOf(slack)
    const { id: channel } = slack.addChannel()
    const metadata = { event_type: 'daily', event_payload: { slot: 's1' } }
    slack.failNext('reset after', { when: call => call.method === 'chat.postMessage' })
    await expect(client.chat.postMessage({ channel, text: 'Today', metadata })).rejects.toThrow()
    slack.failNext({ status: 503 })
    await expect(client.chat.postMessage({ channel, text: 'Today again', metadata })).rejects.toThrow()
    const { messages } = await client.conversations.history({ channel, include_all_metadata: true })
    expect(messages?.map(one => one.metadata)).toEqual([metadata])
    expect((await client.conversations.history({ channel })).messages?.[0]).not.toHaveProperty('metadata')
  })

  it('to one person is seen by them alone, and only if they are in the channel', async () => {
    const slack = await openStage()
    const client = clientOf(slack)
    const { channel, ada } = await room(slack)
    const bo = slack.person({ username: 'bo' })
    expect(await refusal(client.chat.postEphemeral({ channel: channel.id, user: bo.id, text: 'Locked in: B' }))).toBe('user_not_in_channel')
    const { message_ts: ts } = await client.chat.postEphemeral({ channel: channel.id, user: ada.id, text: 'Locked in: B' })
    expect(slack.privateMessages(ada.id).map(one => one.ts)).toEqual([ts])
    expect(slack.messages(channel.id)).toEqual([])
    expect(await refusal(client.chat.update({ channel: channel.id, ts: ts ?? '', text: 'x' }))).toBe('message_not_found')
  })
})

describe('changing a message', () => {
  it('keeps the blocks when none are given, but for a text alone, which takes their place', async () => {
    const slack = await openStage()
    const client = clientOf(slack)
    const { id: channel } = slack.addChannel()
    const ts = (await client.chat.postMessage({ channel, text: 'Which?', blocks: buttons('a') })).ts ?? ''
    await client.chat.update({ channel, ts, text: 'Which one?', blocks: buttons('b') })
    expect(slack.messages(channel)[0]?.blocks).toMatchObject(buttons('b'))
    await client.chat.update({ channel, ts, text: 'Closed' })
    expect(slack.messages(channel)[0]).toMatchObject({ text: 'Closed', blocks: [] })
  })

  it('is refused for what is gone or another\'s', async () => {
    const slack = await openStage()
    const client = clientOf(slack)
    const { channel, ada } = await room(slack)
    const { ts } = await ada.write(channel.id, 'Hello all')
    expect(await refusal(client.chat.update({ channel: channel.id, ts, text: 'x' }))).toBe('cant_update_message')
    expect(await refusal(client.chat.delete({ channel: channel.id, ts: '1.000001' }))).toBe('message_not_found')
  })
})

describe('a token', () => {
  it('does what its scopes allow', async () => {
    const slack = await openStage({ scopes: ['chat:write', 'commands'] })
    const client = clientOf(slack)
    await expect(client.users.info({ user: slack.botUserId })).rejects.toMatchObject({ data: { error: 'missing_scope', needed: 'users:read', provided: 'chat:write,commands' } })
    expect(await refusal(client.conversations.info({ channel: slack.addChannel({ kind: 'private' }).id }))).toBe('missing_scope')
    expect(await refusal(clientOf(slack, 'xoxb-no-one').auth.test())).toBe('invalid_auth')
  })

  it('is dead after an uninstall, of which the app hears in any order, and another is good after that', async () => {
    const slack = await openStage()
    const heard: string[] = []
    await connect(slack, app => {
      app.event('app_uninstalled', async () => { heard.push('app_uninstalled') })
      app.event('tokens_revoked', async () => { heard.push('tokens_revoked') })
    })
    const old = slack.botToken()
    await slack.uninstall(['app_uninstalled', 'tokens_revoked'])
    await slack.until(() => heard.length === 2 ? true : undefined, 'both events')
    expect(heard).toEqual(['app_uninstalled', 'tokens_revoked'])
    expect(await refusal(clientOf(slack, old).auth.test())).toBe('account_inactive')
    slack.reinstall()
    expect(await refusal(clientOf(slack, old).auth.test())).toBe('account_inactive')
    expect(await refusal(clientOf(slack).auth.test())).toBe('taken')
  })
})

describe('people', () => {
  it('have a zone, a language and rights, which nobody of another workspace has here', async () => {
    const slack = await openStage()
    const client = clientOf(slack)
    const partner = slack.addTeam({ name: 'Partner', domain: 'partner' })
    const shared = slack.addChannel({ name: 'shared', sharedWith: [partner.id] })
    const ada = slack.person({ username: 'ada', isAdmin: true, tz: 'America/New_York', locale: 'fr-FR' })
    const eve = slack.person({ username: 'eve', isAdmin: true, teamId: partner.id })
    await eve.join(shared)
    expect((await client.users.info({ user: ada.id, include_locale: true })).user).toMatchObject({ team_id: slack.teamId, is_admin: true, tz: 'America/New_York', locale: 'fr-FR' })
    expect((await client.users.info({ user: eve.id })).user).toMatchObject({ team_id: partner.id, is_stranger: false })
    expect((await client.conversations.info({ channel: shared.id })).channel).toMatchObject({ is_ext_shared: true, shared_team_ids: [slack.teamId, partner.id], is_member: true })
    expect((await client.conversations.members({ channel: shared.id })).members).toEqual([slack.botUserId, eve.id])
  })
})

describe('a picture', () => {
  it('is uploaded in three calls, and can be shown once Slack has looked through it', async () => {
    const slack = await openStage()
    const client = clientOf(slack)
    const { id: channel } = slack.addChannel()
    const uploaded = await client.filesUploadV2({ file: Buffer.from('picture'), filename: 'formula.png', alt_text: 'A formula' }) as unknown as { files: { files: { id: string }[] }[] }
    const id = uploaded.files[0]?.files[0]?.id ?? ''
    const blocks = [{ type: 'image' as const, alt_text: 'A formula', slack_file: { id } }]
    await expect(client.chat.postMessage({ channel, text: 'x', blocks })).rejects.toMatchObject({ data: { errors: ['invalid slack file [json-pointer:/blocks/0/slack_file]'] } })
    await expect.poll(async () => (await client.files.info({ file: id })).file?.mimetype).toBe('image/png')
    await client.chat.postMessage({ channel, text: 'x', blocks })
    expect(slack.world.files.get(id)).toMatchObject({ name: 'formula.png', alt: 'A formula', bytes: new Uint8Array(Buffer.from('picture')) })
    expect(slack.messages(channel)).toHaveLength(1)
  })
})

describe('a trigger', () => {
  it('opens one modal within three seconds', async () => {
    let time = 1_800_000_000_000
    const slack = await openStage({ now: () => time })
    const { channel, ada } = await room(slack)
    const client = clientOf(slack)
    await connect(slack, app => app.command('/recall', async ({ ack }) => ack()))
    const [early, late] = [await ada.slash(channel.id, '/recall'), await ada.slash(channel.id, '/recall')]
    const view = form(field('time', { type: 'plain_text_input' }))
    const { view: opened } = await client.views.open({ trigger_id: early.interaction.triggerId, view })
    expect(await refusal(client.views.open({ trigger_id: early.interaction.triggerId, view }))).toBe('exchanged_trigger_id')
    time += 3001
    expect(await refusal(client.views.open({ trigger_id: late.interaction.triggerId, view }))).toBe('expired_trigger_id')
    await client.views.update({ view_id: opened?.id ?? '', hash: opened?.hash ?? '', view })
    expect(await refusal(client.views.update({ view_id: opened?.id ?? '', hash: opened?.hash ?? '', view }))).toBe('hash_conflict')
    expect(await refusal(client.views.publish({ user_id: ada.id, view: { type: 'home', blocks: [], private_metadata: 'x'.repeat(3001) } }))).toBe('invalid_arguments')
  })
})

describe('a response_url', () => {
  it('is good for five answers in thirty minutes', async () => {
    let time = 1_800_000_000_000
    const slack = await openStage({ now: () => time })
    const { channel, ada } = await room(slack)
    await connect(slack, app => app.command('/recall', async ({ ack }) => ack()))
    const say = (url: string, body: object) => fetch(url, { method: 'POST', body: JSON.stringify(body) }).then(async answer => [answer.status, await answer.json()])
    const { interaction: first } = await ada.slash(channel.id, '/recall')
    const { interaction: second } = await ada.slash(channel.id, '/recall')
    for (const text of ['1', '2', '3', '4', '5']) expect(await say(first.responseUrl, { text, response_type: 'in_channel' })).toEqual([200, { ok: true }])
    expect(await say(first.responseUrl, { text: '6' })).toEqual([404, { ok: false, error: 'used_url' }])
    time += 30 * 60_000 + 1
    expect(await say(second.responseUrl, { text: '1' })).toEqual([404, { ok: false, error: 'expired_url' }])
    expect(slack.messages(channel.id).map(one => one.text)).toEqual(['1', '2', '3', '4', '5'])
  })

  it('replaces or deletes the message whose button was pressed, also one that a person alone sees', async () => {
    const slack = await openStage()
    const { channel, ada } = await room(slack)
    const app = await connect(slack, one => {
      one.action('next', async ({ ack, respond }) => {
        await ack()
        await respond({ text: 'Second', blocks: buttons('done') })
      })
      one.action('done', async ({ ack, respond }) => {
        await ack()
        await respond({ delete_original: true })
      })
    })
    await app.client.chat.postEphemeral({ channel: channel.id, user: ada.id, text: 'First', blocks: buttons('next') })
    const [message] = slack.privateMessages(ada.id)
    if (message === undefined) throw new Error('Nothing was said.')
    expect((await (await ada.press(message, 'next')).changed()).text).toBe('Second')
    expect(slack.deliveries.at(-1)?.payload).not.toHaveProperty('message')
    expect(slack.deliveries.at(-1)?.payload).toMatchObject({ container: { type: 'message', message_ts: message.ts, channel_id: channel.id, is_ephemeral: true } })
    await (await ada.press(message, 'done')).changed()
    expect(slack.privateMessages(ada.id)).toEqual([])
  })
})
