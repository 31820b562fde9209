import type * as Crypto from 'node:crypto'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Library } from '../../../src/content/load.ts'
import { takeSnapshot, type Question, type Snapshot } from '../../../src/engine/question.ts'
import { foldTyped } from '../../../src/engine/typed.ts'
import { readBlocks } from '../../render/reading.ts'
import { elementsOf } from '../../standins/slack/form.ts'
import type { Person } from '../../standins/slack/person.ts'
import type { Channel, Message } from '../../standins/slack/world.ts'
import { choiceQuestion, libraryOf, shipped, typedQuestion } from '../../support/library.ts'
import { openSlackStage, type SlackStage } from '../../support/slack.ts'
import { forgeForm } from './forge.ts'
import { answerOfForm, typed, type Given } from './study-group.ts'
import { openTap, type Tap } from './tap.ts'

/** Chance is the same in every game, so that games compare to the last byte: ids and orders too. */
const chance = vi.hoisted(() => ({ drawn: 0 }))
vi.mock('node:crypto', async original => {
  const crypto = await original<typeof Crypto>()
  return { ...crypto, randomBytes: (size: number) => crypto.createHash('shake256', { outputLength: size }).update(`${chance.drawn++}`).digest() }
})

/** The same question, asked in the same words and order, with another choice for the right one: all that follows from that is another. */
function permuted(question: Question, right: number): Question {
  return { ...question, ask: seed => withRight(question.ask(seed), right) }
}

function withRight(asked: Snapshot, right: number): Snapshot {
  const secret = { hash: `hash of ${right}`, explanation: `Explanation for ${right}` }
  if (asked.choices.length === 0) return { ...asked, ...secret, accepts: [`answer${right}`].map(foldTyped), answer: `answer${right}` }
  const choices = asked.choices.map(({ text }, place) => ({ text, note: place === right % asked.choices.length ? null : `Note ${place}` }))
  return { ...asked, ...secret, choices, answer: choices[right % choices.length]?.text ?? '' }
}

function truthQuestion(slug: string): Question {
  const question = choiceQuestion('linear-algebra', slug)
  const choices = [{ text: 'True', note: null }, { text: 'False', note: 'n' }]
  return { ...question, ask: seed => takeSnapshot({ ...question.ask(seed), choices }, seed) }
}

/** Metrics are asked with three choices, linear algebra with two, probability with numbers; two are typed. */
const questions = [
  ...Array.from({ length: 30 }, (_, place) => choiceQuestion('metrics', `q${place}`)),
  ...Array.from({ length: 30 }, (_, place) => truthQuestion(`q${place}`)),
  ...shipped.questions.filter(({ id, typed, rapid }) => !typed && !rapid && isNumeric(id)).slice(0, 30).map(question => ({ ...question, topic: 'probability', difficulty: 'easy' })),
  ...Array.from({ length: 3 }, (_, place) => ({ ...typedQuestion('metrics', `typed${place}`, ['x']), difficulty: 'hard' })),
]

function isNumeric(id: string): boolean {
  const question = shipped.questions.find(one => one.id === id)
  return question !== undefined && question.ask('a').text !== question.ask('b').text && question.ask('a').choices.length === 4
}

function libraryWith(right: number): Library {
  return libraryOf(questions.map(question => permuted(question, right)))
}

/** Who plays, and where. */
interface Table {
  stage: SlackStage
  tap: Tap
  general: Channel
  ada: Person
  grace: Person
  alan: Person
}

type Game = (table: Table) => Promise<void>

/** What a person reads in an answer. */
function read({ blocks }: { blocks: unknown }): string {
  return readBlocks(blocks).text
}

async function ask(who: Person, { id }: Channel, name: string, given: Given = {}): Promise<Message> {
  return await (await who.slash(id, '/recall', typed(name, given))).answer()
}

/** The buttons whose press begins so. */
function buttonsOf(message: Message, beginning: RegExp): string[] {
  return message.blocks.flatMap(elementsOf).filter(one => beginning.test(String(one['value']))).map(one => String(one['action_id']))
}

