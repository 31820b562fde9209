import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../standins/discord/world.ts'
import { letterOf, openStudyGroup, phoneFaults, type StudyGroup } from './study-group.ts'

let group: StudyGroup
beforeAll(async () => {
  group = await openStudyGroup()
})
afterAll(async () => await group.close())

const at = (day: number, hour: number) => Date.UTC(2026, 10, day, hour)

/** The newest question of the daily's channel. */
function posted(): Message {
  return group.stage.newest(group.daily)
}

describe('the first day of a group', () => {
  it('begins with a greeting that says what to try, with a button for admins', async () => {
    const { stage, general, ben, click, told, read } = group
    expect(read(stage.newest(general))).toMatch(/^Hello, I am Recall\n[^]*\n\[Set up…\]\n/)
    expect(told(await click(ben, stage.newest(general), 'Set up…'))).toBe('Only an admin of this group can do that.')
  })

  it('goes on with a form that an admin fills in', async () => {
    const { stage, general, ada, ben, quiz, daily, click, told } = group
    const { modal } = await click(ada, stage.newest(general), 'Set up…')
    if (modal === null) throw new Error('No form came.')
    expect(modal.title).toBe('Set Recall up')
    const saved = told(await ada.submit(modal, { zone: 'Europe/Berlin', channels: [quiz, daily], starters: ['everyone'] }))
    expect(saved).toMatch(/^Saved\nTime zone {2}Europe\/Berlin\n/)
    expect(saved).toContain('Rounds run in  #quiz, #daily')
    expect(told(await ben.command(general, 'rapid'))).toBe('Rounds run in #quiz, #daily. Practise here with /quiz.')
  })

  it('has its daily set in another channel, with a role and a thread', async () => {
    const { general, daily, learners, ada, told } = group
    const set = told(await ada.command(general, 'daily set', { time: '09:00', channel: daily, reveal: '18:00', mention: learners, thread: 'on' }))
    expect(set).toContain('Next post  2026-11-22 08:00 in your own time\nWhere  #daily\nEvery  day at 09:00, Europe/Berlin')
    expect(set).toContain('Reveal  at 18:00\nTells  ＠learners\nDiscussion  in a thread below each question')
  })

  it('sees the first question at its time, for the role, with a thread below it', async () => {
    const { stage, discord, daily, learners, read } = group
    await stage.to(at(22, 8))
    expect(discord.messages(daily)).toHaveLength(1)
    expect(read(posted())).toMatch(/^＠learners\nDaily question · /)
    expect(posted().pings).toEqual({ everyone: false, roles: [learners], users: [] })
    expect(discord.world.channels.get(posted().thread ?? '')?.name).toMatch(/^Daily 22 November 2026: /)
  })

  it('tells each member at once and alone whether they are right', async () => {
    const { ada, ben, cho, click, told, read } = group
    const right = letterOf(read(posted()), 'right')
    const wrong = letterOf(read(posted()), 'wrong')
    expect(told(await click(ada, posted(), right))).toMatch(new RegExp(`^${right} is right\\.\nBecause of q\\d+[^]*Points move at the reveal, 2026-11-22 17:00\\.`))
    expect(told(await click(ben, posted(), right))).toContain(`${right} is right.`)
    expect(told(await click(cho, posted(), wrong))).toMatch(new RegExp(`^You answered ${wrong}\\. ${right} is right\\.[^]*Why No, q\\d+ tempts\\.`))
    expect(told(await click(cho, posted(), right))).toContain(`You answered ${wrong}.`)
  })

  it('counts the answers in public, and says neither what they were nor whose', async () => {
    const { stage, read } = group
    await stage.pass(60)
    expect(read(posted())).toContain('Reveal: 2026-11-22 17:00 · 3 answers so far')
    expect(JSON.stringify(posted().versions.map(one => one.body))).not.toMatch(/ada|ben|cho|✅/)
  })

  it('sees the reveal in the same message, with the split and the explanation, and calls nobody again', async () => {
    const { stage, discord, daily, read } = group
    await stage.to(at(22, 17))
    await stage.pass(3)
    expect(discord.messages(daily)).toHaveLength(1)
    const reveal = read(posted())
    expect(reveal).toMatch(/Daily question · the answer is [A-C]\n/)
    expect(reveal).toMatch(/Yes, q\d+ ✅ · 2 \(67 %\)/)
    expect(reveal).toMatch(/Explanation {2}Because of q\d+ [^]*\[Why\?\] \[Report…\]\n2 of 3 answers were right\./)
    expect(reveal).not.toMatch(/ada|ben|cho/)
    expect(reveal).not.toContain('learners')
    expect(posted().body['allowed_mentions']).toEqual({ parse: [] })
  })

  it('has points and streaks then', async () => {
    const { general, ada, cho, told } = group
    const board = told(await cho.command(general, 'leaderboard'))
    expect(board).toMatch(/^Leaderboard of this week\nYou are number 3 of 3, with 0 points \(0 of 1 right\)\./)
    expect(board).toMatch(/: 1 (ada|ben) 1\/1 · 1,000; 1 (ada|ben) 1\/1 · 1,000; 3 cho 0\/1 · 0\)/)
    expect(told(await ada.command(general, 'progress'))).toMatch(/^Your progress\nA streak of 1 day\.\n[^]*This week {2}number 1, 1,000 points \(1 of 1 right\)/)
  })

  it('goes on the next morning, and a streak grows', async () => {
    const { stage, discord, daily, general, ada, click, told, read } = group
    await stage.to(at(23, 8))
    expect(discord.messages(daily)).toHaveLength(2)
    expect(told(await ada.command(general, 'progress'))).toContain("A streak of 1 day. Today's daily is open: your answer keeps it going, right or wrong.")
    await click(ada, posted(), letterOf(read(posted()), 'wrong'))
    await stage.to(at(23, 17))
    await stage.pass(3)
    expect(told(await ada.command(general, 'progress'))).toContain('A streak of 2 days.')
  })
})

