import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Card } from '../../src/bot/card.ts'
import { drawDaily } from '../../src/bot/start.ts'
import type { Library } from '../../src/content/load.ts'
import { canAsk } from '../../src/engine/pick.ts'
import { library, libraryOf, shipped } from '../support/library.ts'
import { openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

/** Goes on with a world of this content. */
async function reopen(content: Library): Promise<void> {
  await world.close()
  world = await openWorld({ library: content })
}

const forDaily = library.questions.filter(question => canAsk('daily', question))
const forRounds = library.questions.filter(question => canAsk('rapid', question))
const admin = (home = 'h', channel = 'general') => world.actor('Root', { admin: true, home, channel })
const lastLine = (card: Card) => plain(card.text ?? '').split('\n').at(-1) ?? ''

/** Plays a round of three questions with Ada's answer to each; gives their texts. */
async function playRound(options: Record<string, string> = {}): Promise<string[]> {
  await world.actor('Ada').command('rapid', { questions: '3', seconds: '5', ...options })
  await world.pass(0)
  const texts: string[] = []
  for (let question = 0; question < 3; question++) {
    texts.push(lastLine(world.newest()))
    await world.actor('Ada').click('A')
    await world.pass(7)
    await world.pass(4)
  }
  return texts
}

/** Works through a new set of practice; gives its texts. */
async function practise(name: string, options: Record<string, string> = {}): Promise<string[]> {
  const texts: string[] = []
  for (let card = await world.actor(name).command('quiz', { questions: '3', ...options }); card.kind === 'question';) {
    texts.push(lastLine(card))
    const verdict = await world.actor(name).press(card.buttons?.[0]?.press ?? '')
    card = await world.actor(name).press(verdict.buttons?.[0]?.press ?? '')
  }
  return texts
}

/** The texts of the next dailies of a group. */
async function dailies(days: number, home = 'h'): Promise<string[]> {
  await admin(home).command('daily set', { time: '09:00' })
  const texts: string[] = []
  for (let day = 0; day < days; day++) {
    await world.to(Date.parse('2026-11-22T09:00Z') + day * 86_400_000)
    await world.pass(2)
    texts.push(lastLine(world.newest()))
  }
  return texts
}

describe('the daily has a sequence of its own', () => {
  it('over reserved questions: no repeat until all were asked, then the longest unseen first; rounds draw from the rest', async () => {
    await reopen(libraryOf([...forDaily.slice(0, 4), ...forRounds.slice(0, 3)]))
    const reserved = new Set(forDaily.slice(0, 4).map(question => question.ask('').text))
    const round = new Set(await playRound())
    const asked = await dailies(8)
    expect(new Set(asked.slice(0, 4))).toEqual(reserved)
    expect(asked.slice(4)).toEqual(asked.slice(0, 4))
    expect(round.isDisjointFrom(reserved)).toBe(true)
  })

  it('seeded by the group: the same however often it is drawn, another one in another group', async () => {
    const draw = async (home: string) => {
      const group = await world.store.members.groupOf('test', home)
      const slots = Array.from({ length: 12 }, (_, day) => `slot-${day}`)
      return (await Promise.all(slots.map(slot => drawDaily(world.bot, group, slot, { count: 1, topic: null, difficulty: null }, false)))).map(drawn => drawn?.question)
    }
    expect(await draw('h')).toEqual(await draw('h'))
    expect(await draw('h')).not.toEqual(await draw('elsewhere'))
  })

  it('a preview shows what would have been posted without it', async () => {
    const group = await world.store.members.groupOf('test', 'h')
    await admin().command('daily set', { time: '09:00' })
    const [schedule] = await world.store.records.list(group, 'schedule')
    const drawn = await drawDaily(world.bot, group, `${schedule?.id}-2026-11-22`, { count: 1, topic: null, difficulty: null }, false)
    await world.to(Date.parse('2026-11-22T09:00Z'))
    expect(lastLine(world.newest())).toBe(library.questions.find(one => one.id === drawn?.question)?.ask('').text)
  })

  it('with a preview each day, and another one drawn, too: what was asked is not previewed again until all were asked', async () => {
    await reopen(libraryOf(forDaily.slice(0, 9)))
    await admin().command('daily set', { time: '09:00' })
    const asked: string[] = []
    for (let day = 22; day < 31; day++) {
      const first = await admin().command('daily preview')
      const preview = day % 2 === 0 ? first : await admin().press(first.buttons?.[0]?.press ?? '')
      await world.to(Date.parse(`2026-11-${day}T09:00Z`))
      await world.pass(2)
      expect(lastLine(world.newest())).toBe(lastLine(preview))
      asked.push(lastLine(world.newest()))
    }
    expect(new Set(asked).size).toBe(9)
  })

  it('one for all its channels: what was previewed for one is not asked in another before', async () => {
    await reopen(libraryOf(forDaily.slice(0, 3)))
    for (let home = 0; home < 8; home++) {
      await admin(`h${home}`).command('daily set', { time: '15:00' })
      const previewed = lastLine(await admin(`h${home}`).command('daily preview'))
      await admin(`h${home}`, 'other').command('daily set', { time: '13:00' })
      await admin(`h${home}`, 'other').command('daily now')
      await world.pass(0)
      expect(lastLine(world.newest())).not.toBe(previewed)
      expect(lastLine(await admin(`h${home}`, 'other').command('daily preview'))).not.toBe(previewed)
    }
  })
})

describe('channel rounds', () => {
  it('ask no question again in a group until the pool is used up, then the longest unseen first', async () => {
    await reopen(libraryOf(forRounds.slice(0, 6)))
    const [first, second, third, fourth] = [await playRound(), await playRound(), await playRound(), await playRound()]
    expect(new Set([...first, ...second]).size).toBe(6)
    expect([third, fourth]).toEqual([first, second])
  })

  it('are drawn evenly over topics by their weights when none is given, from one topic when it is', async () => {
    const topicsOf = (texts: readonly string[]) => new Set(texts.map(text => /in ([a-z-]+)\?$/.exec(text)?.[1]))
    await reopen({ ...library, topics: library.topics.map(topic => ({ ...topic, weight: topic.id === 'metrics' ? 1e12 : 1 })) })
    expect(topicsOf([...await playRound(), ...await practise('Grace'), ...await dailies(3)])).toEqual(new Set(['metrics']))
    expect(topicsOf([...await playRound({ topic: 'probability' }), ...await practise('Grace', { topic: 'probability' })])).toEqual(new Set(['probability']))
  })

  it('each group has a history of its own', async () => {
    await reopen(libraryOf(forRounds.slice(0, 3)))
    const first = await playRound()
    await world.actor('Ada', { home: 'elsewhere' }).command('rapid', { questions: '3' })
    await world.pass(0)
    expect(first).toContain(lastLine(world.newest()))
  })
})

describe('practice', () => {
  it('keeps the member\'s own history and uses up nothing of the group\'s', async () => {
    await reopen(libraryOf(forRounds.slice(0, 6)))
    const [first, second, third] = [await practise('Ada'), await practise('Ada'), await practise('Ada')]
    expect(new Set([...first, ...second]).size).toBe(6)
    expect(third).toEqual(first)
    const grace = await practise('Grace')
    expect(await practise('Ada')).toEqual(second)
    expect(new Set([...grace, ...await practise('Grace')]).size).toBe(6)
    const rounds = [await playRound(), await playRound()]
    expect(new Set(rounds.flat()).size).toBe(6)
    expect(await practise('Ada')).toEqual(first)
    expect(await playRound()).toEqual(rounds[0])
  })
})

describe('numeric templates', () => {
  const numeric = shipped.questions.filter(question => new Set(Array.from({ length: 40 }, (_, seed) => question.ask(`${seed}`).text)).size > 20)

  it('draw new numbers each time', async () => {
    const [template] = numeric.filter(question => canAsk('rapid', question))
    if (template === undefined) throw new Error('No template is for rounds.')
    await reopen(libraryOf([template]))
    const texts = new Set<string>()
    for (let round = 0; round < 6; round++) {
      await world.actor('Ada').command('quiz', { for: 'channel', questions: '1' })
      await world.pass(0)
      texts.add(plain(world.newest().text ?? ''))
      await world.actor('Ada').command('stop')
      await world.pass(0)
      await world.pass(0)
    }
    expect(texts.size).toBeGreaterThan(1)
  })

  it('in private play draw each member\'s own', async () => {
    await reopen(libraryOf(numeric.slice(0, 1)))
    const cards = await Promise.all(['Ada', 'Grace', 'Alan', 'Kay', 'Mary', 'Edsger'].map(name => world.actor(name).command('quiz', { questions: '1' })))
    expect(new Set(cards.map(card => plain(card.text ?? ''))).size).toBeGreaterThan(1)
  })
})