/** Somebody presses the choice at a place of a question. */
async function choose(person: Person, message: Message, place: number): Promise<string> {
  const ids = buttonsOf(message, /^(answer|try):/)
  const seen = await person.press(message, ids[place % ids.length] ?? '')
  return read(message.visibleTo === null ? await seen.answer() : await seen.changed())
}

function newest({ slack }: SlackStage, { id }: Pick<Channel, 'id'>): Message {
  const message = slack.messages(id).filter(({ threadTs }) => threadTs === null).at(-1)
  if (message === undefined) throw new Error('Nothing was posted.')
  return message
}

/** Plays games at one table and gives all that was sent that may not tell what is right. */
async function play(right: number, game: Game): Promise<string[]> {
  chance.drawn = 0
  const stage = await openSlackStage({ library: libraryWith(right), patienceMs: 20_000 })
  const general = stage.slack.addChannel()
  const people = ['ada', 'grace', 'alan'].map((username, place) => stage.slack.person({ username, isAdmin: place === 0 }))
  const [ada, grace, alan] = people as [Person, Person, Person]
  for (const person of people) await person.join(general)
  const tap = openTap(stage)
  await game({ stage, tap, general, ada, grace, alan })
  expect(stage.troubles).toEqual([])
  await stage.close()
  return tap.lines
}

/** What anybody may ask for that must not help them. */
async function pry({ general, grace, ada }: Table, question: Message): Promise<void> {
  const round = /(?:answer|type):([a-z0-9-]+):(\d+)/.exec(JSON.stringify(question.blocks)) ?? []
  for (const verb of ['why', 'report', 'missed', 'void', 'keep', 'next']) await (await grace.forge(question, { action_id: 'press-0', value: `${verb}:${round[1]}${verb === 'missed' ? '' : `:${round[2]}`}` })).answer()
  for (const name of ['progress', 'leaderboard', 'privacy show', 'privacy export', 'daily show', 'help']) await ask(grace, general, name)
  await ask(ada, general, 'report')
}

/** Rounds, with three choices, two, and numbers. */
const round = (command: string, options: Given): Game => async table => {
  const { stage, tap, general, ada, grace, alan } = table
  for (const topic of ['metrics', 'linear-algebra', 'probability']) {
    await tap.secret(() => ask(ada, general, command, { topic, questions: 3, ...options }))
    for (const question of [0, 1, 2]) {
      const message = await tap.secret(async () => {
        await stage.pass(0)
        const shown = newest(stage, general)
        for (const [place, person] of [ada, grace, alan].entries()) {
          expect(await choose(person, shown, place)).toMatch(/^Locked in/)
          expect(await choose(person, shown, 0)).toMatch(/^You answered/)
        }
        if (topic === 'metrics' && question === 0) await pry(table, shown)
        await stage.pass(1)
        return shown
      })
      await tap.told(() => reveal(stage, message))
      if (question < 2) await tap.secret(() => next(stage, message))
    }
    await tap.told(() => next(stage, newest(stage, general)))
  }
}

/** Time goes by until the question is revealed. */
async function reveal(stage: SlackStage, message: Message): Promise<void> {
  for (let seconds = 0; seconds < 90 && !JSON.stringify(message.blocks).includes('Explanation for'); seconds++) await stage.pass(1)
  expect(JSON.stringify(message.blocks)).toMatch(/Explanation for/)
}

/** Time goes by until another message follows. */
async function next(stage: SlackStage, message: Message): Promise<void> {
  const place = { id: message.channelId }
  for (let seconds = 0; seconds < 15 && newest(stage, place) === message; seconds++) await stage.pass(1)
  expect(newest(stage, place)).not.toBe(message)
}

/** Typed questions: what is typed may be right or wrong. */
const typing: Game = async ({ stage, tap, general, ada, grace, alan }) => {
  await tap.secret(() => ask(ada, general, 'rapid', { topic: 'metrics', difficulty: 'hard', questions: 3, seconds: 20 }))
  await tap.secret(() => stage.pass(0))
  for (const question of [0, 1, 2]) {
    const message = await tap.secret(async () => {
      const shown = newest(stage, general)
      const [id = ''] = buttonsOf(shown, /^type:/)
      for (const [place, person] of [ada, grace, alan].entries()) {
        const view = await (await person.press(shown, id)).modal()
        expect(read(await answerOfForm(stage, person, view, { answer: `answer${place}` }))).toMatch(/^Locked in/)
        expect(read(await (await person.press(shown, id)).answer())).toMatch(/^You answered/)
        expect(await forgeForm(stage, person, { answer: 'answer0' })).toMatch(/^You answered/)
      }
      await stage.pass(1)
      return shown
    })
    await tap.told(() => reveal(stage, message))
    if (question < 2) await tap.secret(() => next(stage, message))
  }
}

