import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isAway } from '../../../src/bot/removal.ts'
import type { Person } from '../../standins/slack/person.ts'
import type { Channel, Message } from '../../standins/slack/world.ts'
import type { SlackStage } from '../../support/slack.ts'
import { live, openGroup, posts, setDaily, titles, type Group } from './playing.ts'
import { click, rightOn, told, wordsOf } from './reading.ts'

let group: Group
let stage: SlackStage
let general: Channel
let ada: Person
let boss: Person

beforeEach(async () => {
  group = await openGroup();
  ({ stage, general, ada, boss } = group)
})
afterEach(async () => { await stage.close() })

const say = async (person: Person, text: string, channel = general) => await told(person.slash(channel.id, '/recall', text))

async function round(): Promise<Message> {
  expect(await say(ada, 'rapid questions:3')).toMatch(/^A round of 3 questions starts now/)
  await stage.pass(0)
  return stage.newest(general.id)
}

/** What an admin is told with the next answer, in another channel: the fields below it. */
async function news(): Promise<string> {
  return (await say(boss, 'stop', group.lobby)).split('\n').slice(1).join('\n')
}

const where = () => `#${general.id}`
const moment = (at: number) => `{${Math.floor(at / 1000)}}`
const lose = (scope: string) => { stage.slack.installation.scopes = stage.slack.installation.scopes.filter(one => one !== scope) }
const give = (scope: string) => { stage.slack.installation.scopes = [...stage.slack.installation.scopes, scope] }
const leave = () => { general.members.delete(stage.slack.botUserId) }
const enter = () => { general.members.add(stage.slack.botUserId) }
const archive = async (archived: boolean) => { await stage.slack.archive(general, archived) }
const invite = () => `I am not in ${where()}, so I may not write there. Invite me: /invite @Recall.`
const open = () => `${where()} is archived and locked, so I could not write there. Open it again.`
const allow = (needs: string) => `I may not do that in ${where()}. Allow me to ${needs} there.`

describe('whoever starts something that cannot be posted is told privately at once', () => {
  it.each([
    ['where Recall is not a member', async () => { leave() }, invite],
    ['where the channel is archived', async () => { await archive(true) }, open],
  ])('%s', async (_, take, said) => {
    await take()
    for (const [person, text] of [[ada, 'rapid'], [ada, 'quiz for:channel'], [boss, 'daily set time:12:30']] as const) {
      expect(await say(person, text)).toBe(`❌ I cannot post there\n${said()} Nothing was started.`)
    }
    expect(await live(group, 1)).toEqual([])
    expect(posts(group)).toEqual([])
  })

  it('in a private channel that Recall does not see', async () => {
    general.kind = 'private'
    leave()
    expect(await say(ada, 'rapid')).toBe(`❌ I cannot post there\n${invite()} Nothing was started.`)
  })

  it('where the scope to look is missing, the log names it, and the round starts all the same', async () => {
    lose('channels:read')
    await round()
    expect(titles(group)).toEqual(['Question 1 of 3'])
    expect(stage.troubles).toEqual([expect.stringMatching(/: Error: Slack wants the scope channels:read\. Add it under OAuth & Permissions, then install Recall in the workspace again\.$/)])
  })
})

describe('a daily that can no longer be posted is paused, and the admins are told with their next answer', () => {
  const cases: [string, () => void | Promise<void>, () => string, () => void | Promise<void>][] = [
    ['Recall was taken out of the channel', leave, invite, enter],
    ['its channel is archived', async () => { await archive(true) }, open, async () => { await archive(false) }],
    ['only some may post there', () => { general.restricted = true }, () => allow('see it and to write'), () => { general.restricted = false }],
    ['the scope to write is missing', () => lose('chat:write'), () => allow('use chat:write'), () => give('chat:write')],
  ]

  it.each(cases)('%s', async (_, take, said, back) => {
    await setDaily(group)
    await take()
    await stage.pass(61)
    const posted = stage.now()
    expect(posts(group)).toEqual([])
    expect(await say(ada, 'stop', group.lobby)).not.toMatch(/paused/)
    expect(await news()).toContain(`A daily is paused\n${said()} (${moment(posted)}) Then /recall daily resume goes on, or set the daily in another channel with /recall daily set.`)
    expect(await news()).toBe('')
    expect(await live(group, 30)).toEqual([])
    await back()
    expect(await say(boss, 'daily resume')).toMatch(/^The daily goes on/)
    await live(group, 1)
    expect(titles(group)).toEqual(['Daily question'])
  })

  it('its channel is deleted', async () => {
    await setDaily(group)
    await stage.slack.deleteChannel(general)
    await stage.pass(61)
    expect(await news()).toContain(`I could not find ${where()}: it was deleted, or I may not see it.`)
    expect(await live(group, 30)).toEqual([])
  })

  it('the scope to write is missing: the log names it', async () => {
    await setDaily(group)
    lose('chat:write')
    await stage.pass(61)
    expect(stage.troubles).toEqual(['Slack refused a message for good: Error: Slack wants the scope chat:write. Add it under OAuth & Permissions, then install Recall in the workspace again.'])
  })
})

describe('a token that is good no more, while nobody has told so', () => {
  it('the first refusal tells: nothing is tried again', async () => {
    await setDaily(group)
    stage.slack.installation.revoked = 'account_inactive'
    await stage.pass(61)
    expect(await isAway(stage.bot.store, await stage.bot.store.members.groupOf('slack', stage.slack.teamId))).toBe(true)
    expect(await live(group, 20)).toEqual([])
  })
})

describe('what is open when a right is taken', () => {
  it('an open question whose channel is deleted ends without a word', async () => {
    await round()
    await stage.slack.deleteChannel(general)
    expect((await live(group, 1)).length).toBeLessThanOrEqual(2)
    expect(await news()).toBe('')
    expect(await live(group, 30)).toEqual([])
  })

  it('a round that may no longer write ends, and the admins are told once', async () => {
    const question = await round()
    await click(ada, question, rightOn(question))
    general.restricted = true
    await stage.pass(17)
    expect(wordsOf(question)).toMatch(/the answer is/)
    await stage.pass(4)
    const at = stage.now()
    await live(group, 1)
    expect(await news()).toContain(`A message could not be shown\n${allow('see it and to write')} (${moment(at)})`)
    general.restricted = false
    expect(await say(ada, 'rapid')).toMatch(/^A round of 10 questions starts now/)
  })

  it('a round in a channel that is archived ends, and can begin again when it is open', async () => {
    const question = await round()
    await click(ada, question, rightOn(question))
    await archive(true)
    await live(group, 1)
    expect(titles(group)).toEqual(['Question 1 of 3'])
    expect(reveal(question)).toBe(false)
    expect(await live(group, 1)).toEqual([])
    expect(await news()).toContain(open())
    await archive(false)
    expect(await say(ada, 'rapid')).toMatch(/^A round of 10 questions starts now/)
  })

  it('a question that somebody deleted is revealed in a message of its own', async () => {
    const question = await round()
    await click(ada, question, rightOn(question))
    question.deleted = true
    await stage.pass(17)
    await stage.pass(1)
    expect(reveal(stage.newest(general.id))).toBe(true)
    expect(posts(group)).toHaveLength(1)
  })
})

const reveal = (message: Message) => wordsOf(message).includes('the answer is')
