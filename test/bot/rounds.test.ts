import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { slash, words } from '../../src/bot/text.ts'
import { answerDaily, playRapid } from '../support/games.ts'
import { labelOf, openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

const start = async (options: Record<string, string> = {}) => {
  await world.actor('Ada').command('rapid', { questions: '5', seconds: '20', ...options })
  await world.pass(0)
}
const kinds = () => world.surface.messages.map(message => message.cards.at(-1)?.kind)

describe('one live round (quiz or rapid) a channel', () => {
  it('is claimed atomically: of twenty people at once one starts it, the others are told who runs one and how to stop it', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, place) => {
      const person = world.actor(`P${place}`)
      return place % 2 === 0 ? person.command('rapid') : person.command('quiz', { for: 'channel' })
    }))
    for (let beat = 0; beat < 3; beat++) await world.pass(0)
    expect(world.surface.messages).toHaveLength(1)
    const said = answers.map(answer => plain(answer.text ?? ''))
    expect(said.filter(text => /starts now/.test(text))).toHaveLength(1)
    const starter = `P${said.findIndex(text => /starts now/.test(text))}`
    expect(said.filter(text => text === `A round that ${starter} started is running in this channel. Join it with the buttons; its starter or an admin can end it with /stop.`)).toHaveLength(19)
  })

  it('a daily may be open beside it, and both take answers', async () => {
    const admin = world.actor('Root', { admin: true })
    await start({ seconds: '60' })
    await admin.command('daily set', { time: '13:00' })
    await admin.command('daily now')
    await world.pass(0)
    expect(kinds()).toEqual(['question', 'question'])
    const [round, daily] = world.surface.messages.map(message => message.cards.at(-1))
    for (const card of [round, daily]) {
      const press = card?.buttons?.[0]?.press ?? ''
      expect((await world.actor('Grace').press(press)).kind).toBe(card === daily ? 'verdict' : 'note')
    }
    expect(plain((await world.actor('Kay').command('quiz', { for: 'channel' })).text ?? '')).toMatch(/^A round that Ada started/)
  })
})

describe('a rapid question', () => {
  it('ends when everyone who answered the one before has answered, never before 3 seconds', async () => {
    await start()
    for (const name of ['Ada', 'Grace']) await world.actor(name).click('A')
    await world.pass(22)
    await world.pass(4)
    const opened = world.now()
    await world.actor('Ada').click('A')
    await world.pass(1)
    await world.actor('Grace').click('B')
    await world.to(opened + 2999)
    expect(kinds()).toEqual(['reveal', 'question'])
    await world.to(opened + 3000)
    expect(kinds()).toEqual(['reveal', 'reveal'])
  })

  it('is followed by the next one 4 seconds after its reveal', async () => {
    await start()
    await world.actor('Ada').click('A')
    await world.pass(22)
    const revealed = world.now()
    await world.to(revealed + 3999)
    expect(kinds()).toEqual(['reveal'])
    await world.to(revealed + 4000)
    expect(kinds()).toEqual(['reveal', 'question'])
  })
})

describe('two questions in a row without any answer', () => {
  it('the round asks whether anyone is there, and ends kindly at the third', async () => {
    await start()
    for (const [question, asks] of [false, false, true].entries()) {
      expect(world.newest().title).toMatch(new RegExp(`^Question ${question + 1} of 5`))
      expect(plain(world.newest().text ?? '').startsWith('Is anyone there? Without an answer to this one the round ends.')).toBe(asks)
      await world.pass(22)
      await world.pass(4)
    }
    expect(world.newest()).toMatchObject({ kind: 'podium', title: 'The round is over', text: words`Nobody answered, so the round ends here. ${slash('rapid')} starts another one whenever you like.` })
    expect(plain((await world.actor('Grace').command('rapid')).text ?? '')).toMatch(/starts now/)
  })

  it('the round goes on when somebody is there after all, and does not ask again', async () => {
    await start()
    for (let question = 0; question < 2; question++) for (const wait of [22, 4]) await world.pass(wait)
    await world.actor('Ada').click('A')
    for (const wait of [22, 4]) await world.pass(wait)
    expect(world.newest().title).toMatch(/^Question 4 of 5/)
    expect(plain(world.newest().text ?? '')).not.toMatch(/Is anyone there/)
  })

  it('between which somebody answered do not end it', async () => {
    await start()
    for (let question = 0; question < 5; question++) {
      expect(plain(world.newest().text ?? '')).not.toMatch(/Is anyone there/)
      if (question % 2 === 1) await world.actor('Ada').click('A')
      for (const wait of [22, 4]) await world.pass(wait)
    }
    expect(world.newest()).toMatchObject({ kind: 'podium', title: 'Podium' })
  })
})

