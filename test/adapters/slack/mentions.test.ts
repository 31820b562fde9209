import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openRoom, read, type Room } from './room.ts'

let room: Room
beforeEach(async () => { room = await openRoom() })
afterEach(async () => {
  expect(room.troubles).toEqual([])
  await room.close()
})

const privately = async (number = 0) => await room.slack.until(() => room.slack.privateMessages(room.ben.id)[number], 'an answer')
const directly = async (number: number) => await room.slack.until(() => room.slack.messages(room.ben.directChannel().id)[number], 'an answer')

describe('Recall\'s name in a channel', () => {
  it('begins a command, which is answered to this person alone', async () => {
    const { ben, general, slack } = room
    await ben.mention(general.id, 'formula cosine similarity')
    const answer = await privately()
    expect(read(answer)).toContain('Cosine similarity')
    expect(answer).toMatchObject({ channelId: general.id, visibleTo: ben.id })
    expect(slack.messages(general.id)).toHaveLength(1)
  })

  it('starts a round for everyone', async () => {
    const { ben, general, slack } = room
    await ben.mention(general.id, 'rapid questions:3')
    expect(read(await privately())).toContain('A round of 3 questions starts now.')
    await room.pass(0)
    expect(read(slack.messages(general.id)[1] ?? { blocks: [] })).toContain('Question 1 of 3')
  })

  it('alone is a question for help', async () => {
    await room.ben.mention(room.general.id, '')
    expect(read(await privately())).toContain('Try /recall quiz for yourself')
  })

  it('before other words is answered in one line', async () => {
    await room.ben.mention(room.general.id, ', thanks a lot!')
    expect(read(await privately())).toBe('I answer to commands, such as /recall quiz or /recall formula cosine similarity. /recall help lists them all.')
  })

  it('is answered once, also when Slack tells of it again with another id', async () => {
    const { ben, general, slack } = room
    await ben.mention(general.id, 'progress')
    await privately()
    const event = slack.deliveries.findLast(one => (one.payload['event'] as { type?: string } | undefined)?.type === 'app_mention')
    if (event === undefined) throw new Error('Nobody was mentioned.')
    await slack.repeat(event, { newId: true })
    await ben.mention(general.id, 'help')
    expect(read(await privately(1))).toContain('Try /recall quiz')
    expect(slack.privateMessages(ben.id)).toHaveLength(2)
  })
})

describe('a direct message', () => {
  it('is a command, answered by a message', async () => {
    await room.ben.direct('Formula: F1 score')
    expect(read(await directly(1))).toContain('F1 score')
  })

  it('is the person\'s own place: no rounds, and practice that nobody sees', async () => {
    await room.ben.direct('rapid')
    expect(read(await directly(1))).toContain('That works in the channels of a group')
    await room.ben.direct('quiz metrics')
    expect(read(await directly(3))).toContain('Practice 1 of 5 · Metrics')
  })

  it('of a bot, an edit or a join is no word to Recall', async () => {
    const { ben, slack } = room
    await ben.direct('help')
    await directly(1)
    const event = slack.deliveries.findLast(one => (one.payload['event'] as { type?: string } | undefined)?.type === 'message')
    if (event === undefined) throw new Error('Nothing was written.')
    const said = event.payload['event'] as object
    for (const change of [{ subtype: 'message_changed' }, { subtype: 'channel_join' }, { subtype: 'bot_message', bot_id: 'B1' }, { bot_id: 'B1' }, { user: slack.botUserId }]) {
      await slack.deliver('events_api', { ...event.payload, event_id: `Ev${JSON.stringify(change)}`, event: { ...said, ...change, ts: `${Date.now() / 1000}` } })
    }
    await ben.direct('progress')
    await slack.until(() => slack.messages(ben.directChannel().id).some(one => read(one).includes('Your progress')) ? true : undefined, 'progress')
    expect(slack.messages(ben.directChannel().id)).toHaveLength(4)
  })
})
