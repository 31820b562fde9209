import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Card } from '../../src/bot/card.ts'
import { slash, words } from '../../src/bot/text.ts'
import { answerDaily, playRapid } from '../support/games.ts'
import { labelOf, openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

const admin = () => world.actor('Boss', { admin: true })
const progress = async (name: string) => await world.actor(name).command('progress')
const field = (card: Card, name: string) => plain(card.fields?.find(one => one.name === name)?.value ?? 'no such field')
const say = async (name: string, what: string) => field(await progress(name), what)
const at = (text: string) => Date.parse(text)

/** Goes through days from 22 November on, a daily at 09:00 each: `x` Ada answers it, `-` she does not, `p` dailies are paused then. */
async function live(days: string): Promise<void> {
  await admin().command('daily set', { time: '09:00' })
  for (const [day, sign] of Array.from(days).entries()) {
    const noon = at('2026-11-22T12:00Z') + day * 86_400_000
    if (sign === 'p') await admin().command('daily pause')
    await world.to(noon - 3 * 3_600_000)
    await world.pass(2)
    await world.pass(2)
    if (sign === 'x') await answerDaily(world, 'Ada', day % 2 === 0 ? 'right' : 'wrong')
    if (sign === 'p') {
      await world.to(noon)
      await admin().command('daily resume')
    }
    await world.to(noon + 11 * 3_600_000)
  }
}

describe('/progress: the streak', () => {
  it('counts dailies answered before their reveal, right or wrong; that of today counts at its reveal', async () => {
    await live('xxx')
    expect(await progress('Ada')).toMatchObject({ title: 'Your progress', text: "A streak of 2 days. Today's answer is in; it counts at the reveal." })
    await world.to(at('2026-11-25T09:00:04Z'))
    expect((await progress('Ada')).text).toBe("A streak of 3 days. Today's daily is open: your answer keeps it going, right or wrong.")
    expect(await say('Ada', 'Streak')).toBe('3 days; the best was 3')
    expect((await progress('Grace')).text).toBe("No streak right now. Today's daily is open: your answer starts one, right or wrong.")
  })

  it('a daily that is open beside the next one, whose day is not lost yet, is listed so', async () => {
    await admin().command('daily set', { time: '09:00' })
    await world.to(at('2026-11-22T09:00Z'))
    await world.to(at('2026-11-23T00:30Z'))
    await admin().command('daily now')
    await world.pass(1)
    expect(world.surface.messages.map(message => message.cards.at(-1)?.kind)).toEqual(['question', 'question'])
    expect(await say('Ada', 'Last 14 days')).toMatch(/Sun 22 Nov to Mon 23 Nov open$/)
  })

  it('a member has a full day: with the reveal at the next post, an answer late at night counts for its day', async () => {
    await live('x')
    await world.to(at('2026-11-23T09:00:04Z'))
    await world.to(at('2026-11-24T08:59:50Z'))
    await answerDaily(world, 'Ada')
    await world.to(at('2026-11-24T09:00:04Z'))
    expect(await say('Ada', 'Streak')).toBe('2 days; the best was 2')
  })

  it('lists the last 14 days: answered, frozen, no daily, missed, open', async () => {
    await live('xxxxxxx-pp-x')
    expect(await say('Ada', 'Last 14 days')).toBe(
      'Fri 20 Nov to Sat 21 Nov no daily · Sun 22 Nov to Sat 28 Nov answered · Sun 29 Nov frozen · Mon 30 Nov to Tue 1 Dec no daily · Wed 2 Dec missed · Thu 3 Dec answered, open until its reveal')
    expect(await say('Ada', 'Streak')).toBe('0 days; the best was 7')
    expect(await say('Grace', 'Last 14 days')).toMatch(/Sun 22 Nov to Sun 29 Nov before your first answer/)
  })

  it('days without a slot do not break it: pauses', async () => {
    await live('xxppppx-')
    expect(await say('Ada', 'Streak')).toBe('3 days; the best was 3')
    expect(await say('Ada', 'Last 14 days')).toMatch(/Tue 24 Nov to Fri 27 Nov no daily · Sat 28 Nov answered · Sun 29 Nov open$/)
  })

  it('days without a slot do not break it: weekends', async () => {
    await world.to(at('2026-11-23T08:00Z'))
    await admin().command('daily set', { time: '09:00', days: 'weekdays' })
    for (let day = 23; day < 31; day++) {
      await world.to(at(`2026-11-${day}T09:00Z`))
      await world.pass(2)
      if (day < 28 || day > 29) await answerDaily(world, 'Ada')
    }
    await world.to(at('2026-12-01T09:00:02Z'))
    expect(await say('Ada', 'Streak')).toBe('6 days; the best was 6')
    expect(await say('Ada', 'Last 14 days')).toMatch(/Mon 23 Nov to Fri 27 Nov answered · Sat 28 Nov to Sun 29 Nov no daily · Mon 30 Nov answered/)
  })

  it('days without a slot do not break it: outages', async () => {
    await live('xx')
    for (const day of ['2026-11-26', '2026-11-27']) {
      await world.to(at(`${day}T08:00Z`))
      await world.to(at(`${day}T09:00:02Z`))
      await world.pass(2)
      if (day.endsWith('26')) await answerDaily(world, 'Ada')
    }
    expect(await say('Ada', 'Streak')).toBe('3 days; the best was 3')
    expect(await say('Ada', 'Last 14 days')).toMatch(/Sun 22 Nov to Mon 23 Nov answered · Tue 24 Nov to Wed 25 Nov no daily · Thu 26 Nov answered · Fri 27 Nov open$/)
  })

  it('says how many freezes are held and how many answered days the next one takes', async () => {
    await live('xxxxx-')
    expect(await say('Ada', 'Freezes')).toBe('none held; 2 more answered days earn one')
    await world.close()
    world = await openWorld()
    await live(`${'x'.repeat(14)}-`)
    expect(await say('Ada', 'Freezes')).toBe('2 held, the most there can be. A missed day uses one by itself.')
    await world.to(at('2026-12-07T09:00:04Z'))
    expect(await say('Ada', 'Freezes')).toBe('1 held, a missed day uses it by itself; 7 more answered days earn one')
    expect(await say('Ada', 'Streak')).toBe('14 days; the best was 14')
  })

  it("goes by the member's own zone, or the group's without one", async () => {
    await live('xx')
    expect(plain((await progress('Ada')).footer ?? '')).toMatch(/^Days go by UTC/)
    await world.actor('Ada').command('timezone', { zone: 'Pacific/Auckland' })
    await world.to(at('2026-11-24T08:00Z'))
    expect(plain((await progress('Ada')).footer ?? '')).toMatch(/^Days go by Pacific\/Auckland/)
    expect(await say('Ada', 'Last 14 days')).toMatch(/Sun 22 Nov answered · Mon 23 Nov answered, open until its reveal · Tue 24 Nov no daily$/)
    expect(await say('Grace', 'Last 14 days')).toMatch(/Mon 23 Nov open · Tue 24 Nov no daily$/)
  })

  it('of two channels is one by day: a day is answered when one of its dailies was', async () => {
    await world.actor('Boss', { admin: true, channel: 'second' }).command('daily set', { time: '08:00' })
    await live('xx-')
    await world.to(at('2026-11-25T09:00:04Z'))
    await world.to(at('2026-11-25T09:00:08Z'))
    expect(await say('Ada', 'Streak')).toBe('0 days; the best was 2')
    expect(await say('Ada', 'Last 14 days')).toMatch(/Sun 22 Nov to Mon 23 Nov answered · Tue 24 Nov missed · Wed 25 Nov open$/)
  })

  it('a day is lost at its reveal, not before, and not while another daily of it is open', async () => {
    const second = world.actor('Boss', { admin: true, channel: 'second' })
    await second.command('daily set', { time: '10:00', reveal: '18:00' })
    await world.to(at('2026-11-22T10:00Z'))
    await world.pass(2)
    await answerDaily(world, 'Ada')
    for (const hour of ['22T18', '23T10', '23T18']) {
      await world.to(at(`2026-11-${hour}:00:04Z`))
      if (hour === '23T10') {
        expect(await say('Ada', 'Last 14 days')).toMatch(/Sun 22 Nov answered · Mon 23 Nov open$/)
        await admin().command('daily set', { time: '11:00' })
        await world.to(at('2026-11-23T11:00:00Z'))
        await world.pass(2)
      }
    }
    expect(await progress('Ada')).toMatchObject({ text: "A streak of 1 day. Today's daily is open: your answer keeps it going, right or wrong." })
    await world.to(at('2026-11-24T10:00:04Z'))
    await world.to(at('2026-11-24T11:00:04Z'))
    expect(await say('Ada', 'Last 14 days')).toMatch(/Sun 22 Nov answered · Mon 23 Nov missed · Tue 24 Nov open$/)
    await admin().command('daily off')
    await world.to(at('2026-11-24T18:00:04Z'))
    await second.command('daily off')
    await world.to(at('2026-11-25T11:00:04Z'))
    await world.to(at('2026-11-25T12:00:04Z'))
    expect(await say('Ada', 'Last 14 days')).toMatch(/Mon 23 Nov to Tue 24 Nov missed · Wed 25 Nov no daily$/)
  })
})

describe('/progress: points and topics', () => {
  it('has points and rank of the week and of all time, and right of asked by topic, practice included', async () => {
    await playRapid(world, [{ Ada: 'right', Grace: 'right' }, { Grace: 'right' }])
    const card = await progress('Ada')
    expect([field(card, 'This week'), field(card, 'All time')]).toEqual(Array.from({ length: 2 }, () => 'number 2, 1,000 points (1 of 1 right)'))
    expect(card.rows).toEqual([{ label: expect.any(String), text: '1 of 1 right', value: '100 %' }])
    await world.to(world.now() + 14 * 86_400_000)
    expect([await say('Ada', 'This week'), await say('Ada', 'All time')]).toEqual(['no points yet', 'number 2, 1,000 points (1 of 1 right)'])
    let asked = await world.actor('Ada').command('quiz', { topic: 'metrics', questions: '2' })
    for (let question = 0; question < 2; question++) {
      const label = labelOf(asked, question === 0 ? 'right' : 'wrong')
      const verdict = await world.actor('Ada').press(asked.buttons?.find(button => button.label === label)?.press ?? '')
      asked = await world.actor('Ada').press(verdict.buttons?.[0]?.press ?? '')
    }
    const metrics = (await progress('Ada')).rows?.find(row => row.label === 'Metrics')?.text ?? ''
    expect(['1 of 2 right', '2 of 3 right']).toContain(metrics)
    expect(await say('Ada', 'All time')).toBe('number 2, 1,000 points (1 of 1 right)')
  })

  it('suggests the weakest topics, once enough of them was asked, and practises the weakest on a press', async () => {
    const tries = async (topic: string, moves: ('right' | 'wrong')[]) => {
      let card = await world.actor('Ada').press(`fresh:${topic}::${moves.length}`)
      for (const move of moves) {
        const label = labelOf(card, move)
        const verdict = await world.actor('Ada').press(card.buttons?.find(button => button.label === label)?.press ?? '')
        card = await world.actor('Ada').press(verdict.buttons?.[0]?.press ?? '')
      }
    }
    await tries('metrics', ['right', 'wrong', 'right', 'right'])
    await tries('probability', ['wrong', 'wrong', 'right'])
    await tries('linear-algebra', ['wrong', 'wrong'])
    const card = await progress('Ada')
    expect(field(card, 'Worth practising')).toBe('Probability: /quiz topic:probability · Metrics: /quiz topic:metrics')
    expect(card.rows?.map(row => `${plain(row.label)}: ${row.text}, ${row.value}`)).toEqual(['Linear algebra: 0 of 2 right, 0 %', 'Probability: 1 of 3 right, 33 %', 'Metrics: 3 of 4 right, 75 %'])
    expect(card.buttons?.map(button => button.label)).toEqual(['Practise Probability'])
    expect((await world.actor('Ada').press(card.buttons?.[0]?.press ?? '')).title).toMatch(/^Practice 1 of 5 · Probability · /)
  })

  it('begins with a word on how to begin', async () => {
    expect(plain((await progress('Ada')).text ?? '')).toBe('Nothing answered yet. /quiz is a good start.')
    await playRapid(world, [{ Ada: 'right', Grace: 'right' }])
    expect((await progress('Ada')).text).toBe('No streak yet: this group has had no daily.')
  })

  it('works alone, in a direct message, without boards', async () => {
    const alone = world.actor('Ada', { alone: true, home: 'dm-ada' })
    expect(await alone.command('progress')).toMatchObject({ text: words`Nothing answered yet. ${slash('quiz')} is a good start.`, fields: [] })
    const card = await alone.command('quiz', { topic: 'metrics', questions: '1' })
    await alone.press(card.buttons?.find(button => button.label === labelOf(card, 'right'))?.press ?? '')
    expect(await alone.command('progress')).toMatchObject({ text: 'Points and streaks belong to your groups; here is what you practised.', rows: [{ label: 'Metrics', text: '1 of 1 right', value: '100 %' }], fields: [] })
  })
})
