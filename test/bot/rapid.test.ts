import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { labelOf, openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

/** Starts a round of three questions with twenty seconds each, as Ada. */
async function start(options: Record<string, string> = {}): Promise<void> {
  await world.actor('Ada').command('rapid', { questions: '3', seconds: '20', ...options })
  await world.pass(0)
}

describe('a rapid round', () => {
  it('shows a member their own first answer again, also once the question is closed or revealed', async () => {
    await start()
    const card = world.newest()
    const [ada, grace] = [world.actor('Ada'), world.actor('Grace')]
    const other = card.buttons?.find(button => button.label === 'B')?.press ?? ''
    await ada.click('A')
    for (const seconds of [0, 22, 4]) {
      await world.pass(seconds)
      expect(plain((await ada.press(other)).text ?? '')).toMatch(/^You answered A\./)
    }
    expect(plain((await grace.press(other)).text ?? '')).toMatch(/^That question is closed/)
  })

  it('is played by three people from the first question to the podium and the leaderboard', async () => {
    const [ada, grace, alan] = [world.actor('Ada'), world.actor('Grace'), world.actor('Alan')]
    const answer = await ada.command('rapid', { questions: '3', seconds: '20', scoring: 'accuracy' })
    expect(plain(answer.text ?? '')).toBe('A round of 3 questions starts now. Answer with the buttons; /stop ends it.')
    await world.pass(0)
    for (const number of [1, 2, 3]) {
      expect(world.newest().title).toMatch(new RegExp(`^Question ${number} of 3`))
      const right = labelOf(world.newest(), 'right')
      const wrong = labelOf(world.newest(), 'wrong')
      expect((await ada.click(right)).text).toBe(`Locked in: ${right}.`)
      await grace.click(number === 1 ? right : wrong)
      if (number > 1) await alan.click(right)
      await world.pass(22)
      expect(world.newest().kind).toBe('reveal')
      await world.pass(4)
    }
    const podium = world.newest()
    expect(podium.kind).toBe('podium')
    expect(podium.rows?.map(({ label, text, value }) => [label, text, value])).toEqual([['1', 'Ada', '3/3 · 3,000'], ['2', 'Alan', '2/2 · 2,000'], ['3', 'Grace', '1/3 · 1,000']])
    const board = await grace.command('leaderboard')
    expect(board.rows?.map(row => row.text)).toEqual(['Ada', 'Alan', 'Grace'])
    expect(board.text).toBe('You are number 3 of 3, with 1,000 points (1 of 3 right).')
  })

  it('posts each question, reveal and the podium once: four messages for three questions', async () => {
    await start()
    for (let beat = 0; beat < 100; beat++) await world.pass(1)
    expect(world.surface.messages.map(message => message.key.split('/')[1])).toEqual(['0', '1', '2', 'podium'])
  })

  it('shows ranks 1, 2, 2, 4', async () => {
    const names = ['Ada', 'Grace', 'Alan', 'Kay']
    await start({ scoring: 'accuracy' })
    for (let question = 0; question < 3; question++) {
      const [right, wrong] = [labelOf(world.newest(), 'right'), labelOf(world.newest(), 'wrong')]
      for (const [place, name] of names.entries()) await world.actor(name).click(place === 0 || (place < 3 && question === 0) ? right : wrong)
      await world.pass(22)
      await world.pass(4)
    }
    expect(world.newest().rows?.map(row => row.label)).toEqual(['1', '2', '2', '4'])
  })

  it('names the question most missed', async () => {
    await start()
    const missed = plain(world.newest().text ?? '')
    await world.actor('Grace').click(labelOf(world.newest(), 'wrong'))
    await world.pass(22)
    await world.pass(4)
    for (let question = 1; question < 3; question++) {
      await world.actor('Grace').click(labelOf(world.newest(), 'right'))
      await world.pass(22)
      await world.pass(4)
    }
    expect(world.newest().fields).toEqual([{ name: 'Most missed (1 wrong answer)', value: missed }])
  })

  it('shows publicly when its time is up and how many have answered, never what', async () => {
    await start()
    expect(plain(world.newest().footer ?? '')).toBe(`Closes ${new Date(world.now() + 20_000).toISOString()} · 0 answers so far`)
    await world.actor('Ada').click('A')
    await world.actor('Grace').click('B')
    await world.pass(2)
    expect(plain(world.newest().footer ?? '')).toContain('· 2 answers so far')
    expect(world.newest().rows?.every(row => row.value === undefined && row.mark === undefined)).toBe(true)
  })

  it('counts when at least two members answered in it', async () => {
    await start()
    await world.actor('Ada').click(labelOf(world.newest(), 'right'))
    await world.pass(22)
    expect(plain((await world.actor('Ada').command('leaderboard')).text ?? '')).toMatch(/^Nobody has points here yet/)
    await world.pass(4)
    await world.actor('Grace').click(labelOf(world.newest(), 'right'))
    await world.pass(22)
    expect((await world.actor('Ada').command('leaderboard')).rows?.map(row => row.text).toSorted()).toEqual(['Ada', 'Grace'])
  })

  it('counts for a member in at most five rounds a day', async () => {
    for (let played = 0; played < 6; played++) {
      await start({ scoring: 'accuracy' })
      const right = labelOf(world.newest(), 'right')
      await world.actor('Ada').click(right)
      await world.actor('Grace').click(right)
      await world.pass(22)
      await world.actor('Ada').command('stop')
      await world.pass(5)
    }
    expect((await world.actor('Ada').command('leaderboard')).rows?.map(row => row.value)).toEqual(['5/5 · 5,000', '5/5 · 5,000'])
  })

  it('does not ask the same question again before all were asked', async () => {
    const asked = new Set<string>()
    for (let played = 0; played < 3; played++) {
      await start()
      for (let question = 0; question < 3; question++) {
        asked.add(plain(world.newest().text ?? '').replace(/^Is anyone there.*\n\n/, ''))
        await world.actor('Ada').click('A')
        await world.pass(22)
        await world.pass(4)
      }
    }
    expect(asked.size).toBe(9)
  })
})

describe('an answer', () => {
  it('counts when it is the first, and cannot be changed: a second press repeats the first choice privately', async () => {
    await start()
    const [right, wrong] = [labelOf(world.newest(), 'right'), labelOf(world.newest(), 'wrong')]
    await world.actor('Ada').click(right)
    expect((await world.actor('Ada').click(wrong)).text).toBe(`You answered ${right}. The first answer counts and cannot be changed.`)
    await world.pass(22)
    expect(world.newest().footer).toBe('1 of 1 answer was right.')
  })

  it('gets "Locked in: B" privately; verdict, explanation and the note on one\'s own wrong choice come after the reveal, privately on a press of "Why?"', async () => {
    await start()
    const [right, wrong] = [labelOf(world.newest(), 'right'), labelOf(world.newest(), 'wrong')]
    const early = world.newest().buttons?.[0]?.press.replace('answer', 'why').replace(/:\d+$/, '') ?? ''
    expect(await world.actor('Ada').click(wrong)).toEqual({ kind: 'note', text: `Locked in: ${wrong}.` })
    expect((await world.actor('Ada').press(early)).text).toBe('That question is not revealed yet.')
    await world.pass(22)
    const verdict = await world.actor('Ada').click('Why?')
    expect(verdict.title).toBe(`You answered ${wrong}. ${right} is right.`)
    expect(verdict.rows?.find(row => row.mark === 'wrong')?.note).toBeTruthy()
    expect(verdict.text).toMatch(/^Because of q/)
    expect((await world.actor('Grace').click('Why?')).text).toMatch(/^You did not answer that question/)
  })
})

describe('one live round a channel', () => {
  it('a second /rapid says who runs one and how to stop it', async () => {
    await start()
    expect(plain((await world.actor('Grace').command('rapid')).text ?? '')).toBe('A round that Ada started is running in this channel. Join it with the buttons; its starter or an admin can end it with /stop.')
  })

  it('another channel may run its own, and the channel is free again after the end', async () => {
    await start()
    await world.actor('Grace', { channel: 'quiz' }).command('rapid', { questions: '3' })
    await world.actor('Ada').command('stop')
    await world.pass(0)
    expect(plain((await world.actor('Grace').command('rapid', { questions: '3' })).text ?? '')).toMatch(/^A round of 3 questions starts now/)
  })
})

describe('/stop', () => {
  it('is for the starter or an admin', async () => {
    await start()
    expect((await world.actor('Grace').command('stop')).text).toMatch(/^Only the person who started/)
    expect((await world.actor('Grace', { admin: true }).command('stop')).text).toBe('The round ends here. What was revealed counts.')
  })

  it('without a round says how to start one', async () => {
    expect(plain((await world.actor('Ada').command('stop')).text ?? '')).toBe('No round is running in this channel. /rapid starts one.')
  })
})
