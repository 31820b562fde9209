import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SnowflakeUtil } from 'discord.js'
import type { Person } from '../../standins/discord/person.ts'
import type { Json } from '../../standins/discord/world.ts'
import { openStudyGroup, phoneFaults, type StudyGroup } from './study-group.ts'

let group: StudyGroup
beforeAll(async () => {
  group = await openStudyGroup()
})
afterAll(async () => await group.close())

const refused = 'Only an admin of this group can do that.'

/** A command as the person's client would never send it, in place of one that it did. */
async function forge(who: Person, place: string, data: Json) {
  const { stage, discord } = group
  await who.command(place, 'progress')
  const payload = discord.interactions().at(-1)?.payload
  const id = SnowflakeUtil.generate({ timestamp: stage.now() }).toString()
  return await discord.deliver({ ...payload, id, token: `forged-${id}`, data: { id: '1', type: 1, ...data } })
}

describe('an admin', () => {
  it.each(['ManageGuild', 'Administrator'] as const)('is a member with the permission %s', async permission => {
    const { discord, guild, daily, person, told } = group
    const role = discord.addRole(guild, { name: permission, permissions: [permission] })
    const eve = person(`eve-${permission}`, [role.id])
    expect(told(await eve.command(daily, 'settings'))).toContain('Settings of this group')
    expect(told(await eve.command(daily, 'daily set', { time: '10:00' }))).toContain('The daily is set')
    expect(told(await eve.command(daily, 'daily off'))).toContain('The daily is off.')
  })

  it('is no member with another permission', async () => {
    const { discord, guild, daily, person, told } = group
    const role = discord.addRole(guild, { name: 'moderators', permissions: ['ManageMessages', 'ManageChannels', 'ManageRoles'] })
    const eve = person('eve', [role.id])
    expect(told(await eve.command(daily, 'daily set', { time: '10:00' }))).toBe(refused)
    await expect(eve.command(daily, 'settings')).rejects.toThrow('hidden')
  })

  it('is whom the group has named, until the group names them no more', async () => {
    const { general, daily, ada, ben, cho, click, told } = group
    const name = async (people: string[]) => {
      const { message } = await ada.command(general, 'settings')
      const { modal } = message === null ? { modal: null } : await click(ada, message, 'Group and dailies…')
      if (modal === null) throw new Error('No form came.')
      return told(await ada.submit(modal, { admins: people }))
    }
    expect(await name([ben.id])).toContain('More admins  1')
    expect(told(await ben.command(daily, 'daily set', { time: '10:00' }))).toContain('The daily is set')
    expect(told(await cho.command(daily, 'daily set', { time: '11:00' }))).toBe(refused)
    expect(await name([])).toContain('More admins  none')
    expect(told(await ben.command(daily, 'daily off'))).toBe(refused)
  })
})

describe('a command that Discord would have hidden', () => {
  it('is refused all the same', async () => {
    const { general, ben, told } = group
    expect(told(await forge(ben, general, { name: 'settings' }))).toBe(refused)
    expect(told(await forge(ben, general, { name: 'daily', options: [{ type: 1, name: 'off', options: [] }] }))).toBe(refused)
  })

  it('does nothing in a direct message but say where it works', async () => {
    const { ben, told } = group
    const here = ben.directChannel().id
    for (const data of [{ name: 'rapid' }, { name: 'leaderboard' }, { name: 'settings' }, { name: 'team', options: [{ type: 1, name: 'create', options: [{ type: 3, name: 'name', value: 'Priors' }] }] }]) {
      expect(told(await forge(ben, here, data))).toMatch(/^That works in the channels of a group that has added me\./)
    }
    expect(told(await forge(ben, here, { name: 'quiz', options: [{ type: 3, name: 'for', value: 'channel' }] }))).toMatch(/^That works in the channels of a group/)
  })

  it('says what is wrong with options that no client would send', async () => {
    const { general, ada, told } = group
    expect(told(await forge(ada, general, { name: 'rapid', options: [{ type: 4, name: 'seconds', value: 100_000 }] }))).toBe('seconds must be a whole number from 5 to 60.')
    expect(told(await forge(ada, general, { name: 'daily', options: [{ type: 1, name: 'set', options: [] }] }))).toBe('/daily set needs time: when, as HH:MM, such as 09:00.')
    expect(told(await forge(ada, general, { name: 'leaderboard', options: [{ type: 3, name: 'period', value: '`@everyone`' }] }))).toContain('period cannot be')
    expect(told(await forge(ada, general, { name: 'lift-off' }))).toContain('I do not know /lift-off.')
  })
})

it('reads well on a phone', () => expect(phoneFaults(group)).toEqual([]))
