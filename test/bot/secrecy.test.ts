import { describe, expect, it } from 'vitest'
import { canAsk } from '../../src/engine/pick.ts'
import type { Question } from '../../src/engine/question.ts'
import { rightOf } from '../../src/engine/question.ts'
import { choiceQuestion, library, libraryOf } from '../support/library.ts'
import { openWorld, plain, wordsOf, type World } from '../support/world.ts'

/** The same question with another choice for the right one: only what may tell the answer differs. */
function permuted(question: Question, right: number): Question {
  return {
    ...question,
    ask: seed => {
      const asked = question.ask(seed)
      const choices = asked.choices.map((choice, place) => ({ text: choice.text, note: place === right ? null : `Note ${place}` }))
      return { ...asked, choices, answer: `Answer ${right}`, explanation: `Explanation for ${right}` }
    },
  }
}

/** Everything that three people and the channel are shown up to the reveal. */
async function tapped(right: number, play: (world: World, seen: string[]) => Promise<void>): Promise<string[]> {
  const questions = library.questions.map(question => permuted(question, right))
  const world = await openWorld({ library: { ...library, questions } })
  const seen: string[] = []
  await play(world, seen)
  seen.push(...world.surface.messages.flatMap(message => message.cards.map(wordsOf)))
  await world.close()
  return seen
}

const secrets = /Explanation for|Note \d|Answer \d/

describe('nobody can read the answer before they may', () => {
  it('nothing of a rapid question sent before its reveal, publicly or privately, holds its verdict, explanation or notes', async () => {
    for (const right of [0, 1, 2]) {
      const seen = await tapped(right, async (world, kept) => {
        await world.actor('Ada').command('rapid', { questions: '3', seconds: '20' })
        await world.pass(0)
        for (const [place, name] of ['Ada', 'Grace', 'Alan'].entries()) {
          kept.push(wordsOf(await world.actor(name).click('ABC'.charAt(place))))
          kept.push(wordsOf(await world.actor(name).click('A')))
          await world.pass(1)
        }
      })
      expect(seen.length).toBeGreaterThan(8)
      expect(seen.filter(card => secrets.test(card))).toEqual([])
    }
  })

  it('what a right and a wrong press are answered with before the reveal differs in the letter only', async () => {
    const world = await openWorld()
    await world.actor('Ada').command('rapid', { questions: '3', seconds: '20' })
    await world.pass(0)
    const answers = []
    for (const [place, name] of ['Ada', 'Grace', 'Alan'].entries()) answers.push(wordsOf(await world.actor(name).click('ABC'.charAt(place))).replace(/Locked in: [A-D]/, 'Locked in: ?'))
    expect(new Set(answers).size).toBe(1)
    await world.close()
  })

  it('buttons carry positions only: the round, the question, and 0 to 3 in order', async () => {
    const world = await openWorld()
    await world.actor('Ada').command('rapid', { questions: '3' })
    await world.pass(0)
    const presses = world.newest().buttons?.map(button => button.press) ?? []
    expect(presses.map(press => press.replace(/^answer:[a-z0-9]{12}:/, ''))).toEqual(presses.map((_, place) => `0:${place}`))
    await world.close()
  })

  it('the right choice stands at every position about equally often', async () => {
    const counts = [0, 0, 0]
    for (let seed = 0; seed < 3000; seed++) {
      const right = rightOf((library.questions[0] as Question).ask(`seed${seed}`))
      counts[right] = (counts[right] ?? 0) + 1
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(120)
  })

  it('a daily shows nothing publicly before its reveal, and the verdict only to one who has answered', async () => {
    const seen = await tapped(1, async world => {
      const admin = world.actor('Ada', { admin: true })
      await admin.command('daily set', { time: '09:00' })
      await admin.command('daily now')
      await world.pass(0)
      expect(wordsOf(await world.actor('Grace').click('A'))).toMatch(secrets)
      await world.pass(1)
      expect(wordsOf(await world.actor('Alan').press((world.newest().buttons?.[0]?.press ?? '').replace('answer', 'why').replace(/:\d$/, '')))).not.toMatch(secrets)
    })
    expect(seen.filter(card => secrets.test(card))).toEqual([])
  })

  it('no question is asked in two places at once, where one reveal would tell the other\'s answer', async () => {
    const all = Array.from({ length: 30 }, (_, place) => choiceQuestion('metrics', `q${place}`))
    const [forRounds, forDaily] = [all.filter(one => canAsk('rapid', one)).slice(0, 4), all.filter(one => canAsk('daily', one)).slice(0, 2)]
    const world = await openWorld({ library: libraryOf([...forRounds, ...forDaily]) })
    await world.actor('Ada').command('rapid', { questions: '3' })
    expect(plain((await world.actor('Grace', { channel: 'other' }).command('rapid', { questions: '3' })).text ?? '')).toMatch(/^A round of 1 question/)
    expect((await world.actor('Alan', { channel: 'third' }).command('rapid', { questions: '3' })).text).toMatch(/^No question fits/)
    for (const channel of ['a', 'b']) await world.actor('Root', { admin: true, channel }).command('daily set', { time: '09:00' })
    await world.to(Date.parse('2026-11-22T09:00Z'))
    const dailies = world.surface.messages.filter(({ channel }) => channel === 'a' || channel === 'b').map(message => plain(message.cards.at(-1)?.text ?? ''))
    expect(dailies).toHaveLength(2)
    expect(new Set(dailies).size).toBe(2)
    await world.close()
  })

  it('a daily that was previewed is neither practised nor asked by another daily before it is posted', async () => {
    const all = Array.from({ length: 30 }, (_, place) => choiceQuestion('metrics', `q${place}`))
    const world = await openWorld({ library: libraryOf(all.filter(one => canAsk('daily', one)).slice(0, 2)) })
    const root = (channel: string) => world.actor('Root', { admin: true, channel })
    for (const channel of ['a', 'b', 'c']) await root(channel).command('daily set', { time: '09:00' })
    const first = await root('a').command('daily preview')
    expect((await world.actor('Ada').command('quiz', { questions: '2' })).title).toMatch(/^Practice 1 of 1/)
    const second = await root('b').command('daily preview')
    expect(second.text).not.toBe(first.text)
    expect((await root('c').command('daily now')).text).toMatch(/^No question fits this daily/)
    await world.to(Date.parse('2026-11-22T09:00Z'))
    expect(Object.fromEntries(world.surface.messages.map(message => [message.channel, message.cards[0]?.text]))).toEqual({ a: first.text, b: second.text })
    await world.close()
  })

  it('a reveal says how many chose what, never who', async () => {
    const world = await openWorld()
    await world.actor('Ada').command('rapid', { questions: '3', seconds: '20' })
    await world.pass(0)
    await world.actor('Grace').click('A')
    await world.actor('Alan').click('B')
    await world.pass(22)
    expect(wordsOf({ ...world.newest(), fields: [] })).not.toMatch(/Grace|Alan|Ada/)
    await world.close()
  })
})
