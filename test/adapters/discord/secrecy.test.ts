import type * as Crypto from 'node:crypto'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Library } from '../../../src/content/load.ts'
import { takeSnapshot, type Question, type Snapshot } from '../../../src/engine/question.ts'
import { foldTyped } from '../../../src/engine/typed.ts'
import type { Person } from '../../standins/discord/person.ts'
import type { Channel, Message } from '../../standins/discord/world.ts'
import { openDiscordStage, type DiscordStage } from '../../support/discord.ts'
import { choiceQuestion, libraryOf, shipped, typedQuestion } from '../../support/library.ts'
import { readAnswer } from './forge.ts'
import { openTap, type Tap } from './tap.ts'

/** Chance is the same in every game, so that games compare to the last byte: ids, nonces and orders too. */
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

/** Somebody presses the choice at a place of a question. */
async function choose(person: Person, message: Message, place: number): Promise<string> {
  const ids = JSON.stringify(message.components).match(/(?:answer|try):[^"]*/g) ?? []
  return readAnswer(await person.press(message, ids[place % ids.length] ?? ''))
}

/** Who plays, and where. */
interface Table {
  stage: DiscordStage
  tap: Tap
  general: Channel
  ada: Person
  grace: Person
  alan: Person
}

type Game = (table: Table) => Promise<void>

/** Plays games at one table and gives all that was sent that may not tell what is right. */
async function play(right: number, game: Game): Promise<string[]> {
  chance.drawn = 0
  const stage = await openDiscordStage({ library: libraryWith(right) })
  const guild = stage.discord.addGuild({ channels: ['general'], roles: { Admins: ['ManageGuild'] } })
  stage.discord.addRole(guild, { name: 'Readers', mentionable: true })
  const roles = [...guild.roles.values()].filter(({ name }) => name === 'Admins').map(role => role.id)
  const people = ['ada', 'grace', 'alan'].map(username => stage.discord.person({ username }))
  people.forEach((person, place) => person.join(guild, { roles: place === 0 ? roles : [] }))
  const [ada, grace, alan] = people as [Person, Person, Person]
  const general = stage.discord.channel(guild, 'general')
  await vi.waitFor(async () => {
    await stage.pass(0)
    stage.newest(general.id)
  })
  const tap = openTap(stage)
  await game({ stage, tap, general, ada, grace, alan })
  expect(stage.troubles).toEqual([])
  await stage.close()
  return tap.lines
}

/** What anybody may ask for that must not help them. */
async function pry({ general, grace, ada }: Table, question: Message): Promise<void> {
  const round = /(?:answer|type):([a-z0-9-]+):(\d+)/.exec(JSON.stringify(question.components)) ?? []
  for (const verb of ['why', 'report', 'missed', 'void', 'keep', 'next']) await grace.forge(question, `${verb}:${round[1]}${verb === 'missed' ? '' : `:${round[2]}`}`)
  for (const name of ['progress', 'leaderboard', 'privacy show', 'privacy export', 'daily show', 'help']) await grace.command(general.id, name)
  await grace.command(general.id, 'report', { why: 'curious' })
  await ada.command(general.id, 'report')
  for (const typed of ['', 'm', 'answer']) await grace.autocomplete(general.id, 'formula', 'name', typed)
}

/** Rounds, with three choices, two, and numbers. */
const round = (command: string, options: Record<string, string | number>): Game => async table => {
  const { stage, tap, general, ada, grace, alan } = table
  for (const topic of ['metrics', 'linear-algebra', 'probability']) {
    await tap.secret(() => ada.command(general.id, command, { topic, questions: 3, ...options }))
    for (const question of [0, 1, 2]) {
      const message = await tap.secret(async () => {
        await stage.pass(0)
        const shown = stage.newest(general.id)
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
    await tap.told(() => next(stage, stage.newest(general.id)))
  }
}

/** Time goes by until the question is revealed. */
async function reveal(stage: DiscordStage, message: Message): Promise<void> {
  for (let seconds = 0; seconds < 90 && !JSON.stringify(message.components).includes('Explanation for'); seconds++) await stage.pass(1)
  expect(JSON.stringify(message.components)).toMatch(/Explanation for/)
}

/** Time goes by until another message follows. */
async function next(stage: DiscordStage, message: Message): Promise<void> {
  for (let seconds = 0; seconds < 15 && stage.newest(message.channelId) === message; seconds++) await stage.pass(1)
  expect(stage.newest(message.channelId)).not.toBe(message)
}

/** Typed questions: what is typed may be right or wrong. */
const typing: Game = async ({ stage, tap, general, ada, grace, alan }) => {
  await tap.secret(() => ada.command(general.id, 'rapid', { topic: 'metrics', difficulty: 'hard', questions: 3, seconds: 20 }))
  await tap.secret(() => stage.pass(0))
  for (const question of [0, 1, 2]) {
    const message = await tap.secret(async () => {
      const shown = stage.newest(general.id)
      const [id = ''] = JSON.stringify(shown.components).match(/type:[^"]*/) ?? []
      for (const [place, person] of [ada, grace, alan].entries()) {
        const { modal } = await person.press(shown, id)
        if (modal === null) throw new Error('No form came.')
        expect(readAnswer(await person.submit(modal, { answer: `answer${place}` }))).toMatch(/^Locked in/)
        expect((await person.press(shown, id)).kind).toBe('message')
        expect(readAnswer(await person.submit(modal, { answer: 'answer0' }))).toMatch(/^You answered/)
      }
      await stage.pass(1)
      return shown
    })
    await tap.told(() => reveal(stage, message))
    if (question < 2) await tap.secret(() => next(stage, message))
  }
}

/** Dailies of each topic, previewed, with a thread, a role and a reveal at 18:00. */
const daily = (verdict: 'at once' | 'at the reveal'): Game => async table => {
  const { stage, tap, general, ada, grace, alan } = table
  const [mention = ''] = [...stage.discord.world.guilds.values()].flatMap(guild => [...guild.roles.values()]).filter(role => role.name === 'Readers').map(role => role.id)
  await tap.secret(async () => {
    const { modal } = await ada.forge(stage.newest(general.id), 'settings:group')
    if (modal === null) throw new Error('No form came.')
    await ada.submit(modal, { zone: 'UTC', verdict: [verdict] })
  })
  for (const topic of ['metrics', 'linear-algebra', 'probability']) {
    const question = await tap.secret(async () => {
      await ada.command(general.id, 'daily set', { time: '09:00', timezone: 'UTC', reveal: '18:00', topic, thread: 'on', mention })
      const { message } = await ada.command(general.id, 'daily preview')
      const [another = ''] = JSON.stringify(message?.components).match(/another:[^"]*/) ?? []
      if (message !== null) await ada.press(message, another)
      await grace.command(general.id, 'quiz', { topic, questions: 1 })
      await stage.to(Math.ceil((stage.now() - 9 * 3_600_000) / 86_400_000) * 86_400_000 + 9 * 3_600_000)
      if (topic === 'metrics') await pry(table, stage.newest(general.id))
      return stage.newest(general.id)
    })
    expect(question.thread).not.toBeNull()
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
    expect(JSON.stringify(question.components)).toMatch(/Explanation for/)
  }
}

/** Practice: each question up to its own answer. */
const practice: Game = async ({ tap, general, grace }) => {
  for (const topic of ['metrics', 'linear-algebra', 'probability']) {
    const { message } = await tap.secret(() => grace.command(general.id, 'quiz', { topic, questions: 3 }))
    if (message === null) throw new Error('No question came.')
    for (const place of [0, 1, 2]) {
      expect(await tap.told(() => choose(grace, message, place))).toMatch(/Explanation for/)
      const [next = ''] = JSON.stringify(message.components).match(/turn:[^"]*/) ?? []
      await (place === 2 ? tap.told : tap.secret)(() => grace.press(message, next))
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
