import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Fault } from '../../standins/discord/faults.ts'
import type { Person } from '../../standins/discord/person.ts'
import type { Recorded } from '../../standins/discord/rest.ts'
import type { Channel, Message } from '../../standins/discord/world.ts'
import type { DiscordStage } from '../../support/discord.ts'
import { isEdit, later, openGroup, postsIn, reveals, titles, type Group } from './playing.ts'
import { click, pressOn, rightOn, wordsOf } from './said.ts'

let group: Group
let stage: DiscordStage
let general: Channel
let ada: Person
let bob: Person
let boss: Person

beforeEach(async () => {
  group = await openGroup();
  ({ stage, general, ada, bob, boss } = group)
})
afterEach(async () => { await stage.close() })

const rapid = async () => { await ada.command(general.id, 'rapid', { questions: 3, seconds: 20 }) }
const deadlineOn = (message: Message) => /<t:\d+:\w>/.exec(wordsOf(message))?.[0]

/** The process dies while Discord keeps it waiting for an answer to such a request; another begins so many seconds later. */
async function dieWhile(fault: Fault, when: (request: Recorded) => boolean, seconds: number): Promise<void> {
  const before = stage.discord.requests.filter(when).length
  stage.discord.failNext(fault, { when })
  const beat = stage.pass(1).catch(() => {})
  await vi.waitFor(() => expect(stage.discord.requests.filter(when).length).toBeGreaterThan(before))
  const dead = stage.recall
  await stage.kill()
  expect(stage.recall).not.toBe(dead)
  await stage.pass(seconds)
  await beat
}

describe('a restart in the middle of a rapid round', () => {
  it('keeps the question, its deadline and its answers, and shows nothing twice', async () => {
    await rapid()
    await stage.pass(0)
    const question = stage.newest(general.id)
    const deadline = deadlineOn(question)
    await click(ada, question, rightOn(question))
    await stage.restart()
    await stage.pass(2)
    expect(titles(group)).toEqual(['Question 1 of 3'])
    expect(deadlineOn(question)).toBe(deadline)
    expect(wordsOf((await click(ada, question, rightOn(question))).message)).toMatch(/^You answered/)
    expect(wordsOf((await click(bob, question, rightOn(question))).message)).toMatch(/^Locked in/)
    await later(group, () => titles(group).length > 1)
    expect(wordsOf(question)).toContain('2 of 2 answers were right')
    expect(reveals(question)).toBe(1)
  })

  it('that took longer than the question: it is revealed, and the round goes on', async () => {
    await rapid()
    await stage.pass(0)
    const question = stage.newest(general.id)
    const press = pressOn(question, rightOn(question))
    await click(ada, question, rightOn(question))
    await stage.restart()
    await stage.pass(600)
    expect(wordsOf((await bob.forge(question, press)).message)).toMatch(/^That question is closed/)
    await later(group, () => titles(group).length > 1)
    expect(titles(group)[1]).toBe('Question 2 of 3')
    expect(wordsOf(question)).toContain('1 of 1 answer was right')
    expect(reveals(question)).toBe(1)
  })

  it.each([0, 30, 240])('killed after a question was posted and before that was known, and back %s seconds later: one message, and its time runs from when it stood there', async seconds => {
    await rapid()
    await dieWhile({ late: 300 }, postsIn(group), seconds)
    const [question] = stage.discord.messages(general.id) as [Message]
    await later(group, () => question.versions.length > 1)
    expect(titles(group)).toHaveLength(1)
    const deadline = Math.floor(question.createdAt / 1000) + 20
    if (seconds === 0) expect(deadlineOn(question)).toBe(`<t:${deadline}:R>`)
    else expect(reveals(question)).toBe(1)
  })

  it('killed after a question was revealed and before that was known: it is revealed, and the points count once', async () => {
    await rapid()
    await stage.pass(0)
    const question = stage.newest(general.id)
    await click(ada, question, rightOn(question))
    await click(bob, question, rightOn(question))
    await stage.pass(2)
    await stage.pass(18)
    await stage.pass(1)
    await dieWhile({ late: 300 }, isEdit, 0)
    await later(group, () => titles(group).length > 1)
    expect(titles(group)).toEqual([expect.stringMatching(/^Question 1 of 3/), 'Question 2 of 3'])
    await ada.command(general.id, 'stop')
    await later(group, () => titles(group).at(-1) === 'Podium')
    expect(titles(group).filter(title => title === 'Podium')).toHaveLength(1)
    expect(wordsOf((await ada.command(general.id, 'leaderboard')).message)).toMatch(/\(1 of 1 right\)/)
  })

  it('killed while it answers a press: the press counted, and pressing again says so', async () => {
    await rapid()
    await stage.pass(0)
    const question = stage.newest(general.id)
    stage.discord.failNext({ delay: 300 }, { when: ({ route }) => route.endsWith('/callback') })
    const lost = click(ada, question, 'A')
    await vi.waitFor(() => expect(stage.discord.requests.at(-1)).toMatchObject({ route: '/interactions/:interaction/:token/callback', status: null }))
    await stage.kill()
    expect(wordsOf((await click(ada, question, 'B')).message)).toMatch(/^You answered A/)
    await stage.pass(2)
    expect(wordsOf(question)).toContain('1 answer so far')
    await lost
  })
})

describe('a restart in the middle of a daily', () => {
  const daily = async (options = {}) => { await boss.command(general.id, 'daily set', { time: '12:05', timezone: 'UTC', reveal: '18:00', thread: 'on', ...options }) }

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
    await dieWhile({ late: 300 }, postsIn(group), seconds)
    await later(group, () => stage.newest(general.id).thread !== null)
    expect(titles(group)).toEqual(['Daily question'])
    await stage.to(Date.UTC(2026, 10, 21, 18, 1))
    await later(group, () => reveals(stage.newest(general.id)) > 0)
    expect(stage.discord.messages(general.id)).toHaveLength(1)
  })

  it('killed while its thread is opened: one thread', async () => {
    await daily()
    await stage.pass(299)
    await dieWhile({ late: 300 }, ({ route }) => route.endsWith('/threads'), 0)
    await later(group, () => deadlineOn(stage.newest(general.id)) !== undefined)
    expect([...stage.discord.world.channels.values()].filter(channel => channel.thread !== null)).toHaveLength(1)
    expect(titles(group)).toEqual(['Daily question'])
  })
})
