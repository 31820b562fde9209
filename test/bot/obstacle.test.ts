import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { noticeWrite } from '../../src/bot/notice.ts'
import type { Sent } from '../../src/bot/ports.ts'
import type { Obstacle } from '../../src/engine/obstacle.ts'
import { general } from '../support/round.ts'
import { playRapid } from '../support/games.ts'
import { labelOf, openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

const at = (text: string) => Date.parse(text)
const admin = () => world.actor('Root', { admin: true })
const group = () => world.store.members.groupOf('test', 'h')
const kept = async (kind: 'round' | 'schedule') => (await world.store.records.list(await group(), kind)).length
const gone = (why: Obstacle) => () => ({ outcome: 'gone', why }) satisfies Sent
const mayNot: Obstacle = { what: 'not allowed', needs: ['View Channel', 'Send Messages'] }

/** What the admins are told with their next answer: each alert's name and words. */
async function told(): Promise<string[]> {
  const { fields = [] } = await world.actor('Root', { admin: true, channel: 'office' }).command('stop')
  return fields.map(({ name, value }) => `${name}: ${plain(value)}`)
}

/** Posts the daily of 22 November and lets it be answered. */
async function openDaily(): Promise<void> {
  await admin().command('daily set', { time: '09:00', reveal: '18:00' })
  await world.to(at('2026-11-22T09:00Z'))
  await world.actor('Grace').click(labelOf(world.newest(), 'right'))
}

describe('where Recall cannot post, nothing is started', () => {
  const sentences: [Obstacle, string][] = [
    [{ what: 'channel gone' }, 'I could not find #general: it was deleted, or I may not see it.'],
    [{ what: 'archived' }, '#general is archived and locked, so I could not write there. Open it again.'],
    [{ what: 'timed out', until: at('2026-11-21T13:00Z') }, 'I am timed out here and may not write until 2026-11-21T13:00:00.000Z.'],
    [mayNot, 'I may not do that in #general. Allow me to use View Channel and Send Messages there.'],
    [{ what: 'not allowed', needs: [] }, 'I may not do that in #general. Allow me to see it and to write there.'],
    [{ what: 'removed' }, 'I am not a member here. Add me again, and I can write.'],
  ]
  const commands: [string, Record<string, string>][] = [['rapid', {}], ['quiz', { for: 'channel' }], ['daily set', { time: '09:00' }]]

  it.each(commands)('by /%s %o, and whoever asked for it reads why', async (name, options) => {
    for (const [obstacle, sentence] of sentences) {
      world.surface.hinders = () => obstacle
      const card = await admin().command(name, options)
      expect([card.title, plain(card.text ?? '')]).toEqual(['I cannot post there', `${sentence} Nothing was started.`])
    }
    await world.pass(0)
    expect([await kept('round'), await kept('schedule'), world.surface.calls]).toEqual([0, 0, 0])
    world.surface.hinders = () => null
    expect((await admin().command(name, options)).title).not.toBe('I cannot post there')
  })

  it('a daily is asked about for its own channel, for its threads when it has some, and for its role', async () => {
    const asked: unknown[] = []
    world.surface.hinders = (channel, { thread, mention }) => {
      asked.push([channel.id, thread, mention])
      return null
    }
    await admin().command('daily set', { time: '09:00', channel: 'study', thread: 'on' })
    await admin().command('daily set', { time: '09:00', channel: 'study', mention: 'students' })
    await admin().command('rapid')
    expect(asked).toEqual([['study', true, null], ['study', false, 'students'], ['general', false, null]])
  })

  it('practice can be had all the same: nothing of it is posted', async () => {
    world.surface.hinders = () => mayNot
    expect((await world.actor('Ada').command('quiz')).kind).toBe('question')
  })

  it('a platform that cannot be asked keeps nothing from being started', async () => {
    world.surface.hinders = () => new Error('503 Service Unavailable')
    expect(plain((await admin().command('rapid')).text ?? '')).toMatch(/starts now/)
    expect(world.troubles.splice(0)).toEqual(['a platform could not say whether a channel can be posted to: Error: 503 Service Unavailable'])
  })
})

describe('admins are told with their next answer, once, and nobody else is', () => {
  afterEach(async () => { expect(await told()).toEqual([]) })

  it('that a daily is paused, and why', async () => {
    await admin().command('daily set', { time: '09:00' })
    world.surface.fate = gone(mayNot)
    await world.to(at('2026-11-22T09:00Z'))
    expect((await world.actor('Grace').command('stop')).fields).toBeUndefined()
    expect(await told()).toEqual(['A daily is paused: I may not do that in #general. Allow me to use View Channel and Send Messages there. (2026-11-22T09:00:00.000Z) Then /daily resume goes on, or set the daily in another channel with /daily set.'])
    expect(plain((await admin().command('daily show')).fields?.[0]?.value ?? '')).toMatch(/^paused, because I could not post there/)
  })

  it('that a daily was given up after all attempts; its schedule goes on', async () => {
    await admin().command('daily set', { time: '09:00' })
    world.surface.fate = () => ({ outcome: 'later', afterMs: 0, sent: true })
    await world.to(at('2026-11-22T09:00Z'))
    for (let attempt = 0; attempt < 160; attempt++) await world.pass(300)
    expect(await told()).toEqual([expect.stringMatching(/^A daily was not posted: It did not work in #general\. My log says why\. \(2026-11-22T2\d:.*Z\) The next one comes as planned\.$/)])
    world.surface.fate = () => null
    await world.to(at('2026-11-23T09:00Z'))
    expect(world.newest().kind).toBe('question')
  })

  it('that a reveal could not be shown; its points have moved', async () => {
    await openDaily()
    world.surface.fate = gone({ what: 'archived' })
    await world.to(at('2026-11-22T18:00:02Z'))
    expect(await told()).toEqual(['A message could not be shown: #general is archived and locked, so I could not write there. Open it again. (2026-11-22T18:00:02.000Z)'])
    expect((await world.actor('Grace').command('leaderboard', { period: 'all' })).rows?.map(row => row.value)).toEqual(['1/1 · 1,000'])
  })

  it('that a round could not be shown; the channel is free', async () => {
    world.surface.fate = gone({ what: 'timed out', until: at('2026-11-21T14:00Z') })
    await world.actor('Grace').command('rapid')
    await world.pass(0)
    expect(await told()).toEqual(['A message could not be shown: I am timed out here and may not write until 2026-11-21T14:00:00.000Z. (2026-11-21T12:00:00.000Z)'])
    expect(plain((await world.actor('Grace').command('rapid')).text ?? '')).toMatch(/starts now/)
    await world.pass(0)
    expect(await told()).toHaveLength(1)
  })

  it('that the notice of a void could not be shown', async () => {
    await playRapid(world, [{ Ada: 'right', Grace: 'wrong' }])
    const [round] = await world.store.records.list(await group(), 'round')
    world.surface.fate = ({ kind }) => kind === 'post' ? gone(mayNot)() : null
    await admin().submit(`void:${round?.id}:0`, { why: ['Two are right.'] })
    await world.pass(1)
    expect(await told()).toEqual([expect.stringMatching(/^A message could not be shown: I may not do that in #general\./)])
  })

  it('that the weekly recap could not be shown, also when its channel is gone', async () => {
    await admin().submit('settings:group', { zone: ['UTC'], recap: ['news'] })
    await playRapid(world, [{ Ada: 'right', Grace: 'wrong' }])
    world.surface.fate = gone({ what: 'channel gone' })
    await world.to(at('2026-11-23T09:00Z'))
    expect(await told()).toEqual(['A message could not be shown: I could not find #news: it was deleted, or I may not see it. (2026-11-23T09:00:00.000Z)'])
    const { calls } = world.surface
    await world.pass(3600)
    expect(world.surface.calls).toBe(calls)
  })

  it('that a part of a message is missing, such as its thread, once for each channel until it is read', async () => {
    const { post } = world.surface
    world.surface.post = async (...call) => ({ ...await post(...call) as Extract<Sent, { outcome: 'shown' }>, short: { what: 'not allowed', needs: ['Create Public Threads'] } })
    await admin().command('daily set', { time: '09:00' })
    await world.to(at('2026-11-22T09:00Z'))
    await world.to(at('2026-11-23T09:00Z'))
    expect(world.surface.messages).toHaveLength(2)
    expect(await told()).toEqual(['A part of a message is missing: I may not do that in #general. Allow me to use Create Public Threads there. (2026-11-23T09:00:00.000Z)'])
  })

  it('but not of a round whose channel was deleted, nor of a greeting that nobody may read', async () => {
    await world.actor('Grace').command('rapid')
    await world.pass(0)
    await world.store.records.commit(await group(), { writes: [noticeWrite('welcome', general, { kind: 'welcome' }, world.now())], gate: null, awards: [], lease: { do: 'leave' } })
    world.surface.fate = gone({ what: 'channel gone' })
    await world.pass(60)
    await world.pass(60)
  })
})

describe('Recall that was removed while nobody noticed', () => {
  const removed = gone({ what: 'removed' })
  const deliver = (type: 'added' | 'removed') => world.actor('', { channel: '' }).deliver(type, { type })

  it('notices it at its next daily and posts nothing any more; after a return the daily comes at its time, without a word of an admin', async () => {
    await admin().command('daily set', { time: '09:00' })
    world.surface.fate = removed
    await world.to(at('2026-11-22T09:00Z'))
    expect(world.surface.calls).toBe(1)
    await world.to(at('2026-11-24T12:00Z'))
    expect(world.surface.calls).toBe(1)
    world.surface.fate = () => null
    await deliver('added')
    await world.pass(1)
    expect(world.surface.messages).toEqual([])
    await world.to(at('2026-11-25T09:00Z'))
    expect(world.newest().kind).toBe('question')
    expect(await told()).toEqual([])
  })

  it('notices it in a round: the daily stops too', async () => {
    await admin().command('daily set', { time: '13:00' })
    await world.actor('Grace').command('rapid')
    world.surface.fate = removed
    await world.pass(0)
    await world.to(at('2026-11-21T13:00Z'))
    expect(world.surface.calls).toBe(1)
  })

  it('notices it with a notice', async () => {
    await admin().command('daily set', { time: '13:00' })
    await world.store.records.commit(await group(), { writes: [noticeWrite('n', general, { kind: 'recap', week: 'week:2026-W46' }, world.now())], gate: null, awards: [], lease: { do: 'leave' } })
    world.surface.fate = removed
    await world.pass(0)
    await world.to(at('2026-11-21T13:00Z'))
    expect(world.surface.calls).toBe(1)
    expect(await told()).toEqual([])
  })

  it('keeps the group\'s data for thirty days from then on, as after any removal', async () => {
    await admin().command('daily set', { time: '09:00' })
    world.surface.fate = removed
    await world.to(at('2026-11-22T09:00Z'))
    const before = await group()
    await world.to(at('2026-12-22T08:59Z'))
    expect(await world.store.records.list(before, 'schedule')).toHaveLength(1)
    await world.to(at('2026-12-22T09:00Z'))
    expect(await world.store.records.list(before, 'schedule')).toEqual([])
  })
})
