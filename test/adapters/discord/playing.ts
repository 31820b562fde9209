/** A group on the stand-in of Discord that plays, and what can be seen of a round there from outside. */
import { expect, vi } from 'vitest'
import type { Person } from '../../standins/discord/person.ts'
import type { Recorded } from '../../standins/discord/rest.ts'
import type { Channel, Guild, Message } from '../../standins/discord/world.ts'
import { openDiscordStage, type DiscordStage } from '../../support/discord.ts'
import { click, rightOn, wordsOf } from './said.ts'

export interface Group {
  stage: DiscordStage
  guild: Guild
  lobby: Channel
  general: Channel
  ada: Person
  bob: Person
  boss: Person
}

/** A guild that Recall has greeted in its lobby, and a channel to play in. Ada and Bob are members, the boss manages it. */
export async function openGroup(options: Parameters<typeof openDiscordStage>[0] = {}): Promise<Group> {
  const stage = await openDiscordStage(options)
  const { discord } = stage
  const guild = discord.addGuild({ channels: ['lobby', 'general'], roles: { admins: ['ManageGuild'] } })
  const admins = [...guild.roles.values()].find(role => role.name === 'admins')?.id ?? ''
  const join = (username: string, roles: string[] = []) => {
    const person = discord.person({ username })
    person.join(guild, { roles })
    return person
  }
  const lobby = discord.channel(guild, 'lobby')
  await vi.waitFor(async () => {
    await stage.pass(0)
    expect(discord.messages(lobby.id)).toHaveLength(1)
  }, { timeout: 10_000 })
  return { stage, guild, lobby, general: discord.channel(guild, 'general'), ada: join('ada'), bob: join('bob'), boss: join('boss', [admins]) }
}

/** Whether a request posts a message in this channel, or edits one anywhere. */
export const postsIn = ({ general }: Pick<Group, 'general'>) => ({ method, path }: Recorded): boolean => method === 'POST' && path === `/channels/${general.id}/messages`
export const isEdit = ({ method, route }: Recorded): boolean => method === 'PATCH' && route === '/channels/:channel/messages/:message'

/** What all public messages of the channel are called, without topics. */
export function titles({ stage, general }: Group): (string | undefined)[] {
  return stage.discord.messages(general.id).map(message => wordsOf(message).split('\n')[0]?.replace(/^### /, '').replace(/ · .*/, ''))
}

/** How often a message was edited to be a reveal. */
export function reveals({ versions }: Message): number {
  return versions.filter(({ body }) => JSON.stringify(body).includes('the answer is')).length
}

/** Lets seconds pass until it is so. */
export async function later({ stage }: Group, isSo: () => boolean): Promise<void> {
  for (let second = 0; second < 300 && !isSo(); second++) await stage.pass(1)
  expect(isSo()).toBe(true)
}

/** Ada starts a round of three questions; gives the first. */
export async function ask(group: Group): Promise<Message> {
  const { stage, general, ada } = group
  await ada.command(general.id, 'rapid', { questions: 3, seconds: 20, scoring: 'accuracy' })
  await stage.pass(0)
  await later(group, () => titles(group).length > 0)
  return stage.newest(general.id)
}

/** Plays the round that begins with this question to its end: Ada is always right and Bob never. Nothing may be lost, and nothing shown or counted twice. */
export async function playToTheEnd(group: Group, first: Message): Promise<void> {
  const { stage, general, ada, bob } = group
  let question = first
  for (const number of [1, 2, 3]) {
    const right = rightOn(question)
    await click(ada, question, right)
    await click(bob, question, right === 'A' ? 'B' : 'A')
    await later(group, () => titles(group).length > number)
    expect(wordsOf(question)).toMatch(/the answer is/)
    question = stage.newest(general.id)
  }
  expect(titles(group)).toEqual([1, 2, 3].map(number => `Question ${number} of 3`).concat('Podium'))
  expect(wordsOf(question)).toContain('ada 3/3 · 3,000')
}

/** The boss sets a daily for a minute from now; gives the answer. */
export async function setDaily({ stage, general, boss }: Group, options: Record<string, string> = {}): Promise<string> {
  const time = new Date(stage.now() + 60_000).toISOString().slice(11, 16)
  return wordsOf((await boss.command(general.id, 'daily set', { time, timezone: 'UTC', ...options })).message)
}

/** Lets days go by, an hour at a time; gives the requests that were made meanwhile. */
export async function live({ stage }: Group, days: number): Promise<string[]> {
  const before = stage.discord.requests.length
  for (let hour = 0; hour < days * 24; hour++) await stage.pass(3600)
  return stage.discord.requests.slice(before).map(({ method, route, status }) => `${method} ${route} ${status}`)
}
