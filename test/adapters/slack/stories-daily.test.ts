import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStudyGroup, phoneFaults, type StudyGroup } from './study-group.ts'

let group: StudyGroup
beforeAll(async () => {
  group = await openStudyGroup()
  await group.told(group.ada, group.daily, 'daily set', { time: '13:00', timezone: 'UTC' })
})
afterAll(async () => await group.close())

/** The words of the question on a card. */
function questionIn(screen: string): string {
  return /^What of .*$/m.exec(screen)?.[0] ?? 'none'
}

describe('an admin', () => {
  it('sees the next question privately, without its answer, and draws another', async () => {
    const { stage, daily, ada, command, turn, newest, readAlone, read } = group
    const preview = await command(ada, daily, 'daily preview')
    const first = readAlone(ada, preview)
    expect(first).toMatch(/^Preview · [^]*\[Draw another\]\nWill be posted 2026-11-21 13:00\. Only you see this\./)
    expect(JSON.stringify([preview.text, preview.blocks])).not.toMatch(/✅|Because|\[A\]/)
    const second = await turn(ada, preview, 'Draw another')
    expect(questionIn(second)).not.toBe(questionIn(first))
    await stage.to(Date.UTC(2026, 10, 21, 13))
    expect(questionIn(read(newest(daily)))).toBe(questionIn(second))
  })

  it('pauses the daily, and nothing comes until it is resumed', async () => {
    const { stage, slack, daily, ada, ben, told } = group
    expect(await told(ada, daily, 'daily pause')).toBe('The daily is paused. /daily resume goes on with it.')
    expect(await told(ben, daily, 'daily show')).toContain('Next post  paused. /daily resume goes on.')
    await stage.to(Date.UTC(2026, 10, 23, 12))
    expect(slack.messages(daily)).toHaveLength(1)
    expect(await told(ada, daily, 'daily resume')).toMatch(/^The daily goes on\nNext post {2}2026-11-23 13:00/)
  })

  it("posts today's question at once, and only once", async () => {
    const { stage, slack, general, daily, ada, told } = group
    expect(await told(ada, general, 'daily now', { channel: `<#${daily}>` })).toBe('The question of 23 November (UTC) is on its way to #daily. The next one comes 2026-11-24 13:00.')
    await stage.pass(0)
    expect(slack.messages(daily)).toHaveLength(2)
    expect(await told(ada, daily, 'daily now')).toBe('The question of 23 November (UTC) has been posted in #daily already. The next one comes 2026-11-24 13:00.')
    await stage.to(Date.UTC(2026, 10, 23, 13))
    expect(slack.messages(daily)).toHaveLength(2)
  })

  it('switches it off; what is open is still revealed', async () => {
    const { stage, slack, daily, ada, ben, told, newest, read } = group
    expect(await told(ada, daily, 'daily off')).toContain('The daily is off. A question that is open now is still revealed.')
    expect(await told(ben, daily, 'daily show')).toContain('There is no daily here.')
    await stage.to(Date.UTC(2026, 10, 24, 13))
    await stage.pass(3)
    expect(slack.messages(daily)).toHaveLength(2)
    expect(read(newest(daily))).toContain('the answer is')
  })

  it('is told what is wrong with what they typed, and nothing is set', async () => {
    const { daily, ada, told } = group
    expect(await told(ada, daily, 'daily set', { time: '25:00' })).toBe('time must be HH:MM, from 00:00 to 23:59, such as 09:00; "25:00" is not.')
    expect(await told(ada, daily, 'daily set', { time: '09:00', timezone: 'Berlin' })).toBe('I do not know the time zone "Berlin". Did you mean Europe/Berlin?')
    expect(await told(ada, daily, 'daily set', { time: '09:00', days: 'someday' })).toContain('days must be all, weekdays, or a list of')
    expect(await told(ada, daily, 'daily show')).toContain('There is no daily here.')
  })
})

it('reads well on a phone, is within every limit, and has words for notifications', () => expect(phoneFaults(group)).toEqual([]))

it('was no trouble', () => expect(group.stage.troubles).toEqual([]))
