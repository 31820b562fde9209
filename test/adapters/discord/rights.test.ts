import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Person } from '../../standins/discord/person.ts'
import type { Channel, Guild, Message } from '../../standins/discord/world.ts'
import type { DiscordStage } from '../../support/discord.ts'
import { live, openGroup, setDaily, type Group } from './playing.ts'
import { click, rightOn, wordsOf } from './said.ts'

let group: Group
let stage: DiscordStage
let guild: Guild
let general: Channel
let lobby: Channel
let ada: Person
let boss: Person

beforeEach(async () => {
  group = await openGroup();
  ({ stage, guild, general, lobby, ada, boss } = group)
})
afterEach(async () => { await stage.close() })

const say = async (person: Person, command: string, options: Record<string, string | number> = {}, channel = general) => wordsOf((await person.command(channel.id, command, options)).message)

async function round(): Promise<Message> {
  await say(ada, 'rapid', { questions: 3 })
  await stage.pass(0)
  return stage.newest(general.id)
}


/** What an admin is told with the next answer, in another channel: the fields below it. */
async function told(): Promise<string> {
  return (await say(boss, 'stop', {}, lobby)).split('\n').slice(1).join('\n')
}

const where = () => `<#${general.id}>`
const moment = (at: number) => `<t:${Math.floor(at / 1000)}:F>`
const allow = (needs: string) => `I may not do that in ${where()}. Allow me to use ${needs} there.`
const deny = (permission: 'SendMessages' | 'ViewChannel' | 'AttachFiles' | 'CreatePublicThreads') => stage.discord.overwriteBot(general, { deny: [permission] })
const timeOut = (until: number | null) => stage.discord.changeMember(guild, stage.discord.applicationId, { timedOutUntil: until })

