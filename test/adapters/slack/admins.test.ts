import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStudyGroup, phoneFaults, type StudyGroup } from './study-group.ts'

let group: StudyGroup
beforeAll(async () => {
  group = await openStudyGroup()
})
afterAll(async () => await group.close())

const refused = 'Only an admin of this group can do that.'

describe('an admin', () => {
  it.each(['isAdmin', 'isOwner'] as const)('is whoever Slack says so of: %s', async kind => {
    const { daily, person, told } = group
    const eve = person(`eve-${kind}`, { [kind]: true })
    expect(await told(eve, daily, 'settings')).toContain('Settings of this group')
    expect(await told(eve, daily, 'daily set', { time: '10:00' })).toContain('The daily is set')
    expect(await told(eve, daily, 'daily off')).toContain('The daily is off.')
  })

  it('is nobody of whom Slack does not tell just now', async () => {
    const { slack, stage, daily, person, told } = group
    const eve = person('eve', { isAdmin: true })
    slack.failNext({ error: 'internal_error' }, { when: ({ method }) => method === 'users.info' })
    expect(await told(eve, daily, 'settings')).toBe(refused)
    expect(stage.troubles.splice(0)).toEqual([expect.stringContaining('Slack could not tell who somebody is')])
    expect(await told(eve, daily, 'settings')).toContain('Settings of this group')
  })

  it('is whom the group has named, until the group names them no more', async () => {
    const { general, daily, ada, ben, cho, command, form, sent, told } = group
    const name = async (people: string[]) => await sent(ada, await form(ada, await command(ada, general, 'settings'), 'Group and dailies…'), { admins: people })
    expect(await name([ben.id])).toContain('More admins  1')
    expect(await told(ben, daily, 'daily set', { time: '10:00' })).toContain('The daily is set')
    expect(await told(cho, daily, 'daily set', { time: '11:00' })).toBe(refused)
    expect(await name([])).toContain('More admins  none')
    expect(await told(ben, daily, 'daily off')).toBe(refused)
  })
})

describe('what is typed', () => {
  it('is told apart where it is wrong, whoever types it', async () => {
    const { general, ada, told } = group
    expect(await told(ada, general, 'rapid', { seconds: 100_000 })).toBe('seconds must be a whole number from 5 to 60.\n[Fill in a form…]')
    expect(await told(ada, general, 'daily set')).toContain('/daily set needs time: when, as HH:MM, such as 09:00.')
    expect(await told(ada, general, 'leaderboard', { period: '`@everyone`' })).toContain('period cannot be')
  })

  it('in a direct message says where it works', async () => {
    const { ben, told } = group
    expect(await told(ben, ben.directChannel().id, 'quiz', { for: 'channel' })).toMatch(/^That works in the channels of a group/)
  })
})

it('reads well on a phone, is within every limit, and has words for notifications', () => expect(phoneFaults(group)).toEqual([]))

it('was no trouble', () => expect(group.stage.troubles).toEqual([]))
