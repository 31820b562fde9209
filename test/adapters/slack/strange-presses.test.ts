import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../../standins/slack/person.ts'
import type { Channel, Json, Message, Team } from '../../standins/slack/world.ts'
import type { SlackStage } from '../../support/slack.ts'
import { ask, openGroup, type Group } from './playing.ts'
import { buttonOn, click, rightOn, told, wordsOf } from './reading.ts'

let group: Group
let stage: SlackStage
let general: Channel
let ada: Person

beforeEach(async () => {
  group = await openGroup();
  ({ stage, general, ada } = group)
})
afterEach(async () => { await stage.close() })

/** How many have answered, as the open question says it. */
async function answers(question: Message): Promise<string | undefined> {
  await stage.pass(5)
  return /(\d+) answers? so far/.exec(wordsOf(question))?.[1]
}

const pressOf = (value: string) => ({ action_id: 'press-0', value })
/** What was delivered last once more, changed. */
const changed = async (changes: Json) => {
  const { kind, payload } = stage.slack.deliveries.at(-1) ?? expect.unreachable('Nothing was delivered.')
  return await stage.slack.deliver(kind, { ...payload, ...changes })
}

describe('a press that cannot be meant', () => {
  it.each([
    ['forged', 'answer:zzzzzzzzzzzz:0:0', 'That round is not here any more. /recall rapid starts a new one.'],
    ['of a choice that is not there', 'answer:ROUND:0:3', 'That button is not one of mine any more. Use the newest message, or /recall help.'],
    ['of a question to come', 'answer:ROUND:1:0', 'That question is closed, so the answer does not count. The next one is on its way.'],
    ['for the verdict before the reveal', 'why:ROUND:0', 'That question is not revealed yet.'],
    ['with nothing of ours in it', '__proto__', 'That button is not one of mine any more. Use the newest message, or /recall help.'],
    ['with nothing in it', '', 'That button is not one of mine any more. Use the newest message, or /recall help.'],
  ])('%s is answered kindly and changes nothing', async (_, value, words) => {
    const question = await ask(group)
    const round = buttonOn(question, 'A').value.split(':')[1] ?? ''
    expect(await told(ada.forge(question, pressOf(value.replace('ROUND', round))))).toBe(words)
    expect(await answers(question)).toBe('0')
  })

  it('after the close, on an old message, is answered kindly and changes nothing', async () => {
    const old = await ask(group)
    const button = buttonOn(old, rightOn(old))
    await stage.pass(22)
    await stage.pass(4)
    const question = stage.newest(general.id)
    expect(wordsOf(question)).toMatch(/^Question 2 of 3/)
    const versions = old.versions.length
    expect(await told(ada.forge(old, button))).toBe('That question is closed, so the answer does not count. The next one is on its way.')
    expect(await answers(question)).toBe('0')
    expect(old.versions).toHaveLength(versions)
  })

  it('after the close does not count either when it says that it was made before', async () => {
    const question = await ask(group)
    await click(ada, question, 'A')
    const { actions } = (stage.slack.deliveries.at(-1)?.payload ?? {}) as { actions: Json[] }
    await stage.pass(22)
    await changed({ user: { id: group.bob.id, username: 'bob', team_id: stage.slack.teamId }, actions: [{ ...actions[0], action_ts: question.ts }] })
    await stage.pass(5)
    expect(wordsOf(question)).toMatch(/of 1 answer /)
  })

  it('of an unknown kind, or without what it should have, harms nothing', async () => {
    const question = await ask(group)
    await click(ada, question, 'A')
    const { actions } = (stage.slack.deliveries.at(-1)?.payload ?? {}) as { actions: Json[] }
    const broken: Json[] = [{ type: 'unknown' }, { actions: [] }, { actions: [{ ...actions[0], value: undefined }] }, { actions: [{ ...actions[0], action_ts: 'x' }] }, { channel: undefined }, { container: {} }, { user: { id: '__proto__' } }, { response_url: 'nowhere' }]
    for (const changes of broken) await changed({ ...changes, trigger_id: `1.${Math.random()}` })
    expect(await told(ada.slash(general.id, '/recall', 'help'))).not.toBe('')
    expect((await told(click(group.bob, question, 'A')))).toBe('Locked in: A.')
  })

  it('for an answer to come in its place never takes the place of what all see', async () => {
    const question = await ask(group)
    const before = wordsOf(question)
    for (const value of ['board:week:0:members', 'teams:0', 'fresh:::3']) await told(ada.forge(question, pressOf(value)))
    expect(wordsOf(question).split('\n')[0]).toBe(before.split('\n')[0])
    expect(question.versions.every(({ blocks }) => JSON.stringify(blocks).includes('Question 1 of 3'))).toBe(true)
  })
})

describe('another workspace', () => {
  let other: Team
  let mallory: Person

  beforeEach(() => {
    other = stage.slack.addTeam({ name: 'Elsewhere', domain: 'elsewhere' })
    mallory = stage.slack.person({ username: 'mallory', teamId: other.id, isAdmin: true })
  })

  it('that has the app, but not this Recall: nobody there learns of a round here, or changes it', async () => {
    stage.slack.install(other)
    const there = stage.slack.addChannel({ teamId: other.id, name: 'there' })
    await mallory.join(there)
    const question = await ask(group)
    const elsewhere = 'I am not at work in this workspace. Whoever runs me can set me up for it.'
    for (const text of ['rapid', 'leaderboard', 'stop', 'daily set time:09:00']) expect(await told(mallory.slash(there.id, '/recall', text))).toBe(elsewhere)
    const theirs = await mallory.write(there.id, 'Hello')
    for (const value of [buttonOn(question, 'A').value, buttonOn(question, 'A').value.replace('answer', 'why').replace(/:\d$/, ''), 'board:week:0:members']) expect(await told(mallory.forge(theirs, pressOf(value)))).toBe(elsewhere)
    expect(await answers(question)).toBe('0')
    expect(await stage.bot.store.members.homes('slack')).toEqual([stage.slack.teamId])
  })

  it('that shares a channel: its people play with the group of the channel, and are no admins there', async () => {
    general.sharedWith = [other.id]
    await mallory.join(general)
    const question = await ask(group)
    expect(await told(click(mallory, question, 'A'))).toBe('Locked in: A.')
    expect(await told(mallory.forge(question, pressOf('settings:first')))).toBe('Only an admin of this group can do that.')
    expect(await answers(question)).toBe('1')
  })

  it('that shares a channel: a press counts also when it names the workspace of its person', async () => {
    general.sharedWith = [other.id]
    await mallory.join(general)
    const question = await ask(group)
    await click(ada, question, 'A')
    await changed({ user: { id: mallory.id, username: 'mallory', team_id: other.id }, team: { id: other.id, domain: 'elsewhere' } })
    expect(await answers(question)).toBe('2')
  })
})
