import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { loadMember, memberWrite } from '../../src/bot/member.ts'
import { rebuild } from '../../src/bot/rebuild.ts'
import { readRound } from '../../src/bot/rounds.ts'
import { dailyDays, slots, streakOf } from '../../src/engine/streak.ts'
import type { Write } from '../../src/bot/ports.ts'
import { labelOf, openWorld, plain, wordsOf, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

const admin = () => world.actor('Root', { admin: true })
const isAlias = (member: string) => member.startsWith('gone-')
const group = () => world.store.members.groupOf('test', 'h')
const memberOf = async (name: string) => await world.store.members.memberOf(await group(), { platform: 'test', id: name.toLowerCase(), name })
const rounds = async () => (await world.store.records.list(await group(), 'round')).map(readRound)
const voidIt = (round: string, question: number, why = 'Two choices are right.') => admin().submit(`void:${round}:${question}`, { why: [why] })
const board = async (period: string) => (await admin().command('leaderboard', { period })).rows?.map(row => [row.text, row.value]) ?? []
const byName = (rows: (string | undefined)[][]) => rows.toSorted(([a = ''], [b = '']) => a < b ? -1 : 1)
const commit = async (write: Write) => { expect(await world.store.records.commit(await group(), { writes: [write], gate: null, awards: [], lease: { do: 'leave' } })).toBe('done') }

async function boardsEqualRebuild(): Promise<void> {
  const { boards, slots: posted } = await rebuild(world.store, await group())
  for (const [name, standings] of boards) {
    const kept = []
    for (let offset = 0; ; offset += 3) {
      const page = await world.store.boards.page(await group(), name, offset, 3)
      kept.push(...page.standings)
      if (offset + 3 >= page.total) break
    }
    expect({ name, kept }).toEqual({ name, kept: standings })
  }
  const years = await world.store.records.list(await group(), 'slots')
  expect(years.flatMap(saved => slots.parse(saved.state).slots).toSorted((a, b) => a.at - b.at)).toEqual(posted)
}

/** A rapid round of three questions in a channel; `plays` says who gets which right. Gives its id. */
async function playRound(plays: Record<string, boolean>[], channel = 'general', scoring = 'accuracy'): Promise<string> {
  await world.actor('Ada', { channel }).command('rapid', { questions: String(plays.length), scoring })
  await world.pass(0)
  const round = world.newest().buttons?.[0]?.press.split(':')[1] ?? ''
  for (const play of plays) {
    for (const [name, right] of Object.entries(play)) await world.actor(name, { channel }).click(labelOf(world.newest(), right ? 'right' : 'wrong'))
    await world.pass(17)
    await world.pass(4)
  }
  return round
}

async function playDaily(date: string, plays: Record<string, boolean>): Promise<string> {
  await world.to(Date.parse(`${date}T09:00Z`))
  for (const [name, right] of Object.entries(plays)) await world.actor(name).click(labelOf(world.newest(), right ? 'right' : 'wrong'))
  const id = world.newest().buttons?.[0]?.press.split(':')[1] ?? ''
  await world.to(Date.parse(`${date}T18:00:02Z`))
  return id
}

describe('a voided question counts for nobody', () => {
  const both = { Ada: true, Grace: true }

  it('boards are rebuilt from the answers', async () => {
    const round = await playRound([both, { Ada: true, Grace: false }, both])
    expect(await board('day')).toEqual([['Ada', '3/3 · 3,000'], ['Grace', '2/3 · 2,000']])
    expect(plain((await voidIt(round, 1)).text ?? '')).toMatch(/^Voided\. Boards, progress and streaks are recounted/)
    for (const period of ['day', 'week', 'month', 'all']) expect(byName(await board(period))).toEqual([['Ada', '2/2 · 2,000'], ['Grace', '2/2 · 2,000']])
    await boardsEqualRebuild()
  })

  it('progress by topic is rebuilt too, and practice in it stays', async () => {
    const round = await playRound([both, both, both])
    const topic = (await rounds())[0]?.questions[0]?.question.topic ?? ''
    const press = (await world.actor('Ada').command('quiz', { questions: '1', topic })).buttons?.[0]?.press ?? ''
    await world.actor('Ada').press(press)
    const progress = async (name: string) => (await world.store.boards.standings(await group(), [`topic:${topic}`], await memberOf(name)))[0]?.asked ?? 0
    const [ada, grace] = [await progress('Ada'), await progress('Grace')]
    await voidIt(round, 0)
    expect([await progress('Ada'), await progress('Grace')]).toEqual([ada - 1, grace - 1])
  })

  it('a run of right answers is counted as if it had not been asked', async () => {
    const round = await playRound([both, both, both], 'general', 'speed')
    const before = (await rounds())[0]?.players[await memberOf('Ada')]?.points ?? 0
    await voidIt(round, 0)
    expect(before - ((await rounds())[0]?.players[await memberOf('Ada')]?.points ?? 0)).toBe(1000 + 100 + 100)
    await boardsEqualRebuild()
  })

  it('a round that only one member is left in does not count any more', async () => {
    const round = await playRound([both, { Ada: true }, { Ada: true }])
    await voidIt(round, 0)
    expect(await board('all')).toEqual([])
    await boardsEqualRebuild()
  })

  it('a round over a member\'s limit for the day counts when another one falls away', async () => {
    await commit({ kind: 'settings', id: 'group', version: 0, state: { roundsADay: 1 }, wakeAt: null })
    const first = await playRound([both, { Ada: true }, { Ada: true }])
    await playRound([{ Ada: false, Grace: true }, both, both])
    expect(await board('day')).toEqual([['Ada', '3/3 · 3,000'], ['Grace', '1/1 · 1,000']])
    await voidIt(first, 0)
    expect(await board('day')).toEqual([['Grace', '3/3 · 3,000'], ['Ada', '2/3 · 2,000']])
    await boardsEqualRebuild()
  })

  it('streaks are rebuilt: a voided daily is as if there was none that day', async () => {
    await admin().command('daily set', { time: '09:00', reveal: '18:00' })
    const played = await playDaily('2026-11-22', { Ada: true })
    const missed = await playDaily('2026-11-23', { Grace: true })
    await playDaily('2026-11-24', { Ada: false })
    const streak = async () => {
      const posted = (await world.store.records.list(await group(), 'slots')).flatMap(saved => slots.parse(saved.state).slots)
      const own = await world.store.answers.own(await group(), posted.map(slot => ({ round: slot.round, question: 0 })), await memberOf('Ada'))
      return streakOf(dailyDays(posted, [], new Set(posted.flatMap((slot, place) => own[place] == null ? [] : [slot.round])), 'UTC')).days
    }
    expect(await streak()).toBe(1)
    await voidIt(missed, 0)
    expect(await streak()).toBe(2)
    await voidIt(played, 0)
    expect(await streak()).toBe(1)
    expect(await board('all')).toEqual([['Ada', '0/1 · 0']])
    await boardsEqualRebuild()
  })

  it('the private "Why?" says that it was voided', async () => {
    const round = await playRound([both, both, both])
    await voidIt(round, 0)
    expect((await world.actor('Ada').press(`why:${round}:0`)).text).toBe('That question was voided. It counts for nobody.')
  })

  it('nobody is asked to practise it as missed', async () => {
    const round = await playRound([{ Ada: false, Grace: true }, both, both])
    await voidIt(round, 0)
    expect((await world.actor('Ada').click('Practise what I missed')).text).toBe('You missed none of these.')
  })

  it('voids of three admins at once are all counted, each once', async () => {
    const round = await playRound([both, both, both])
    await Promise.all([0, 1, 2, 0, 1].map(question => voidIt(round, question)))
    expect(await board('all')).toEqual([])
    expect(await world.store.records.list(await group(), 'void')).toHaveLength(3)
    await boardsEqualRebuild()
  })
})

describe('a void', () => {
  const both = { Ada: true, Grace: false }

  it('asks for a reason in a form, where what was reported stands already', async () => {
    const round = await playRound([both, both, both])
    await world.actor('Grace').command('report', { why: 'The third choice is right too.' })
    const form = await admin().open(`void:${round}:2`)
    expect(form.fields).toMatchObject([{ name: 'why', value: 'The third choice is right too.', most: 300, required: true }])
    expect((await admin().submit(form.press, { why: [' '] })).text).toMatch(/Nothing was voided\.$/)
    await admin().submit(form.press, { why: ['Both are right.'] })
    expect((await admin().command('report')).text).toBe('No question is reported.')
  })

  it('tells the channel what and why, and not who', async () => {
    const round = await playRound([both, both, both])
    const text = (await rounds())[0]?.questions[1]?.question.text
    await voidIt(round, 1)
    await world.pass(0)
    const notice = world.surface.messages.at(-1)?.cards
    expect(notice).toEqual([expect.objectContaining({ title: 'A question was voided', text, fields: [{ name: 'Why', value: 'Two choices are right.' }] })])
    expect(wordsOf(world.newest())).not.toContain('Root')
  })

  it('shows the reveal again as voided, without its answer, and the podium recounted', async () => {
    const round = await playRound([both, { Ada: true, Grace: true }, both])
    await voidIt(round, 0)
    await world.pass(0)
    const [first, second, , podium] = world.surface.messages.map(message => message.cards.at(-1))
    expect(first).toMatchObject({ kind: 'reveal', title: 'Question 1 of 3 · voided', footer: 'An admin voided this question. It counts for nobody, and all points were recounted.' })
    expect(first?.rows).toBeUndefined()
    expect(first?.buttons).toBeUndefined()
    expect(second?.title).toMatch(/the answer is/)
    expect(podium).toMatchObject({ kind: 'podium', text: '2 questions, 2 players.' })
    expect(podium?.rows?.map(row => row.value)).toEqual(['2/2 · 2,000', '1/2 · 1,000'])
  })

  it('of a round that was stopped says voided for the question that was revealed', async () => {
    await world.actor('Ada').command('rapid', { questions: '3' })
    await world.pass(0)
    await world.actor('Ada').click('A')
    for (const wait of [17, 4]) await world.pass(wait)
    await world.actor('Ada').command('stop')
    for (const wait of [0, 0]) await world.pass(wait)
    await voidIt((await rounds())[0]?.id ?? '', 0)
    await world.pass(0)
    expect(world.surface.messages.slice(0, 2).map(message => message.cards.at(-1)?.title)).toEqual(['Question 1 of 3 · voided', 'Question 2 of 3 · stopped'])
  })

  it('stands on every leaderboard that it changed, when and why, and on no other', async () => {
    await admin().command('daily set', { time: '09:00', reveal: '18:00' })
    const id = await playDaily('2026-11-22', { Ada: true })
    await world.to(Date.parse('2026-11-23T10:00Z'))
    await voidIt(id, 0)
    const recounted = async (period: string) => (await world.actor('Ada').command('leaderboard', { period })).fields?.find(field => field.name === 'Recounted')?.value
    expect(plain(await recounted('month') ?? '')).toMatch(/^2026-11-23T10:00:00\.000Z: “What of q\d+ in [a-z-]+\?” was voided\. Two choices are right\.$/)
    expect(await recounted('all')).toBeTruthy()
    expect(await recounted('day')).toBeUndefined()
    expect(await recounted('week')).toBeUndefined()
  })

  it('waits until the round has ended', async () => {
    await world.actor('Ada').command('rapid', { questions: '3' })
    await world.pass(0)
    const round = world.newest().buttons?.[0]?.press.split(':')[1] ?? ''
    expect((await voidIt(round, 0)).text).toBe('That question is not revealed yet.')
    await world.actor('Ada').click('A')
    await world.pass(17)
    expect((await voidIt(round, 0)).text).toBe('That round is still running. It can be voided after it has ended.')
  })

  it('comes once: a second one says so', async () => {
    const round = await playRound([both, both, both])
    await voidIt(round, 0)
    expect((await voidIt(round, 0)).text).toBe('That question was voided. It counts for nobody.')
    expect((await admin().press(`void:${round}:0`)).text).toBe('That question was voided. It counts for nobody.')
    expect((await world.actor('Ada').command('report', { why: 'Hm.' })).text).toMatch(/^Thank you/)
    expect((await world.actor('Ada').press(`report:${round}:0`)).text).toBe('That question was voided. It counts for nobody.')
  })

  it('does not touch the channel when another round runs there', async () => {
    const round = await playRound([both, both, both])
    await world.actor('Grace').command('rapid', { questions: '3' })
    await world.pass(0)
    await voidIt(round, 0)
    await world.pass(0)
    expect(plain((await world.actor('Ada').command('rapid')).text ?? '')).toMatch(/^A round that Grace started is running/)
  })

  it('in another group is impossible', async () => {
    const round = await playRound([both, both, both])
    const stranger = world.actor('Mallory', { home: 'elsewhere', admin: true })
    expect(plain((await stranger.submit(`void:${round}:0`, { why: ['Ha.'] })).text ?? '')).toMatch(/^That round is not here/)
  })
})

describe('whatever is played, voided and erased', () => {
  const names = ['Ada', 'Grace', 'Alan', 'Mary']
  const play = fc.record({ type: fc.constant('answer' as const), who: fc.constantFrom(...names), choice: fc.integer({ min: 0, max: 2 }), channel: fc.constantFrom('general', 'other') })
  const go = fc.record({ type: fc.constant('go' as const), seconds: fc.constantFrom(3, 17, 17, 40) })
  const start = fc.record({ type: fc.constant('start' as const), channel: fc.constantFrom('general', 'other'), scoring: fc.constantFrom('speed', 'accuracy') })
  const other = fc.oneof(
    fc.record({ type: fc.constant('stop' as const), channel: fc.constantFrom('general', 'other') }),
    fc.record({ type: fc.constant('night' as const) }),
    fc.record({ type: fc.constant('void' as const), round: fc.nat(), question: fc.integer({ min: 0, max: 2 }) }),
    fc.record({ type: fc.constant('erase' as const), who: fc.constantFrom(...names) }),
  )
  const steps = fc.array(fc.oneof({ weight: 8, arbitrary: play }, { weight: 4, arbitrary: go }, { weight: 2, arbitrary: start }, { weight: 2, arbitrary: other }), { minLength: 40, maxLength: 90 })
  type Step = ReturnType<typeof steps.generate>['value'][number]

  async function take(step: Step): Promise<void> {
    switch (step.type) {
      case 'answer': {
        const card = world.surface.messages.findLast(message => message.channel === step.channel && message.cards.at(-1)?.kind === 'question')?.cards.at(-1)
        await world.actor(step.who).press(card?.buttons?.[step.choice]?.press ?? '')
        break
      }
      case 'go': return await world.pass(step.seconds)
      case 'start':
        await world.actor('Ada', { channel: step.channel }).command('rapid', { questions: '3', scoring: step.scoring })
        return await world.pass(0)
      case 'stop':
        await admin().command('stop')
        return await world.pass(0)
      case 'night': return await world.pass(8 * 3600)
      case 'void': {
        const closed = (await rounds()).filter(round => round.phase === 'closed')
        await voidIt(closed[step.round % closed.length]?.id ?? 'none', step.question)
        break
      }
      case 'erase': await world.actor(step.who).press('erase')
    }
  }

  it('boards of every window and streaks equal a rebuild from the answers', async () => {
    const seen = { voids: 0, aliases: 0 }
    await fc.assert(fc.asyncProperty(steps, async played => {
      await world.close()
      world = await openWorld()
      await commit({ kind: 'settings', id: 'group', version: 0, state: { roundsADay: 2 }, wakeAt: null })
      for (const name of names.slice(0, 3)) {
        const member = await memberOf(name)
        await commit(memberWrite(member, { ...await loadMember(world.store, await group(), member), team: name === 'Ada' ? 'red' : 'blue' }))
      }
      await admin().command('daily set', { time: '18:00' })
      for (const step of played) {
        await take(step)
        await world.pass(0)
      }
      await boardsEqualRebuild()
      for (const round of (await rounds()).filter(one => one.phase === 'closed').slice(0, 2)) await voidIt(round.id, 1)
      await world.pass(0)
      await boardsEqualRebuild()
      const all = await rounds()
      seen.voids += (await world.store.records.list(await group(), 'void')).length
      seen.aliases += all.flatMap(round => Object.keys(round.players)).filter(isAlias).length
      expect(world.troubles).toEqual([])
    }), { numRuns: process.env['RECALL_FULL'] === '1' ? 300 : 25, ...(process.env['RECALL_FULL'] !== '1' && { seed: 7 }) })
    expect(seen.voids).toBeGreaterThan(10)
    expect(seen.aliases).toBeGreaterThan(3)
  }, 300_000)
})
