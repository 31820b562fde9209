import { beforeAll, describe, expect, it } from 'vitest'
import { scopes } from '../../../src/adapters/slack/scopes.ts'
import type { Recorded } from '../../standins/slack/faults.ts'
import type { Channel, Json } from '../../standins/slack/world.ts'
import { openSlackStage, type SlackStage } from '../../support/slack.ts'

const all = Object.keys(scopes)

/** What a story came to: calls that were answered and events that arrived, and calls that were refused for want of a scope. */
interface Told {
  worked: Set<string>
  refused: string[]
}

/** Everything that needs a scope: rounds whose first message is in doubt, in a public and a private channel, a picture, an export, a mention, a direct message, an invitation. */
async function story(granted: readonly string[]): Promise<Told> {
  const stage = await openSlackStage({ scopes: granted })
  const channels = (['public', 'private'] as const).map(kind => stage.slack.addChannel({ name: kind, kind, bot: false }))
  const ada = stage.slack.person({ username: 'ada', isAdmin: true })
  const type = (channel: Channel, text: string) => ada.slash(channel.id, '/recall', text)
  try {
    for (const channel of channels) {
      await ada.join(channel)
      await stage.slack.inviteBot(channel)
      await ada.mention(channel.id, 'formula f1')
    }
    await ada.direct('help')
    for (const channel of channels) await doubtfulRound(stage, channel, () => type(channel, 'rapid questions:3'))
    for (const channel of channels) await (await type(channel, 'formula f1')).answer()
    await ada.openHome()
    for (const channel of channels.slice(0, 1)) await (await type(channel, 'privacy export')).answer()
  } catch (error) {
    if (granted.includes('commands')) throw error
  }
  const { requests, deliveries } = stage.slack
  const name = ({ method, args }: Recorded) => `${method} ${stage.slack.world.channels.get(String(args['channel']))?.name ?? ''}`
  await stage.close()
  return {
    worked: new Set([...requests.filter(({ status, error }) => status === 200 && error === null).map(name), ...deliveries.filter(({ kind }) => kind === 'events_api').map(({ payload }) => eventOf(payload))]),
    refused: requests.filter(({ error }) => error === 'missing_scope').map(name),
  }
}

/** A round whose first message gets through without Recall hearing of it. */
async function doubtfulRound(stage: SlackStage, channel: Channel, start: () => Promise<unknown>): Promise<void> {
  stage.slack.failNext('reset after', { when: ({ method, args }) => method === 'chat.postMessage' && args['channel'] === channel.id })
  await start()
  await stage.pass(0)
  await stage.pass(30)
}

/** An event's name in the manifest, where it happened. */
function eventOf({ event }: Json): string {
  const { type, channel_type: where } = event as Record<string, string | undefined>
  return [type, ...(where === undefined ? [] : [where])].join(' ')
}

/** What is lost without a scope, each by one call or event. */
const lost: Record<keyof typeof scopes, string[]> = {
  'commands': ['response_url '],
  'chat:write': ['chat.postMessage public', 'chat.postMessage private'],
  'users:read': ['users.info '],
  'channels:read': ['conversations.info public', 'member_joined_channel C'],
  'groups:read': ['conversations.info private', 'member_joined_channel G'],
  'channels:history': ['conversations.history public'],
  'groups:history': ['conversations.history private'],
  'files:write': ['files.completeUploadExternal '],
  'files:read': ['files.info '],
  'app_mentions:read': ['app_mention'],
  'im:history': ['message im'],
  'im:write': ['conversations.open '],
}

describe('the scopes of the manifest', () => {
  let told: Told
  beforeAll(async () => { told = await story(all) })

  it('are enough: nothing is refused for want of one', () => {
    expect(Object.keys(lost)).toEqual(all)
    expect(told.refused).toEqual([])
    expect([...told.worked]).toEqual(expect.arrayContaining(Object.values(lost).flat()))
  })

  it.each(Object.entries(lost))('are none too many: without %s it loses %s', async (scope, without) => {
    const { worked } = await story(all.filter(one => one !== scope))
    expect(without.filter(one => worked.has(one))).toEqual([])
  })
})

describe('where an installer has left a scope out, Recall does what it can', () => {
  const without = async (scope: keyof typeof scopes, text: string) => {
    const stage = await openSlackStage({ scopes: all.filter(one => one !== scope) })
    const channel = stage.slack.addChannel()
    const ada = stage.slack.person({ username: 'ada', isAdmin: true })
    await ada.join(channel)
    const told = await (await ada.slash(channel.id, '/recall', text)).answer()
    await stage.pass(0)
    const posted = stage.slack.messages(channel.id)
    await stage.close()
    return { told, posted }
  }

  it('without users:read nobody is an admin', async () => {
    expect((await without('users:read', 'daily set time:09:00')).told.text).toBe('Only an admin of this group can do that.')
  })

  it.each(['files:write', 'files:read'] as const)('without %s a formula comes in words', async scope => {
    const { told } = await without(scope, 'formula f1')
    expect(told.text).toContain('F₁ = 2PR / (P + R)')
    expect(told.blocks.some(({ type }) => type === 'image')).toBe(false)
  })

  it('without channels:read a round begins all the same, and without chat:write none does', async () => {
    expect((await without('channels:read', 'rapid')).posted).toHaveLength(1)
    expect((await without('chat:write', 'rapid')).posted).toEqual([])
  })
})
