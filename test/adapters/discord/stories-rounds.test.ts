import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { letterOf, openStudyGroup, phoneFaults, type StudyGroup } from './study-group.ts'

let group: StudyGroup
beforeAll(async () => {
  group = await openStudyGroup()
})
afterAll(async () => await group.close())

describe('a rapid round', () => {
  it('is played by everyone with the buttons, and ends with a podium', async () => {
    const { stage, quiz, ada, ben, cho, click, told, read } = group
    expect(told(await ben.command(quiz, 'rapid', { questions: 3 }))).toBe('A round of 3 questions starts now. Answer with the buttons; /stop ends it.')
    await stage.pass(0)
    for (const place of [1, 2, 3]) {
      const question = stage.newest(quiz)
      const screen = read(question)
      expect(screen).toContain(`Question ${place} of 3`)
      const letter = letterOf(screen, 'right')
      expect(told(await click(ada, question, letter))).toBe(`Locked in: ${letter}.`)
      await click(ben, question, letterOf(screen, place === 2 ? 'wrong' : 'right'))
      await click(cho, question, letterOf(screen, 'wrong'))
      await stage.pass(17)
      expect(read(question)).toContain(`Question ${place} of 3 · the answer is ${letter}`)
      await stage.pass(4)
    }
    const podium = read(stage.newest(quiz))
    expect(podium).toContain('Podium\n3 questions, 3 players.')
    expect(podium).toMatch(/: 1 ada 3\/3 · [\d,]+; 2 ben 2\/3 · [\d,]+; 3 cho 0\/3 · 0\)/)
  })

  it('shows how many have answered and never what, before the reveal', async () => {
    const { discord, quiz } = group
    const [question] = discord.messages(quiz)
    const before = question?.versions.slice(0, -1).map(({ body }) => JSON.stringify(body)) ?? []
    expect(before.length).toBeGreaterThan(1)
    expect(before.filter(body => /ada|ben|cho|✅|%/.test(body))).toEqual([])
  })

  it('tells each member their own verdict on Why?, and why their wrong choice tempts', async () => {
    const { discord, quiz, ada, cho, click, told } = group
    const [question] = discord.messages(quiz)
    if (question === undefined) throw new Error('Nothing was asked.')
    expect(told(await click(ada, question, 'Why?'))).toMatch(/^[A-C] is right\.\nBecause of q\d+/)
    expect(told(await click(cho, question, 'Why?'))).toMatch(/^You answered [A-C]\. [A-C] is right\.[^]*Why No, q\d+ tempts\./)
  })

  it('offers everyone the questions that they missed, privately', async () => {
    const { stage, quiz, ada, ben, cho, click, told } = group
    const podium = stage.newest(quiz)
    expect(told(await click(ada, podium, 'Practise what I missed'))).toBe('You missed none of these.')
    expect(told(await click(cho, podium, 'Practise what I missed'))).toContain('Practice 1 of 3')
    const practice = await click(ben, podium, 'Practise what I missed')
    expect(told(practice)).toContain('Practice 1 of 1')
    if (practice.message === null) throw new Error('No question came.')
    expect(told(await click(ben, practice.message, letterOf(told(practice), 'right')))).toMatch(/^Practice 1 of 1 · [A-C] is right/)
    expect(told(await click(ben, practice.message, 'How did I do?'))).toContain('1 of 1 right')
  })

  it('is the only one in its channel, and says who runs it', async () => {
    const { stage, quiz, general, ben, cho, told, read } = group
    await ben.command(quiz, 'rapid', {})
    await stage.pass(0)
    expect(told(await cho.command(quiz, 'rapid', {}))).toBe('A round that ben started is running in this channel. Join it with the buttons; its starter or an admin can end it with /stop.')
    expect(told(await cho.command(general, 'rapid', {}))).toContain('A round of 10 questions starts now.')
    await stage.pass(0)
    expect(read(stage.newest(general))).toContain('Question 1 of 10')
  })

  it('is stopped by its starter or an admin, and by nobody else', async () => {
    const { stage, quiz, general, ada, ben, cho, told, read } = group
    expect(told(await cho.command(quiz, 'stop'))).toBe('Only the person who started this round, or an admin, can stop it.')
    expect(told(await ben.command(quiz, 'stop'))).toBe('The round ends here. What was revealed counts.')
    expect(told(await ada.command(general, 'stop'))).toBe('The round ends here. What was revealed counts.')
    await stage.pass(0)
    for (const channel of [quiz, general]) expect(read(stage.newest(channel))).toContain('The round is over\nThe round was stopped before an answer counted. /rapid starts another one whenever you like.')
    expect(told(await ada.command(quiz, 'stop'))).toBe('No round is running in this channel. /rapid starts one.')
  })
})

describe('a quiz in a channel', () => {
  it('goes on when its starter presses Next, and for nobody else', async () => {
    const { stage, quiz, ben, cho, click, told, read } = group
    expect(told(await ben.command(quiz, 'quiz', { questions: 2, for: 'channel', topic: 'metrics' }))).toContain('A quiz of 2 questions starts now.')
    await stage.pass(0)
    const first = stage.newest(quiz)
    expect(read(first)).toContain('Question 1 of 2 · Metrics')
    await click(cho, first, letterOf(read(first), 'right'))
    expect(told(await click(cho, first, 'Next'))).toContain('Only the person who started this quiz')
    expect(told(await click(ben, first, 'Next'))).toBe('On we go.')
    await stage.pass(2)
    expect(read(first)).toContain('the answer is')
    expect(told(await click(ben, first, 'Next'))).toBe('On we go.')
    await stage.pass(0)
    expect(read(stage.newest(quiz))).toContain('Question 2 of 2')
    await stage.pass(62)
    await stage.pass(10)
    expect(read(stage.newest(quiz))).toContain('A round counts on the leaderboard when at least 2 people have answered in it.')
  })
})

it('reads well on a phone', () => expect(phoneFaults(group)).toEqual([]))
