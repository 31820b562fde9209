import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Recorded } from '../../standins/slack/faults.ts'
import type { Person } from '../../standins/slack/person.ts'
import type { Channel, Message } from '../../standins/slack/world.ts'
import type { SlackStage } from '../../support/slack.ts'
import { isEdit, later, openGroup, posts, postsIn, reveals, titles, type Group } from './playing.ts'
import { buttonOn, click, rightOn, told, wordsOf } from './reading.ts'

let group: Group
let stage: SlackStage
let general: Channel
let ada: Person
let bob: Person
let boss: Person

beforeEach(async () => {
  group = await openGroup();
  ({ stage, general, ada, bob, boss } = group)
})
afterEach(async () => { await stage.close() })

const rapid = async () => {
  await ada.slash(general.id, '/recall', 'rapid questions:3 seconds:20')
  await stage.pass(0)
}
const deadlineOn = (message: Message) => /<!date\^(\d+)|\{(\d+)\}/.exec(wordsOf(message))?.slice(1).find(one => one !== undefined)

/** The process dies while it waits for an answer to such a call, which has had its effect; another begins so many seconds later. */
async function dieWhile(when: (call: Recorded) => boolean, seconds: number): Promise<void> {
  const answered = () => stage.slack.requests.filter(call => when(call) && call.status !== null).length
  const before = answered()
  stage.slack.failNext({ late: 60_000 }, { when })
  void stage.pass(1).catch(() => {})
  await vi.waitFor(() => expect(answered()).toBeGreaterThan(before))
  const dead = stage.recall
  await stage.kill()
  expect(stage.recall).not.toBe(dead)
  await stage.pass(seconds)
}

describe('a restart in the middle of a rapid round', () => {
  it('keeps the question, its deadline and its answers, and shows nothing twice', async () => {
    await rapid()
    const question = stage.newest(general.id)
    const deadline = deadlineOn(question)
    await click(ada, question, rightOn(question))
    await stage.restart()
    await stage.pass(2)
    expect(titles(group)).toEqual(['Question 1 of 3'])
    expect(deadlineOn(question)).toBe(deadline)
    expect(deadline).toBeDefined()
    expect(await told(click(ada, question, rightOn(question)))).toMatch(/^You answered/)
    expect(await told(click(bob, question, rightOn(question)))).toMatch(/^Locked in/)
    await later(group, () => titles(group).length > 1)
    expect(wordsOf(question)).toContain('2 of 2 answers were right')
    expect(reveals(question)).toBe(1)
  })

  it('that took longer than the question: it is revealed, and the round goes on', async () => {
    await rapid()
    const question = stage.newest(general.id)
    const button = buttonOn(question, rightOn(question))
    await click(ada, question, rightOn(question))
    await stage.restart()
    await stage.pass(600)
    expect(await told(bob.forge(question, button))).toMatch(/^That question is closed/)
    await later(group, () => titles(group).length > 1)
    expect(titles(group)[1]).toBe('Question 2 of 3')
    expect(wordsOf(question)).toContain('1 of 1 answer was right')
    expect(reveals(question)).toBe(1)
  })

  it.each([0, 30, 240])('killed after a question was posted and before that was known, and back %s seconds later: one message, and its time runs from when it stood there', async seconds => {
    await ada.slash(general.id, '/recall', 'rapid questions:3 seconds:20')
    await dieWhile(postsIn(group), seconds)
    const [question] = posts(group) as [Message]
    await later(group, () => question.versions.length > 1)
    expect(titles(group)).toHaveLength(1)
    if (seconds === 0) expect(deadlineOn(question)).toBe(String(Math.floor(Number(question.ts)) + 20))
    else expect(reveals(question)).toBe(1)
  })

  it('killed after a question was revealed and before that was known: it is revealed, and the points count once', async () => {
    await rapid()
    const question = stage.newest(general.id)
    await click(ada, question, rightOn(question))
    await click(bob, question, rightOn(question))
    await stage.pass(2)
    await stage.pass(18)
    await stage.pass(1)
    await dieWhile(isEdit, 0)
    await later(group, () => titles(group).length > 1)
    expect(titles(group)).toEqual(['Question 1 of 3', 'Question 2 of 3'])
    await ada.slash(general.id, '/recall', 'stop')
    await later(group, () => titles(group).at(-1) === 'Podium')
    expect(titles(group).filter(title => title === 'Podium')).toHaveLength(1)
    expect(await told(ada.slash(general.id, '/recall', 'leaderboard'))).toMatch(/\(1 of 1 right\)/)
  })

  it('killed between the acknowledgement of a press and its answer: the press counted, and pressing again says so', async () => {
    await rapid()
    const question = stage.newest(general.id)
    stage.slack.failNext('hang', { when: ({ method }) => method === 'response_url' })
    expect((await click(ada, question, 'A')).kind).toBe('acknowledged')
    await vi.waitFor(() => expect(stage.slack.requests.at(-1)).toMatchObject({ method: 'response_url', status: null }))
    await stage.kill()
    expect(await told(click(ada, question, 'B'))).toMatch(/^You answered A/)
    await stage.pass(5)
    expect(wordsOf(question)).toContain('1 answer so far')
  })

  it('killed just after a command was answered: what was asked for is done, once', async () => {
    await ada.slash(general.id, '/recall', 'rapid questions:3 seconds:20')
    await stage.kill()
    await stage.pass(0)
    await stage.pass(5)
    expect(titles(group)).toEqual(['Question 1 of 3'])
  })

  it('killed before it has done what somebody wrote to it: Slack tells of it again, and it is done once', async () => {
    stage.slack.failNext('hang', { when: ({ method }) => method === 'users.info' })
    void ada.mention(general.id, 'rapid questions:3 seconds:20')
    await vi.waitFor(() => expect(stage.slack.requests.at(-1)).toMatchObject({ method: 'users.info', status: null }))
    await stage.kill()
    await stage.slack.until(() => stage.slack.privateMessages(ada.id).find(one => wordsOf(one).startsWith('A round of 3 questions starts now')), 'word of the round')
    await stage.pass(0)
    expect(posts(group).filter(({ authorId }) => authorId !== ada.id)).toHaveLength(1)
  })

  it('killed while it still works on a command that was slow and so is acknowledged already: nothing is half done, and it can be given again', async () => {
    stage.slack.failNext('hang', { when: ({ method }) => method === 'conversations.info' })
    expect((await ada.slash(general.id, '/recall', 'rapid questions:3')).kind).toBe('acknowledged')
    await stage.kill()
    await stage.pass(0)
    expect(posts(group)).toEqual([])
    expect(await told(ada.slash(general.id, '/recall', 'rapid questions:3'))).toMatch(/^A round of 3 questions starts now/)
    await stage.pass(0)
    expect(titles(group)).toEqual(['Question 1 of 3'])
  })
})

