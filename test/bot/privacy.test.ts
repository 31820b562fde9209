import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Card } from '../../src/bot/card.ts'
import { loadMember, memberWrite } from '../../src/bot/member.ts'
import type { Store, Write } from '../../src/bot/ports.ts'
import { rebuild } from '../../src/bot/rebuild.ts'
import { readRound } from '../../src/bot/rounds.ts'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { rowsWith, storeFile } from '../support/rows.ts'
import { labelOf, openWorld, plain, type World } from '../support/world.ts'

let world: World
let file = ''
beforeEach(async () => {
  file = storeFile()
  world = await openWorld({ open: async now => sqliteStore(file, now) })
})
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close().catch(() => undefined)
})

/** A name and an account that nothing else holds. */
const NAME = 'Zenobia'
const zenobia = () => world.actor(NAME)
const admin = () => world.actor('Root', { admin: true })
const isAlias = (member: string) => member.startsWith('gone-')
const group = () => world.store.members.groupOf('test', 'h')
const memberOf = async (name: string) => await world.store.members.memberOf(await group(), { platform: 'test', id: name.toLowerCase(), name })
const rounds = async () => (await world.store.records.list(await group(), 'round')).map(readRound)
const commit = async (writes: Write[]) => { expect(await world.store.records.commit(await group(), { writes, gate: null, awards: [], lease: { do: 'leave' } })).toBe('done') }
const field = (card: Card, name: string) => plain(card.fields?.find(one => one.name === name)?.value ?? '')

async function erase(): Promise<Card> {
  const card = await zenobia().command('privacy delete')
  return await zenobia().press(card.buttons?.find(button => button.label === 'Erase everything')?.press ?? '')
}

/** Zenobia plays a round with others, practises, reports, joins a team and is named as an admin. */
async function live(): Promise<void> {
  const member = await memberOf(NAME)
  await commit([
    memberWrite(member, { ...await loadMember(world.store, await group(), member), zone: 'Asia/Tokyo', team: 'team1' }),
    { kind: 'team', id: 'team1', version: 0, state: { name: 'The Gradients', members: [member, await memberOf('Grace')] }, wakeAt: null },
    { kind: 'settings', id: 'group', version: 0, state: { admins: ['test:zenobia', 'test:grace'] }, wakeAt: null },
  ])
  await zenobia().command('rapid', { questions: '3', scoring: 'accuracy' })
  await world.pass(0)
  for (const play of [[true, true], [true, false], [false, true]]) {
    for (const [place, right] of play.entries()) await world.actor([NAME, 'Grace'][place] ?? '').click(labelOf(world.newest(), right ? 'right' : 'wrong'))
    for (const wait of [17, 4]) await world.pass(wait)
  }
  await zenobia().command('report', { why: 'It is wrong, says Zenobia.' })
  const card = await zenobia().command('quiz', { questions: '2' })
  await zenobia().press(card.buttons?.[0]?.press ?? '')
}

describe('/privacy show', () => {
  it('says what is stored about me', async () => {
    await live()
    const card = await zenobia().command('privacy show')
    const shown = (['Name', 'Accounts', 'Time zone', 'Team', 'Settings', 'Answers', 'Practice', 'Rounds you started', 'Reports you wrote']).map(name => field(card, name))
    expect(shown).toEqual(['Zenobia', 'test: zenobia', 'Asia/Tokyo', 'The Gradients', 'You are named as an admin of this group.', '3 answers', '2 questions practised, the latest set with 2 questions', '1', '1'])
    expect(field(card, 'Boards')).toMatch(/^2,000 points, 2 of 3 right, in all; \d+ boards hold you$/)
  })

  it('says so when there is next to nothing', async () => {
    const card = await zenobia().command('privacy show')
    expect([field(card, 'Answers'), field(card, 'Boards'), field(card, 'Team')]).toEqual(['0 answers', 'no points', 'none'])
  })
})

