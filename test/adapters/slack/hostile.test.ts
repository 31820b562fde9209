import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Question } from '../../../src/engine/question.ts'
import { clean } from '../../../src/render/clean.ts'
import { nasty, text } from '../../render/arbitrary.ts'
import { nodesOf } from '../../render/faults.ts'
import { readBlocks } from '../../render/reading.ts'
import { folded } from '../../render/said.ts'
import { elementsOf } from '../../standins/slack/form.ts'
import type { Person } from '../../standins/slack/person.ts'
import type { Json, Message } from '../../standins/slack/world.ts'
import { choiceQuestion, libraryOf, typedQuestion } from '../../support/library.ts'
import { openSlackStage, type SlackStage } from '../../support/slack.ts'
import { actionOf, answerOfForm, typed, type Given } from './study-group.ts'
import { bodiesOf } from './transcript.ts'

const corpus = [
  ...nasty, '<!everyone>', '<!channel|x>', '<!subteam^S024BE7LH|@all>', '<@W1>', '<#C1>', '<https://x.example|y>', '<mailto:a@b.example|x>', '&#60;!channel&#62;', '&lt;!here&gt;', '*bold* _it_ ~gone~ `code`', ':tada::wave:', ':skin-tone-2:', '>>> quoted', '•\tlist', '\u202e\u2067desrever', 'z\u0310\u0311\u0312\u0313\u0314a\u0315l\u0316g\u0317o\u0318',
  '\u200b\u200b', '𝔸𝕕𝕒', '\ud83d', 'x'.repeat(5000), '<!channel> '.repeat(200), '<script>alert(1)</script>', '${process.env.SLACK_BOT_TOKEN}', '{{7*7}}', '%s%n', "'; DROP TABLE answers; --", '{"type":"mrkdwn"}', '"}],"blocks":[{"type":"divider"}]', '../../etc/passwd', 'null', 'undefined', '[object Object]',
]
/** So many texts are used at once, each by somebody else. */
const TOGETHER = 9
/** No client of Slack's lets anybody have a longer one. */
const LONGEST_NAME = 80

/** Signs that no reader sees: controls, turned directions, halves of characters. */
const unseen = /(?![\n\t])\p{Cc}|\p{Cs}|[\u202a-\u202e\u2066-\u2069]/u

