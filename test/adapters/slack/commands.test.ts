import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../../src/bot/commands/all.ts'
import { openStudyGroup, phoneFaults, type Given, type StudyGroup } from './study-group.ts'

let group: StudyGroup
beforeAll(async () => {
  group = await openStudyGroup()
})
afterAll(async () => await group.close())

/** What a member is told, then an admin after them, and a person in a direct message. */
interface Told {
  name: string
  given?: Given
  member: RegExp
  admin: RegExp
  alone: RegExp
}

const notForMembers = /^Only an admin of this group can do that\.$/
const notAlone = /^That works in the channels of a group that has added me\./

const table: Told[] = [
  { name: 'quiz', given: { questions: 2 }, member: /^Practice 1 of 2/, admin: /^Practice 1 of 2/, alone: /^Practice 1 of 2/ },
  { name: 'rapid', given: { questions: 3 }, member: /^A round of 3 questions starts now/, admin: /^A round that ben started is running/, alone: notAlone },
  { name: 'stop', member: /^The round ends here/, admin: /^No round is running in this channel/, alone: notAlone },
  { name: 'daily set', given: { time: '09:00' }, member: notForMembers, admin: /^The daily is set\nNext post {2}2026-11-22 09:00/, alone: notAlone },
  { name: 'daily show', member: /^The daily\nNext post {2}2026-11-22 09:00/, admin: /^The daily\nNext post/, alone: notAlone },
  { name: 'daily pause', member: notForMembers, admin: /^The daily is paused/, alone: notAlone },
  { name: 'daily resume', member: notForMembers, admin: /^The daily goes on\nNext post {2}2026-11-22 09:00/, alone: notAlone },
  { name: 'daily now', member: notForMembers, admin: /^The question of 21 November \(Europe\/London\) is on its way to #general/, alone: notAlone },
  { name: 'daily preview', member: notForMembers, admin: /^Preview · /, alone: notAlone },
  { name: 'daily off', member: notForMembers, admin: /^The daily is off/, alone: notAlone },
  { name: 'leaderboard', given: { period: 'all' }, member: /^Leaderboard of all time\nNobody has points here yet/, admin: /^Leaderboard of all time/, alone: notAlone },
  { name: 'team create', given: { name: 'Priors' }, member: /^Priors is a team now, and you are in it/, admin: /^There is a team Priors already/, alone: notAlone },
  { name: 'team join', given: { name: 'Priors' }, member: /^You are in Priors already/, admin: /^You are in Priors now/, alone: notAlone },
  { name: 'team show', member: /^Priors\n2 members\./, admin: /^Priors\n2 members\./, alone: notAlone },
  { name: 'team list', member: /^Teams\n1 {2}Priors · yours · 2 members/, admin: /^Teams/, alone: notAlone },
  { name: 'team leave', member: /^You have left Priors/, admin: /^You have left Priors/, alone: notAlone },
  { name: 'team rename', given: { name: 'Priors', to: 'Posteriors' }, member: notForMembers, admin: /^Priors is called Posteriors from now on/, alone: notAlone },
  { name: 'team remove', given: { name: 'Posteriors' }, member: notForMembers, admin: /^Posteriors is removed/, alone: notAlone },
  { name: 'progress', member: /^Your progress\n/, admin: /^Your progress\n/, alone: /^Your progress\n/ },
  { name: 'formula', given: { name: 'entropy' }, member: /^\S* ?[Ee]ntropy/, admin: /ntropy/, alone: /ntropy/ },
  { name: 'snippet', given: { name: 'no such thing whatever' }, member: /^I found no snippet for "no such thing whatever"\n[^]*\{Choose a topic: /, admin: /^I found no snippet/, alone: /^I found no snippet/ },
  { name: 'concept', given: { name: 'no such thing whatever' }, member: /^I found no concept/, admin: /^I found no concept/, alone: /^I found no concept/ },
  { name: 'timezone', given: { zone: 'Asia/Tokyo' }, member: /^Your days go by Asia\/Tokyo now\. Boards and dailies stay in the group's zone, Europe\/London\.$/, admin: /^Your days go by Asia\/Tokyo now/, alone: /^Your days go by Asia\/Tokyo now\. For the streak of a group, say it there\.$/ },
  { name: 'settings', member: notForMembers, admin: /^Settings of this group\nTime zone {2}Europe\/London/, alone: notAlone },
  { name: 'report', given: { why: 'Two answers are right.' }, member: /^No question has been revealed in this channel yet/, admin: /^No question has been revealed/, alone: notAlone },
  { name: 'privacy show', member: /^What I keep about you\n[^]*Name {2}ben/, admin: /^What I keep about you\n[^]*Name {2}ada/, alone: /^What I keep about you\n[^]*outside your groups/ },
  { name: 'privacy export', member: /^Everything I keep about you\n[^]*recall\.json/, admin: /recall\.json/, alone: /recall\.json/ },
  { name: 'privacy delete', member: /^❌ Erase everything about you in this group\?\n[^]*\[Erase everything\]/, admin: /^❌ Erase everything/, alone: /^❌ Erase everything about you outside your groups\?/ },
  { name: 'help', given: { command: 'rapid' }, member: /^\/rapid\nStart a timed round/, admin: /^\/rapid/, alone: /^\/rapid/ },
]

it('tells of every command there is', () => {
  expect(table.map(one => one.name).toSorted()).toEqual(commands.map(one => one.name).toSorted())
})

describe.each(table)('/recall $name', ({ name, given = {}, member, admin, alone }) => {
  it('in a channel, for a member: what it does, or that it is for admins; privately', async () => {
    const { stage, general, ben, told } = group
    expect(await told(ben, general, name, given)).toMatch(member)
    await stage.pass(0)
  })

  it('in a channel, for an admin: what it does; privately', async () => {
    const { stage, general, ada, told } = group
    expect(await told(ada, general, name, given)).toMatch(admin)
    await stage.pass(0)
  })

  it('in a direct message: what it does, or where it works', async () => {
    const { cho, told } = group
    expect(await told(cho, cho.directChannel().id, name, given)).toMatch(alone)
  })
})

describe('/recall', () => {
  it('alone tells what there is', async () => {
    const { general, ben, told } = group
    expect(await told(ben, general, '')).toBe(await told(ben, general, 'help'))
  })

  it('forgives a slash, case and spaces, and says what it does not know', async () => {
    const { general, ben, told } = group
    expect(await told(ben, general, '  /HELP   command:rapid ')).toMatch(/^\/rapid/)
    expect(await told(ben, general, 'lift-off')).toContain('I do not know /lift-off.')
    expect(await told(ben, general, 'quiz questions:many')).toBe('questions must be a whole number from 1 to 20.\n[Fill in a form…]')
  })

  it('takes a channel as Slack writes it', async () => {
    const { daily, general, ada, told } = group
    expect(await told(ada, general, `daily set time:09:00 channel:<#${daily}|daily>`)).toContain('Where  #daily')
    expect(await told(ada, general, `daily off channel:<#${daily}|>`)).toContain('The daily is off.')
  })
})

describe('what nobody but the member is to see', () => {
  it("is the person's own in a direct message, and apart from their group", async () => {
    const { general, cho, told } = group
    expect(await told(cho, cho.directChannel().id, 'privacy show')).toContain('Time zone  Asia/Tokyo')
    expect(await told(cho, general, 'privacy show')).toContain("Time zone  none of your own, so the group's holds")
  })

  it('is a file of their own data, in their direct messages, and in no other', async () => {
    const { slack, general, ben, cho, told } = group
    const files = (id: string) => slack.messages(id).flatMap(one => one.files)
    const before = files(cho.directChannel().id)
    expect(await told(ben, general, 'privacy export')).toMatch(/\n📎 recall\.json\nYou find it in our direct messages\.$/)
    const [file = ''] = files(ben.directChannel().id).slice(-1)
    expect(JSON.parse(Buffer.from(slack.world.files.get(file)?.bytes ?? []).toString())).toMatchObject({ name: 'ben', timeZone: 'Asia/Tokyo', accounts: [{ platform: 'slack', id: ben.id }] })
    expect(files(general)).toEqual([])
    expect(files(cho.directChannel().id)).toEqual(before)
  })

  it('is told when its file cannot be sent', async () => {
    const { stage, slack, general, ben, told } = group
    slack.failNext({ error: 'internal_error' }, { when: ({ method }) => method === 'files.completeUploadExternal' })
    expect(await told(ben, general, 'privacy export')).toBe('I could not send you the file just now. Please try again in a moment.')
    expect(stage.troubles.splice(0)).toEqual([expect.stringContaining('a file could not be sent on Slack')])
  })

  it('is gone when they erase it', async () => {
    const { general, ben, command, turn, told } = group
    expect(await told(ben, general, 'privacy show')).toContain('Time zone  Asia/Tokyo')
    const asked = await command(ben, general, 'privacy delete')
    expect(await turn(ben, asked, 'Erase everything')).toMatch(/^Erased\nEverything about you in this group is erased/)
    expect(await told(ben, general, 'privacy show')).toContain("Time zone  none of your own, so the group's holds")
  })

  it('is in no message that all see', () => {
    const { slack, general } = group
    expect(slack.messages(general).flatMap(({ versions }) => versions.map(one => JSON.stringify(one))).filter(one => /ben|cho|Tokyo/.test(one))).toEqual([])
  })
})

it('reads well on a phone, is within every limit, and has words for notifications', () => expect(phoneFaults(group)).toEqual([]))

it('was no trouble', () => expect(group.stage.troubles).toEqual([]))
