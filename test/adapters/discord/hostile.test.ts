import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Question } from '../../../src/engine/question.ts'
import { clean } from '../../../src/render/clean.ts'
import { nasty, text } from '../../render/arbitrary.ts'
import { nodesOf } from '../../render/faults.ts'
import { readComponents, readDiscord } from '../../render/reading.ts'
import { folded } from '../../render/said.ts'
import type { Person } from '../../standins/discord/person.ts'
import type { Recorded } from '../../standins/discord/rest.ts'
import type { Channel, Guild, Json } from '../../standins/discord/world.ts'
import { openDiscordStage, type DiscordStage } from '../../support/discord.ts'
import { choiceQuestion, libraryOf, typedQuestion } from '../../support/library.ts'
import { readAnswer } from './forge.ts'

const corpus = [
  ...nasty, '<id:guide>', '</quiz list:1>', '<t:0>', '<t:0:F>', '@everyone @here <@1> <@!1> <@&1> <#1>', 'discord.gg/abc', 'https://discord.com/invite/abc', '### a\n> b\n-# c\n||d||', '\u202e\u2067desrever', 'z\u0310\u0311\u0312\u0313\u0314a\u0315l\u0316g\u0317o\u0318',
  '\u200b\u200b', '𝔸𝕕𝕒', '\ud83d', 'x'.repeat(5000), '@everyone '.repeat(200), '<script>alert(1)</script>', '${process.env.DISCORD_TOKEN}', '{{7*7}}', '%s%n', "'; DROP TABLE answers; --", '{"parse":["everyone"]}', '","allowed_mentions":{"parse":["everyone"]},"x":"', '../../etc/passwd', 'null', 'undefined', '[object Object]',
]
const wanted = 'harmless words'
/** So many texts are used at once, each by somebody else. */
const TOGETHER = 9
/** No client of Discord's lets anybody have a longer one. */
const LONGEST_NAME = 32

let stage: DiscordStage

/** The kinds of signs in everything that was sent, beside Discord's own for time and place. */
function signsIn(requests: readonly Recorded[]): Set<string> {
  return new Set(requests.flatMap(({ body }) => readComponents((body as Json)['components'] ?? ((body as Json)['data'] as Json | undefined)?.['components'] ?? []).signs))
}

/** Every object that says who is to be told of a message. */
function mentionsIn(requests: readonly Recorded[]): unknown[] {
  return requests.flatMap(({ body }) => nodesOf(body).flatMap(node => 'allowed_mentions' in node ? [node['allowed_mentions']] : []))
}

/** Signs that no reader sees: controls, turned directions, halves of characters. */
const unseen = /(?![\n\t])\p{Cc}|\p{Cs}|[\u202a-\u202e\u2066-\u2069]/u

/** Every text inside a body. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn)
  return typeof value === 'string' ? [value] : []
}

/** Nobody is called, nothing is refused, nothing hides, and no message lacks the word that nobody is to be called. */
function expectTame(from: number): Recorded[] {
  const sent = stage.discord.requests.slice(from)
  expect(sent.filter(({ status }) => status === null || status >= 400)).toEqual([])
  expect(new Set(mentionsIn(sent).map(one => JSON.stringify(one)))).toEqual(new Set(['{"parse":[]}']))
  expect(sent.flatMap(({ body }) => textsIn(body)).filter(one => unseen.test(one))).toEqual([])
  const shown = sent.flatMap(({ body }) => nodesOf(body).filter(node => Array.isArray(node['components']) && 'flags' in node))
  expect(shown.filter(node => !('allowed_mentions' in node))).toEqual([])
  const pinged = [...stage.discord.world.messages.values()].filter(({ pings }) => pings.everyone || pings.roles.length > 0 || pings.users.length > 0)
  expect(pinged).toEqual([])
  expect(stage.troubles).toEqual([])
  return sent
}

interface Place {
  guild: Guild
  general: Channel
  admin: Person
}

/** A guild and a channel of this name. */
function found(name: string): Place {
  const guild = stage.discord.addGuild({ name, channels: [name], system: name, roles: { Admins: ['ManageGuild'], [name]: [] } })
  const admin = stage.discord.person({ username: 'admin' })
  admin.join(guild, { roles: [...guild.roles.values()].filter(role => role.name === 'Admins').map(role => role.id) })
  return { guild, general: stage.discord.channel(guild, name), admin }
}

/** What this text reads as, wherever it stands alone: on one line, at most so long. */
function says(one: string, most = Infinity): string {
  return folded(one.trim().slice(0, most).trim())
}

