/** Answers: facts, each written once, while the gate of their question is open. */
import { describe, expect, it } from 'vitest'
import type { Gate } from '../../src/bot/ports.ts'
import type { Answer } from '../../src/engine/fold.ts'
import { START } from '../support/round.ts'
import { commitOf, ownOf, setStage, type OpenStore } from './stage.ts'

type Given = Omit<Answer, 'receivedAt'>

function given(member: string, choice = 0, changes: Partial<Given> = {}): Given {
  return { member, choice, text: null, answeredAt: START - 40, account: `test:${member}`, team: null, ...changes }
}

/** What the answers of every store promise. */
export function answersContract(open: OpenStore): void {
  const stage = setStage(open)
  const openGate = (gate: Gate, group = 'g') => stage.store.records.commit(group, commitOf([], { gate }))
  const record = (answer: Given, question = 0, round = 'r', group = 'g') => stage.store.answers.record(group, round, question, answer)
  const all = (question = 0, round = 'r', group = 'g') => stage.store.answers.all(group, round, question)
  const close = (question = 0, round = 'r', group = 'g') => stage.store.answers.close(group, round, question)

  describe('while a question is open', () => {
    it('a first answer counts, received at the time of the store', async () => {
      await openGate({ round: 'r', question: 0 })
      stage.clock.at = START + 250
      const answer = { ...given('ada', 2, { team: 'red' }), receivedAt: START + 250 }
      expect(await record(given('ada', 2, { team: 'red' }))).toEqual({ outcome: 'recorded', answer })
      expect(await ownOf(stage.store, 'g', 'r', 0, 'ada')).toEqual(answer)
      expect(await all()).toEqual([answer])
    })

    it('a second press gets the first answer again, and how many answered', async () => {
      await openGate({ round: 'r', question: 0 })
      await record(given('ada', 2))
      stage.clock.at = START + 900
      await record(given('grace', 1))
      const first = { ...given('ada', 2), receivedAt: START }
      expect(await record(given('ada', 0, { answeredAt: START + 800, account: 'other:ada', team: 'red' }))).toEqual({ outcome: 'already', answer: first })
      expect(await ownOf(stage.store, 'g', 'r', 0, 'ada')).toEqual(first)
    })

    it('answers come in the order of member ids', async () => {
      await openGate({ round: 'r', question: 0 })
      for (const member of ['grace', 'ada', 'alan']) await record(given(member))
      expect((await all()).map(answer => answer.member)).toEqual(['ada', 'alan', 'grace'])
    })

    it('200 presses of 50 members at once count each member once', async () => {
      await openGate({ round: 'r', question: 0 })
      const presses = Array.from({ length: 200 }, (_, press) => given(`m${press % 50}`, press, { answeredAt: press }))
      const recorded = await Promise.all(presses.map(press => record(press)))
      const firsts = recorded.filter(one => one.outcome === 'recorded')
      expect(firsts.length).toBe(50)
      expect(await stage.store.answers.tally('g', 'r', 0, ['m0', 'm49', 'm50'])).toEqual({ count: 50, ofThese: 2 })
      expect(recorded.filter(one => one.outcome === 'already').length).toBe(150)
      const kept = await all()
      expect(kept.toSorted((a, b) => (a.choice ?? 0) - (b.choice ?? 0))).toEqual(firsts.map(one => one.answer).toSorted((a, b) => (a.choice ?? 0) - (b.choice ?? 0)))
      for (const [place, one] of recorded.entries()) {
        expect(one.outcome !== 'closed' && one.answer).toEqual(kept.find(answer => answer.member === `m${place % 50}`))
      }
    })

    it.each([
      ['quotes and braces', `"}]}' -- {"receivedAt":1,"member":"mallory"} '); DROP TABLE answers; --`],
      ['control characters', 'a\u0000b\u0001\n\r\t\u007f\u2028'],
      ['letters beyond the first plane', '😀 नमस्ते 👩🏽‍💻 \\u0041 \\'],
      ['Redis and Lua', '{s0}:due *3\r\n$3\r\nSET\r\n ]] .. redis.call("FLUSHALL")'],
      ['nothing', ''],
    ])('account, team and what was typed keep every character: %s', async (_, text) => {
      await openGate({ round: 'r', question: 0 })
      const typed = given('ada', 1, { choice: null, text, account: text, team: text })
      const answer = { ...typed, receivedAt: START }
      expect(await record(typed)).toEqual({ outcome: 'recorded', answer })
      expect(await record(given('ada'))).toEqual({ outcome: 'already', answer })
      expect(await close()).toEqual([answer])
    })
  })

  it('own answers come in the order asked for, null where there is none', async () => {
    for (const question of [0, 1, 2]) await openGate({ round: 'r', question })
    await record(given('ada', 2), 2)
    await record(given('ada', 1), 0)
    await record(given('grace', 3), 1)
    const own = await stage.store.answers.own('g', [2, 1, 0, 2, 7].map(question => ({ round: 'r', question })), 'ada')
    expect(own.map(answer => answer?.choice ?? null)).toEqual([2, null, 1, 2, null])
    expect(await stage.store.answers.own('g', [], 'ada')).toEqual([])
  })

  describe('a member who is forgotten', () => {
    it('leaves the answer under an alias, without account and team', async () => {
      await openGate({ round: 'r', question: 0 })
      await record(given('ada', 2, { team: 'red', text: 'a "b" \\ 😀' }))
      await record(given('grace', 1))
      await stage.store.answers.forget('g', 'r', 0, 'ada', 'nobody')
      expect(await all()).toEqual([{ ...given('grace', 1), receivedAt: START }, { ...given('nobody', 2, { account: '', text: 'a "b" \\ 😀' }), receivedAt: START }])
      expect(await ownOf(stage.store, 'g', 'r', 0, 'ada')).toBeNull()
    })

    it('or leaves nothing, and could answer again while the question is open', async () => {
      await openGate({ round: 'r', question: 0 })
      await record(given('ada', 2))
      await stage.store.answers.forget('g', 'r', 0, 'ada', null)
      expect(await all()).toEqual([])
      expect(await record(given('ada', 1))).toMatchObject({ outcome: 'recorded' })
    })

    it('and answers and is forgotten again, leaves what the alias has already', async () => {
      await openGate({ round: 'r', question: 0 })
      for (const choice of [2, 1]) {
        await record(given('ada', choice))
        await stage.store.answers.forget('g', 'r', 0, 'ada', 'nobody')
      }
      expect(await all()).toEqual([{ ...given('nobody', 2, { account: '' }), receivedAt: START }])
    })

    it('keeps a text that is no proper Unicode, under the alias too', async () => {
      await openGate({ round: 'r', question: 0 })
      await record(given('ada', 0, { choice: null, text: 'half \ud800 a pair' }))
      const [kept] = await all()
      await stage.store.answers.forget('g', 'r', 0, 'ada', 'nobody')
      expect(await all()).toEqual([{ ...kept, member: 'nobody', account: '' }])
    })

    it('who never answered changes nothing, nor do other questions, rounds, members and groups', async () => {
      await openGate({ round: 'r', question: 0 })
      await record(given('ada', 2))
      for (const [group, round, question, member] of [['h', 'r', 0, 'ada'], ['g', 's', 0, 'ada'], ['g', 'r', 1, 'ada'], ['g', 'r', 0, 'grace']] as const) await stage.store.answers.forget(group, round, question, member, 'nobody')
      expect(await all()).toEqual([{ ...given('ada', 2), receivedAt: START }])
    })
  })

  describe('a gate', () => {
    it('that was never opened lets nobody in', async () => {
      expect(await record(given('ada'))).toEqual({ outcome: 'closed' })
      expect(await all()).toEqual([])
      expect(await ownOf(stage.store, 'g', 'r', 0, 'ada')).toBeNull()
    })

    it('that was closed lets nobody in, not even who answered before', async () => {
      await openGate({ round: 'r', question: 0 })
      await record(given('ada', 1))
      await close()
      expect(await record(given('grace'))).toEqual({ outcome: 'closed' })
      expect(await record(given('ada', 2))).toEqual({ outcome: 'closed' })
      expect(await ownOf(stage.store, 'g', 'r', 0, 'ada')).toMatchObject({ choice: 1 })
    })

    it('gives all answers, by member, each time it is closed', async () => {
      await openGate({ round: 'r', question: 0 })
      for (const member of ['grace', 'ada', 'alan']) await record(given(member))
      const answers = ['ada', 'alan', 'grace'].map(member => ({ ...given(member), receivedAt: START }))
      expect(await close()).toEqual(answers)
      expect(await close()).toEqual(answers)
      expect(await all()).toEqual(answers)
    })

    it('stays open, with its answers, when it is opened again', async () => {
      await openGate({ round: 'r', question: 0 })
      await record(given('ada', 1))
      await openGate({ round: 'r', question: 0 })
      expect(await record(given('grace'))).toMatchObject({ outcome: 'recorded' })
    })

    it('stays closed when a commit would open it again', async () => {
      await openGate({ round: 'r', question: 0 })
      await close()
      expect(await openGate({ round: 'r', question: 0 })).toBe('done')
      expect(await record(given('ada'))).toEqual({ outcome: 'closed' })
    })

    it('stays closed when it was closed before it was ever opened', async () => {
      expect(await close()).toEqual([])
      await openGate({ round: 'r', question: 0 })
      expect(await record(given('ada'))).toEqual({ outcome: 'closed' })
    })

    it('is apart from those of other questions, rounds and groups, and so are the answers', async () => {
      await openGate({ round: 'r', question: 1 })
      expect(await record(given('ada'), 0)).toEqual({ outcome: 'closed' })
      expect(await record(given('ada'), 11)).toEqual({ outcome: 'closed' })
      expect(await record(given('ada'), 1, 's')).toEqual({ outcome: 'closed' })
      expect(await record(given('ada'), 1, 'r', 'h')).toEqual({ outcome: 'closed' })
      for (const [round, group] of [['s', 'g'], ['r', 'h']] as const) await openGate({ round, question: 1 }, group)
      await record(given('ada', 1), 1)
      expect(await record(given('ada', 2), 1, 's')).toMatchObject({ outcome: 'recorded' })
      expect(await record(given('ada', 3), 1, 'r', 'h')).toMatchObject({ outcome: 'recorded' })
      await close(1)
      expect(await record(given('grace'), 1, 's')).toMatchObject({ outcome: 'recorded' })
      expect(await record(given('grace'), 1, 'r', 'h')).toMatchObject({ outcome: 'recorded' })
      expect(await all(1)).toMatchObject([{ member: 'ada', choice: 1 }])
    })

    it('lets nobody in after the answers it gave at its close', async () => {
      await openGate({ round: 'r', question: 0 })
      const pressing = Array.from({ length: 60 }, (_, place) => record(given(`m${place}`)))
      const closing = close()
      const [recorded, final] = await Promise.all([Promise.all(pressing), closing])
      const late = await Promise.all(Array.from({ length: 20 }, (_, place) => record(given(`n${place}`))))
      expect(late.every(one => one.outcome === 'closed')).toBe(true)
      expect(final.length).toBe(recorded.filter(one => one.outcome === 'recorded').length)
      expect(await all()).toEqual(final)
    })
  })
}
