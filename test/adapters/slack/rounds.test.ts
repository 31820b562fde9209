import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Seen } from '../../standins/slack/interactions.ts'
import type { Person } from '../../standins/slack/person.ts'
import type { Channel, Json, Message } from '../../standins/slack/world.ts'
import type { SlackStage } from '../../support/slack.ts'
import { isEdit, openChannel, openGroup, posts, reveals, titles, type Group } from './playing.ts'
import { click, rightOn, told, wordsOf, wrongOn } from './reading.ts'

const PLAYERS = 60
const SECONDS = 20

let group: Group
let stage: SlackStage
let general: Channel

beforeEach(async () => {
  group = await openGroup({ limits: {} });
  ({ stage, general } = group)
})
afterEach(async () => { await stage.close() })

const millis = (ts: unknown) => Math.round(Number(ts) * 1000)
/** When the press was made, as Slack says it. */
const pressedAt = ({ interaction }: Seen) => {
  const { payload } = stage.slack.deliveries.find(one => one.payload['trigger_id'] === interaction.triggerId) ?? expect.unreachable('That press was not delivered.')
  return millis((payload['actions'] as Json[])[0]?.['action_ts'])
}
/** The most of these instants within any minute. */
const mostInAMinute = (instants: readonly number[]) => Math.max(0, ...instants.map(from => instants.filter(at => at >= from && at < from + 60_000).length))
const refused = () => stage.slack.requests.filter(({ status }) => status === 429).map(({ method }) => method)

/** Two seconds of real time in which everybody presses, the clock beating along; in every question others are right. */
async function everybodyPresses(players: readonly Person[], question: Message, number: number): Promise<{ player: number, right: boolean, seen: Seen }[]> {
  const begun = performance.now()
  const pressing = players.map(async (person, player) => {
    await sleep((player * 37) % 2000)
    const right = (player * 7 + number) % 5 !== 0
    const label = right ? rightOn(question) : wrongOn(question)
    const seen = await click(person, question, label)
    expect(await told(seen)).toBe(`Locked in: ${label}.`)
    return { player, right, seen }
  })
  let passed = 0
  while (performance.now() - begun < 2200) {
    await sleep(100)
    const now = Math.round(performance.now() - begun)
    await stage.pass((now - passed) / 1000)
    passed = now
  }
  return await Promise.all(pressing)
}

/** Lets seconds pass until the newest message, or this one, says such words. */
async function until(words: RegExp, message?: Message): Promise<Message> {
  return await vi.waitFor(async () => {
    await stage.pass(1)
    const shown = message ?? stage.newest(general.id)
    expect(wordsOf(shown)).toMatch(words)
    return shown
  }, { timeout: 20_000 })
}

/** The points of everybody on the board of all time, by name. */
async function board(): Promise<Record<string, number>> {
  const id = await stage.bot.store.members.groupOf('slack', stage.slack.teamId)
  const { standings } = await stage.bot.store.boards.page(id, 'all', 0, 2 * PLAYERS)
  const names = await stage.bot.store.members.names(id, standings.map(one => one.member))
  return Object.fromEntries(standings.map(({ member, points }) => [names[member] ?? member, points]))
}

describe('a rapid round of 60 players who all press within two seconds', () => {
  it('locks everyone in at once, edits within the limits, and counts every point', async () => {
    const players = Array.from({ length: PLAYERS }, (_, number) => stage.slack.person({ username: `player${number}` }))
    for (const player of players) await player.join(general)
    await players[0]?.slash(general.id, '/recall', `rapid questions:3 seconds:${SECONDS}`)
    const [points, runs, latencies] = [players.map(() => 0), players.map(() => 0), [] as number[]]
    for (const number of [1, 2, 3]) {
      const question = await until(new RegExp(`^Question ${number} of 3`))
      for (const { player, right, seen } of await everybodyPresses(players, question, number)) {
        expect(seen.kind).toBe('acknowledged')
        expect(seen.latencyMs).toBeLessThan(3000)
        latencies.push(seen.latencyMs)
        const left = millis(question.ts) + SECONDS * 1000 - pressedAt(seen)
        const run = runs[player] = right ? (runs[player] ?? 0) + 1 : 0
        if (right) points[player] = (points[player] ?? 0) + 500 + Math.floor(500 * left / (SECONDS * 1000)) + Math.min(300, 100 * (run - 1))
      }
      await until(/the answer is/, question)
      expect(wordsOf(question)).toContain(`of ${PLAYERS} answers were right`)
      expect(question.versions.length).toBeLessThanOrEqual(6)
    }
    await until(/^Podium/)
    expect(await board()).toEqual(Object.fromEntries(players.map(({ user }, player) => [user.username, points[player]])))
    expect(refused()).toEqual([])
    expect(stage.troubles).toEqual([])
    expect(latencies).toHaveLength(3 * PLAYERS)
  })
})

