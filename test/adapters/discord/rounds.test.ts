import { setTimeout as sleep } from 'node:timers/promises'
import { SnowflakeUtil } from 'discord.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Seen } from '../../standins/discord/interactions.ts'
import type { Person } from '../../standins/discord/person.ts'
import type { Channel, Guild, Message } from '../../standins/discord/world.ts'
import type { DiscordStage } from '../../support/discord.ts'
import { openGroup } from './playing.ts'
import { click, rightOn, wordsOf } from './said.ts'

const PLAYERS = 100
const SECONDS = 20

let stage: DiscordStage
let guild: Guild
let general: Channel
let players: Person[]

beforeEach(async () => {
  ({ stage, guild, general } = await openGroup({ limits: {} }))
  players = Array.from({ length: PLAYERS }, (_, number) => stage.discord.person({ username: `player${number}` }))
  for (const player of players) player.join(guild)
})
afterEach(async () => { await stage.close() })

const timeOf = (id: string) => SnowflakeUtil.timestampFrom(id)

/** Two seconds of real time in which everybody presses, the clock beating along; in every question others are right. */
async function everybodyPresses(question: Message, number: number): Promise<{ player: number, right: boolean, seen: Seen }[]> {
  const right = rightOn(question)
  const begun = performance.now()
  const pressing = players.map(async (person, player) => {
    await sleep((player * 37) % 2000)
    const isRight = (player * 7 + number) % 5 !== 0
    const label = isRight ? right : right === 'A' ? 'B' : 'A'
    return { player, right: isRight, label, seen: await click(person, question, label) }
  })
  let passed = 0
  const beat = async () => {
    const now = Math.round(performance.now() - begun)
    await stage.pass((now - passed) / 1000)
    passed = now
  }
  while (performance.now() - begun < 2200) {
    await sleep(100)
    await beat()
  }
  const pressed = await Promise.all(pressing)
  for (const { seen, label } of pressed) {
    expect(seen).toMatchObject({ kind: 'message', private: true, deferred: false })
    expect(wordsOf(seen.message)).toBe(`Locked in: ${label}.`)
    expect(seen.latencyMs).toBeLessThan(3000)
  }
  return pressed
}

/** The most of these instants within any window of so many milliseconds. */
function most(instants: readonly number[], windowMs: number): number {
  return Math.max(0, ...instants.map(from => instants.filter(at => at >= from && at < from + windowMs).length))
}

const editsOf = ({ id }: Message) => stage.discord.requests.filter(({ method, path }) => method === 'PATCH' && path.endsWith(`/messages/${id}`))

/** Lets seconds pass until the newest message, or this one, begins with or says such words. */
async function until(words: RegExp, message?: Message): Promise<Message> {
  return await vi.waitFor(async () => {
    await stage.pass(1)
    const shown = message ?? stage.newest(general.id)
    expect(wordsOf(shown)).toMatch(words)
    return shown
  }, { timeout: 20_000 })
}

describe('a rapid round of 100 players who all press within two seconds', () => {
  it('locks everyone in at once, edits within the limits, and counts every point', async () => {
    await players[0]?.command(general.id, 'rapid', { questions: 3, seconds: SECONDS })
    const [points, runs, latencies] = [players.map(() => 0), players.map(() => 0), [] as number[]]
    for (const number of [1, 2, 3]) {
      const question = await until(new RegExp(`^### Question ${number} of 3`))
      const openedAt = timeOf(question.id)
      for (const { player, right, seen } of await everybodyPresses(question, number)) {
        latencies.push(seen.latencyMs)
        const left = openedAt + SECONDS * 1000 - timeOf(seen.interactionId)
        const run = runs[player] = right ? (runs[player] ?? 0) + 1 : 0
        if (right) points[player] = (points[player] ?? 0) + 500 + Math.floor(500 * left / (SECONDS * 1000)) + Math.min(300, 100 * (run - 1))
      }
      await until(/the answer is/, question)
      expect(wordsOf(question)).toContain(`of ${PLAYERS} answers were right`)
      expect(editsOf(question).length).toBeLessThanOrEqual(5)
    }
    await until(/^### Podium/)
    expect(await board()).toEqual(Object.fromEntries(players.map(({ user }, player) => [user.username, points[player]])))
    expect(most(stage.discord.requests.filter(({ method }) => method === 'PATCH').map(({ at }) => at), 5000)).toBeLessThanOrEqual(5)
    expect(stage.discord.requests.filter(({ status }) => status === 429)).toEqual([])
    expect(latencies).toHaveLength(3 * PLAYERS)
    expect(stage.troubles).toEqual([])
  })

  it('shows the deadline once the message is confirmed, and takes answers before', async () => {
    stage.discord.failNext({ late: 700 }, { when: ({ method, route }) => method === 'POST' && route === '/channels/:channel/messages' })
    await players[0]?.command(general.id, 'rapid', { questions: 3, seconds: SECONDS })
    const posting = stage.pass(0)
    const question = await vi.waitFor(() => stage.newest(general.id))
    expect(wordsOf(question)).not.toContain('<t:')
    const pressed = await Promise.all(players.slice(0, 30).map(player => click(player, question, 'A')))
    expect(new Set(pressed.map(seen => wordsOf(seen.message)))).toEqual(new Set(['Locked in: A.']))
    expect(wordsOf(question)).not.toContain('<t:')
    await posting
    await stage.pass(2)
    expect(wordsOf(question)).toContain(`Closes <t:${Math.floor(timeOf(question.id) / 1000) + SECONDS}:R> · 30 answers so far`)
    expect(stage.discord.messages(general.id)).toHaveLength(1)
  })
})

/** The points of everybody on the board of all time, by name. */
async function board(): Promise<Record<string, number>> {
  const group = await stage.bot.store.members.groupOf('discord', guild.id)
  const { standings } = await stage.bot.store.boards.page(group, 'all', 0, 2 * PLAYERS)
  const names = await stage.bot.store.members.names(group, standings.map(one => one.member))
  return Object.fromEntries(standings.map(({ member, points }) => [names[member] ?? member, points]))
}
