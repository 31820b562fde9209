import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../standins/slack/world.ts'
import { letterOf, openStudyGroup, phoneFaults, type StudyGroup } from './study-group.ts'

let group: StudyGroup
beforeAll(async () => {
  group = await openStudyGroup()
})
afterAll(async () => await group.close())

const at = (day: number, hour: number) => Date.UTC(2026, 10, day, hour)

/** The newest question of the daily's channel. */
function posted(): Message {
  return group.newest(group.daily)
}

describe('the first day of a group', () => {
  it('begins with the forms of /recall settings, which are for admins', async () => {
    const { general, ada, ben, quiz, daily, command, form, sent, told } = group
    expect(await told(ben, general, 'settings')).toBe('Only an admin of this group can do that.')
    const settings = await command(ada, general, 'settings')
    expect(await sent(ada, await form(ada, settings, 'Group and dailies…'), { zone: 'Europe/Berlin' })).toMatch(/^✅ Saved\nTime zone {2}Europe\/Berlin\n|^Saved\nTime zone {2}Europe\/Berlin\n/)
    const rounds = await form(ada, settings, 'Rounds…')
    expect(await sent(ada, rounds, { channels: [quiz, daily], starters: 'everyone' })).toContain('Rounds run in  #quiz, #daily')
    expect(await told(ben, general, 'rapid')).toBe('Rounds run in #quiz, #daily. Practise here with /quiz.')
  })

  it('has its daily set in another channel, with a thread', async () => {
    const { general, daily, ada, told } = group
    const set = await told(ada, general, 'daily set', { time: '09:00', channel: `<#${daily}|daily>`, reveal: '18:00', thread: 'on' })
    expect(set).toContain('Next post  2026-11-22 08:00')
    expect(set).toContain('Where  #daily\nEvery  day at 09:00, Europe/Berlin')
    expect(set).toContain('Reveal  at 18:00\nDiscussion  in a thread below each question')
  })

  it('sees the first question at its time, with a thread below it', async () => {
    const { stage, slack, daily, read } = group
    await stage.to(at(22, 8))
    expect(slack.messages(daily)).toHaveLength(2)
    expect(read(posted())).toMatch(/^Daily question · /)
    const [, thread] = slack.messages(daily)
    expect(thread).toMatchObject({ threadTs: posted().ts })
    expect(read(thread as Message)).toMatch(/^Daily 22 November 2026: /)
  })

  it('tells each member at once and alone whether they are right', async () => {
    const { ada, ben, cho, clickTold, read } = group
    const right = letterOf(read(posted()), 'right')
    const wrong = letterOf(read(posted()), 'wrong')
    expect(await clickTold(ada, posted(), right)).toMatch(new RegExp(`^✅ ${right} is right\\.\nBecause of q\\d+[^]*Points move at the reveal, 2026-11-22 17:00\\.`))
    expect(await clickTold(ben, posted(), right)).toContain(`${right} is right.`)
    expect(await clickTold(cho, posted(), wrong)).toMatch(new RegExp(`^❌ You answered ${wrong}\\. ${right} is right\\.[^]*Why No, q\\d+ tempts\\.`))
    expect(await clickTold(cho, posted(), right)).toContain(`You answered ${wrong}.`)
  })

  it('counts the answers in public, and says neither what they were nor whose', async () => {
    const { stage, read } = group
    await stage.pass(60)
    expect(read(posted())).toContain('Reveal: 2026-11-22 17:00 · 3 answers so far')
    expect(JSON.stringify(posted().versions.map(({ text, blocks }) => [text, blocks]))).not.toMatch(/ada|ben|cho|✅/)
  })

  it('sees the reveal in the same message, with the split and the explanation, for notifications too', async () => {
    const { stage, slack, daily, read } = group
    await stage.to(at(22, 17))
    await stage.pass(3)
    expect(slack.messages(daily)).toHaveLength(2)
    const reveal = read(posted())
    expect(reveal).toMatch(/^Daily question · the answer is [A-C]\n/)
    expect(reveal).toMatch(/Yes, q\d+ ✅ · 2 \(67 %\)/)
    expect(reveal).toMatch(/Explanation\s+Because of q\d+ [^]*\[Why\?\] \[Report…\]\n2 of 3 answers were right\./)
    expect(reveal).not.toMatch(/ada|ben|cho/)
    expect(posted().text).toMatch(/^Daily question · the answer is [A-C]\n[^]*Because of q\d+/)
  })

  it('has points and streaks then', async () => {
    const { general, ada, cho, told } = group
    const board = await told(cho, general, 'leaderboard')
    expect(board).toMatch(/^Leaderboard of this week\nYou are number 3 of 3, with 0 points \(0 of 1 right\)\./)
    expect(board).toMatch(/🥇 · (ada|ben) · 1\/1 · 1,000\n🥇 · (ada|ben) · 1\/1 · 1,000\n🥉 · cho \(you\) · 0\/1 · 0\n/)
    expect(await told(ada, general, 'progress')).toMatch(/^Your progress\nA streak of 1 day\.\n[^]*This week {2}number 1, 1,000 points \(1 of 1 right\)/)
  })

  it('goes on the next morning, and a streak grows', async () => {
    const { stage, slack, daily, general, ada, clickTold, told, read } = group
    await stage.to(at(23, 8))
    expect(slack.messages(daily)).toHaveLength(4)
    expect(await told(ada, general, 'progress')).toContain("A streak of 1 day. Today's daily is open: your answer keeps it going, right or wrong.")
    await clickTold(ada, posted(), letterOf(read(posted()), 'wrong'))
    await stage.to(at(23, 17))
    await stage.pass(3)
    expect(await told(ada, general, 'progress')).toContain('A streak of 2 days.')
  })
})

