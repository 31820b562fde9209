import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../../standins/slack/person.ts'
import type { Channel } from '../../standins/slack/world.ts'
import { answerTo, letterOf, openStudyGroup, phoneFaults, type StudyGroup } from './study-group.ts'

/** Dee and Eli are of another workspace, in which Recall is not; they share a channel with the group. Eli is an admin there. */
let group: StudyGroup
let shared: Channel
let dee: Person
let eli: Person
beforeAll(async () => {
  group = await openStudyGroup()
  const { slack, ada, ben, cho } = group
  const other = slack.addTeam({ name: 'Elsewhere', domain: 'elsewhere' })
  shared = slack.addChannel({ name: 'shared', sharedWith: [other.id] })
  dee = slack.person({ username: 'dee', teamId: other.id })
  eli = slack.person({ username: 'eli', teamId: other.id, isAdmin: true, isOwner: true })
  for (const one of [ada, ben, cho, dee, eli]) await one.join(shared)
})
afterAll(async () => await group.close())

describe('people of another workspace, in a channel that it shares with the group', () => {
  it('answer the daily, and their points are on the board of the group', async () => {
    const { stage, general, ada, ben, clickTold, told, newest, read } = group
    expect(await told(ada, shared.id, 'daily set', { time: '13:00', reveal: '18:00', timezone: 'UTC' })).toContain('Where  #shared')
    await stage.to(Date.UTC(2026, 10, 21, 13))
    const question = newest(shared.id)
    expect(await clickTold(dee, question, letterOf(read(question), 'right'))).toMatch(/^✅ [A-C] is right\./)
    expect(await clickTold(ben, question, letterOf(read(question), 'wrong'))).toMatch(/^❌ You answered/)
    await stage.to(Date.UTC(2026, 10, 21, 18))
    await stage.pass(3)
    expect(await told(ben, general, 'leaderboard')).toMatch(/🥇 · dee · 1\/1 · 1,000\n🥈 · ben \(you\) · 0\/1 · 0\n/)
  })

  it('play in rounds, and practise privately what they missed', async () => {
    const { stage, slack, ben, click, clickTold, turn, told, newest, read, readAlone } = group
    await told(ben, shared.id, 'rapid', { questions: 3 })
    await stage.pass(0)
    for (const place of [1, 2, 3]) {
      const question = newest(shared.id)
      expect(read(question)).toContain(`Question ${place} of 3`)
      expect(await clickTold(dee, question, letterOf(read(question), place === 2 ? 'wrong' : 'right'))).toMatch(/^Locked in/)
      await clickTold(ben, question, letterOf(read(question), 'right'))
      await stage.pass(17)
      await stage.pass(4)
    }
    const podium = newest(shared.id)
    expect(read(podium)).toMatch(/🥈 · dee · 2\/3 · [\d,]+\n/)
    const practice = await answerTo(click(dee, podium, 'Practise what I missed'))
    expect(readAlone(dee, practice)).toContain('Practice 1 of 1')
    expect(await turn(dee, practice, letterOf(readAlone(dee, practice), 'right'))).toMatch(/is right/)
    expect(slack.privateMessages(dee.id).every(({ channelId }) => channelId === shared.id)).toBe(true)
  })

  it('are no admins of the group, whatever they are in their own workspace', async () => {
    const { stage, ben, told, newest } = group
    expect(await told(ben, shared.id, 'settings')).toBe('Only an admin of this group can do that.')
    for (const press of ['settings:rounds', 'settings:group', 'setup']) {
      const message = await answerTo(eli.forge(newest(shared.id), { action_id: 'press-9', value: press }))
      expect(group.readAlone(eli, message)).toMatch(/^Only an admin of this group can do that\.$|is not one of mine any more/)
    }
    await stage.pass(0)
  })

  it('have no commands there: Slack offers them none', async () => {
    await expect(dee.slash(shared.id, '/recall', 'progress')).rejects.toThrow('not offered')
  })

  it('are named by boards alone: what is theirs is shown to them alone', () => {
    const { slack, ada, ben, cho } = group
    const told = [ada, ben, cho].flatMap(one => slack.privateMessages(one.id)).filter(one => /dee/.test(JSON.stringify([one.text, one.blocks])))
    expect(told.map(({ text }) => text.split('\n')[0])).toEqual(['Leaderboard of this week'])
    const publicly = slack.messages(shared.id).filter(one => /dee|eli/.test(JSON.stringify(one.versions.map(({ text, blocks }) => [text, blocks]))))
    expect(publicly.filter(({ text }) => !/^(Podium|Question \d of 3 · the answer is [A-D])\n/.test(text))).toEqual([])
  })

  it('have in the group what they have: neither another home nor another name', async () => {
    const { stage, slack } = group
    expect(await stage.bot.store.members.homes('slack')).toEqual([slack.teamId])
  })
})

describe('direct messages', () => {
  it('are a group of their own for each person, which knows nothing of the other', async () => {
    const { stage, slack, ben, told } = group
    expect(await told(ben, ben.directChannel().id, 'progress')).toContain('Nothing answered yet.')
    expect((await stage.bot.store.members.homes('slack')).toSorted()).toEqual([slack.teamId, `user-${slack.teamId}-${ben.id}`])
  })
})

it('reads well on a phone, is within every limit, and has words for notifications', () => expect(phoneFaults(group)).toEqual([]))

it('was no trouble', () => expect(group.stage.troubles).toEqual([]))