describe('whatever people call themselves, type and report', () => {
  beforeAll(async () => { stage = await openDiscordStage({ library: libraryOf(Array.from({ length: 6 }, (_, place) => typedQuestion('metrics', `q${place}`, ['x']))) }) })
  afterAll(() => stage.close())

  /** Everybody with a text joins, plays, asks and reports with it; gives the kinds of signs in all that was sent. */
  async function use(texts: readonly string[]): Promise<Set<string>> {
    const from = stage.discord.requests.length
    const { guild, general, admin } = found(texts[0] ?? '')
    const people = texts.map((one, place) => {
      const name = one.slice(0, LONGEST_NAME)
      const person = stage.discord.person({ username: place % 3 === 0 ? name : `user${place}`, globalName: place % 3 === 1 ? name : null, locale: place % 3 === 2 ? one : 'en-GB' })
      person.join(guild, place % 3 === 2 ? { nick: name } : {})
      return { person, one, name }
    })
    await admin.command(general.id, 'rapid', { questions: 3, seconds: 10 })
    await stage.pass(0)
    const question = stage.newest(general.id)
    const button = String(nodesOf(question.components).find(node => node['type'] === 2)?.['custom_id'])
    for (const { person, one } of people) {
      const { modal } = await person.press(question, button)
      const typed = one.slice(0, 100)
      if (typed !== '') expect(folded(readAnswer(await person.submit(modal ?? never(), { answer: typed })))).toContain(typed.trim() === '' ? 'typed' : says(typed))
    }
    await stage.pass(12)
    const why = await people[0]?.person.press(question, String(nodesOf(question.components).find(node => node['type'] === 2)?.['custom_id']))
    expect(why?.kind).toBe('message')
    await admin.command(general.id, 'stop')
    await stage.pass(5)
    await admin.command(general.id, 'snippet', { name: 'softmax' })
    const board = folded(readAnswer(await admin.command(general.id, 'leaderboard')))
    await people[0]?.person.command(general.id, 'privacy export')
    for (const [place, { person, one, name }] of people.entries()) {
      expect(board).toContain(says(name))
      await asks[place % asks.length]?.(person, general, one)
      await person.command(general.id, 'report', { why: one.slice(0, 300) })
      const reports = await admin.command(general.id, 'report')
      if (says(one, 300) !== '') expect(folded(readAnswer(reports))).toContain(says(one, 300))
      const keep = nodesOf(reports.message?.components).find(node => String(node['custom_id']).startsWith('keep:'))
      if (keep !== undefined) await admin.press(reports.message ?? never(), String(keep['custom_id']))
    }
    return signsIn(expectTame(from))
  }

  /** Options and completions take any text, and say it again as it is; people take turns. */
  const asks: ((person: Person, general: Channel, one: string) => Promise<void>)[] = [
    async (person, general, one) => {
      expect((await person.command(general.id, 'formula', { name: one.slice(0, 100) || ' ' })).kind).toBe('message')
      await person.autocomplete(general.id, 'formula', 'name', one)
    },
    async (person, general, one) => {
      const made = folded(readAnswer(await person.command(general.id, 'team create', { name: one.slice(0, 40) || ' ' })))
      const [, name] = /^(.*) is a team now/.exec(made) ?? []
      expect(folded(readAnswer(await person.command(general.id, 'team list')))).toContain(name ?? 'team')
      await person.autocomplete(general.id, 'team join', 'name', one)
    },
    async (person, general, one) => {
      expect(folded(readAnswer(await person.command(general.id, 'timezone', { zone: one.slice(0, 100) || ' ' })))).toContain(says(one, 100))
      expect(folded(readAnswer(await person.command(general.id, 'privacy show')))).toContain(says(one, LONGEST_NAME))
    },
  ]

  it('is shown as it is: nobody is called, nothing links or formats, nothing is refused', async () => {
    const harmless = await use(Array.from({ length: TOGETHER }, (_, place) => `${wanted} ${place}`))
    for (let place = 0; place < corpus.length; place += TOGETHER) {
      const signs = await use(corpus.slice(place, place + TOGETHER))
      expect([...signs].filter(sign => !harmless.has(sign))).toEqual([])
    }
  })

  it('is shown as it is, whatever it is made of', async () => {
    const harmless = await use(Array.from({ length: TOGETHER }, (_, place) => `${wanted} ${place}`))
    await fc.assert(fc.asyncProperty(fc.array(text, { minLength: TOGETHER, maxLength: TOGETHER }), async texts => {
      const signs = await use(texts)
      expect([...signs].filter(sign => !harmless.has(sign))).toEqual([])
    }), { numRuns: process.env['RECALL_FULL'] === undefined ? 3 : 200, seed: 20261121, endOnFailure: true })
  })
})

