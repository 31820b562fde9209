import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Message } from '../../src/adapters/playground/chat.ts'
import type { Card } from '../../src/bot/card.ts'
import type { Store } from '../../src/bot/ports.ts'
import { dayOf, loadDay, readRound } from '../../src/bot/rounds.ts'
import { recount } from '../../src/engine/count.ts'
import { randomOf } from '../../src/engine/random.ts'
import { redisStore } from '../../src/stores/redis.ts'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { startRecall, temporaryFolder, type Recall } from '../support/recall.ts'
import { startRedis, type RedisServer } from '../support/redis-server.ts'
import { plain } from '../support/world.ts'

/** Two kills a question, three questions a round. */
const rounds = process.env['RECALL_FULL'] === undefined ? 2 : 34
const people = ['ada', 'grace', 'alan']
const DAY = 86_400_000

let folder: ReturnType<typeof temporaryFolder>
let recall: Recall
beforeEach(() => { folder = temporaryFolder() })
afterEach(async () => {
  await recall.end('SIGKILL')
  folder.remove()
})

/** Looks again and again until there is something to see. */
async function until<Found>(what: string, look: () => Promise<Found | null | undefined | false>): Promise<Found> {
  const giveUpAt = Date.now() + 20_000
  for (;;) {
    const found = await look()
    if (found !== null && found !== undefined && found !== false) return found
    if (Date.now() > giveUpAt) throw new Error(`This never came: ${what}.\n${recall.errors()}`)
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

/** The newest message that is a question or a reveal with this title. */
function latest(messages: readonly Message[], kind: Card['kind'], title: string): Message | undefined {
  return messages.findLast(message => message.card?.kind === kind && plain(message.card.title ?? '').startsWith(title))
}

/** The deadline that a question's message shows, once it does. */
function deadlineOf(message: Message | undefined): number | null {
  const footer = message?.card?.footer
  const moment = Array.isArray(footer) ? footer.find(part => typeof part !== 'string') : undefined
  return moment?.at ?? null
}

/** Plays rounds whose process is killed twice in every question; gives the number of kills and of answers acknowledged. */
async function playUnderKills(environment: Record<string, string>, seed: string): Promise<{ kills: number, acknowledged: number }> {
  const random = randomOf(seed)
  let kills = 0
  let acknowledged = 0
  recall = await startRecall(environment)
  const killAndRestart = async () => {
    await recall.end('SIGKILL')
    kills++
    recall = await startRecall(environment)
  }
  for (let round = 0; round < rounds; round++) {
    await recall.jump(await recall.now() + DAY)
    const before = (await recall.messages()).length
    expect(plain((await recall.send('ada', `/rapid questions:3 seconds:60 scoring:${round % 2 === 0 ? 'speed' : 'accuracy'}`))?.text ?? '')).toMatch(/starts now/)
    for (const title of ['Question 1', 'Question 2', 'Question 3']) {
      const isNew = (message: Message | undefined) => message !== undefined && Number(message.id) > before
      const question = await until(`${title} with its deadline`, async () => {
        const found = latest(await recall.messages(), 'question', title)
        return isNew(found) && deadlineOf(found) !== null ? found : null
      })
      const deadline = deadlineOf(question) ?? 0
      const locked = await pressUnderKill(question, random, killAndRestart)
      acknowledged += locked.size
      const again = latest(await recall.messages(), 'question', title)
      expect({ ...again, card: { ...again?.card, footer: null } }).toEqual({ ...question, card: { ...question.card, footer: null } })
      expect(deadlineOf(again)).toBe(deadline)
      for (const [person, letter] of locked) expect((await press(person, question, 0))?.text).toMatch(new RegExp(`^You answered ${letter}\\.`))
      await press('alan', question, 1)
      const jump = recall.jump(deadline + 2000).catch(() => null)
      await new Promise(resolve => setTimeout(resolve, random() * 12))
      await killAndRestart()
      await jump
      if (await recall.now() < deadline + 2000) await recall.jump(deadline + 2000)
      await until(`the reveal of ${title}`, async () => isNew(latest(await recall.messages(), 'reveal', title)))
      await recall.jump(await recall.now() + 4000)
    }
    await until('the podium', async () => (await recall.messages()).slice(before).some(message => message.card?.kind === 'podium'))
    const shown = (await recall.messages()).slice(before).map(message => message.card?.kind)
    expect(shown).toEqual(['reveal', 'reveal', 'reveal', 'podium'])
  }
  return { kills, acknowledged }
}

/** Everyone presses twice at once; the process is killed after some of the answers came back. */
async function pressUnderKill(question: Message, random: () => number, kill: () => Promise<void>): Promise<Map<string, string>> {
  const locked = new Map<string, string>()
  let left = Math.floor(random() * 5)
  let killed: Promise<void> | null = null
  const presses = [...people, ...people].map(async person => {
    const answer = await press(person, question, Math.floor(random() * 2)).catch(() => null)
    const letter = /^Locked in: (\w)/.exec(String(answer?.text))?.[1]
    if (letter !== undefined) locked.set(person, letter)
    if (left-- === 0) killed = kill()
  })
  await Promise.all(presses)
  await (killed ?? kill())
  return locked
}

async function press(person: string, question: Message, choice: number): Promise<Card | null> {
  return await recall.press(person, question.card?.buttons?.[choice]?.press ?? '')
}

/** The all-time board, folded from the answers alone. */
async function foldBoard(store: Store, group: string): Promise<Record<string, string>> {
  const totals = new Map<string, { points: number, right: number, asked: number }>()
  for (const saved of await store.records.list(group, 'round')) {
    const round = readRound(saved)
    expect(round.phase).toBe('closed')
    const answers = await Promise.all(round.questions.map((_, index) => store.answers.all(group, round.id, index)))
    const { day } = await loadDay(store, group, dayOf(round))
    for (const { member, points, right, asked } of recount(day, [{ round, answers }]).filter(award => award.boards.includes('all'))) {
      const total = totals.get(member) ?? { points: 0, right: 0, asked: 0 }
      totals.set(member, { points: total.points + points, right: total.right + right, asked: total.asked + asked })
    }
  }
  return Object.fromEntries([...totals].map(([member, { points, right, asked }]) => [member, `${points} ${right}/${asked}`]))
}

async function check(store: Store, acknowledged: number): Promise<void> {
  const group = await store.members.groupOf('playground', 'local')
  const { standings } = await store.boards.page(group, 'all', 0, 10)
  const board = Object.fromEntries(standings.map(({ member, points, right, asked }) => [member, `${points} ${right}/${asked}`]))
  expect(standings.length).toBe(people.length)
  expect(board).toEqual(await foldBoard(store, group))
  expect(standings.reduce((sum, standing) => sum + standing.asked, 0)).toBeGreaterThanOrEqual(acknowledged)
  await store.close()
}

describe('kill -9 in the middle of rapid questions, under presses', () => {
  it('with the embedded store: the same question and deadline, no acknowledged answer lost, nothing scored or posted twice', async () => {
    const { kills, acknowledged } = await playUnderKills({ DATA_DIR: folder.path }, 'embedded')
    await recall.end('SIGTERM')
    await check(sqliteStore(join(folder.path, 'playground.sqlite'), Date.now), acknowledged)
    console.log(`embedded store: ${kills} kills, ${acknowledged} answers acknowledged under them`)
  }, 1_800_000)

  it('with Redis: the same', async () => {
    const redis: RedisServer = await startRedis()
    const { kills, acknowledged } = await playUnderKills({ DATA_DIR: folder.path, REDIS_URL: redis.url }, 'redis')
    await recall.end('SIGTERM')
    await check(await redisStore({ url: redis.url, prefix: 'recall-playground', now: Date.now, onTrouble: () => {} }), acknowledged)
    await redis.stop()
    console.log(`Redis: ${kills} kills, ${acknowledged} answers acknowledged under them`)
  }, 1_800_000)
})