describe('the public message', () => {
  it('shows how many have answered, never what, with one edit in two seconds however many answer', async () => {
    await start()
    const [message] = world.surface.messages
    const edits = message?.cards.length ?? 0
    const before = world.newest()
    await Promise.all(Array.from({ length: 50 }, (_, place) => world.actor(`P${place}`).click('ABC'.charAt(place % 3))))
    await world.pass(1)
    expect(message?.cards.length).toBe(edits)
    await world.pass(1)
    expect(message?.cards.length).toBe(edits + 1)
    expect(plain(world.newest().footer ?? '')).toMatch(/· 50 answers so far$/)
    expect({ ...world.newest(), footer: '' }).toEqual({ ...before, footer: '' })
    await world.pass(2)
    expect(message?.cards.length).toBe(edits + 1)
  })
})

describe('/stop', () => {
  it('the open question is void: its answers count on no board, in no progress and in no podium; what was revealed counts', async () => {
    await start({ scoring: 'accuracy' })
    for (const name of ['Ada', 'Grace']) await world.actor(name).click(labelOf(world.newest(), 'right'))
    for (const wait of [22, 4]) await world.pass(wait)
    const card = world.newest()
    await world.actor('Ada').click(labelOf(card, 'right'))
    await world.actor('Grace').click(labelOf(card, 'wrong'))
    await world.actor('Ada').command('stop')
    expect((await world.actor('Kay').press(card.buttons?.[0]?.press ?? '')).text).toMatch(/^That question is closed/)
    for (let beat = 0; beat < 2; beat++) await world.pass(0)
    expect(world.surface.messages[1]?.cards.at(-1)).toMatchObject({ title: 'Question 2 of 5 · stopped', footer: 'The round was stopped. This question counts for nobody.' })
    expect(world.newest()).toMatchObject({ text: 'The round was stopped; what was revealed counts. 1 question, 2 players.', rows: [{ value: '1/1 · 1,000' }, { value: '1/1 · 1,000' }] })
    expect(world.newest().fields).toBeUndefined()
    expect((await world.actor('Grace').command('leaderboard')).rows?.map(row => row.value)).toEqual(['1/1 · 1,000', '1/1 · 1,000'])
    expect((await world.actor('Grace').command('progress')).rows?.map(row => row.text)).toEqual(['1 of 1 right'])
  })

  it('an answer that crosses it is refused', async () => {
    await start()
    const { record } = world.store.answers
    world.store.answers.record = async (...call) => {
      await world.actor('Ada').command('stop')
      return await record(...call)
    }
    expect((await world.actor('Grace').click('A')).text).toMatch(/^That question is closed/)
  })
})

describe('the public reveal of a daily', () => {
  it('comes at the set time and shows the split, how many were right and the explanation, never who chose what', async () => {
    await world.actor('Root', { admin: true }).command('daily set', { time: '13:00', reveal: '18:00' })
    await world.to(Date.parse('2026-11-21T13:00Z'))
    for (const [name, move] of [['Ada', 'right'], ['Grace', 'wrong'], ['Alan', 'right']] as const) await answerDaily(world, name, move)
    await world.to(Date.parse('2026-11-21T17:59:59Z'))
    expect(kinds()).toEqual(['question'])
    await world.to(Date.parse('2026-11-21T18:00:02Z'))
    const reveal = world.newest()
    expect(reveal).toMatchObject({ kind: 'reveal', footer: '2 of 3 answers were right.', fields: [{ name: 'Explanation', value: expect.stringMatching(/^Because of q/) }] })
    expect(reveal.rows?.map(row => row.value).toSorted()).toEqual(['0 (0 %)', '1 (33 %)', '2 (67 %)'])
    expect(JSON.stringify(world.surface.messages)).not.toMatch(/Ada|Grace|Alan/)
  })
})

describe('the podium', () => {
  it('of one player says that the round counts on no board', async () => {
    await playRapid(world, [{ Ada: 'right' }])
    expect(plain(world.newest().footer ?? '')).toBe('A round counts on the leaderboard when at least 2 people have answered in it.')
    expect(plain((await world.actor('Ada').command('leaderboard')).text ?? '')).toMatch(/^Nobody has points/)
  })
})
