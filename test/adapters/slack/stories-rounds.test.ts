import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerTo, letterOf, openStudyGroup, phoneFaults, type StudyGroup } from './study-group.ts'

let group: StudyGroup
beforeAll(async () => {
  group = await openStudyGroup()
})
afterAll(async () => await group.close())

describe('a rapid round', () => {
  it('is played by everyone with the buttons, and ends with a podium', async () => {
    const { stage, quiz, ada, ben, cho, clickTold, told, newest, read } = group
    expect(await told(ben, quiz, 'rapid', { questions: 3 })).toBe('A round of 3 questions starts now. Answer with the buttons; /stop ends it.')
    await stage.pass(0)
    for (const place of [1, 2, 3]) {
      const question = newest(quiz)
      const screen = read(question)
      expect(screen).toContain(`Question ${place} of 3`)
      expect(screen).toMatch(/Closes at 12:\d\d:\d\d · 0 answers so far/)
      const letter = letterOf(screen, 'right')
      expect(await clickTold(ada, question, letter)).toBe(`Locked in: ${letter}.`)
      await clickTold(ben, question, letterOf(screen, place === 2 ? 'wrong' : 'right'))
      await clickTold(cho, question, letterOf(screen, 'wrong'))
      await stage.pass(17)
      expect(read(question)).toContain(`Question ${place} of 3 · the answer is ${letter}`)
      await stage.pass(4)
    }
    const podium = read(newest(quiz))
    expect(podium).toContain('Podium\n3 questions, 3 players.')
    expect(podium).toMatch(/🥇 · ada · 3\/3 · [\d,]+\n🥈 · ben · 2\/3 · [\d,]+\n🥉 · cho · 0\/3 · 0\n/)
  })

  it('shows how many have answered and never what, before the reveal', () => {
    const { slack, quiz } = group
    const [question] = slack.messages(quiz)
    const before = question?.versions.slice(0, -1).map(({ text, blocks }) => JSON.stringify([text, blocks])) ?? []
    expect(before.length).toBeGreaterThan(1)
    expect(before.filter(body => /ada|ben|cho|✅|%/.test(body))).toEqual([])
  })

  it('tells each member their own verdict on Why?, and why their wrong choice tempts', async () => {
    const { slack, quiz, ada, cho, clickTold } = group
    const [question] = slack.messages(quiz)
    if (question === undefined) throw new Error('Nothing was asked.')
    expect(await clickTold(ada, question, 'Why?')).toMatch(/^✅ [A-C] is right\.\nBecause of q\d+/)
    expect(await clickTold(cho, question, 'Why?')).toMatch(/^❌ You answered [A-C]\. [A-C] is right\.[^]*Why No, q\d+ tempts\./)
  })

  it('offers everyone the questions that they missed, privately', async () => {
    const { quiz, ada, ben, cho, click, clickTold, turn, newest, readAlone } = group
    const podium = newest(quiz)
    expect(await clickTold(ada, podium, 'Practise what I missed')).toBe('You missed none of these.')
    expect(await clickTold(cho, podium, 'Practise what I missed')).toContain('Practice 1 of 3')
    const practice = await answerTo(click(ben, podium, 'Practise what I missed'))
    expect(readAlone(ben, practice)).toContain('Practice 1 of 1')
    expect(await turn(ben, practice, letterOf(readAlone(ben, practice), 'right'))).toMatch(/^✅ Practice 1 of 1 · [A-C] is right/)
    expect(await turn(ben, practice, 'How did I do?')).toContain('1 of 1 right')
  })

  it('is the only one in its channel, and says who runs it', async () => {
    const { stage, quiz, general, ben, cho, told, newest, read } = group
    await told(ben, quiz, 'rapid')
    await stage.pass(0)
    expect(await told(cho, quiz, 'rapid')).toBe('A round that ben started is running in this channel. Join it with the buttons; its starter or an admin can end it with /stop.')
    expect(await told(cho, general, 'rapid')).toContain('A round of 10 questions starts now.')
    await stage.pass(0)
    expect(read(newest(general))).toContain('Question 1 of 10')
  })

  it('is stopped by its starter or an admin, and by nobody else', async () => {
    const { stage, quiz, general, ada, ben, cho, told, newest, read } = group
    expect(await told(cho, quiz, 'stop')).toBe('Only the person who started this round, or an admin, can stop it.')
    expect(await told(ben, quiz, 'stop')).toBe('The round ends here. What was revealed counts.')
    expect(await told(ada, general, 'stop')).toBe('The round ends here. What was revealed counts.')
    await stage.pass(0)
    for (const channel of [quiz, general]) expect(read(newest(channel))).toContain('The round is over\nThe round was stopped before an answer counted. /rapid starts another one whenever you like.')
    expect(await told(ada, quiz, 'stop')).toBe('No round is running in this channel. /rapid starts one.')
  })
})

describe('a quiz in a channel', () => {
  it('goes on when its starter presses Next, and for nobody else', async () => {
    const { stage, quiz, ben, cho, clickTold, told, newest, read } = group
    expect(await told(ben, quiz, 'quiz', { questions: 2, for: 'channel', topic: 'metrics' })).toContain('A quiz of 2 questions starts now.')
    await stage.pass(0)
    const first = newest(quiz)
    expect(read(first)).toContain('Question 1 of 2 · Metrics')
    await clickTold(cho, first, letterOf(read(first), 'right'))
    expect(await clickTold(cho, first, 'Next')).toContain('Only the person who started this quiz')
    expect(await clickTold(ben, first, 'Next')).toBe('On we go.')
    await stage.pass(2)
    expect(read(first)).toContain('the answer is')
    expect(await clickTold(ben, first, 'Next')).toBe('On we go.')
    await stage.pass(0)
    expect(read(newest(quiz))).toContain('Question 2 of 2')
    await stage.pass(62)
    await stage.pass(10)
    expect(read(newest(quiz))).toContain('A round counts on the leaderboard when at least 2 people have answered in it.')
  })
})

it('reads well on a phone, is within every limit, and has words for notifications', () => expect(phoneFaults(group)).toEqual([]))

it('was no trouble', () => expect(group.stage.troubles).toEqual([]))
