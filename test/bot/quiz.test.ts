import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { windowOf } from '../../src/engine/leaderboard.ts'
import { isForDaily } from '../../src/engine/pick.ts'
import { libraryOf, library, typedQuestion } from '../support/library.ts'
import { labelOf, openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

const start = async (options: Record<string, string> = {}) => {
  const card = await world.actor('Ada').command('quiz', { for: 'channel', questions: '2', ...options })
  await world.pass(0)
  return card
}
const labels = () => world.newest().buttons?.map(button => button.label)

describe('a quiz in a channel', () => {
  it('keeps each question open 60 seconds', async () => {
    expect(plain((await start()).text ?? '')).toBe('A quiz of 2 questions starts now. Everyone answers with the buttons; you go on with Next, and /stop ends it.')
    await world.actor('Grace').click('A')
    await world.pass(60)
    expect((await world.actor('Alan').click('B')).text).toBe('Locked in: B.')
    await world.pass(0.001)
    expect((await world.actor('Kay').click('C')).text).toBe('That came after the deadline, so it does not count.')
    await world.pass(1.998)
    expect(world.newest().kind).toBe('question')
    await world.pass(0.001)
    expect(world.newest().kind).toBe('reveal')
  })

  it('or until its starter presses Next', async () => {
    await start()
    expect(labels()).toEqual(['A', 'B', 'C', 'Next'])
    await world.actor('Grace').click('A')
    await world.pass(5)
    expect((await world.actor('Ada').click('Next')).text).toBe('On we go.')
    await world.pass(0)
    expect(world.newest().kind).toBe('reveal')
  })

  it('Next also ends the time to read the reveal; without it the quiz goes on after ten seconds', async () => {
    await start()
    await world.actor('Grace').click('A')
    await world.actor('Ada').click('Next')
    await world.pass(0)
    await world.pass(9)
    expect(world.newest().title).toMatch(/^Question 1 of 2 · the answer is/)
    await world.actor('Ada').click('Next')
    await world.pass(0)
    expect(world.newest().title).toMatch(/^Question 2 of 2/)
  })

  it('nobody but its starter and admins goes on', async () => {
    await start()
    const { press } = world.newest().buttons?.at(-1) ?? { press: '' }
    expect((await world.actor('Grace').press(press)).text).toBe('Only the person who started this quiz, or an admin, goes on. Your answer counts until then.')
    await world.pass(1)
    expect(world.newest().kind).toBe('question')
    expect((await world.actor('Alan', { admin: true }).press(press)).text).toBe('On we go.')
    await world.pass(0)
    expect(world.newest().kind).toBe('reveal')
  })

  it('a Next of a question that is over does nothing', async () => {
    await start()
    const { press } = world.newest().buttons?.at(-1) ?? { press: '' }
    await world.actor('Grace').click('A')
    await world.actor('Ada').press(press)
    await world.pass(0)
    await world.pass(10)
    expect((await world.actor('Ada').press(press)).text).toBe('This quiz has gone on already.')
    await world.pass(1)
    expect(world.newest().title).toMatch(/^Question 2 of 2 · .* · /)
  })

  it('is for accuracy: right 1,000, however fast; verdict, points and explanation come at the reveal, for all at once', async () => {
    await start({ questions: '1' })
    const [right, wrong] = [labelOf(world.newest(), 'right'), labelOf(world.newest(), 'wrong')]
    expect((await world.actor('Ada').click(right)).text).toBe(`Locked in: ${right}.`)
    await world.pass(40)
    expect((await world.actor('Grace').click(right)).text).toBe(`Locked in: ${right}.`)
    expect((await world.actor('Alan').click(wrong)).text).toBe(`Locked in: ${wrong}.`)
    await world.pass(22)
    await world.pass(10)
    expect(world.newest().rows?.map(({ label, text, value }) => [label, text, value]).toSorted()).toEqual([['1', 'Ada', '1/1 · 1,000'], ['1', 'Grace', '1/1 · 1,000'], ['3', 'Alan', '0/1 · 0']])
  })

  it('holds the channel as a rapid round does: a second /rapid or /quiz says who runs one and how to stop it', async () => {
    await start()
    for (const [command, options] of [['rapid', {}], ['quiz', { for: 'channel' }]] as const) {
      expect(plain((await world.actor('Grace').command(command, options)).text ?? '')).toBe('A round that Ada started is running in this channel. Join it with the buttons; its starter or an admin can end it with /stop.')
    }
  })
})

describe('practice', () => {
  const ada = () => world.actor('Ada')
  const press = (card: { buttons?: readonly { label: string, press: string }[] }, label: string) => card.buttons?.find(button => button.label === label)?.press ?? ''

  it('gives verdict and explanation at once, privately, one question after another, and sums up', async () => {
    let card = await ada().command('quiz', { questions: '2' })
    expect(card.title).toMatch(/^Practice 1 of 2/)
    card = await ada().press(press(card, labelOf(card, 'right')))
    expect(card).toMatchObject({ kind: 'verdict', tone: 'good', fields: [{ name: 'Explanation', value: expect.stringMatching(/^Because of/) }] })
    card = await ada().press(press(card, 'Next question'))
    expect(card.title).toMatch(/^Practice 2 of 2/)
    card = await ada().press(press(card, labelOf(card, 'wrong')))
    expect(card).toMatchObject({ kind: 'verdict', tone: 'bad' })
    expect(card.rows?.[0]?.note).toMatch(/^Why/)
    card = await ada().press(press(card, 'How did I do?'))
    expect(card.title).toBe('1 of 2 right')
    expect(world.surface.messages).toEqual([])
    card = await ada().press(press(card, 'Practise the missed ones'))
    expect(card.title).toMatch(/^Practice 1 of 1/)
  })

  it('counts on progress, right and asked by topic, and never on a board', async () => {
    const card = await ada().command('quiz', { questions: '1', topic: 'metrics' })
    await ada().press(press(card, labelOf(card, 'right')))
    const group = await world.store.members.groupOf('test', 'h')
    const member = await world.store.members.memberOf(group, { platform: 'test', id: 'ada', name: 'Ada' })
    expect(await world.store.boards.standings(group, ['topic:metrics', 'all', windowOf('week', world.now(), 'UTC')], member)).toMatchObject([{ right: 1, asked: 1, points: 0 }, null, null])
  })

  it('the first answer counts: a second press shows the same verdict and adds nothing', async () => {
    const card = await ada().command('quiz', { questions: '1', topic: 'metrics' })
    const [right, wrong] = [press(card, labelOf(card, 'right')), press(card, labelOf(card, 'wrong'))]
    const first = await ada().press(wrong)
    expect(await ada().press(right)).toEqual(first)
    const group = await world.store.members.groupOf('test', 'h')
    const member = await world.store.members.memberOf(group, { platform: 'test', id: 'ada', name: 'Ada' })
    expect(await world.store.boards.standings(group, ['topic:metrics'], member)).toMatchObject([{ right: 0, asked: 1 }])
  })

  it('can be continued after a loss, or started anew', async () => {
    let card = await ada().command('quiz', { questions: '3' })
    const asked = await ada().press(press(card, 'A'))
    const next = await ada().press(press(asked, 'Next question'))
    card = await ada().command('quiz', { questions: '2', topic: 'metrics' })
    expect(card.text).toBe('Your last set is not finished: question 2 of 3 is next.')
    expect(await ada().press(press(card, 'Go on'))).toEqual(next)
    expect((await ada().press(press(card, 'Start a new one'))).title).toMatch(/^Practice 1 of 2 · Metrics/)
  })

  it('never asks a question that is open as a daily in the group, and uses up nothing of the group\'s', async () => {
    const admin = world.actor('Root', { admin: true })
    await admin.command('daily set', { time: '09:00', topic: 'metrics', difficulty: 'hard' })
    await admin.command('daily now')
    await world.pass(0)
    const daily = plain(world.newest().text ?? '')
    const group = await world.store.members.groupOf('test', 'h')
    const before = await world.store.records.load(group, 'seen', 'rounds')
    const texts = new Set<string>()
    let card = await ada().command('quiz', { questions: '20', topic: 'metrics', difficulty: 'hard' })
    for (let turn = 0; turn < 20 && card.kind === 'question'; turn++) {
      texts.add(plain(card.text ?? ''))
      card = await ada().press(press(card, 'A'))
      card = await ada().press(card.buttons?.[0]?.press ?? '')
    }
    expect(texts.size).toBe(9)
    expect(texts.has(daily)).toBe(false)
    expect(await world.store.records.load(group, 'seen', 'rounds')).toEqual(before)
  })

  it('asks and tells nothing of any daily that is open: after /daily now, and with a reveal behind the next post, there are two', async () => {
    const admin = world.actor('Root', { admin: true })
    await admin.command('daily set', { time: '09:00', reveal: '09:30', topic: 'metrics', difficulty: 'hard' })
    await world.to(Date.parse('2026-11-22T09:00Z'))
    await world.to(Date.parse('2026-11-23T09:00Z'))
    const open = world.surface.messages.map(message => plain(message.cards.at(-1)?.text ?? ''))
    expect(world.surface.messages.map(message => message.cards.at(-1)?.kind)).toEqual(['question', 'question'])
    const texts = new Set<string>()
    let card = await ada().command('quiz', { questions: '20', topic: 'metrics', difficulty: 'hard' })
    for (let turn = 0; turn < 20 && card.kind === 'question'; turn++) {
      texts.add(plain(card.text ?? ''))
      card = await ada().press(press(card, 'A'))
      card = await ada().press(card.buttons?.[0]?.press ?? '')
    }
    expect(texts.size).toBe(8)
    expect(open.filter(text => texts.has(text))).toEqual([])
  })

  it('alone, in a direct message, asks nothing that is kept for dailies: they may be open in the member\'s groups', async () => {
    const alone = world.actor('Ada', { home: 'dm-ada', channel: 'dm-ada', alone: true })
    const kept = new Set(library.questions.filter(question => isForDaily(question.id)).map(question => question.ask('').text))
    for (let set = 0; set < 6; set++) {
      let card = await alone.press('fresh:::20')
      for (let turn = 0; turn < 20 && card.kind === 'question'; turn++) {
        expect(kept.has(plain(card.text ?? ''))).toBe(false)
        card = await alone.press(press(card, 'A'))
        card = await alone.press(card.buttons?.[0]?.press ?? '')
      }
    }
  })

  it('gives no verdict on a question that has opened in the group since', async () => {
    await world.close()
    world = await openWorld({ library: libraryOf(library.questions.slice(0, 1)) })
    const card = await ada().command('quiz', { questions: '1' })
    const admin = world.actor('Root', { admin: true })
    await admin.command('daily set', { time: '09:00' })
    await admin.command('daily now')
    await admin.command('quiz', { for: 'channel', questions: '1' })
    await world.pass(0)
    expect((await ada().press(press(card, 'A'))).text).toBe('This question is open in your group right now. Answer it there; here it is left out until its reveal.')
  })

  it('a press of somebody else\'s set, or of an old one, does nothing', async () => {
    const card = await ada().command('quiz')
    expect(plain((await world.actor('Grace').press(press(card, 'A'))).text ?? '')).toBe('That set of questions is not here any more. /quiz draws a new one.')
  })

  it('the missed questions of a round can be practised privately by each', async () => {
    await world.actor('Ada').command('rapid', { questions: '3' })
    await world.pass(0)
    await world.actor('Grace').click(labelOf(world.newest(), 'right'))
    for (let turn = 0; turn < 3; turn++) {
      await world.pass(17)
      await world.pass(4)
    }
    expect(world.newest().kind).toBe('podium')
    expect((await world.actor('Grace').click('Practise what I missed')).title).toMatch(/^Practice 1 of 2/)
    expect((await world.actor('Alan').click('Practise what I missed')).title).toMatch(/^Practice 1 of 3/)
  })
})

describe('a typed question', () => {
  beforeEach(async () => {
    await world.close()
    world = await openWorld({ library: libraryOf(['one', 'two', 'three'].map(slug => typedQuestion('metrics', slug, ['F1 score', 'F1']))) })
    await world.actor('Ada').command('rapid', { questions: '3', scoring: 'accuracy' })
    await world.pass(0)
  })

  it('is answered in a form that a button opens; accepted forms count whatever their case and spacing', async () => {
    const { press, opens } = world.newest().buttons?.[0] ?? { press: '' }
    expect(opens).toBe('form')
    const form = await world.actor('Ada').open(press)
    expect(form.fields.map(field => field.kind)).toEqual(['text'])
    expect((await world.actor('Ada').submit(form.press, { answer: [' f1  SCORE'] })).text).toBe('Locked in: “f1  SCORE”.')
    expect((await world.actor('Grace').submit(form.press, { answer: ['accuracy'] })).text).toBe('Locked in: “accuracy”.')
    await world.pass(17)
    expect(world.newest()).toMatchObject({ kind: 'reveal', footer: '1 of 2 answers were right.' })
    expect(world.newest().title).toMatch(/the answer is F1 score$/)
    expect((await world.actor('Grace').click('Why?')).title).toBe('You answered “accuracy”. The answer is “F1 score”.')
  })

  it('takes the first answer only, and nothing typed is no answer', async () => {
    const { press } = world.newest().buttons?.[0] ?? { press: '' }
    expect((await world.actor('Ada').submit(press, { answer: ['  '] })).text).toBe('Nothing was typed, so nothing was counted. Press the button again.')
    await world.actor('Ada').submit(press, { answer: ['recall'] })
    expect((await world.actor('Ada').submit(press, { answer: ['F1'] })).text).toBe('You answered “recall”. The first answer counts and cannot be changed.')
    expect((await world.actor('Ada').press(press)).text).toBe('You answered “recall”. The first answer counts and cannot be changed.')
  })

  it('cannot be answered with a choice that somebody made up', async () => {
    const { press } = world.newest().buttons?.[0] ?? { press: '' }
    expect(plain((await world.actor('Ada').press(press.replace('type:', 'answer:').concat(':0'))).text ?? '')).toBe('That button is not one of mine any more. Use the newest message, or /help.')
  })
})
