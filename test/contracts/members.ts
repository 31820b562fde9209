/** Groups, found by their homes, and members, found by their accounts. */
import { expect, it } from 'vitest'
import type { Account } from '../../src/bot/ports.ts'
import { setStage, type OpenStore } from './stage.ts'

const ada: Account = { platform: 'discord', id: '1', name: 'Ada' }

/** What the groups and members of every store promise. */
export function membersContract(open: OpenStore): void {
  const stage = setStage(open)
  const groupOf = (platform: string, home: string) => stage.store.members.groupOf(platform, home)
  const memberOf = (group: string, account: Account) => stage.store.members.memberOf(group, account)
  const names = (group: string, members: readonly string[]) => stage.store.members.names(group, members)

  it('a home always has the same group', async () => {
    const group = await groupOf('discord', '1')
    expect(group).toMatch(/^[a-z2-7]{12}$/)
    expect(await groupOf('discord', '1')).toBe(group)
  })

  it('homes have groups of their own, also under the same id on another platform', async () => {
    const groups = [await groupOf('discord', '1'), await groupOf('discord', '2'), await groupOf('slack', '1')]
    expect(new Set(groups).size).toBe(3)
  })

  it('a home that many find at once gets one group', async () => {
    const groups = await Promise.all(Array.from({ length: 30 }, () => groupOf('discord', '1')))
    expect(new Set(groups).size).toBe(1)
  })

  it('a platform knows its homes, until their group is erased', async () => {
    await groupOf('discord', '1')
    await groupOf('slack', '3')
    const group = await groupOf('discord', '2')
    await groupOf('discord', '1')
    expect((await stage.store.members.homes('discord')).toSorted()).toEqual(['1', '2'])
    await stage.store.erase(group)
    expect(await stage.store.members.homes('discord')).toEqual(['1'])
    expect(await stage.store.members.homes('elsewhere')).toEqual([])
  })

  it('an account always is the same member', async () => {
    const member = await memberOf('g', ada)
    expect(member).toMatch(/^[a-z2-7]{12}$/)
    expect(await memberOf('g', ada)).toBe(member)
  })

  it('an account that many find at once is one member', async () => {
    const members = await Promise.all(Array.from({ length: 30 }, () => memberOf('g', ada)))
    expect(new Set(members).size).toBe(1)
    expect(await names('g', members.slice(0, 1))).toEqual({ [members[0] ?? '']: 'Ada' })
  })

  it('accounts are members of their own, also under the same id on another platform or in another group', async () => {
    const members = [
      await memberOf('g', ada),
      await memberOf('g', { ...ada, id: '2' }),
      await memberOf('g', { ...ada, platform: 'slack' }),
      await memberOf('h', ada),
    ]
    expect(new Set(members).size).toBe(4)
  })

  it('a renamed account stays the member it was, under the new name', async () => {
    const member = await memberOf('g', ada)
    expect(await memberOf('g', { ...ada, name: 'Ada L.' })).toBe(member)
    expect(await names('g', [member])).toEqual({ [member]: 'Ada L.' })
    expect(await memberOf('g', ada)).toBe(member)
    expect(await names('g', [member])).toEqual({ [member]: 'Ada' })
  })

  it('an account whose name the platform cannot tell just now keeps the one that is known', async () => {
    const member = await memberOf('g', ada)
    expect(await memberOf('g', { ...ada, name: '' })).toBe(member)
    expect(await names('g', [member])).toEqual({ [member]: 'Ada' })
  })

  it('names come by member id, however nasty, and nobody unknown is among them', async () => {
    const nasty = `__proto__ "'{}[]: \u0000\n 😀 %s @everyone`
    const [first, second, third] = [await memberOf('g', ada), await memberOf('g', { ...ada, id: '2', name: nasty }), await memberOf('g', { ...ada, id: '3', name: '' })]
    const elsewhere = await memberOf('h', { ...ada, name: 'Other' })
    expect(await names('g', [second, 'unknown', first, elsewhere, third, first])).toEqual({ [first]: 'Ada', [second]: nasty, [third]: '' })
    expect(await names('g', [])).toEqual({})
    expect(await names('nowhere', [first])).toEqual({})
  })

  it('a member has the accounts that were found for them', async () => {
    const member = await memberOf('g', ada)
    await memberOf('g', { ...ada, id: '2' })
    expect(await stage.store.members.accounts('g', member)).toEqual([{ platform: 'discord', id: '1' }])
    expect(await stage.store.members.accounts('h', member)).toEqual([])
  })

  it('a member who is forgotten has no name and no account, and the account is a new member', async () => {
    const [first, other] = [await memberOf('g', ada), await memberOf('g', { ...ada, id: '2', name: 'Grace' })]
    await stage.store.members.forget('g', first)
    expect(await names('g', [first, other])).toEqual({ [other]: 'Grace' })
    expect(await stage.store.members.accounts('g', first)).toEqual([])
    expect(await memberOf('g', ada)).not.toBe(first)
    expect(await memberOf('g', { ...ada, id: '2', name: 'Grace' })).toBe(other)
  })
}