describe('whatever stands in the content', () => {
  const long = corpus.map(one => one.slice(0, 160)).filter(one => says(one) !== '')
  const piece = (place: number) => long[place % long.length] ?? ''
  const questions = long.flatMap((one, place): Question[] => {
    const [right, wrong, third] = [piece(place + 1), piece(place + 2), piece(place + 3)]
    const choices = [{ text: right, note: null }, { text: wrong, note: one }, { text: third, note: right }]
    const base = choiceQuestion('metrics', `q${place}`)
    const typed = typedQuestion('probability', `t${place}`, [one])
    const said = { text: one, explanation: right, topicTitle: wrong }
    return [{ ...base, ask: seed => ({ ...base.ask(seed), ...said, choices, answer: right }) }, { ...typed, ask: seed => ({ ...typed.ask(seed), ...said, answer: right }) }]
  })

  beforeAll(async () => { stage = await openDiscordStage({ library: libraryOf(questions) }) })
  afterAll(() => stage.close())

  it('is shown as it is in a round, a daily with a thread, and practice', async () => {
    const { general, guild, admin } = found('general')
    const grace = stage.discord.person({ username: 'grace' })
    grace.join(guild)
    await admin.command(general.id, 'daily set', { time: '09:00', thread: 'on', topic: 'metrics' })
    for (let day = 0; day < 20; day++) {
      await admin.command(general.id, 'daily preview')
      await stage.pass(86_400)
      const question = stage.newest(general.id)
      expectSaid(question.components)
      const [first] = nodesOf(question.components).filter(node => node['type'] === 2)
      expect((await grace.press(question, String(first?.['custom_id']))).kind).toBe('message')
    }
    await grace.command(general.id, 'quiz', { topic: 'metrics', questions: 5 })
    await admin.command(general.id, 'rapid', { questions: 30, seconds: 5, topic: 'probability' })
    for (let count = 0; count < 20; count++) {
      await stage.pass(0)
      const question = stage.newest(general.id)
      const button = nodesOf(question.components).find(node => String(node['custom_id']).startsWith('type:'))
      if (button !== undefined) expect((await grace.press(question, String(button['custom_id']))).kind).toBe('modal')
      await stage.pass(7)
      await stage.pass(4)
    }
    const signs = signsIn(expectTame(0))
    expect([...signs].filter(sign => !['heading', 'strong', 'subtext', 'blockQuote', 'timestamp', 'channel'].includes(sign))).toEqual([])
  })

  it('calls the role that an admin chose for the daily, and nobody else, with the question alone', async () => {
    const { general, guild, admin } = found('readers')
    const role = stage.discord.addRole(guild, { name: '@everyone', mentionable: true })
    const from = stage.discord.requests.length
    await admin.command(general.id, 'daily set', { time: '09:00', topic: 'metrics', reveal: '18:00', mention: role.id, thread: 'on' })
    await admin.command(general.id, 'daily preview')
    await admin.command(general.id, 'daily now')
    await stage.pass(0)
    const question = stage.newest(general.id)
    expect(question.pings).toEqual({ everyone: false, roles: [role.id], users: [] })
    await admin.press(question, String(nodesOf(question.components).find(node => node['type'] === 2)?.['custom_id']))
    await stage.pass(86_400 / 2)
    expect(readComponents(question.components).text).toContain('Explanation')
    expect(question.body['allowed_mentions']).toEqual({ parse: [] })
    const calling = stage.discord.requests.slice(from).filter(request => mentionsIn([request]).some(one => JSON.stringify(one) !== '{"parse":[]}'))
    expect(calling.filter(({ method, route }) => method !== 'PATCH' && route !== '/channels/:channel/messages')).toEqual([])
    expect(new Set(mentionsIn(calling).map(one => JSON.stringify(one)))).toEqual(new Set([`{"parse":[],"roles":["${role.id}"]}`]))
    expect([...stage.discord.world.messages.values()].filter(({ pings }) => pings.everyone || pings.roles.length + pings.users.length > 0)).toEqual([question])
  })

  /** The question, and each of its choices, stands there as it was written. */
  function expectSaid(components: unknown): void {
    const read = folded(readComponents(components).text)
    const asked = questions.map(one => one.ask('')).find(one => one.choices.length > 0 && read.includes(folded(clean(one.text))) && one.choices.every(choice => read.includes(says(choice.text))))
    expect(asked, read).toBeDefined()
  }
})

it('the reader of these tests finds what would be wrong', () => {
  expect(readDiscord('<@123456789012345678> @everyone ||x|| [a](https://b.example)').signs).toEqual(['user', 'everyone', 'spoiler', 'link'])
})

function never(): never {
  throw new Error('Nothing came.')
}