/** Dailies of each topic, previewed, with a thread, a user group and a reveal at 18:00. */
const daily = (verdict: 'at once' | 'at the reveal'): Game => async table => {
  const { stage, tap, general, ada, grace, alan } = table
  await tap.secret(async () => {
    const settings = await ask(ada, general, 'settings')
    const view = await (await ada.press(settings, buttonsOf(settings, /^settings:group$/)[0] ?? '')).modal()
    await answerOfForm(stage, ada, view, { zone: 'UTC', verdict })
  })
  for (const topic of ['metrics', 'linear-algebra', 'probability']) {
    const question = await tap.secret(async () => {
      expect(read(await ask(ada, general, 'daily set', { time: '09:00', timezone: 'UTC', reveal: '18:00', topic, thread: 'on', mention: '<!subteam^S0READERS|@readers>' }))).toMatch(/^The daily is set/)
      const preview = await ask(ada, general, 'daily preview')
      await (await ada.press(preview, buttonsOf(preview, /^another:/)[0] ?? '')).changed()
      await ask(grace, general, 'quiz', { topic, questions: 1 })
      await stage.to(Math.ceil((stage.now() - 9 * 3_600_000) / 86_400_000) * 86_400_000 + 9 * 3_600_000)
      if (topic === 'metrics') await pry(table, newest(stage, general))
      return newest(stage, general)
    })
    expect(stage.slack.messages(general.id).filter(({ threadTs }) => threadTs === question.ts)).toHaveLength(1)
    const answer = async () => {
      expect(await choose(ada, question, 0)).toMatch(verdict === 'at once' ? /Explanation for/ : /^Locked in/)
      await choose(grace, question, 1)
    }
    await (verdict === 'at once' ? tap.told(answer) : tap.secret(answer))
    await tap.secret(async () => {
      await stage.pass(2)
      if (topic === 'metrics') await pry({ ...table, grace: verdict === 'at once' ? alan : grace }, question)
      await stage.pass(60)
    })
    await tap.told(() => stage.pass(9 * 3600))
    expect(JSON.stringify(question.blocks)).toMatch(/Explanation for/)
  }
}

/** Practice: each question up to its own answer. */
const practice: Game = async ({ tap, general, grace }) => {
  for (const topic of ['metrics', 'linear-algebra', 'probability']) {
    const message = await tap.secret(() => ask(grace, general, 'quiz', { topic, questions: 3 }))
    for (const place of [0, 1, 2]) {
      expect(await tap.told(() => choose(grace, message, place))).toMatch(/Explanation for/)
      const [turn = ''] = buttonsOf(message, /^turn:/)
      await (place === 2 ? tap.told : tap.secret)(async () => await (await grace.press(message, turn)).changed())
    }
  }
}

const games: Record<string, Game> = {
  'a rapid round': round('rapid', { seconds: 20 }),
  'a quiz in a channel': round('quiz', { for: 'channel' }),
  'a rapid round that is answered by typing': typing,
  'a daily whose verdict comes at once': daily('at once'),
  'a daily whose verdict comes at the reveal': daily('at the reveal'),
  'practice, up to each answer': practice,
}

describe.each(Object.entries(games))('%s', (_, game) => {
  let first: string[]

  beforeAll(async () => { first = await play(0, game) })

  it.each([1, 2])('is the same to the last byte when another choice is right (%i)', async right => {
    expect(await play(right, game)).toEqual(first)
  })

  it('says nothing of what comes with the verdict', () => {
    expect(first.length).toBeGreaterThan(8)
    expect(first.filter(line => /Explanation for|Note \d|hash of/.test(line))).toEqual([])
  })
})