describe('a restart in the middle of a daily', () => {
  const daily = async () => { await boss.slash(general.id, '/recall', 'daily set time:12:05 timezone:UTC reveal:18:00 thread:on') }
  const threads = () => stage.slack.messages(general.id).filter(({ threadTs }) => threadTs !== null)

  it('keeps the question and its reveal, and posts nothing twice', async () => {
    await daily()
    await stage.pass(300)
    const question = stage.newest(general.id)
    const deadline = deadlineOn(question)
    await click(bob, question, rightOn(question))
    await stage.restart()
    await stage.pass(3600)
    expect(titles(group)).toEqual(['Daily question'])
    expect(deadlineOn(question)).toBe(deadline)
    await stage.restart()
    await stage.to(Date.UTC(2026, 10, 21, 18, 1))
    await stage.pass(1)
    expect(wordsOf(question)).toContain('1 of 1 answer was right')
    expect(reveals(question)).toBe(1)
  })

  it.each([0, 30, 240, 3600])('killed after it was posted and before that was known, and back %s seconds later: one message with one thread', async seconds => {
    await daily()
    await stage.pass(299)
    await dieWhile(call => postsIn(group)(call) && call.args['thread_ts'] === undefined, seconds)
    await later(group, () => threads().length > 0)
    expect(titles(group)).toEqual(['Daily question'])
    await stage.to(Date.UTC(2026, 10, 21, 18, 1))
    await later(group, () => reveals(stage.newest(general.id)) > 0)
    expect(posts(group)).toHaveLength(1)
    expect(threads()).toHaveLength(1)
  })

  it('killed while its thread is begun: one thread', async () => {
    await daily()
    await stage.pass(299)
    await dieWhile(({ args }) => args['thread_ts'] !== undefined, 0)
    await later(group, () => deadlineOn(stage.newest(general.id)) !== undefined)
    for (let minute = 0; minute < 5; minute++) await stage.pass(60)
    expect(threads()).toHaveLength(1)
    expect(titles(group)).toEqual(['Daily question'])
  })
})