describe('/privacy export', () => {
  const exported = async () => {
    const { file: kept } = await zenobia().command('privacy export')
    expect(kept?.name).toBe('recall.json')
    return JSON.parse(kept?.text ?? '') as { answers: Record<string, unknown>[], boards: { board: string }[], practice: { latestSet: Record<string, unknown>[] } } & Record<string, unknown>
  }

  it('gives a file of it all, with question texts and answers', async () => {
    await live()
    const kept = await exported()
    expect(kept).toMatchObject({
      name: 'Zenobia', accounts: [{ platform: 'test', id: 'zenobia' }], namedAsAdmin: true, timeZone: 'Asia/Tokyo', team: 'The Gradients',
      reports: [{ why: 'It is wrong, says Zenobia.', state: 'open' }],
    })
    expect(kept.answers.map(({ question, answer, right, rightAnswer }) => [typeof question, typeof answer, right, typeof rightAnswer])).toEqual([
      ['string', 'string', true, 'string'], ['string', 'string', true, 'string'], ['string', 'string', false, 'string'],
    ])
    expect(kept.boards.map(one => one.board)).toEqual(expect.arrayContaining(['all', 'all/team1', 'day:2026-11-21', 'month:2026-11', 'week:2026-W47', 'week:2026-W47/team1']))
    expect(kept.practice.latestSet).toHaveLength(1)
  })

  it('never tells the answer of a question that is not revealed yet', async () => {
    await commit([{ kind: 'settings', id: 'group', version: 0, state: { verdict: 'at the reveal' }, wakeAt: null }])
    await admin().command('daily set', { time: '09:00' })
    await admin().command('daily now')
    await world.pass(0)
    await zenobia().click('A')
    const [answer] = (await exported()).answers
    expect(Object.keys(answer ?? {})).not.toContain('right')
    expect(Object.keys(answer ?? {})).not.toContain('rightAnswer')
    await world.to(Date.parse('2026-11-22T09:00:03Z'))
    expect(Object.keys((await exported()).answers[0] ?? {})).toEqual(expect.arrayContaining(['right', 'rightAnswer']))
  })
})

