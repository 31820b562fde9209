/** A group on the stand-in of Slack that plays, and what can be seen of a round there from outside. */
import { expect } from 'vitest'
import type { Recorded } from '../../standins/slack/faults.ts'
import type { Person } from '../../standins/slack/person.ts'
import type { Channel, Message } from '../../standins/slack/world.ts'
import { openSlackStage, type SlackStage } from '../../support/slack.ts'
import { click, rightOn, told, wordsOf, wrongOn } from './reading.ts'

export interface Group {
  stage: SlackStage
  lobby: Channel
  general: Channel
  ada: Person
  bob: Person
  boss: Person
}

/** Two channels with Recall, Ada, Bob, and the boss, who is an admin of the workspace. */
export async function openGroup(options: Parameters<typeof openSlackStage>[0] = {}): Promise<Group> {
  const stage = await openSlackStage(options)
  const { slack } = stage
  const [ada, bob, boss] = [slack.person({ username: 'ada' }), slack.person({ username: 'bob' }), slack.person({ username: 'boss', isAdmin: true })]
  const open = async (name: string) => await openChannel({ stage, ada, bob, boss }, name)
  return { stage, lobby: await open('lobby'), general: await open('general'), ada, bob, boss }
}

/** One more channel with all of them. */
export async function openChannel({ stage, ada, bob, boss }: Pick<Group, 'stage' | 'ada' | 'bob' | 'boss'>, name: string): Promise<Channel> {
  const channel = stage.slack.addChannel({ name })
  for (const person of [ada, bob, boss]) await person.join(channel)
  return channel
}

/** Whether a call posts a message in this channel, or edits one anywhere. */
export const postsIn = ({ general }: Pick<Group, 'general'>) => ({ method, args }: Recorded): boolean => method === 'chat.postMessage' && args['channel'] === general.id
export const isEdit = ({ method }: Recorded): boolean => method === 'chat.update'

/** All messages of the channel but those in threads, oldest first. */
export function posts({ stage, general }: Pick<Group, 'stage' | 'general'>): Message[] {
  return stage.slack.messages(general.id).filter(({ threadTs }) => threadTs === null)
}

/** What they are called, without topics. */
export function titles(group: Pick<Group, 'stage' | 'general'>): (string | undefined)[] {
  return posts(group).map(message => wordsOf(message).split('\n')[0]?.replace(/ · .*/, ''))
}

/** How often a message was edited to be a reveal. */
export function reveals({ versions }: Message): number {
  return versions.filter(({ blocks }) => JSON.stringify(blocks).includes('the answer is')).length
}

/** Lets seconds pass until it is so. */
export async function later({ stage }: Pick<Group, 'stage'>, isSo: () => boolean): Promise<void> {
  for (let second = 0; second < 300 && !isSo(); second++) await stage.pass(1)
  expect(isSo()).toBe(true)
}

/** Ada starts a round of three questions; gives the first. */
export async function ask(group: Group): Promise<Message> {
  const { stage, general, ada } = group
  await ada.slash(general.id, '/recall', 'rapid questions:3 seconds:20 scoring:accuracy')
  await stage.pass(0)
  await later(group, () => titles(group).length > 0)
  return stage.newest(general.id)
}

/** Plays the round that begins with this question to its end: Ada is always right and Bob never. Nothing may be lost, and nothing shown or counted twice. */
export async function playToTheEnd(group: Group, first: Message): Promise<void> {
  const { stage, general, ada, bob } = group
  let question = first
  for (const number of [1, 2, 3]) {
    expect(await told(click(ada, question, rightOn(question)))).toMatch(/^Locked in/)
    expect(await told(click(bob, question, wrongOn(question)))).toMatch(/^Locked in/)
    await later(group, () => titles(group).length > number)
    expect(wordsOf(question)).toMatch(/the answer is/)
    question = stage.newest(general.id)
  }
  expect(titles(group)).toEqual([1, 2, 3].map(number => `Question ${number} of 3`).concat('Podium'))
  expect(wordsOf(question)).toContain('ada · 3/3 · 3,000')
}

/** The boss sets a daily for a minute from now; gives the answer. */
export async function setDaily({ stage, general, boss }: Group, options = ''): Promise<string> {
  const time = new Date(stage.now() + 60_000).toISOString().slice(11, 16)
  return await told(boss.slash(general.id, '/recall', `daily set time:${time} timezone:UTC ${options}`))
}

/** Lets days go by, an hour at a time; gives the calls that were made meanwhile. */
export async function live({ stage }: Group, days: number): Promise<string[]> {
  const before = stage.slack.requests.length
  for (let hour = 0; hour < days * 24; hour++) await stage.pass(3600)
  return stage.slack.requests.slice(before).map(({ method, error }) => `${method} ${error ?? 'ok'}`)
}
