import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Card } from '../../src/bot/card.ts'
import { commands } from '../../src/bot/commands/all.ts'
import { suggest } from '../../src/bot/suggest.ts'
import type { Question } from '../../src/engine/question.ts'
import { canAsk } from '../../src/engine/pick.ts'
import { library, libraryOf, typedQuestion } from '../support/library.ts'
import { labelOf, openWorld, plain, wordsOf, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

/** Goes on with a world of these questions only. */
async function reopen(questions: readonly Question[]): Promise<void> {
  await world.close()
  world = await openWorld({ library: libraryOf(questions) })
}

const forDaily = library.questions.filter(question => canAsk('daily', question))
const admin = () => world.actor('Root', { admin: true })
const press = (card: Card, label: string) => card.buttons?.find(button => button.label === label)?.press ?? ''
const at = (text: string) => Date.parse(text)
const noneFits = 'No question fits that. Leave out the topic or the difficulty.'
/** What nobody may read of the fixture's questions. */
const secrets = /Because of|tempts/

describe('until a question is revealed', () => {
  it('nothing of a quiz in the channel tells its answer, publicly or privately', async () => {
    await world.actor('Ada').command('quiz', { for: 'channel', questions: '2' })
    await world.pass(0)
    const seen = []
    for (const [name, wanted] of [['Ada', 'right'], ['Grace', 'wrong']] as const) {
      const label = labelOf(world.newest(), wanted)
      for (const again of [label, 'A']) seen.push((await world.actor(name).click(again)).text)
      expect(seen.splice(0)).toEqual([`Locked in: ${label}.`, `You answered ${label}. The first answer counts and cannot be changed.`])
    }
    await world.pass(61)
    expect(JSON.stringify(world.surface.messages)).not.toMatch(secrets)
    await world.pass(1)
    expect(JSON.stringify(world.surface.messages)).toMatch(secrets)
  })

  it('nothing of a typed question tells its answer, not even its form', async () => {
    await reopen(['one', 'two', 'three'].map(slug => typedQuestion('metrics', slug, ['F1 score', 'F-measure'])))
    await world.actor('Ada').command('rapid', { questions: '3', seconds: '20' })
    await world.pass(0)
    const type = press(world.newest(), 'Type the answer')
    const seen: unknown[] = [await world.actor('Ada').open(type)]
    for (const [name, answer] of [['Ada', 'F-measure'], ['Grace', 'recall']] as const) {
      const card = await world.actor(name).submit(type, { answer: [answer] })
      expect(card).toEqual({ kind: 'note', text: `Locked in: “${answer}”.` })
      seen.push(card, await world.actor(name).press(type), await world.actor(name).press(type.replace('type', 'why')))
    }
    await world.pass(21)
    expect(JSON.stringify([...seen, world.surface.messages])).not.toMatch(/F1|Because of/)
    await world.pass(1)
    expect(world.newest().title).toMatch(/the answer is F1 score$/)
  })

  it.each(['at once', 'at the reveal'])('a daily with the verdict %s tells it to one who has answered, if at all', async verdict => {
    await admin().submit('settings:group', { zone: ['UTC'], verdict: [verdict] })
    await admin().command('daily set', { time: '13:00' })
    await admin().command('daily now')
    await world.pass(0)
    const why = press(world.newest(), 'A').replace('answer', 'why').replace(/:0$/, '')
    const ada = [await world.actor('Ada').click(labelOf(world.newest(), 'wrong')), await world.actor('Ada').click('A')]
    expect(ada.map(card => secrets.test(wordsOf(card)))).toEqual(verdict === 'at once' ? [true, true] : [false, false])
    const others = [await world.actor('Ada').press(why), await world.actor('Grace').press(why)]
    for (const command of ['progress', 'privacy export', 'privacy show', 'leaderboard', 'daily show']) others.push(await world.actor('Grace').command(command), await world.actor('Ada').command(command))
    expect([...others, ...world.surface.messages.flatMap(message => message.cards)].filter(card => secrets.test(wordsOf(card)))).toEqual([])
  })

  it('progress, boards, what is stored and all other commands say the same to one who is right and one who is wrong', async () => {
    await world.actor('Root').command('rapid', { questions: '3', seconds: '60' })
    await world.pass(0)
    for (const [name, wanted] of [['Ada', 'right'], ['Zoe', 'wrong']] as const) await world.actor(name).click(labelOf(world.newest(), wanted))
    await world.pass(1)
    const asked = commands.filter(({ name, options }) => !['quiz', 'rapid', 'stop', 'privacy export'].includes(name) && options.every(option => !option.required))
    expect(asked.length).toBeGreaterThan(10)
    for (const { name } of asked) {
      const [ada, zoe] = [wordsOf(await world.actor('Ada').command(name)), wordsOf(await world.actor('Zoe').command(name))]
      expect(zoe.replaceAll('Zoe', 'Ada').replaceAll('zoe', 'ada')).toBe(ada)
      expect(ada).not.toMatch(secrets)
    }
  })

  it('what is suggested while people type holds no question and no answer', async () => {
    const channel = { platform: 'test', home: 'h', id: 'general' }
    const asked = library.questions.map(question => question.ask(''))
    const words = new Set(asked.flatMap(({ text, answer, explanation, choices }) => [text, answer, explanation, ...choices.map(choice => choice.text)]))
    const options = commands.flatMap(({ name, options: own }) => own.map(option => [name, option.name] as const))
    const suggested = await Promise.all(options.flatMap(([name, option]) => ['', 'q', 'what', 'yes'].map(typed => suggest(world.bot, { channel }, name, option, typed))))
    expect(suggested.flat().length).toBeGreaterThan(50)
    expect(suggested.flat().filter(text => words.has(text))).toEqual([])
  })
})

describe('practice', () => {
  it('shows verdict, explanation and notes with the answer, and only to the member', async () => {
    const card = await world.actor('Ada').command('quiz', { questions: '1' })
    expect(wordsOf(card)).not.toMatch(secrets)
    const wrong = press(card, labelOf(card, 'wrong'))
    expect(wordsOf(await world.actor('Grace').press(wrong))).not.toMatch(secrets)
    const verdict = wordsOf(await world.actor('Ada').press(wrong))
    expect([/Because of/.test(verdict), /tempts/.test(verdict)]).toEqual([true, true])
    expect(world.surface.messages).toEqual([])
  })

  it('does not ask a question that is open as a daily in the group, also when the next one has been posted before its reveal', async () => {
    await reopen(forDaily.slice(0, 2))
    await admin().command('daily set', { time: '09:00', reveal: '09:30' })
    await world.to(at('2026-11-22T09:00Z'))
    await world.to(at('2026-11-23T09:00Z'))
    await world.pass(2)
    expect(world.surface.messages.map(message => message.cards.at(-1)?.kind)).toEqual(['question', 'question'])
    expect((await world.actor('Ada').command('quiz')).text).toBe(noneFits)
    await world.to(at('2026-11-23T09:30:02Z'))
    expect((await world.actor('Ada').command('quiz')).title).toMatch(/^Practice 1 of 1/)
  })

  it('does not ask a question that an admin has seen in a preview', async () => {
    await reopen(forDaily.slice(0, 1))
    await admin().command('daily set', { time: '09:00' })
    const preview = await admin().command('daily preview')
    expect(wordsOf(preview)).not.toMatch(secrets)
    expect((await admin().command('quiz', { questions: '1' })).text).toBe(noneFits)
  })

  it('of what was missed gives no verdict on a question that is asked again just now, and neither does an export', async () => {
    await reopen(library.questions.filter(question => canAsk('rapid', question)).slice(0, 3))
    await world.actor('Ada').command('rapid', { questions: '3', seconds: '5' })
    await world.pass(0)
    for (let question = 0; question < 3; question++) {
      await world.actor('Ada').click(labelOf(world.newest(), 'wrong'))
      await world.pass(7)
      await world.pass(4)
    }
    const exported = async () => (await world.actor('Ada').command('privacy export')).file?.text ?? ''
    expect((await exported()).match(/"rightAnswer"/g)).toHaveLength(3)
    const set = await world.actor('Grace').click('Practise what I missed')
    await world.actor('Ada').command('rapid', { questions: '3' })
    await world.pass(0)
    expect((await exported()).match(/"rightAnswer"/g)).toBeNull()
    expect(plain((await world.actor('Grace').press(press(set, 'A'))).text ?? '')).toMatch(/^This question is open in your group right now/)
  })
})

it('/progress lists a daily as open until its own reveal, also when the next one has been posted', async () => {
  await admin().command('daily set', { time: '09:00', reveal: '09:30' })
  await world.to(at('2026-11-22T09:00Z'))
  await world.actor('Ada').click('A')
  await world.to(at('2026-11-23T09:00Z'))
  await world.pass(2)
  const days = async (name: string) => (await world.actor(name).command('progress')).fields?.find(field => field.name === 'Last 14 days')?.value
  expect(await days('Ada')).toMatch(/Sun 22 Nov answered, open until its reveal · Mon 23 Nov open$/)
  expect(await days('Grace')).toMatch(/Sun 22 Nov to Mon 23 Nov open$/)
})