describe('several rounds at once in one workspace, with the limits on', () => {
  it.each([2, 6])('%s of them: every reveal comes once, in time and before the next question', async count => {
    const places = await Promise.all(Array.from({ length: count }, async (_, number) => ({ stage, general: await openChannel(group, `room${number}`) })))
    for (const { general: { id } } of places) await group.ada.slash(id, '/recall', `rapid questions:4 seconds:${SECONDS}`)
    const people = [group.ada, group.bob, group.boss]
    const isOver = () => places.every(place => titles(place).at(-1) === 'Podium')
    for (let second = 0; second < 300 && !isOver(); second++) {
      await stage.pass(1)
      for (const place of places) await pressOn(place, second, people)
    }
    expect(isOver()).toBe(true)
    for (const place of places) {
      expect(titles(place)).toEqual([1, 2, 3, 4].map(number => `Question ${number} of 4`).concat('Podium'))
      for (const [number, question] of posts(place).slice(0, 4).entries()) {
        expect(reveals(question)).toBe(1)
        const revealedAt = question.versions.find(({ blocks }) => JSON.stringify(blocks).includes('the answer is'))?.at ?? NaN
        expect(revealedAt).toBeLessThan(millis(posts(place)[number + 1]?.ts))
        expect(revealedAt - millis(question.ts)).toBeLessThanOrEqual((SECONDS + 4) * 1000)
      }
    }
    expect(refused()).toEqual([])
    expect(mostInAMinute(stage.slack.requests.filter(isEdit).map(({ at }) => at))).toBeLessThanOrEqual(50)
  })
})

/** Somebody else presses every few seconds, so that the number of answers is to be shown again and again. */
async function pressOn(place: Pick<Group, 'stage' | 'general'>, second: number, people: readonly Person[]): Promise<void> {
  const question = posts(place).at(-1)
  const person = people[Math.floor(second / 3) % people.length]
  if (question === undefined || person === undefined || !wordsOf(question).startsWith('Question') || reveals(question) > 0 || second % 3 !== 0) return
  await click(person, question, 'A')
}

describe('the budget of edits', () => {
  it('lets a few edits of open questions through at once, then one every four seconds, in all processes together, and whatever is no open question always', async () => {
    const other = await stage.beside()
    const edit = async (number: number, kind: 'question' | 'reveal' = 'question') => await (number % 2 === 0 ? stage : other).recall.surface.edit({ platform: 'slack', home: stage.slack.teamId, id: general.id }, `${number}.000100`, { kind, text: 'Now?' })
    const later = async (numbers: readonly number[]) => (await Promise.all(numbers.map(async number => await edit(number)))).filter(({ outcome }) => outcome === 'later')
    expect(await later([1, 2, 3, 4, 5, 6])).toEqual([])
    expect(await later([7])).toEqual([{ outcome: 'later', afterMs: 4000, sent: false }])
    expect(await edit(8, 'reveal')).toMatchObject({ outcome: 'gone' })
    await stage.pass(4)
    expect(await later([7, 9])).toEqual([{ outcome: 'later', afterMs: 4000, sent: false }])
    await stage.pass(3600)
    expect(await later([11, 12, 13, 14, 15, 16, 17, 18])).toHaveLength(2)
    await other.stop()
  })
})
