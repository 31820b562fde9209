import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDiscordStage, type DiscordStage } from '../../support/discord.ts'
import type { Person } from '../../standins/discord/person.ts'
import type { Channel, Guild, Json } from '../../standins/discord/world.ts'
import { readComponents } from '../../render/reading.ts'
import { forge, payloadOf, readAnswer } from './forge.ts'

let stage: DiscordStage
let home: Guild
let other: Guild
let general: Channel
let foreign: Channel
let admin: Person
let stranger: Person

beforeAll(async () => {
  stage = await openDiscordStage({
    prepare: discord => {
      home = discord.addGuild({ name: 'Home', roles: { Admins: ['ManageGuild'] } })
      other = discord.addGuild({ name: 'Other', roles: { Readers: [] } })
      general = discord.channel(home, 'general')
      foreign = discord.channel(other, 'general')
      admin = discord.person({ username: 'ada' })
      stranger = discord.person({ username: 'grace' })
      admin.join(home, { roles: [roleOf(home, 'Admins')] })
      stranger.join(other)
    },
  })
})

afterAll(() => stage.close())

function roleOf(guild: Guild, name: string): string {
  return [...guild.roles.values()].find(role => role.name === name)?.id ?? ''
}

/** A day and a half goes by, and a Monday. */
async function passDays(): Promise<void> {
  for (let hours = 0; hours < 24 * 8; hours += 12) await stage.pass(12 * 3600)
}

describe('an admin of one guild reaches no other', () => {
  const setting = (channel: string) => [{ name: 'set', type: 1, options: [{ name: 'time', type: 3, value: '09:00' }, { name: 'channel', type: 7, value: channel }] }]
  const channelOf = (extra: object = {}) => ({ channels: { [foreign.id]: { id: foreign.id, name: 'general', type: 0, permissions: '8', ...extra } } })

  it.each<[string, () => Json]>([
    ['without a word of Discord on it', () => ({})],
    ['when Discord finds it all the same', () => ({ resolved: channelOf() })],
    ['when Discord says whose it is', () => ({ resolved: channelOf({ guild_id: other.id }) })],
  ])("a daily is not set for another guild's channel by its id, %s", async (_, resolved) => {
    await stranger.command(foreign.id, 'help')
    const genuine = await admin.command(general.id, 'daily set', { time: '09:00' })
    const answer = await forge(stage, genuine, { data: { options: setting(foreign.id), resolved: undefined, ...resolved() } })
    expect(readAnswer(answer)).toMatch(/channel must be a channel of this group|I could not find/)
    for (const name of ['now', 'preview', 'show', 'pause', 'resume', 'off']) {
      const own = await admin.command(general.id, `daily ${name}`)
      const options = [{ name, type: 1, options: [{ name: 'channel', type: 7, value: foreign.id }] }]
      expect(readAnswer(await forge(stage, own, { data: { options, resolved: undefined, ...resolved() } }))).toMatch(/channel must be a channel of this group|no daily/i)
    }
  })

  it('nor for a channel that is none', async () => {
    const genuine = await admin.command(general.id, 'daily set', { time: '09:00' })
    for (const id of ['1', 'general', '../../users/@me', '9'.repeat(6000), '__proto__', 'constructor', '']) {
      expect(readAnswer(await forge(stage, genuine, { data: { options: setting(id) } }))).toMatch(/channel must be a channel of this group|channel is too long/)
    }
  })

  it("the weekly recap is not sent to another guild's channel", async () => {
    await stranger.command(foreign.id, 'help')
    const { modal } = await admin.press((await admin.command(general.id, 'settings')).message ?? never(), 'settings:group')
    const sent = await admin.submit(modal ?? never(), { zone: 'UTC', recap: [foreign.id] })
    expect(readAnswer(sent)).toMatch(/Nothing was saved\n+I could not find/)
    expect(readAnswer(await forge(stage, sent, { data: { resolved: undefined } }))).toMatch(/Nothing was saved\n+I could not find/)
    expect(readAnswer(await admin.submit(modal ?? never(), { zone: 'UTC', recap: [general.id] }))).toMatch(/^Saved/)
  })

  it("a round does not run in another guild's channel that an admin has named for rounds", async () => {
    const { modal } = await admin.press((await admin.command(general.id, 'settings')).message ?? never(), 'settings:rounds')
    expect(readAnswer(await admin.submit(modal ?? never(), { channels: [foreign.id, general.id] }))).toMatch(/^Saved/)
    await admin.command(general.id, 'rapid', { questions: 3 })
    await stage.pass(0)
    await admin.command(general.id, 'stop')
  })

  it("the question calls neither everyone nor another guild's role", async () => {
    const genuine = await admin.command(general.id, 'daily set', { time: '10:00', mention: roleOf(home, 'Admins') })
    const mention = (value: string) => ({ resolved: undefined, options: [{ name: 'set', type: 1, options: [{ name: 'time', type: 3, value: '10:00' }, { name: 'mention', type: 8, value }] }] })
    expect(readAnswer(await forge(stage, genuine, { data: { ...mention(home.id), resolved: { roles: { [home.id]: {} } } } }))).toMatch(/mention must be a role that people have chosen, not everyone/)
    for (const id of [roleOf(other, 'Readers'), home.id, 'everyone', '__proto__', admin.id]) {
      expect(readAnswer(await forge(stage, genuine, { data: mention(id) }))).toMatch(/mention must be a role of this group/)
    }
  })

  it('who says that the guild is another than the one that installed Recall is alone', async () => {
    const genuine = await admin.command(general.id, 'daily set', { time: '09:00' })
    for (const owners of [{}, { 0: other.id }, { 0: '0' }, { 1: admin.id }]) {
      expect(readAnswer(await forge(stage, genuine, { authorizing_integration_owners: owners }))).toMatch(/^That works in the channels of a group/)
    }
    expect(readAnswer(await forge(stage, genuine, { guild_id: other.id }))).toMatch(/^That works in the channels of a group/)
  })

  it('after all that, and a week, nothing was posted there', async () => {
    await passDays()
    expect(stage.discord.messages(general.id).length).toBeGreaterThan(5)
    expect(stage.discord.messages(foreign.id).map(({ components }) => readComponents(components).text.split('\n')[0])).toEqual(['Hello, I am Recall'])
    expect(stage.discord.requests.filter(({ method, path }) => method !== 'GET' && path.includes(foreign.id)).length).toBe(1)
  })
})

