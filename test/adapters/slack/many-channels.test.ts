import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, Message } from '../../standins/slack/world.ts'
import { openSlackStage, type SlackStage } from '../../support/slack.ts'
import { firstInstant, stretchesOf } from '../../support/zone-oracle.ts'
import { told } from './reading.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

interface Daily {
  channel: Channel
  time: string
  /** HH:MM, or `next`. */
  reveal: string
  thread: boolean
}

/** A day and a half in each: two in which the clocks change, and one in which they do not. */
describe.each([
  ['America/New_York', Date.UTC(2027, 2, 13, 20)],
  ['Australia/Lord_Howe', Date.UTC(2027, 3, 3, 2)],
  ['Asia/Kathmandu', Date.UTC(2027, 4, 1)],
])('a day of 20 channels with dailies in %s, with the limits on', (zone, from) => {
  const to = from + 1.5 * DAY
  let stage: SlackStage
  let dailies: Daily[]

  /** When it is such a time there, by a calendar that is not ours. */
  function instants(time: string, after: number): number[] {
    const stretches = stretchesOf(zone, from - 3 * DAY, to + 3 * DAY)
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    const date = new Date(from)
    const days = [-2, -1, 0, 1, 2, 3].map(day => firstInstant(stretches, Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() + day, hours, minutes)))
    return days.filter(at => at > after && at <= to)
  }

  beforeAll(async () => {
    stage = await openSlackStage({ limits: {} })
    await stage.to(from)
    const boss = stage.slack.person({ username: 'boss', isAdmin: true })
    dailies = []
    for (let number = 0; number < 20; number++) {
      const channel = stage.slack.addChannel({ name: `daily${number}` })
      await boss.join(channel)
      // The first ask in the hour that there is not, or is twice; a third of them at one and the same minute.
      const time = number < 2 ? '02:10' : number % 3 === 0 ? '09:00' : `${String((number * 5) % 24).padStart(2, '0')}:${String((number * 7) % 60).padStart(2, '0')}`
      const daily = { channel, time, reveal: number % 4 === 0 ? '21:15' : 'next', thread: number % 5 === 2 }
      expect(await told(boss.slash(channel.id, '/recall', `daily set time:${time} timezone:${zone} reveal:${daily.reveal} thread:${daily.thread ? 'on' : 'off'}`))).toMatch(/The daily is set/)
      dailies.push(daily)
    }
    while (stage.now() < to) await stage.pass(60)
  })
  afterAll(async () => { await stage.close() })

  const messages = ({ channel }: Daily): Message[] => stage.slack.messages(channel.id).filter(({ threadTs }) => threadTs === null)
  const postedAt = ({ ts }: Message) => Math.floor(Number(ts) * 1000)

  it('every daily is posted once, within a minute of its local time, and revealed once, when it was to be', () => {
    for (const daily of dailies) {
      const wanted = instants(daily.time, from)
      const posts = messages(daily)
      expect([daily.time, posts.length]).toEqual([daily.time, wanted.length])
      for (const [place, message] of posts.entries()) {
        expect(postedAt(message) - (wanted[place] ?? NaN)).toBeLessThanOrEqual(MINUTE)
        expect(postedAt(message)).toBeGreaterThanOrEqual(wanted[place] ?? NaN)
        const due = daily.reveal === 'next' ? wanted[place + 1] : instants(daily.reveal, postedAt(message) + 60 * MINUTE - 1)[0]
        const reveals = message.versions.filter(({ blocks }) => JSON.stringify(blocks).includes('the answer is')).map(({ at }) => at)
        if (due === undefined || due < to - 2 * MINUTE) expect(reveals).toHaveLength(due === undefined ? 0 : 1)
        for (const at of reveals) expect(at - (due ?? NaN)).toBeLessThanOrEqual(2 * MINUTE)
        for (const at of reveals) expect(at).toBeGreaterThanOrEqual(due ?? NaN)
      }
    }
    expect(stage.troubles).toEqual([])
  })

  it('those that want one have a thread, of one message', () => {
    for (const daily of dailies) {
      const replies = stage.slack.messages(daily.channel.id).filter(({ threadTs }) => threadTs !== null)
      expect(replies).toHaveLength(daily.thread ? messages(daily).length : 0)
    }
  })
})