describe('a leaderboard of more than ten', () => {
  it('is read page by page in one private message, with names of any length', async () => {
    const { stage, general, daily, ben, person, click, told, read } = group
    await stage.to(at(24, 8))
    const long = person('m-with-the-longest-nick-allowed!')
    const others = Array.from({ length: 10 }, (_, place) => person(`member-${place}`))
    for (const one of [ben, long, ...others]) await click(one, posted(), letterOf(read(posted()), 'right'))
    await stage.to(at(24, 17))
    await stage.pass(3)
    expect(stage.discord.messages(daily)).toHaveLength(3)
    const board = await ben.command(general, 'leaderboard', { period: 'week' })
    const first = told(board)
    expect(first).toContain('[Later places]')
    const message = board.message as Message
    expect(told(await click(ben, message, 'Later places'))).toContain('[Earlier places]')
    expect(read(message)).toMatch(/places 11 to 13: \d+ \S+ \d\/\d · [\d,]+; /)
    expect(told(await click(ben, message, 'Earlier places'))).toBe(first)
  })

  it('has teams, too', async () => {
    const { stage, general, ada, ben, cho, click, told, read } = group
    expect(told(await ben.command(general, 'team create', { name: 'Gradients' }))).toContain('Gradients is a team now, and you are in it.')
    expect(told(await ada.command(general, 'team join', { name: 'Gradients' }))).toBe('You are in Gradients now.')
    expect(told(await cho.command(general, 'team create', { name: 'Priors' }))).toContain('Priors is a team now')
    await stage.to(at(25, 8))
    for (const one of [ada, ben, cho]) await click(one, posted(), letterOf(read(posted()), 'right'))
    await stage.to(at(25, 17))
    await stage.pass(3)
    const board = told(await ada.command(general, 'leaderboard', { of: 'teams', period: 'day' }))
    expect(board).toMatch(/^Teams of today\nYour team: Gradients is number 1 today, with 2,000 points\./)
    expect(board).toMatch(/: 1 Gradients 2\/2 · 2,000; · Priors 1\/1 · 1,000\)\n·  Priors · 1\/1 · 1,000\n1 member has played; a rank needs two\n/)
  })
})

it('reads well on a phone', () => expect(phoneFaults(group)).toEqual([]))