describe('whoever starts something that cannot be posted is told privately at once', () => {
  it.each([
    ['Send Messages', () => deny('SendMessages'), () => allow('Send Messages')],
    ['View Channel', () => deny('ViewChannel'), () => allow('View Channel')],
    ['its own voice: it is timed out', () => timeOut(stage.now() + 3_600_000), () => `I am timed out here and may not write until ${moment(stage.now() + 3_600_000)}.`],
  ])('without %s', async (_, take, said) => {
    take()
    for (const [person, command, options] of [[ada, 'rapid', {}], [ada, 'quiz', { for: 'channel' }], [boss, 'daily set', { time: '12:30' }]] as const) {
      const seen = await person.command(general.id, command, options)
      expect(seen.private).toBe(true)
      expect(wordsOf(seen.message)).toBe(`### I cannot post there\n${said()} Nothing was started.`)
    }
    expect(await live(group, 1)).toEqual([])
    expect(stage.discord.messages(general.id)).toEqual([])
  })

  it('a daily that is to call a role which cannot be mentioned; with Mention Everyone it can', async () => {
    const silent = stage.discord.addRole(guild, { name: 'Silent' })
    expect(await setDaily(group, { mention: silent.id })).toBe(`### I cannot post there\nNobody would hear of it: <@&${silent.id}> cannot be mentioned. Allow everyone to mention that role, choose another, or leave mention out. Nothing was started.`)
    stage.discord.overwriteBot(general, { allow: ['MentionEveryone'] })
    expect(await setDaily(group, { mention: silent.id })).toContain('The daily is set')
  })

  it('a daily with threads without Create Public Threads', async () => {
    deny('CreatePublicThreads')
    expect(await setDaily(group, { thread: 'on' })).toBe(`### I cannot post there\n${allow('Create Public Threads')} Nothing was started.`)
    expect(await setDaily(group)).toMatch(/^### The daily is set/)
  })

  it('a daily for a channel that Recall does not see, or that is a thread it may not write in', async () => {
    deny('ViewChannel')
    expect(await say(boss, 'daily set', { time: '12:30', channel: general.id }, lobby)).toBe(`### I cannot post there\n${allow('View Channel')} Nothing was started.`)
    stage.discord.overwriteBot(lobby, { deny: ['SendMessagesInThreads'] })
    const thread = await threadIn(lobby)
    expect(await say(boss, 'daily set', { time: '12:30', channel: thread.id }, lobby)).toMatch(/Allow me to use Send Messages in Threads there\. Nothing was started\.$/)
  })

  it('needs no request to know that all is well, and no refused one to know what is not', async () => {
    const before = stage.discord.requests.length
    await say(ada, 'rapid')
    expect(stage.discord.requests.slice(before).map(({ route }) => route)).toEqual(['/interactions/:interaction/:token/callback'])
    await say(boss, 'stop')
    deny('SendMessages')
    await say(ada, 'rapid')
    expect(stage.discord.invalidRequests()).toBe(0)
  })
})

/** A thread that a person opened in a channel. */
async function threadIn(channel: Channel): Promise<Channel> {
  const [first] = stage.discord.messages(channel.id)
  const response = await fetch(`${stage.discord.api}/v10/channels/${channel.id}/messages/${first?.id}/threads`, { method: 'POST', headers: { authorization: `Bot ${stage.discord.token}`, 'content-type': 'application/json' }, body: JSON.stringify({ name: 'Talk' }) })
  const { id } = await response.json() as { id: string }
  return stage.discord.world.channels.get(id) as Channel
}

describe('a daily that can no longer be posted is paused, and the admins are told with their next answer', () => {
  const cases: [string, () => void, () => string, () => void][] = [
    ['Send Messages is missing', () => deny('SendMessages'), () => allow('Send Messages'), () => stage.discord.overwriteBot(general, {})],
    ['View Channel is missing', () => deny('ViewChannel'), () => allow('View Channel'), () => stage.discord.overwriteBot(general, {})],
    ['Recall is timed out', () => timeOut(stage.now() + 7_200_000), () => `I am timed out here and may not write until ${moment(posted + 7_140_000 - 1000)}.`, () => timeOut(null)],
  ]
  let posted = 0

  it.each(cases)('%s', async (_, take, said, give) => {
    await setDaily(group)
    take()
    await stage.pass(61)
    posted = stage.now()
    expect(stage.discord.messages(general.id)).toEqual([])
    expect(await say(ada, 'stop', {}, lobby)).not.toMatch(/paused/)
    expect(await told()).toBe(`**A daily is paused**\n${said()} (${moment(posted)}) Then /daily resume goes on, or set the daily in another channel with /daily set.`)
    expect(await told()).toBe('')
    expect(await live(group, 30)).toEqual([])
    expect(stage.discord.invalidRequests()).toBeLessThanOrEqual(3)
    give()
    expect(await say(boss, 'daily resume')).toMatch(/^### The daily goes on/)
    await live(group, 1)
    expect(wordsOf(stage.newest(general.id))).toMatch(/^### Daily question/)
  })

  it('its channel is deleted', async () => {
    await setDaily(group)
    stage.discord.deleteChannel(general)
    await stage.pass(61)
    expect(await told()).toBe(`**A daily is paused**\nI could not find ${where()}: it was deleted, or I may not see it. (${moment(stage.now())}) Then /daily resume goes on, or set the daily in another channel with /daily set.`)
    expect(await live(group, 30)).toEqual([])
  })
})

describe('what is open when a right is taken', () => {
  it('an open question whose channel is deleted ends without a word', async () => {
    await round()
    stage.discord.deleteChannel(general)
    expect((await live(group, 1)).length).toBeLessThanOrEqual(2)
    expect(await told()).toBe('')
    expect(await live(group, 30)).toEqual([])
  })

  it('a round that may no longer write ends, and the admins are told once', async () => {
    const question = await round()
    await click(ada, question, rightOn(question))
    deny('SendMessages')
    await stage.pass(17)
    expect(wordsOf(question)).toMatch(/the answer is/)
    await stage.pass(4)
    const at = stage.now()
    await live(group, 1)
    expect(await told()).toBe(`**A message could not be shown**\n${allow('Send Messages')} (${moment(at)})`)
    expect(stage.discord.invalidRequests()).toBeLessThanOrEqual(2)
    stage.discord.overwriteBot(general, {})
    expect(await say(ada, 'rapid')).toMatch(/^A round of 10 questions starts now/)
  })

  it('a question that somebody deleted is revealed in a message of its own', async () => {
    const question = await round()
    await click(ada, question, rightOn(question))
    stage.discord.deleteMessage(question)
    await stage.pass(17)
    await stage.pass(1)
    expect(wordsOf(stage.newest(general.id))).toMatch(/the answer is/)
    expect(stage.discord.messages(general.id)).toHaveLength(1)
  })

  it('a podium comes with its words where Attach Files is missing, and the admins are told', async () => {
    const question = await round()
    await click(ada, question, rightOn(question))
    await stage.pass(17)
    deny('AttachFiles')
    await say(ada, 'stop')
    await stage.pass(0)
    const podium = stage.newest(general.id)
    expect(wordsOf(podium)).toMatch(/^### Podium\n[^]*ada · 1\/1 · 1,000/)
    expect(podium.files.size).toBe(0)
    expect(await told()).toBe(`**A part of a message is missing**\n${allow('Attach Files')} (${moment(stage.now())})`)
  })

  it('a daily comes without its thread where Create Public Threads is missing, and the admins are told', async () => {
    await setDaily(group, { thread: 'on' })
    deny('CreatePublicThreads')
    await stage.pass(61)
    expect(stage.newest(general.id).thread).toBe(null)
    expect(await told()).toBe(`**A part of a message is missing**\n${allow('Create Public Threads')} (${moment(stage.now())})`)
    expect(stage.discord.invalidRequests()).toBe(1)
    expect((await live(group, 10)).filter(line => line.endsWith(' 403'))).toHaveLength(10)
  })

  it('a daily comes without its thread where Discord fails to open one, and the admins are told what is true', async () => {
    await setDaily(group, { thread: 'on' })
    stage.discord.failNext({ status: 500 }, { times: 3, when: ({ route }) => route.endsWith('/threads') })
    await stage.pass(61)
    expect(stage.newest(general.id).thread).toBe(null)
    expect(await told()).toMatch(/^\*\*A part of a message is missing\*\*\nIt did not work in <#\d+>\. My log says why\./)
  })
})

describe('in a thread', () => {
  let thread: Channel
  beforeEach(async () => {
    thread = await threadIn(lobby)
    await say(boss, 'daily set', { time: '12:01', timezone: 'UTC', reveal: '18:00' }, thread)
    await stage.pass(61)
  })

  it('that has gone to sleep the reveal wakes it', async () => {
    stage.discord.changeThread(thread, { archived: true })
    await live(group, 1)
    const [question] = stage.discord.messages(thread.id)
    expect(wordsOf(question ?? null)).toMatch(/the answer is/)
    expect(stage.discord.invalidRequests()).toBe(0)
  })

  it('that was archived and locked nothing is shown, the next daily pauses, and the admins are told', async () => {
    stage.discord.changeThread(thread, { archived: true, locked: true })
    const lines = await live(group, 3)
    expect(lines.filter(line => / 4\d\d$/.test(line)).length).toBeLessThanOrEqual(4)
    const said = await told()
    expect(said).toContain(`<#${thread.id}> is archived and locked, so I could not write there. Open it again.`)
    expect(await live(group, 30)).toEqual([])
  })
})