describe('a member may erase their data at any time', () => {
  it('is asked first, and told what remains', async () => {
    await live()
    const card = await zenobia().command('privacy delete')
    expect(card.buttons?.map(button => button.label)).toEqual(['Erase everything'])
    expect(field(card, 'What remains')).toMatch(/without name, account or team, under a random alias of each round that leads nowhere/)
    expect(field(card, 'Open questions')).toMatch(/keyed hash of your account stays until that question closes/)
    expect(field(await zenobia().command('privacy show'), 'Answers')).toBe('3 answers')
  })

  it('vanishes from boards at once, and nobody else\'s points move', async () => {
    await live()
    const before = await world.actor('Grace').command('leaderboard')
    expect(before.rows?.map(row => [row.text, row.value]).toSorted()).toEqual([['Grace', '2/3 · 2,000'], ['Zenobia', '2/3 · 2,000']])
    expect((await erase()).text).toMatch(/^Everything about you in this group is erased/)
    expect((await world.actor('Grace').command('leaderboard')).rows?.map(row => [row.text, row.value])).toEqual([['Grace', '2/3 · 2,000']])
    for (const [name, standings] of (await rebuild(world.store, await group())).boards) {
      expect((await world.store.boards.page(await group(), name, 0, 100)).standings, name).toEqual(standings)
    }
  })

  it('splits of past questions keep their counts without a name', async () => {
    await live()
    const before = await rounds()
    await erase()
    const after = await rounds()
    expect(after[0]?.questions).toEqual(before[0]?.questions)
    const members = await Promise.all([0, 1, 2].map(async question => (await world.store.answers.all(await group(), after[0]?.id ?? '', question)).filter(one => isAlias(one.member))))
    expect(members.map(own => own.map(({ account, team }) => ({ account, team })))).toEqual([0, 1, 2].map(() => [{ account: '', team: null }]))
    expect(new Set(members.flat().map(one => one.member)).size).toBe(1)
  })

  it('has another alias in every round', async () => {
    await live()
    await zenobia().command('rapid', { questions: '3' })
    await world.pass(0)
    await zenobia().click('A')
    for (let turn = 0; turn < 5; turn++) for (const wait of [17, 4]) await world.pass(wait)
    await erase()
    const aliases = (await rounds()).flatMap(round => Object.keys(round.players).filter(isAlias))
    expect([aliases.length, new Set(aliases).size]).toEqual([2, 2])
  })

  it('leaves the list of admins, the team, practice and reports; others stay in theirs', async () => {
    await live()
    await erase()
    const records = world.store.records
    expect((await records.load(await group(), 'settings', 'group'))?.state).toMatchObject({ admins: ['test:grace'] })
    expect((await records.load(await group(), 'team', 'team1'))?.state).toEqual({ name: 'The Gradients', members: [await memberOf('Grace')] })
    const left = await Promise.all((['practice', 'report', 'member', 'removal'] as const).map(async kind => await records.list(await group(), kind)))
    expect(left).toEqual([[], [], [], []])
    expect((await records.list(await group(), 'seen')).map(saved => saved.id)).toEqual(['rounds'])
  })

  it('a round that ran on their answers goes on for the others, and counts', async () => {
    await zenobia().command('rapid', { questions: '3', scoring: 'accuracy' })
    await world.pass(0)
    await zenobia().click(labelOf(world.newest(), 'right'))
    for (const wait of [17, 4]) await world.pass(wait)
    await erase()
    await world.actor('Grace').click(labelOf(world.newest(), 'right'))
    for (const wait of [17, 4, 17, 4]) await world.pass(wait)
    expect(world.newest().rows?.map(row => [row.text, row.value])).toEqual(expect.arrayContaining([['someone who left', '1/1 · 1,000'], ['Grace', '1/1 · 1,000']]))
    expect((await world.actor('Grace').command('leaderboard')).rows?.map(row => row.text)).toEqual(['Grace'])
  })

  it('a direct message is erased with all that is in it, the group is not', async () => {
    await live()
    const alone = world.actor(NAME, { alone: true, home: 'dm-zenobia' })
    const card = await alone.command('quiz', { questions: '1' })
    await alone.press(card.buttons?.[0]?.press ?? '')
    const asked = await alone.command('privacy delete')
    expect((await alone.press(asked.buttons?.[0]?.press ?? '')).text).toMatch(/^Everything about you outside your groups is erased/)
    expect(field(await alone.command('privacy show'), 'Practice')).toBe('0 questions practised')
    expect(field(await zenobia().command('privacy show'), 'Answers')).toBe('3 answers')
  })
})

describe('in an open question', () => {
  const open = async () => {
    await admin().command('daily set', { time: '09:00', reveal: '18:00' })
    await world.to(Date.parse('2026-11-22T09:00Z'))
    const [right, wrong] = (['right', 'wrong'] as const).map(wanted => world.newest().buttons?.find(button => button.label === labelOf(world.newest(), wanted))?.press ?? '')
    await zenobia().press(wrong ?? '')
    await world.actor('Grace').press(right ?? '')
    return { right: right ?? '', wrong: wrong ?? '' }
  }

  it('the answer goes, and a keyed hash remains until its close, so that nobody answers twice', async () => {
    const { right } = await open()
    await world.pass(2)
    expect(plain(world.newest().footer ?? '')).toMatch(/2 answers so far$/)
    await erase()
    await world.pass(2)
    expect(plain(world.newest().footer ?? '')).toMatch(/1 answer so far$/)
    expect((await rounds())[0]?.barred).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)])
    expect((await zenobia().press(right)).text).toBe('You have erased your answer to this question, so it cannot be answered again.')
    expect((await world.actor('Alan').press(right)).kind).toBe('verdict')
    await world.to(Date.parse('2026-11-22T18:00:02Z'))
    expect((await rounds())[0]).toMatchObject({ phase: 'closed', barred: [], questions: [{ result: { void: false } }] })
    expect(world.newest().footer).toBe('2 of 2 answers were right.')
    expect((await world.actor('Grace').command('leaderboard')).rows?.map(row => row.text).toSorted()).toEqual(['Alan', 'Grace'])
  })

  it('who has not answered it yet may still do so after an erasure', async () => {
    const { right } = await open()
    const mary = world.actor('Mary')
    await mary.press((await mary.command('privacy delete')).buttons?.[0]?.press ?? '')
    expect((await mary.press(right)).kind).toBe('verdict')
  })

  it('the next question can be answered by the same account again', async () => {
    await world.actor('Grace').command('rapid', { questions: '3' })
    await world.pass(0)
    await zenobia().click('A')
    await erase()
    expect((await zenobia().click('B')).text).toMatch(/^You have erased your answer/)
    for (const wait of [17, 4]) await world.pass(wait)
    expect((await zenobia().click('A')).text).toBe('Locked in: A.')
  })

  it('an erasure at the very moment of the close gives no points to anybody gone', async () => {
    await open()
    await Promise.all([world.to(Date.parse('2026-11-22T18:00:02Z')), erase()])
    await world.pass(0)
    expect((await world.actor('Grace').command('leaderboard')).rows?.map(row => row.text)).toEqual(['Grace'])
  })
})

