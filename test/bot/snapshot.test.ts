import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Card } from '../../src/bot/card.ts'
import { readRound } from '../../src/bot/rounds.ts'
import type { Question } from '../../src/engine/question.ts'
import { library } from '../support/library.ts'
import { labelOf, openWorld, plain, wordsOf, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

/** The same question with every word changed, and another choice right. */
function edited(question: Question): Question {
  return {
    ...question,
    ask: seed => {
      const asked = question.ask(seed)
      const right = (asked.choices.findIndex(choice => choice.note === null) + 1) % 3
      const choices = asked.choices.map((_, place) => ({ text: `Edited ${place}`, note: place === right ? null : 'Edited note.' }))
      return { ...asked, hash: 'h2', text: 'Edited text?', choices, answer: `Edited ${right}`, explanation: 'Edited explanation.' }
    },
  }
}

/** The content changes: questions are edited, or all of them removed. */
function change(how: 'edit' | 'remove'): void {
  world.bot = { ...world.bot, library: { ...library, questions: how === 'edit' ? library.questions.map(edited) : [] } }
}

const press = (card: Card, label: string) => card.buttons?.find(button => button.label === label)?.press ?? ''
const exported = async (name: string) => (await world.actor(name).command('privacy export')).file?.text ?? ''

describe.each(['edit', 'remove'] as const)('a round keeps the text of its questions as asked: to %s content', how => {
  it('never changes a live round or a reveal', async () => {
    await world.actor('Ada').command('rapid', { questions: '3', seconds: '20', scoring: 'accuracy' })
    await world.pass(0)
    change(how)
    for (let question = 0; question < 3; question++) {
      const right = labelOf(world.newest(), 'right')
      await world.actor('Ada').click(right)
      await world.actor('Grace').click(labelOf(world.newest(), 'wrong'))
      await world.pass(22)
      expect(world.newest().title).toBe(`Question ${question + 1} of 3 · the answer is ${right}`)
      const { text = '', fields = [] } = world.newest()
      expect(`${plain(text)} ${plain(fields[0]?.value ?? '')}`).toMatch(/^What of (q\d+) in ([a-z-]+)\? Because of \1 in \2\.$/)
      expect(await world.actor('Ada').click('Why?')).toMatchObject({ title: `${right} is right.`, text: expect.stringMatching(/^Because of q/) })
      await world.pass(4)
    }
    expect(world.newest().rows?.map(row => row.value)).toEqual(['3/3 · 3,000', '0/3 · 0'])
    expect(plain(world.newest().fields?.[0]?.value ?? '')).toMatch(/^What of q/)
    expect(JSON.stringify(world.surface.messages)).not.toContain('Edited')
  })

  it('never changes an open daily', async () => {
    const admin = world.actor('Root', { admin: true })
    await admin.command('daily set', { time: '09:00', reveal: '18:00' })
    await world.to(Date.parse('2026-11-22T09:00Z'))
    const [text, right] = [plain(world.newest().text ?? ''), labelOf(world.newest(), 'right')]
    change(how)
    expect((await world.actor('Ada').click(right)).title).toBe(`${right} is right.`)
    await world.to(Date.parse('2026-11-22T18:00:02Z'))
    expect(world.newest().title).toBe(`Daily question · the answer is ${right}`)
    expect(plain(world.newest().text ?? '')).toContain(text)
  })

  it('never changes a set of practice that has begun', async () => {
    const first = await world.actor('Ada').command('quiz', { questions: '2' })
    change(how)
    const verdict = await world.actor('Ada').press(press(first, labelOf(first, 'right')))
    expect(verdict).toMatchObject({ tone: 'good', text: expect.stringMatching(/^What of q/), fields: [{ name: 'Explanation', value: expect.stringMatching(/^Because of q/) }] })
    expect(wordsOf(await world.actor('Ada').press(press(verdict, 'Next question')))).not.toContain('Edited')
  })

  it('never changes a history, also when a question is voided', async () => {
    await world.actor('Ada').command('rapid', { questions: '3', scoring: 'accuracy' })
    await world.pass(0)
    const round = world.newest().buttons?.[0]?.press.split(':')[1] ?? ''
    for (let question = 0; question < 3; question++) {
      for (const name of ['Ada', 'Grace']) await world.actor(name).click(labelOf(world.newest(), 'right'))
      await world.pass(17)
      await world.pass(4)
    }
    const answersOf = (file: string) => file.match(/(What of|Because of|Yes,)[^"]*/g)
    const before = answersOf(await exported('Ada'))
    expect(before?.length).toBeGreaterThanOrEqual(6)
    change(how)
    expect(answersOf(await exported('Ada'))).toEqual(before)
    expect((await world.actor('Ada').press(`why:${round}:1`)).title).toMatch(/^[A-C] is right\.$/)
    await world.actor('Root', { admin: true }).submit(`void:${round}:0`, { why: ['Two are right.'] })
    await world.pass(0)
    expect((await world.actor('Ada').command('leaderboard')).rows?.map(row => row.value)).toEqual(['2/2 · 2,000', '2/2 · 2,000'])
    expect(JSON.stringify(world.surface.messages)).not.toContain('Edited')
  })
})

it('a round keeps the content\'s version with each question', async () => {
  const versions = async () => {
    const group = await world.store.members.groupOf('test', 'h')
    return (await world.store.records.list(group, 'round')).map(readRound).map(round => [round.posts[0]?.channel.id, [...new Set(round.questions.map(asked => asked.question.hash))].join()] as const)
  }
  await world.actor('Ada').command('rapid', { questions: '3' })
  change('edit')
  await world.actor('Ada', { channel: 'other' }).command('rapid', { questions: '3' })
  await world.pass(20)
  expect(Object.fromEntries(await versions())).toEqual({ general: 'h', other: 'h2' })
})
