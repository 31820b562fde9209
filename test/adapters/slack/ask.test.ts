import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { slackFormFaults } from '../../render/faults.ts'
import { buttonOf, openRoom, read, type Room } from './room.ts'
import type { Person } from '../../standins/slack/person.ts'
import type { View } from '../../standins/slack/world.ts'

let room: Room
beforeEach(async () => { room = await openRoom() })
afterEach(async () => {
  expect(room.troubles).toEqual([])
  await room.close()
})

/** Opens the form behind a button of /recall help. */
async function ask(person: Person, label: string, channel = room.general.id): Promise<View> {
  const help = await (await person.slash(channel, '/recall', 'help')).answer()
  return await (await person.press(help, buttonOf(help, label))).modal()
}

const fieldsOf = (view: View) => view.blocks.filter(block => block['type'] === 'input').map(block => block['block_id'])

/** What a person was told last, once it is there. */
async function told(person: Person, number: number): Promise<string> {
  return read(await room.slack.until(() => room.slack.privateMessages(person.id)[number], 'what is told'))
}

describe('the buttons of /recall help', () => {
  const labels = async (person: Person, channel = room.general.id) => {
    const { blocks } = await (await person.slash(channel, '/recall', 'help')).answer()
    return blocks.flatMap(block => block['type'] === 'actions' ? (block['elements'] as { text: { text: string } }[]).map(one => one.text.text) : [])
  }

  it('open forms, each of them for what this person can do there', async () => {
    expect(await labels(room.ada)).toEqual(['Quiz…', 'Timed round…', 'Formula…', 'Set the daily…'])
    expect(await labels(room.ben)).toEqual(['Quiz…', 'Timed round…', 'Formula…'])
    expect(await labels(room.ben, room.ben.directChannel().id)).toEqual(['Quiz…', 'Formula…'])
  })

  it('give every option of the command a field, whatever their number, within the limits', async () => {
    expect(fieldsOf(await ask(room.ada, 'Quiz'))).toEqual(['topic', 'difficulty', 'questions', 'for'])
    const daily = await ask(room.ada, 'Set the daily')
    expect(fieldsOf(daily)).toEqual(['time', 'timezone', 'channel', 'topic', 'difficulty', 'days', 'reveal', 'mention', 'thread'])
    expect(slackFormFaults(daily.body as never)).toEqual([])
  })
})

describe('a form that was filled in', () => {
  it('runs the command as if it had been typed, and answers in the channel, to this person alone', async () => {
    const { slack, general, ben } = room
    const view = await ask(ben, 'Quiz')
    expect(await ben.submit(view, { topic: 'metrics', questions: '3' })).toMatchObject({ kind: 'closed' })
    expect(await told(ben, 1)).toContain('Practice 1 of 3 · Metrics')
    expect(slack.privateMessages(ben.id)[1]?.channelId).toBe(general.id)
    expect(slack.messages(general.id)).toEqual([])
  })

  it('starts a round for everyone', async () => {
    const { slack, general, ben } = room
    await ben.submit(await ask(ben, 'Timed round'), { questions: '3', seconds: '20' })
    expect(await told(ben, 1)).toContain('A round of 3 questions starts now.')
    await room.pass(0)
    expect(slack.messages(general.id).map(read)[0]).toContain('Question 1 of 3')
  })

  it('sets a daily, with a zone that was completed while it was typed', async () => {
    const { ada, general } = room
    const view = await ask(ada, 'Set the daily')
    expect((await ada.suggest(view, 'timezone', 'berl') as { value: string }[])[0]).toEqual({ text: 'Europe/Berlin', value: 'Europe/Berlin' })
    await ada.suggest(view, 'days', 'tue,thu')
    const other = room.slack.addChannel({ name: 'daily' })
    await ada.submit(view, { time: '9:00', timezone: 'Europe/Berlin', days: 'tue,thu', channel: [other.id] })
    expect(await told(ada, 1)).toMatch(/The daily is set[^]*Tue, Thu at 09:00, Europe\/Berlin/)
    expect(room.slack.privateMessages(ada.id)[1]?.channelId).toBe(general.id)
    expect(JSON.stringify(room.slack.privateMessages(ada.id)[1]?.blocks)).toContain(other.id)
  })

  it('says what is wrong with it, as for what is typed, and opens again', async () => {
    const { ben } = room
    await ben.submit(await ask(ben, 'Timed round'), { questions: 'many' })
    expect(await told(ben, 1)).toBe('Fill in a form…\nquestions must be a whole number from 3 to 30.')
  })

  it('answers in direct messages by a message', async () => {
    const { slack, ben } = room
    const direct = ben.directChannel()
    const view = await ask(ben, 'Formula', direct.id)
    await ben.suggest(view, 'name', 'precision')
    await ben.submit(view, { name: 'Precision' })
    expect(read(await slack.until(() => slack.messages(direct.id)[0], 'the formula'))).toContain('Precision')
  })

  it('does nothing twice when Slack sends it twice', async () => {
    const { slack, ben } = room
    await ben.submit(await ask(ben, 'Quiz'), { topic: 'metrics' })
    await told(ben, 1)
    const sent = slack.deliveries.findLast(one => one.payload['type'] === 'view_submission')
    if (sent === undefined) throw new Error('Nothing was submitted.')
    expect(await slack.repeat(sent)).toMatchObject({ ok: true })
    expect(slack.privateMessages(ben.id)).toHaveLength(2)
  })
})

describe('what is completed', () => {
  const offers = async (typed: string) => (await room.ben.suggest(await ask(room.ben, 'Formula'), 'name', typed) as { value: string }[]).map(one => one.value)

  it('are names, best first, and the words typed last, because nothing else can be sent', async () => {
    const offered = await offers('cosine')
    expect(offered[0]).toMatch(/^cosine similarity$/i)
    expect(offered.at(-1)).toBe('cosine')
  })
  it('is every name while nothing is typed', async () => expect((await offers('')).length).toBeGreaterThan(20))
  it('are the words alone where nothing is like them', async () => expect(await offers('xyzzy')).toEqual(['xyzzy']))
  it('is nothing that is too long', async () => expect(await offers('x'.repeat(101))).toEqual([]))
})
