import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../../src/bot/commands/all.ts'
import type { Person } from '../../standins/discord/person.ts'
import type { Given } from '../../standins/discord/options.ts'
import { openStudyGroup, phoneFaults, type StudyGroup } from './study-group.ts'

let group: StudyGroup
/** Dee has installed Recall for herself; elsewhere is a guild without it, a talk is a group of people. */
let dee: Person
let elsewhere: string
let talk: string
beforeAll(async () => {
  group = await openStudyGroup()
  const { discord, ben } = group
  dee = discord.person({ username: 'dee', installed: true })
  const foreign = discord.addGuild({ name: 'Elsewhere', bot: null })
  dee.join(foreign)
  elsewhere = discord.channel(foreign, 'general').id
  talk = discord.groupChannel([dee.id, ben.id]).id
})
afterAll(async () => await group.close())

/** What a member is told, then an admin after them, and a person in places that are no group; null where the command is not offered. */
interface Told {
  name: string
  given?: Given
  member: RegExp | null
  admin: RegExp
  alone: RegExp | null
}

const notForMembers = /^Only an admin of this group can do that\.$/

const table: Told[] = [
  { name: 'quiz', given: { questions: 2 }, member: /^Practice 1 of 2/, admin: /^Practice 1 of 2/, alone: /^Practice 1 of 2/ },
  { name: 'rapid', given: { questions: 3 }, member: /^A round of 3 questions starts now/, admin: /^A round that ben started is running/, alone: null },
  { name: 'stop', member: /^The round ends here/, admin: /^No round is running in this channel/, alone: null },
  { name: 'daily set', given: { time: '09:00' }, member: notForMembers, admin: /^The daily is set\nNext post {2}2026-11-22 09:00/, alone: null },
  { name: 'daily show', member: /^The daily\nNext post {2}2026-11-22 09:00/, admin: /^The daily\nNext post/, alone: null },
  { name: 'daily pause', member: notForMembers, admin: /^The daily is paused/, alone: null },
  { name: 'daily resume', member: notForMembers, admin: /^The daily goes on\nNext post {2}2026-11-22 09:00/, alone: null },
  { name: 'daily now', member: notForMembers, admin: /^The question of 21 November \(Europe\/London\) is on its way to #general/, alone: null },
  { name: 'daily preview', member: notForMembers, admin: /^Preview · /, alone: null },
  { name: 'daily off', member: notForMembers, admin: /^The daily is off/, alone: null },
  { name: 'leaderboard', given: { period: 'all' }, member: /^Leaderboard of all time\nNobody has points here yet/, admin: /^Leaderboard of all time/, alone: null },
  { name: 'team create', given: { name: 'Priors' }, member: /^Priors is a team now, and you are in it/, admin: /^There is a team Priors already/, alone: null },
  { name: 'team join', given: { name: 'Priors' }, member: /^You are in Priors already/, admin: /^You are in Priors now/, alone: null },
  { name: 'team show', member: /^Priors\n2 members\./, admin: /^Priors\n2 members\./, alone: null },
  { name: 'team list', member: /^Teams\n1 {2}Priors · yours · 2 members/, admin: /^Teams/, alone: null },
  { name: 'team leave', member: /^You have left Priors/, admin: /^You have left Priors/, alone: null },
  { name: 'team rename', given: { name: 'Priors', to: 'Posteriors' }, member: notForMembers, admin: /^Priors is called Posteriors from now on/, alone: null },
  { name: 'team remove', given: { name: 'Posteriors' }, member: notForMembers, admin: /^Posteriors is removed/, alone: null },
  { name: 'progress', member: /^Your progress\n/, admin: /^Your progress\n/, alone: /^Your progress\n/ },
  { name: 'formula', given: { name: 'entropy' }, member: /^\S* ?[Ee]ntropy/, admin: /ntropy/, alone: /ntropy/ },
  { name: 'snippet', given: { name: 'no such thing whatever' }, member: /^I found no snippet for "no such thing whatever"\n[^]*\{Choose a topic: /, admin: /^I found no snippet/, alone: /^I found no snippet/ },
  { name: 'concept', given: { name: 'no such thing whatever' }, member: /^I found no concept/, admin: /^I found no concept/, alone: /^I found no concept/ },
  { name: 'timezone', given: { zone: 'Asia/Tokyo' }, member: /^Your days go by Asia\/Tokyo now\. Boards and dailies stay in the group's zone, Europe\/London\.$/, admin: /^Your days go by Asia\/Tokyo now/, alone: /^Your days go by Asia\/Tokyo now\. For the streak of a group, say it there\.$/ },
  { name: 'settings', member: null, admin: /^Settings of this group\nTime zone {2}Europe\/London/, alone: null },
  { name: 'report', given: { why: 'Two answers are right.' }, member: /^No question has been revealed in this channel yet/, admin: /^No question has been revealed/, alone: null },
  { name: 'privacy show', member: /^What I keep about you\n[^]*Name {2}ben/, admin: /^What I keep about you\n[^]*Name {2}ada/, alone: /^What I keep about you\n[^]*outside your groups/ },
  { name: 'privacy export', member: /^Everything I keep about you\n[^]*\(file: recall\.json\)/, admin: /recall\.json/, alone: /recall\.json/ },
  { name: 'privacy delete', member: /^Erase everything about you in this group\?\n[^]*\[Erase everything\]/, admin: /^Erase everything/, alone: /^Erase everything about you outside your groups\?/ },
  { name: 'help', given: { command: 'rapid' }, member: /^\/rapid\nStart a timed round/, admin: /^\/rapid/, alone: /^\/rapid/ },
]

it('tells of every command there is', () => {
  expect(table.map(one => one.name).toSorted()).toEqual(commands.map(one => one.name).toSorted())
})

describe.each(table)('/$name', ({ name, given = {}, member, admin, alone }) => {
  it('in the group, for a member: what it does, or that it is for admins; privately', async () => {
    const { stage, general, ben, told } = group
    if (member === null) await expect(ben.command(general, name, given)).rejects.toThrow('is hidden from ben')
    else expect(told(await ben.command(general, name, given))).toMatch(member)
    await stage.pass(0)
  })

  it('in the group, for an admin: what it does; privately', async () => {
    const { stage, general, ada, told } = group
    expect(told(await ada.command(general, name, given))).toMatch(admin)
    await stage.pass(0)
  })

  it(`in a direct message, in a foreign guild and among friends: ${alone === null ? 'not offered' : 'what it does, privately'}`, async () => {
    for (const [who, where] of [[group.cho, group.cho.directChannel().id], [dee, dee.directChannel().id], [dee, elsewhere], [dee, talk]] as const) {
      const seen = who.command(where, name, given)
      if (alone === null) await expect(seen).rejects.toThrow('is not offered')
      else expect(group.told(await seen)).toMatch(alone)
    }
  })
})

describe('what nobody but the member is to see', () => {
  it('is private among friends and in a foreign guild, too', async () => {
    expect((await dee.command(talk, 'progress')).private).toBe(true)
    expect((await dee.command(elsewhere, 'formula', { name: 'entropy' })).private).toBe(true)
    expect(group.discord.messages(talk)).toEqual([])
    expect(group.discord.messages(elsewhere)).toEqual([])
  })

  it("is the person's own in every place without a group, and apart from their groups", async () => {
    const { general, told } = group
    dee.join(group.guild)
    expect(told(await dee.command(talk, 'privacy show'))).toContain('Time zone  Asia/Tokyo')
    expect(told(await dee.command(elsewhere, 'privacy show'))).toContain('Time zone  Asia/Tokyo')
    expect(told(await dee.command(general, 'privacy show'))).toContain("Time zone  none of your own, so the group's holds")
  })

  it('is a file of their own data, and gone when they erase it', async () => {
    const { general, ben, click, told } = group
    const { message: file } = await ben.command(general, 'privacy export')
    const text = Buffer.from(file?.files.get('recall.json') ?? []).toString()
    expect(JSON.parse(text)).toMatchObject({ name: 'ben', timeZone: 'Asia/Tokyo', accounts: [{ platform: 'discord', id: ben.id }] })
    const { message: asked } = await ben.command(general, 'privacy delete')
    if (asked === null) throw new Error('It did not ask.')
    expect(told(await click(ben, asked, 'Erase everything'))).toMatch(/^Erased\nEverything about you in this group is erased/)
    expect(told(await ben.command(general, 'privacy show'))).toContain("Time zone  none of your own, so the group's holds")
  })
})

it('reads well on a phone', () => expect(phoneFaults(group)).toEqual([]))