describe('a leaderboard of more than ten', () => {
  it('is read page by page in one private message, with names of any length', async () => {
    const { stage, general, daily, ben, person, command, turn, clickTold, readAlone, read, slack } = group
    await stage.to(at(24, 8))
    const long = person('m-with-the-longest-name-that-slack-lets-anybody-have-'.padEnd(80, 'x'))
    const others = Array.from({ length: 10 }, (_, place) => person(`member-${place}`))
    for (const one of [ben, long, ...others]) await clickTold(one, posted(), letterOf(read(posted()), 'right'))
    await stage.to(at(24, 17))
    await stage.pass(3)
    expect(slack.messages(daily)).toHaveLength(6)
    const board = await command(ben, general, 'leaderboard', { period: 'week' })
    const first = readAlone(ben, board)
    expect(first).toContain('[Later places]')
    const later = await turn(ben, board, 'Later places')
    expect(later).toContain('[Earlier places]')
    expect(later).toMatch(/^\d+ · \S+ · \d\/\d · [\d,]+$/m)
    expect(await turn(ben, board, 'Earlier places')).toBe(first)
  })

  it('has teams, too', async () => {
    const { stage, general, ada, ben, cho, clickTold, told, read } = group
    expect(await told(ben, general, 'team create', { name: 'Gradients' })).toContain('Gradients is a team now, and you are in it.')
    expect(await told(ada, general, 'team join', { name: 'Gradients' })).toBe('You are in Gradients now.')
    expect(await told(cho, general, 'team create', { name: 'Priors' })).toContain('Priors is a team now')
    await stage.to(at(25, 8))
    for (const one of [ada, ben, cho]) await clickTold(one, posted(), letterOf(read(posted()), 'right'))
    await stage.to(at(25, 17))
    await stage.pass(3)
    const board = await told(ada, general, 'leaderboard', { of: 'teams', period: 'day' })
    expect(board).toMatch(/^Teams of today\nYour team: Gradients is number 1 today, with 2,000 points\./)
    expect(board).toMatch(/🥇 · Gradients( \(you\))? · 2\/2 · 2,000\n· · Priors\n1 member has played; a rank needs two · 1\/1 · 1,000\n/)
  })
})

it('reads well on a phone, is within every limit, and has words for notifications', () => expect(phoneFaults(group)).toEqual([]))

it('was no trouble', () => expect(group.stage.troubles).toEqual([]))
