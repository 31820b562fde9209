import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { handle } from '../../src/bot/handle.ts'
import { cardOf, labelOf, openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

/** Starts a round of three questions with twenty seconds each; gives when the first one opened. */
async function start(options: Record<string, string> = {}): Promise<number> {
  await world.actor('Ada').command('rapid', { questions: '3', seconds: '20', ...options })
  await world.pass(0)
  return world.now()
}

/** Answers the newest question; the platform says that it was at `at`, whatever the clock of this process shows. */
async function answerAt(at: number, name: string, wanted: 'right' | 'wrong' = 'right', card = world.newest()): Promise<string> {
  const press = card.buttons?.find(button => button.label === labelOf(card, wanted))?.press ?? ''
  const reply = await handle(world.bot, {
    id: randomUUID(), timedOutUntil: null, channel: { platform: 'test', home: 'h', id: 'general' }, account: { platform: 'test', id: name.toLowerCase(), name }, admin: false, alone: false, at, locale: 'en', did: { type: 'press', press },
  })
  return plain(cardOf(reply).text ?? '')
}

const ahead = () => plain(world.newest().fields?.find(field => field.name === 'Ahead')?.value ?? '')

describe('time is the platform\'s, never the clock of the process that handles it', () => {
  it('an answer is worth what it was when it was given, however late it is handled', async () => {
    const opened = await start()
    await answerAt(opened + 5000, 'Ada')
    await world.pass(21.9)
    expect(await answerAt(opened + 5000, 'Grace')).toMatch(/^Locked in/)
    await world.pass(0.1)
    expect(ahead().split(' · ').toSorted()).toEqual(['Ada 875', 'Grace 875'])
  })

  it('an answer given after the deadline is late, however early it is here', async () => {
    const opened = await start()
    expect(await answerAt(opened + 21_001, 'Ada')).toBe('That came after the deadline, so it does not count.')
    expect(await answerAt(opened + 19_999, 'Ada')).toMatch(/^Locked in/)
  })

  it('the time of a question starts with its message', async () => {
    const { post } = world.surface
    world.surface.post = async (...call) => {
      const sent = await post(...call)
      return sent.outcome === 'shown' ? { ...sent, at: sent.at + 700 } : sent
    }
    const opened = await start()
    await world.pass(0)
    expect(plain(world.newest().footer ?? '')).toContain(new Date(opened + 20_700).toISOString())
  })
})

describe('rapid', () => {
  it('speed by default: right 500 and the share of 500 that is left of its time, plus 100 for each step of a run from the second right answer in a row, at most 300', async () => {
    await world.actor('Ada').command('rapid', { questions: '5', seconds: '20' })
    await world.pass(0)
    const points: string[] = []
    for (let question = 0; question < 5; question++) {
      await answerAt(world.now() + 13_333, 'Ada')
      await answerAt(world.now() + 13_333, 'Grace', 'wrong')
      await world.pass(22)
      points.push(ahead())
      await world.pass(4)
    }
    expect(points).toEqual([666, 1432, 2298, 3264, 4230].map(sum => `Ada ${sum.toLocaleString('en')}`))
  })

  it('accuracy by option: right 1,000, however fast and however long the run', async () => {
    await start({ scoring: 'accuracy' })
    for (const after of [0, 19_999]) {
      await answerAt(world.now() + after, 'Ada')
      await world.pass(22)
      await world.pass(4)
    }
    expect(plain(world.surface.messages[1]?.cards.at(-1)?.fields?.find(field => field.name === 'Ahead')?.value ?? '')).toBe('Ada 2,000')
  })

  it('an answer within one second after the deadline gets 500 and no more, whatever the run; later ones do not count and are told so', async () => {
    await start()
    for (let question = 0; question < 2; question++) {
      for (const name of ['Ada', 'Grace']) await answerAt(world.now(), name)
      await world.pass(22)
      await world.pass(4)
    }
    const deadline = world.now() + 20_000
    await world.pass(20)
    expect(await answerAt(deadline, 'Ada')).toMatch(/^Locked in/)
    expect(await answerAt(deadline + 1000, 'Grace')).toMatch(/^Locked in/)
    expect(await answerAt(deadline + 1001, 'Alan')).toBe('That came after the deadline, so it does not count.')
    await world.pass(2)
    expect(ahead()).toBe(`Ada ${(2100 + 700).toLocaleString('en')} · Grace ${(2100 + 500).toLocaleString('en')}`)
    expect(world.newest().footer).toBe('2 of 2 answers were right.')
  })

  it('a question closes two seconds after its deadline, by the store\'s time; after the close an answer is refused, whatever its time', async () => {
    const opened = await start()
    const card = world.newest()
    await world.pass(21.999)
    expect(world.newest().kind).toBe('question')
    expect(await answerAt(opened + 20_000, 'Ada')).toMatch(/^Locked in/)
    await world.to(opened + 22_000)
    expect(world.newest().kind).toBe('reveal')
    expect(await answerAt(opened + 5000, 'Grace', 'right', card)).toBe('That question is closed, so the answer does not count. The next one is on its way.')
  })
})
