import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../standins/discord/world.ts'
import { openStudyGroup, phoneFaults, type StudyGroup } from './study-group.ts'

let group: StudyGroup
beforeAll(async () => {
  group = await openStudyGroup()
  await group.ada.command(group.daily, 'daily set', { time: '13:00', timezone: 'UTC' })
})
afterAll(async () => await group.close())

/** The words of the question on a card. */
function questionIn(screen: string): string {
  return /^What of .*$/m.exec(screen)?.[0] ?? 'none'
}

describe('an admin', () => {
  it('sees the next question privately, without its answer, and draws another', async () => {
    const { stage, daily, ada, click, told, read } = group
    const preview = await ada.command(daily, 'daily preview')
    const first = told(preview)
    expect(first).toMatch(/^Preview · [^]*\[Draw another\]\nWill be posted 2026-11-21 13:00\. Only you see this\./)
    expect(first).not.toMatch(/✅|Because|\[A\]/)
    const second = told(await click(ada, preview.message as Message, 'Draw another'))
    expect(questionIn(second)).not.toBe(questionIn(first))
    await stage.to(Date.UTC(2026, 10, 21, 13))
    expect(questionIn(read(stage.newest(daily)))).toBe(questionIn(second))
  })

  it('pauses the daily, and nothing comes until it is resumed', async () => {
    const { stage, discord, daily, ada, ben, told } = group
    expect(told(await ada.command(daily, 'daily pause'))).toBe('The daily is paused. /daily resume goes on with it.')
    expect(told(await ben.command(daily, 'daily show'))).toContain('Next post  paused. /daily resume goes on.')
    await stage.to(Date.UTC(2026, 10, 23, 12))
    expect(discord.messages(daily)).toHaveLength(1)
    expect(told(await ada.command(daily, 'daily resume'))).toMatch(/^The daily goes on\nNext post {2}2026-11-23 13:00/)
  })

  it("posts today's question at once, and only once", async () => {
    const { stage, discord, general, daily, ada, told } = group
    expect(told(await ada.command(general, 'daily now', { channel: daily }))).toBe('The question of 23 November (UTC) is on its way to #daily. The next one comes 2026-11-24 13:00.')
    await stage.pass(0)
    expect(discord.messages(daily)).toHaveLength(2)
    expect(told(await ada.command(daily, 'daily now'))).toBe('The question of 23 November (UTC) has been posted in #daily already. The next one comes 2026-11-24 13:00.')
    await stage.to(Date.UTC(2026, 10, 23, 13))
    expect(discord.messages(daily)).toHaveLength(2)
  })

  it('switches it off; what is open is still revealed', async () => {
    const { stage, discord, daily, ada, ben, told, read } = group
    expect(told(await ada.command(daily, 'daily off'))).toContain('The daily is off. A question that is open now is still revealed.')
    expect(told(await ben.command(daily, 'daily show'))).toContain('There is no daily here.')
    await stage.to(Date.UTC(2026, 10, 24, 13))
    await stage.pass(3)
    expect(discord.messages(daily)).toHaveLength(2)
    expect(read(stage.newest(daily))).toContain('the answer is')
  })

  it('is told what is wrong with what they typed, and nothing is set', async () => {
    const { daily, guild, ada, told } = group
    expect(told(await ada.command(daily, 'daily set', { time: '25:00' }))).toBe('time must be HH:MM, from 00:00 to 23:59, such as 09:00; "25:00" is not.')
    expect(told(await ada.command(daily, 'daily set', { time: '09:00', timezone: 'Berlin' }))).toBe('I do not know the time zone "Berlin". Did you mean Europe/Berlin?')
    expect(told(await ada.command(daily, 'daily set', { time: '09:00', days: 'someday' }))).toContain('days must be all, weekdays, or a list of')
    expect(told(await ada.command(daily, 'daily set', { time: '09:00', mention: guild.id }))).toBe('mention must be a role that people have chosen, not everyone.')
    expect(told(await ada.command(daily, 'daily show'))).toContain('There is no daily here.')
  })
})

it('reads well on a phone', () => expect(phoneFaults(group)).toEqual([]))
