import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Recorded } from '../../standins/slack/faults.ts'
import type { SlackStage } from '../../support/slack.ts'
import { ask, isEdit, later, openChannel, openGroup, playToTheEnd, posts, postsIn, setDaily, titles, type Group } from './playing.ts'
import { click, told, wordsOf } from './reading.ts'

let group: Group
let stage: SlackStage

async function open(options: Parameters<typeof openGroup>[0] = {}): Promise<void> {
  group = await openGroup(options);
  ({ stage } = group)
}

const isPost = (call: Recorded) => postsIn(group)(call)

describe('what Slack does not take', () => {
  beforeAll(async () => { await open() })
  beforeEach(async () => {
    stage.troubles.length = 0
    group = { ...group, general: await openChannel(group, 'another') }
  })
  afterAll(async () => { await stage.close() })

  it.each([
    ['a limit on the post', { retryAfter: 3 }, isPost],
    ['a limit on an edit', { retryAfter: 3 }, isEdit],
    ['500 on the post', { status: 500 }, isPost],
    ['502 on an edit', { status: 502 }, isEdit],
    ['an error of its own on the post', { error: 'internal_error' }, isPost],
    ['an error of its own on an edit', { error: 'service_unavailable' }, isEdit],
    ['a reset before the post', 'reset before', isPost],
    ['a reset after the post', 'reset after', isPost],
    ['a reset before an edit', 'reset before', isEdit],
    ['a reset after an edit', 'reset after', isEdit],
  ] as const)('twice, %s: the round is played to its end, nothing is lost and nothing double', async (_, fault, when) => {
    stage.slack.failNext(fault, { times: 2, when })
    await playToTheEnd(group, await ask(group))
    expect(stage.troubles).not.toEqual([])
    expect(new Set(stage.troubles.map(line => line.replace(/: .*/, '')))).toEqual(new Set(['Slack did not take a message; it is tried again']))
  })

  it('a hang: Recall does not wait for ever', async () => {
    stage.slack.failNext('hang', { when: isPost })
    await playToTheEnd(group, await ask(group))
  })
})

describe('a limit that lasts', () => {
  beforeEach(async () => { await open() })
  afterEach(async () => { await stage.close() })

  it('on a post: Recall does not ask again before the time that Slack names, and posts once', async () => {
    stage.slack.failNext({ retryAfter: 30 }, { when: isPost })
    await group.ada.slash(group.general.id, '/recall', 'rapid questions:3')
    for (let second = 0; second < 30; second++) await stage.pass(1)
    expect(stage.slack.requests.filter(isPost)).toHaveLength(1)
    await later(group, () => titles(group).length > 0)
    expect(titles(group)).toEqual(['Question 1 of 3'])
  })

  it('on an edit: the reveal still comes before the next question', async () => {
    const question = await ask(group)
    await click(group.ada, question, 'A')
    stage.slack.failNext({ retryAfter: 30 }, { when: isEdit })
    await stage.pass(22)
    await stage.pass(15)
    expect(titles(group)).toEqual(['Question 1 of 3'])
    await later(group, () => titles(group).length > 1)
    expect(wordsOf(question)).toMatch(/the answer is/)
  })

  it('on edits: answers to people are not held up', async () => {
    const question = await ask(group)
    stage.slack.failNext({ retryAfter: 10 }, { times: 3, when: isEdit })
    await stage.pass(2)
    const seen = await click(group.bob, question, 'B')
    expect(await told(seen)).toBe('Locked in: B.')
    expect(seen.latencyMs).toBeLessThan(1500)
  })
})

describe('an outage', () => {
  beforeEach(async () => { await open() })
  afterEach(async () => { await stage.close() })

  let isOut = true
  /** The post has its effect, but for so many minutes no answer of Slack arrives. */
  const losePost = async (minutes: number) => {
    isOut = true
    stage.slack.failNext('reset after', { when: isPost })
    await stage.pass(60)
    expect(posts(group)).toHaveLength(1)
    stage.slack.failNext('reset before', { times: 1000, when: () => isOut })
    const until = stage.now() + minutes * 60_000
    while (stage.now() < until) await stage.pass(5)
    isOut = false
    for (let minute = 0; minute < 20; minute++) await stage.pass(60)
  }
  const repliesTo = () => stage.slack.messages(group.general.id).filter(({ threadTs }) => threadTs === posts(group)[0]?.ts)

  it.each([0.2, 4, 30])('of %s minutes just after a daily was posted leaves one message, with its thread', async minutes => {
    await setDaily(group, 'thread:on')
    await losePost(minutes)
    expect(titles(group)).toEqual(['Daily question'])
    expect(repliesTo()).toHaveLength(1)
  })

  it('is looked behind also where people have written hundreds of messages since', async () => {
    await setDaily(group)
    stage.slack.failNext('reset after', { when: isPost })
    await stage.pass(60)
    for (let count = 0; count < 400; count++) await group.ada.write(group.general.id, 'Is it here?')
    for (let minute = 0; minute < 5; minute++) await stage.pass(60)
    expect(posts(group).filter(({ metadata }) => metadata !== null)).toHaveLength(1)
    expect(stage.slack.requests.filter(isPost)).toHaveLength(1)
  })

  it('leaves a second message where Recall may not read the history: it cannot see the first; the log names the scope', async () => {
    stage.slack.installation.scopes = stage.slack.installation.scopes.filter(scope => scope !== 'channels:history')
    await setDaily(group)
    await losePost(1)
    expect(titles(group)).toEqual(['Daily question', 'Daily question'])
    expect(stage.troubles).toContain('a message may be posted twice: Error: Slack wants the scope channels:history. Add it under OAuth & Permissions, then install Recall in the workspace again.')
  })
})
