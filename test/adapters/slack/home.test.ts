import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { buttonOf, openRoom, read, type Room } from './room.ts'
import type { View } from '../../standins/slack/world.ts'

let room: Room
beforeEach(async () => { room = await openRoom() })
afterEach(async () => {
  expect(room.troubles).toEqual([])
  await room.close()
})

const labels = ({ blocks }: View) => blocks.flatMap(block => block['type'] === 'actions' ? (block['elements'] as { text: { text: string } }[]).map(one => one.text.text) : [])

async function setDaily(): Promise<void> {
  await (await room.ada.slash(room.general.id, '/recall', 'daily set time:12:05 reveal:18:00')).answer()
}

describe('the App Home', () => {
  it('of somebody new says what to begin with, and offers it', async () => {
    const home = await room.ben.openHome()
    expect(read(home)).toContain('There is no daily yet. An admin sets one with /recall daily set.')
    expect(read(home)).toContain('Your progress')
    expect(labels(home)).toEqual(['Quiz…', 'Timed round…', 'Formula…', 'Leaderboard'])
  })

  it('offers admins the settings', async () => {
    expect(labels(await room.ada.openHome())).toEqual(['Quiz…', 'Timed round…', 'Formula…', 'Set the daily…', 'Leaderboard', 'Set up…'])
  })

  it('says when the next daily comes, which one waits for an answer, and no more when it has one', async () => {
    await setDaily()
    expect(read(await room.ben.openHome())).toContain('Next daily')
    expect(read(await room.ben.openHome())).toContain('Nothing waits for you.')
    await room.pass(300)
    const [daily] = room.slack.messages(room.general.id)
    if (daily === undefined) throw new Error('No daily was posted.')
    const waiting = await room.ben.openHome()
    expect(read(waiting)).toContain('1 daily waits for your answer.')
    expect(JSON.stringify(waiting.blocks)).toContain(room.general.id)
    expect(read(waiting)).not.toContain(room.bot.library.questions[0]?.ask('').explanation ?? 'Because')
    await (await room.ben.press(daily, 'press-0')).answer()
    expect(read(await room.ben.openHome())).toContain('Nothing waits for you.')
    expect(read(await room.ada.openHome())).toContain('1 daily waits for your answer.')
  })

  it('tells nobody of dailies in channels that they are not in', async () => {
    const { slack, ada, ben } = room
    const secret = slack.addChannel({ name: 'secret', kind: 'private' })
    await ada.join(secret)
    await (await ada.slash(secret.id, '/recall', 'daily set time:12:05 reveal:18:00')).answer()
    await room.pass(300)
    expect(read(await ada.openHome())).toContain('1 daily waits for your answer.')
    const home = await ben.openHome()
    expect(read(home)).toContain('There is no daily yet.')
    expect(JSON.stringify(home)).not.toContain(secret.id)
  })

  it('shows the points of this group once they are there', async () => {
    await setDaily()
    await room.pass(300)
    const [daily] = room.slack.messages(room.general.id)
    if (daily === undefined) throw new Error('No daily was posted.')
    await (await room.ben.press(daily, 'press-0')).answer()
    await room.to(Date.UTC(2026, 10, 21, 18, 0, 10))
    await room.pass(5)
    const home = await room.ben.openHome()
    expect(read(home)).toMatch(/This week {2}number 1, [\d,]+ points/)
    const board = await (await room.ben.press(home, buttonOf(home, 'Leaderboard'))).modal()
    expect(read(board)).toContain('🥇  ben (you)')
  })
})

describe('a press in the App Home', () => {
  it('is answered in a window', async () => {
    const home = await room.ben.openHome()
    const view = await (await room.ben.press(home, buttonOf(home, 'Leaderboard'))).modal()
    expect(read(view)).toContain('Nobody has points here yet.')
    expect(room.slack.privateMessages(room.ben.id)).toEqual([])
  })

  it('opens a form for a round, which asks for the channel and starts it there', async () => {
    const { ben, general, slack } = room
    const home = await ben.openHome()
    const form = await (await ben.press(home, buttonOf(home, 'Timed round'))).modal()
    await expect(ben.submit(form, { questions: '3' })).rejects.toThrow('in is required')
    const { view } = await ben.submit(form, { in: [general.id], questions: '3' })
    expect(view && read(view)).toContain('A round of 3 questions starts now.')
    await room.pass(0)
    expect(read(slack.messages(general.id)[0] ?? { blocks: [] })).toContain('Question 1 of 3')
  })

  it('opens a form for a quiz, which is one\'s own without a channel, and asks for one if it is to be for everyone', async () => {
    const { ben } = room
    const home = await ben.openHome()
    const open = async () => await (await ben.press(home, buttonOf(home, 'Quiz'))).modal()
    const said = async (filled: Record<string, string>) => {
      const { view } = await ben.submit(await open(), filled)
      return view === null ? '' : read(view)
    }
    expect(await said({ for: 'channel' })).toBe('Choose the channel where everyone is to play.')
    expect(await said({ topic: 'metrics' })).toContain('Practice 1 of 5 · Metrics')
  })

  it('asks for the channel of a daily', async () => {
    const { ada, general } = room
    const home = await ada.openHome()
    const form = await (await ada.press(home, buttonOf(home, 'Set the daily'))).modal()
    await expect(ada.submit(form, { time: '09:00' })).rejects.toThrow('channel is required')
    const { view } = await ada.submit(form, { time: '09:00', channel: [general.id] })
    expect(view && read(view)).toContain('The daily is set')
  })

  it('tells who is not in a channel that Recall has to be invited', async () => {
    const { ben, slack } = room
    const other = slack.addChannel({ name: 'other', bot: false })
    await ben.join(other)
    const home = await ben.openHome()
    const form = await (await ben.press(home, buttonOf(home, 'Timed round'))).modal()
    const { view } = await ben.submit(form, { in: [other.id] })
    expect(view && read(view)).toContain('/invite @Recall')
  })

  it('changes the settings of the group', async () => {
    const { ada } = room
    const home = await ada.openHome()
    const form = await (await ada.press(home, buttonOf(home, 'Set up'))).modal()
    const { view } = await ada.submit(form, { zone: 'Europe/Berlin' })
    expect(view && read(view)).toContain('Saved')
    expect(labels(await ada.openHome())).toContain('Group settings…')
  })
})