describe('whatever is sent is answered kindly, and nothing else comes of it', () => {
  const weird = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '', 'x'.repeat(6000)]

  it.each(weird.map(name => [name.slice(0, 20), name] as const))('an option %j', async (_, name) => {
    const genuine = await stranger.command(foreign.id, 'formula', { name: 'norm' })
    expect(readAnswer(await forge(stage, genuine, { data: { options: [{ name, type: 3, value: 'norm' }] } }))).toMatch(/^\/formula (has no option|needs name)/)
    expect(readAnswer(await forge(stage, genuine, { data: { options: [{ name: 'name', type: 3, value: name }] } }))).toMatch(/too long|no formula|Norm|is in/i)
    expect(readAnswer(await forge(stage, genuine, { data: { name: name.slice(0, 32) } }))).toMatch(/^I do not know \//)
  })

  it('numbers as words and words as numbers', async () => {
    const genuine = await stranger.command(foreign.id, 'quiz', { questions: 3 })
    const asked = async (value: unknown) => readAnswer(await forge(stage, genuine, { data: { options: [{ name: 'questions', type: 4, value }] } }))
    expect(await asked('4')).toMatch(/^Practice 1 of 4/)
    for (const value of ['four', '1e1', -1, 2.5, 1e21, 'NaN', true, null, 9e15]) expect(await asked(value)).toMatch(/questions must be a whole number from 1 to 20/)
    expect(readAnswer(await forge(stage, genuine, { data: { options: [{ name: 'topic', type: 3, value: 4 }] } }))).toMatch(/^topic cannot be "4"/)
  })

  it('a press that no button of ours has carried', async () => {
    const { message } = await stranger.command(foreign.id, 'help')
    const ids = ['x'.repeat(100), '\u{1f600}'.repeat(50), 'answer', 'answer:', 'answer:r1:0:4', 'answer:r1:-1:0', 'answer:__proto__:0:0', '__proto__:x', 'constructor:1', 'erase:x', 'why:constructor:0', 'browse:formula:x:1e9', ' answer:r1:0:0', 'settings:all']
    for (const id of ids) expect(readAnswer(await stranger.forge(message ?? never(), id)), id).toMatch(/is not one of mine any more|is not here any more/)
  })

  it('a press that changes private messages leaves public ones as they are', async () => {
    await admin.command(general.id, 'rapid', { questions: 3, seconds: 60 })
    await stage.pass(0)
    const question = stage.newest(general.id)
    for (const id of ['keep:r1:0', 'board:week:0', 'browse:formula::0', 'teams:0', 'reports:0', 'turn:r1:0', 'try:r1:0:0', 'fresh:::3', 'retry:r1', 'another:r1', 'erase']) {
      const versions = question.versions.length
      expect((await admin.forge(question, id)).private, id).toBe(true)
      expect(question.versions.length, id).toBe(versions)
    }
    await admin.command(general.id, 'stop')
  })

  it('a list without a choice, and one with a thousand', async () => {
    const { message } = await stranger.command(foreign.id, 'formula', { name: 'zzzz' })
    const genuine = await stranger.forge(message ?? never(), 'list')
    for (const values of [[], Array.from({ length: 1000 }, (_, place) => `formula:${place}`), ['__proto__']]) {
      expect(readAnswer(await forge(stage, genuine, { data: { component_type: 3, custom_id: 'list', values } }))).toMatch(/button/)
    }
  })

  it('a form with names, numbers and sizes that it does not have', async () => {
    const { modal } = await admin.press((await admin.command(general.id, 'settings')).message ?? never(), 'settings:rounds')
    const genuine = await admin.submit(modal ?? never(), { coolDown: '7' })
    const input = (custom_id: string, value: string) => ({ type: 18, id: 1, component: { type: 4, id: 2, custom_id, value } })
    const forms = [
      [], Array.from({ length: 1000 }, (_, place) => input(`unknown${place}`, 'x')), weird.map(name => input(name, 'x')), [{ type: 10, id: 1 }], [{ type: 1, id: 1, components: [{ type: 4, id: 2, custom_id: 'other', value: 'x' }] }],
    ]
    for (const components of forms) expect(readAnswer(await forge(stage, genuine, { data: { components } }))).toMatch(/^Saved[^]*7 minutes/)
    const lists = (name: string, values: readonly string[]) => [{ type: 18, id: 1, component: { type: 8, id: 2, custom_id: name, values } }]
    for (const components of [lists('channels', Array.from({ length: 1000 }, (_, place) => String(place))), [input('coolDown', '9'.repeat(4000))], [input('quiet', '22:00-07:00'.repeat(400))], [input('roundsADay', '1e9')]]) {
      expect(readAnswer(await forge(stage, genuine, { data: { components } }))).toMatch(/^Nothing was saved/)
    }
    expect(readAnswer(await forge(stage, genuine, { data: { custom_id: 'answer:r1:0:0' } }))).toMatch(/button/)
    expect(readAnswer(await admin.command(general.id, 'settings'))).toMatch(/7 minutes/)
  })

  it('a form of somebody who is no admin changes nothing', async () => {
    const { modal } = await admin.press((await admin.command(general.id, 'settings')).message ?? never(), 'settings:rounds')
    const genuine = await admin.submit(modal ?? never(), { coolDown: '8' })
    const member = payloadOf(stage, genuine)['member'] as Json
    expect(readAnswer(await forge(stage, genuine, { member: { ...member, permissions: '0' } }))).toMatch(/admin/)
  })

  it('completions of an option that is none, or of a text without end', async () => {
    await stranger.autocomplete(foreign.id, 'formula', 'name', 'norm')
    const genuine = stage.discord.interactions().at(-1) ?? never()
    const typed = async (name: string, value: unknown) => (await forge(stage, { ...await genuine.seen }, { data: { options: [{ name, type: 3, value, focused: true }] } })).choices
    for (const name of weird) expect(await typed(name, 'norm')).toEqual([])
    for (const value of ['x'.repeat(6000), '(a+)+$'.repeat(900), 7, '\ud800']) expect(Array.isArray(await typed('name', value))).toBe(true)
  })

  it('none of it was trouble, was refused, or went unanswered', async () => {
    expect(stage.troubles).toEqual([])
    expect(stage.discord.requests.filter(({ status }) => status !== null && status >= 400)).toEqual([])
    expect((await Promise.all(stage.discord.interactions().map(({ seen }) => seen))).filter(({ kind }) => kind === 'failed')).toEqual([])
  })
})

function never(): never {
  throw new Error('Nothing came.')
}