describe('an erasure that breaks off', () => {
  /** The store, which breaks at the write with this number. */
  const breaking = (store: Store, at: number): { store: Store, broke: () => boolean } => {
    let writes = 0
    const guard = <Rest extends unknown[], Result>(work: (...rest: Rest) => Promise<Result>) => async (...rest: Rest) => {
      if (++writes >= at) throw new Error('the power went out')
      return await work(...rest)
    }
    const { records, answers, boards, members } = store
    return {
      broke: () => writes >= at,
      store: {
        ...store,
        records: { ...records, commit: guard(records.commit) },
        answers: { ...answers, forget: guard(answers.forget) },
        boards: { ...boards, forget: guard(boards.forget) },
        members: { ...members, forget: guard(members.forget) },
      },
    }
  }

  it('at any write can be finished by asking again', async () => {
    let at = 0
    for (let broke = true; broke;) {
      at += 1
      await world.close().catch(() => undefined)
      file = storeFile()
      world = await openWorld({ open: async now => sqliteStore(file, now) })
      await live()
      await world.actor('Grace').command('rapid', { questions: '3' })
      await world.pass(0)
      await zenobia().click('A')
      const sound = world.bot
      const broken = breaking(world.store, at)
      world.bot = { ...sound, store: broken.store }
      await zenobia().press('erase')
      broke = broken.broke()
      expect(world.troubles.splice(0)).toHaveLength(broke ? 1 : 0)
      world.bot = sound
      if (broke) expect((await erase()).title).toBe('Erased')
      const aliases = await Promise.all((await rounds()).flatMap(round => round.questions.map(async (_, question) => (await world.store.answers.all(await group(), round.id, question)).map(one => `${round.id}/${one.member}`))))
      expect(new Set(aliases.flat().filter(name => isAlias(name.split('/')[1] ?? ''))).size).toBe(1)
      expect(await world.store.records.list(await group(), 'removal')).toEqual([])
      expect((await world.actor('Grace').command('leaderboard')).rows?.map(row => [row.text, row.value])).toEqual([['Grace', '2/3 · 2,000']])
      await world.store.close()
      expect(rowsWith(file, [NAME])).toEqual([])
    }
    expect(at).toBeGreaterThan(15)
  })
})

describe('what is kept after an erasure', () => {
  it('holds the account and the name nowhere, not even the member\'s own id in a document, an answer or on a board', async () => {
    await live()
    const member = await memberOf(NAME)
    await erase()
    await world.store.close()
    expect(rowsWith(file, [NAME])).toEqual([])
    expect(rowsWith(file, [member]).filter(row => !row.startsWith('awards '))).toEqual([])
    expect(rowsWith(file, ['Grace']).length).toBeGreaterThan(0)
  })
})