/** Every text inside a body. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsIn)
  return typeof value === 'string' ? [value] : []
}

/** What is left of mrkdwn that would call, link or stand for something, without our own instants and channels. */
function live(mrkdwn: string): string[] {
  return mrkdwn.replace(/<!date\^\d+\^[^<>|]*\|[^<>]*>/g, '').replace(/<#[CDG][A-Z0-9]+>/g, '').match(/<[^]*/) ?? []
}

/** Everything that is wrong with a body: what calls or links anything, formats, or hides. */
function wildness(body: Json): string[] {
  const nodes = nodesOf(body['blocks'])
  const kinds = readBlocks(body['blocks']).signs.filter(sign => !['date', 'channel', 'command'].includes(sign))
  return [
    ...kinds,
    ...live(String(body['text'] ?? '')),
    ...nodes.filter(node => node['type'] === 'mrkdwn').flatMap(node => [...live(String(node['text'])), ...node['verbatim'] === true ? [] : ['mrkdwn that links']]),
    ...nodes.filter(node => node['type'] === 'plain_text' && node['emoji'] !== false).map(() => 'plain text with emoji'),
    ...textsIn(body).filter(one => unseen.test(one)),
  ]
}

/** Nobody is called, nothing is refused, nothing formats or hides. */
function expectTame({ slack, troubles }: SlackStage): void {
  expect(slack.requests.filter(({ error, status }) => error !== null || status !== 200)).toEqual([])
  expect(slack.deliveries.filter(({ ok }) => !ok)).toEqual([])
  const posts = slack.requests.filter(({ method }) => method === 'chat.postMessage')
  expect(posts.filter(({ args }) => String(args['unfurl_links']) !== 'false' || String(args['unfurl_media']) !== 'false')).toEqual([])
  expect(bodiesOf(slack).flatMap(wildness)).toEqual([])
  expect(troubles).toEqual([])
}

/** What this text reads as, wherever it stands alone: on one line, at most so long. */
function says(one: string, most = Infinity): string {
  return folded(one.trim().slice(0, most).trim())
}

function read({ blocks }: Message): string {
  return folded(readBlocks(blocks).text)
}

/** A command as Slack delivers it: three signs are written as entities. */
async function ask(who: Person, channel: string, name: string, given: Given = {}): Promise<string> {
  const seen = await who.slash(channel, '/recall', typed(name, given).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'))
  return read(await seen.answer())
}

function newest({ slack }: SlackStage, channel: string): Message {
  return slack.messages(channel).filter(({ threadTs }) => threadTs === null).at(-1) ?? never()
}

describe('whatever people call themselves, type and report', () => {
  /** Everybody with a text joins, plays, asks and reports with it. */
  async function use(texts: readonly string[]): Promise<void> {
    const stage = await openSlackStage({ patienceMs: 20_000, library: libraryOf(Array.from({ length: 6 }, (_, place) => typedQuestion('metrics', `q${place}`, ['x']))) })
    const channel = stage.slack.addChannel()
    const admin = stage.slack.person({ username: 'admin', isAdmin: true })
    const people = texts.map((one, place) => {
      const name = one.slice(0, LONGEST_NAME)
      return { one, name, person: stage.slack.person({ username: `user${place}`, realName: place % 3 === 1 ? name : 'real', displayName: place % 3 === 1 ? '' : name, locale: place % 3 === 2 ? one : 'en-GB' }) }
    })
    for (const person of [admin, ...people.map(one => one.person)]) await person.join(channel)
    await ask(admin, channel.id, 'rapid', { questions: 3, seconds: 10 })
    await stage.pass(0)
    const question = newest(stage, channel.id)
    const button = actionOf(question, 'Type the answer…')
    for (const { person, one } of people) {
      const given = one.slice(0, 100)
      const view = await (await person.press(question, button)).modal()
      if (given !== '') expect(read(await answerOfForm(stage, person, view, { answer: given }))).toContain(given.trim() === '' ? 'typed' : says(given))
    }
    await stage.pass(12)
    for (const { person, one } of people.filter((_, place) => place % 3 === 0)) {
      expect(read(await (await person.press(question, actionOf(question, 'Why?'))).answer())).toContain('x')
      const view = await (await person.press(question, actionOf(question, 'Report…'))).modal()
      if (one !== '') await answerOfForm(stage, person, view, { why: one.slice(0, 300) })
    }
    await ask(admin, channel.id, 'stop')
    await stage.pass(5)
    const board = await ask(admin, channel.id, 'leaderboard')
    if (people.length > 1) for (const { name } of people) expect(board).toContain(says(name))
    const reports = await ask(admin, channel.id, 'report')
    if (people.length === 1) expect(reports).toContain(says(people[0]?.one ?? '', 300))
    for (const [place, { person, one }] of people.entries()) await asks[place % asks.length]?.(person, channel.id, one)
    expectTame(stage)
    await stage.close()
  }

  /** Commands take any text; people take turns. */
  const asks: ((person: Person, channel: string, one: string) => Promise<void>)[] = [
    async (person, channel, one) => {
      expect(await ask(person, channel, `formula ${one}`)).not.toBe('')
      expect(await ask(person, channel, one)).not.toBe('')
    },
    async (person, channel, one) => {
      const [, name = 'team'] = /^(.*) is a team now/.exec(await ask(person, channel, `team create ${one}`)) ?? []
      expect(await ask(person, channel, 'team list')).toContain(name)
    },
    async (person, channel, one) => {
      expect(await ask(person, channel, `timezone ${one}`)).not.toBe('')
      expect(await ask(person, channel, 'privacy show')).toContain(says(one, LONGEST_NAME))
    },
  ]

  const batches = Array.from({ length: Math.ceil(corpus.length / TOGETHER) }, (_, place) => corpus.slice(place * TOGETHER, (place + 1) * TOGETHER))

  it.each(batches.map((texts, place) => [place, texts] as const))('is shown as it is: nobody is called, nothing links or formats, nothing is refused (%i)', async (_, texts) => await use(texts))

  it('is shown to admins as it was reported', async () => {
    for (const one of ['<!channel> *B* is right, too', ':tada: <https://x.example|y> &amp;']) await use([one])
  })

  it('is shown as it is, whatever it is made of', async () => {
    await fc.assert(fc.asyncProperty(fc.array(text, { minLength: TOGETHER, maxLength: TOGETHER }), use), { numRuns: process.env['RECALL_FULL'] === undefined ? 3 : 200, seed: 20261121, endOnFailure: true })
  })
})

describe('whatever stands in the content', () => {
  const long = corpus.map(one => one.slice(0, 160)).filter(one => says(one) !== '')
  const piece = (place: number) => long[place % long.length] ?? ''
  const questions = long.flatMap((one, place): Question[] => {
    const [right, wrong, third] = [piece(place + 1), piece(place + 2), piece(place + 3)]
    const choices = [{ text: right, note: null }, { text: wrong, note: one }, { text: third, note: right }]
    const base = choiceQuestion('metrics', `q${place}`)
    const written = typedQuestion('probability', `t${place}`, [one])
    const said = { text: one, explanation: right, topicTitle: wrong }
    return [{ ...base, ask: seed => ({ ...base.ask(seed), ...said, choices, answer: right }) }, { ...written, ask: seed => ({ ...written.ask(seed), ...said, answer: right }) }]
  })

  let stage: SlackStage
  beforeAll(async () => { stage = await openSlackStage({ patienceMs: 20_000, library: libraryOf(questions) }) })
  afterAll(() => stage.close())

  it('is shown as it is in a round, a daily with a thread, and practice', async () => {
    const channel = stage.slack.addChannel()
    const admin = stage.slack.person({ username: 'admin', isAdmin: true })
    const grace = stage.slack.person({ username: 'grace' })
    for (const person of [admin, grace]) await person.join(channel)
    await ask(admin, channel.id, 'daily set', { time: '09:00', thread: 'on', topic: 'metrics' })
    for (let day = 0; day < 20; day++) {
      await ask(admin, channel.id, 'daily preview')
      await stage.pass(86_400)
      const question = newest(stage, channel.id)
      expectSaid(question)
      await (await grace.press(question, actionOf(question, 'A'))).answer()
    }
    expect(stage.slack.messages(channel.id).filter(({ threadTs }) => threadTs !== null)).toHaveLength(20)
    await ask(grace, channel.id, 'quiz', { topic: 'metrics', questions: 5 })
    await ask(admin, channel.id, 'rapid', { questions: 30, seconds: 5, topic: 'probability' })
    for (let count = 0; count < 20; count++) {
      await stage.pass(0)
      const question = newest(stage, channel.id)
      const button = question.blocks.flatMap(elementsOf).find(one => String(one['value']).startsWith('type:'))
      if (button !== undefined) expect((await (await grace.press(question, String(button['action_id']))).modal()).type).toBe('modal')
      await stage.pass(7)
      await stage.pass(4)
    }
    expectTame(stage)
  })

  /** The question, and each of its choices, stands there as it was written. */
  function expectSaid(message: Message): void {
    const shown = read(message)
    const asked = questions.map(one => one.ask('')).find(one => one.choices.length > 0 && shown.includes(folded(clean(one.text))) && one.choices.every(choice => shown.includes(says(choice.text))))
    expect(asked, shown).toBeDefined()
  }
})

it.each([
  ['a call', { text: '<!channel>', blocks: [] }],
  ['a link for a person', { text: 'x', blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'user', user_id: 'U1' }] }] }] }],
  ['a call in small print', { text: 'x', blocks: [{ type: 'context', elements: [{ type: 'mrkdwn', verbatim: true, text: '<!date^1^{time}|x> <!here>' }] }] }],
  ['bold words', { text: 'x', blocks: [{ type: 'context', elements: [{ type: 'mrkdwn', verbatim: true, text: '*x*' }] }] }],
  ['emoji', { text: 'x', blocks: [{ type: 'header', text: { type: 'plain_text', text: ':tada:', emoji: true } }] }],
  ['turned words', { text: 'a\u202eb', blocks: [] }],
])('the reader of these tests finds %s', (_, body) => expect(wildness(body)).not.toEqual([]))

function never(): never {
  throw new Error('Nothing came.')
}
