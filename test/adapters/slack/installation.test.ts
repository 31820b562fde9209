import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isAway } from '../../../src/bot/removal.ts'
import type { Person } from '../../standins/slack/person.ts'
import type { Channel } from '../../standins/slack/world.ts'
import { openSlackStage, type SlackStage } from '../../support/slack.ts'

let stage: SlackStage
let channel: Channel
let boss: Person

beforeEach(async () => {
  stage = await openSlackStage()
  channel = stage.slack.addChannel({ name: 'general' })
  boss = stage.slack.person({ username: 'boss', isAdmin: true })
  await boss.join(channel)
})
afterEach(async () => { await stage.close() })

const isGone = async (home = stage.slack.teamId) => await isAway(stage.bot.store, await stage.bot.store.members.groupOf('slack', home))
const posts = () => stage.slack.messages(channel.id).map(({ text }) => text.split('\n')[0])

async function setDaily(): Promise<void> {
  const seen = await boss.slash(channel.id, '/recall', 'daily set time:09:00 timezone:UTC')
  expect((await seen.answer()).text).toContain('09:00')
}

/** Lets days pass, an hour at a time; gives what was posted meanwhile. */
async function live(days: number): Promise<(string | undefined)[]> {
  const before = posts().length
  for (let hour = 0; hour < days * 24; hour += 1) await stage.pass(3600)
  return posts().slice(before)
}

const orders = [['tokens_revoked', 'app_uninstalled'], ['app_uninstalled', 'tokens_revoked'], ['app_uninstalled', 'app_uninstalled'], ['tokens_revoked']] as const

describe('Recall is removed from a workspace', () => {
  for (const order of orders) {
    it(`(${order.join(', then ')}): everything stops at once, and goes on with the next daily when Recall is back`, async () => {
      await setDaily()
      expect(await live(1)).toHaveLength(1)
      await stage.slack.uninstall(order)
      await expect.poll(() => isGone()).toBe(true)
      const asked = stage.slack.requests.length
      await live(5)
      expect(stage.slack.requests.slice(asked).filter(({ method }) => method !== 'auth.test')).toEqual([])
      await stage.restart(() => {
        stage.slack.reinstall()
        channel.members.add(stage.slack.botUserId)
      })
      expect(await isGone()).toBe(false)
      expect(await live(1)).toEqual([expect.stringContaining('Daily question')])
    })
  }

  it('in the middle of a round: it ends without a word', async () => {
    await boss.slash(channel.id, '/recall', 'rapid questions:3')
    await stage.pass(1)
    await stage.slack.uninstall()
    await expect.poll(() => isGone()).toBe(true)
    const before = posts()
    await live(1)
    expect(posts()).toEqual(before)
  })

  it('while nobody noticed: what is refused is not tried again', async () => {
    await setDaily()
    stage.slack.installation.revoked = 'token_revoked'
    const asked = stage.slack.requests.length
    await live(1)
    expect(stage.slack.requests.slice(asked).length).toBeLessThanOrEqual(3)
    expect(posts()).toEqual([])
  })

  it('takes the private groups of its people with it, and brings them back', async () => {
    const ada = stage.slack.person({ username: 'ada' })
    await ada.slash(ada.directChannel().id, '/recall', 'progress')
    const home = `user-${stage.slack.teamId}-${ada.id}`
    expect(await stage.bot.store.members.homes('slack')).toContain(home)
    await stage.slack.uninstall()
    await expect.poll(() => isGone(home)).toBe(true)
    await stage.restart(() => { stage.slack.reinstall() })
    expect(await isGone(home)).toBe(false)
  })

  it('is told of late, when Recall is back: that stops nothing', async () => {
    await setDaily()
    await stage.slack.uninstall()
    await expect.poll(() => isGone()).toBe(true)
    const late = stage.slack.deliveries.filter(({ kind }) => kind === 'events_api')
    await stage.restart(() => {
      stage.slack.reinstall()
      channel.members.add(stage.slack.botUserId)
    })
    const asked = stage.slack.requests.length
    for (const one of late) await stage.slack.repeat(one, { newId: true })
    await expect.poll(() => stage.slack.requests.slice(asked).filter(({ method }) => method === 'auth.test').length).toBe(2)
    expect(await isGone()).toBe(false)
    expect(await live(1)).toHaveLength(1)
  })

  it('is told of a little before the token is refused: it is noticed all the same', async () => {
    const { installation } = stage.slack
    await stage.slack.deliver('events_api', { type: 'event_callback', team_id: installation.teamId, api_app_id: stage.slack.appId, event_id: 'Ev1', event_time: 1, event: { type: 'app_uninstalled' }, authorizations: [] })
    await expect.poll(() => stage.slack.requests.filter(({ method }) => method === 'auth.test').length).toBe(2)
    expect(await isGone()).toBe(false)
    installation.revoked = 'account_inactive'
    await expect.poll(() => isGone(), { timeout: 10_000 }).toBe(true)
  }, 20_000)

  it('cannot be served with a token that is dead: the next start says what to do', async () => {
    await stage.slack.uninstall()
    await expect(stage.beside()).rejects.toThrow('Slack refused SLACK_BOT_TOKEN. Copy the Bot User OAuth Token again (OAuth & Permissions); after an uninstall, install Recall again first.')
  })
})

describe('Recall is brought into a channel', () => {
  it('and greets there once in the life of the group, however often that is told', async () => {
    const lounge = stage.slack.addChannel({ name: 'lounge', bot: false })
    await stage.slack.inviteBot(lounge)
    const joined = stage.slack.deliveries.at(-1) ?? expect.unreachable('Nothing was delivered.')
    await stage.slack.repeat(joined)
    await stage.slack.repeat(joined, { newId: true })
    await stage.slack.inviteBot(stage.slack.addChannel({ bot: false }))
    await expect.poll(async () => {
      await stage.pass(1)
      return stage.slack.messages(lounge.id).length
    }).toBe(1)
    await live(1)
    expect(stage.slack.world.log.filter(({ visibleTo }) => visibleTo === null)).toHaveLength(1)
  })

  it('and greets nobody when somebody else joins', async () => {
    await stage.slack.person({ username: 'ada' }).join(channel)
    await live(1)
    expect(posts()).toEqual([])
  })
})

describe('another workspace', () => {
  it('is not served with this one\'s token, and nothing is kept of it', async () => {
    const partner = stage.slack.addTeam({ name: 'Partner' })
    stage.slack.install(partner)
    const eve = stage.slack.person({ username: 'eve', teamId: partner.id })
    const theirs = stage.slack.addChannel({ teamId: partner.id })
    await eve.join(theirs)
    const seen = await eve.slash(theirs.id, '/recall', 'progress')
    expect((await seen.answer()).text).toBe('I am not at work in this workspace. Whoever runs me can set me up for it.')
    expect(await stage.bot.store.members.homes('slack')).toEqual([stage.slack.teamId])
    expect(await stage.recall.surface.post({ platform: 'slack', home: partner.id, id: theirs.id }, { kind: 'note' } as never, { key: 'k', triedAt: null })).toEqual({ outcome: 'gone', why: { what: 'removed' } })
  })
})
