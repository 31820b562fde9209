import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Person } from '../../standins/discord/person.ts'
import type { Message } from '../../standins/discord/world.ts'
import { choiceQuestion, libraryOf, typedQuestion } from '../../support/library.ts'
import { letterOf, openStudyGroup, phoneFaults, type StudyGroup } from './study-group.ts'

const typed = Array.from({ length: 9 }, (_, place) => typedQuestion('metrics', `t${place}`, ['precision']))
const chosen = Array.from({ length: 9 }, (_, place) => choiceQuestion('probability', `q${place}`))

let group: StudyGroup
beforeAll(async () => {
  group = await openStudyGroup({ library: libraryOf([...typed, ...chosen]) })
})
afterAll(async () => await group.close())

/** Presses a button that opens a form. */
async function open(who: Person, message: Message | null, label: string) {
  if (message === null) throw new Error('There is no message.')
  const { modal, kind } = await group.click(who, message, label)
  if (modal === null) throw new Error(`${label} opened no form but gave: ${kind}`)
  return modal
}

describe('the forms of /settings', () => {
  it('on the group: its zone, when dailies tell, where the recap goes, who else is an admin', async () => {
    const { general, daily, ada, ben, told } = group
    const form = await open(ada, (await ada.command(general, 'settings')).message, 'Group and dailies…')
    const saved = told(await ada.submit(form, { zone: 'Asia/Tokyo', verdict: ['at the reveal'], recap: [daily], admins: [ben.id] }))
    expect(saved).toMatch(/^Saved\nTime zone {2}Asia\/Tokyo\nDaily verdict {2}at the reveal\nWeekly recap {2}Mondays at 09:00 in #daily\nMore admins {2}1\n/)
    const kept = await open(ada, (await ada.command(general, 'settings')).message, 'Group and dailies…')
    expect(told(await ada.submit(kept))).toBe(saved)
    const again = await open(ada, (await ada.command(general, 'settings')).message, 'Group and dailies…')
    const moved = told(await ada.submit(again, { zone: 'Europe/Berlin', recap: [], admins: [] }))
    expect(moved).toMatch(/Time zone {2}Asia\/Tokyo; Europe\/Berlin from 2026-11-2\d \d\d:00\nDaily verdict {2}at the reveal\nWeekly recap {2}off\nMore admins {2}none/)
  })

  it('on rounds: where, who, how often, when not, and how many count', async () => {
    const { general, daily, quiz, ada, ben, told } = group
    const form = await open(ada, (await ada.command(general, 'settings')).message, 'Rounds…')
    const saved = told(await ada.submit(form, { channels: [quiz, daily], starters: ['admins'], coolDown: '15', quiet: '22:00-07:00', roundsADay: '3' }))
    expect(saved).toContain('Rounds run in  #quiz, #daily\nWho may start rounds  admins\nBetween rounds  15 minutes\nQuiet hours  22:00 to 07:00\nRounds that count  3 a day for each member')
    expect(told(await ben.command(quiz, 'rapid'))).toContain('In this group admins start the rounds.')
  })

  it('keep what stands there, and take lists that are emptied', async () => {
    const { general, ada, told } = group
    const form = await open(ada, (await ada.command(general, 'settings')).message, 'Rounds…')
    const saved = told(await ada.submit(form, { channels: [], starters: ['everyone'], coolDown: '', quiet: '' }))
    expect(saved).toContain('Rounds run in  every channel\nWho may start rounds  everyone\nBetween rounds  no break\nQuiet hours  none\nRounds that count  3 a day')
  })

  it('save nothing where something is wrong, say all of it, and open again', async () => {
    const { general, ada, told } = group
    const form = await open(ada, (await ada.command(general, 'settings')).message, 'Rounds…')
    const refused = await ada.submit(form, { starters: ['admins'], coolDown: '999', quiet: 'at night', roundsADay: '0' })
    expect(told(refused)).toMatch(/^Nothing was saved\nThe time between rounds is in minutes[^]*\nQuiet hours look like[^]*\nHow many rounds count[^]*\[Try again…\]$/)
    const again = await open(ada, refused.message, 'Try again…')
    expect(told(await ada.submit(again, {}))).toContain('Who may start rounds  everyone')
    const onGroup = await open(ada, (await ada.command(general, 'settings')).message, 'Group and dailies…')
    expect(told(await ada.submit(onGroup, { zone: 'Nowhere', recap: [general, group.quiz] }))).toMatch(/^Nothing was saved\nThe weekly recap is posted in one channel\. Choose one, or none\.\nI do not know the time zone "Nowhere"/)
  })

  it('are for admins, also when they are pressed or sent by somebody who is none', async () => {
    const { general, ada, ben, told } = group
    const { message } = await ada.command(general, 'settings')
    const form = await open(ada, message, 'Rounds…')
    expect(told(await ben.forge(group.stage.newest(general), 'settings:rounds'))).toBe('Only an admin of this group can do that.')
    expect(told(await ben.submit({ ...form, from: { ...form.from, source: null } }, { starters: ['admins'] }))).toBe('Only an admin of this group can do that.')
    expect(told(await ada.command(general, 'settings'))).toContain('Who may start rounds  everyone')
  })
})

describe('an answer that is typed', () => {
  it('is taken from a form, once, and the verdict comes with the reveal', async () => {
    const { stage, quiz, ada, ben, cho, click, told, read } = group
    await ada.command(quiz, 'rapid', { topic: 'metrics', questions: 3 })
    await stage.pass(0)
    const question = stage.newest(quiz)
    expect(read(question)).toContain('[Type the answer…]')
    const form = await open(ada, question, 'Type the answer…')
    expect(form.title).toBe('Your answer')
    expect(told(await ada.submit(form, { answer: ' Precision ' }))).toBe('Locked in: “Precision”.')
    expect(told(await click(ada, question, 'Type the answer…'))).toBe('You answered “Precision”. The first answer counts and cannot be changed.')
    expect(told(await ada.submit(form, { answer: 'recall' }))).toBe('You answered “Precision”. The first answer counts and cannot be changed.')
    expect(told(await ben.submit(await open(ben, question, 'Type the answer…'), { answer: '**recall** @everyone' }))).toBe('Locked in: “**recall** @everyone”.')
    const late = await open(cho, question, 'Type the answer…')
    await stage.pass(17)
    expect(read(question)).toMatch(/the answer is precision\n[^]*1 of 2 answers was right\.|the answer is precision\n[^]*1 of 2 answers were right\./)
    expect(told(await cho.submit(late, { answer: 'precision' }))).toBe('That question is closed, so the answer does not count. The next one is on its way.')
    expect(told(await click(ben, question, 'Why?'))).toContain('You answered “**recall** @everyone”. The answer is “precision”.')
    await ada.command(quiz, 'stop')
    await stage.pass(0)
  })
})

describe('a question with a mistake in it', () => {
  it('is reported from its reveal, is seen by admins, and is voided with a reason that all can read', async () => {
    const { stage, discord, quiz, general, ada, ben, cho, told, read } = group
    const before = told(await ben.command(general, 'leaderboard'))
    await ada.command(quiz, 'rapid', { topic: 'probability', questions: 3 })
    await stage.pass(0)
    const question = stage.newest(quiz)
    await group.click(ben, question, letterOf(read(question), 'right'))
    await group.click(cho, question, letterOf(read(question), 'right'))
    await stage.pass(17)
    const form = await open(cho, question, 'Report…')
    expect(told(await cho.submit(form, { why: 'B holds, too. @everyone' }))).toMatch(/^Thank you\. The admins of this group will see what you wrote, without your name\./)
    await ada.command(quiz, 'stop')
    await stage.pass(4)
    const shown = await ada.command(general, 'report')
    expect(told(shown)).toMatch(/^Reported · Probability · easy\n[^]*What was said {2}B holds, too\. @everyone\nRight answer {2}Yes, q\d\n[^]*\[Void and recount…\] \[Keep\]/)
    expect(told(shown)).not.toContain('cho')
    const reason = await open(ada, shown.message, 'Void and recount…')
    expect(told(await ada.submit(reason, { why: 'Two choices hold.' }))).toMatch(/^Voided\. Boards, progress and streaks are recounted/)
    await stage.pass(0)
    expect(read(stage.newest(quiz))).toMatch(/^A question was voided\n[^]*Why {2}Two choices hold\./)
    expect(read(question)).toContain('An admin voided this question. It counts for nobody')
    const after = told(await ben.command(general, 'leaderboard'))
    expect(after.replace(/──────\nRecounted\n.*\n/, '')).toBe(before)
    expect(after).toContain('“What of')
    expect(discord.messages(quiz).filter(one => one.pings.everyone || one.pings.users.length > 0)).toEqual([])
  })

  it('may be reported in a word, and be kept', async () => {
    const { stage, quiz, ada, ben, cho, click, told, read } = group
    await ada.command(quiz, 'rapid', { topic: 'probability', questions: 3 })
    await stage.pass(0)
    const question = stage.newest(quiz)
    for (const one of [ben, cho]) await click(one, question, letterOf(read(question), 'right'))
    await stage.pass(17)
    expect(told(await ben.command(quiz, 'report', { why: 'A typo.' }))).toMatch(/^Thank you\./)
    expect(told(await ben.command(quiz, 'report'))).toMatch(/^Say what is wrong with the question/)
    await ada.command(quiz, 'stop')
    await stage.pass(4)
    const shown = await ada.command(quiz, 'report')
    expect(told(await click(ada, shown.message as Message, 'Keep'))).toBe('Kept. The question counts as before.')
    expect(told(await ada.command(quiz, 'report'))).toBe('No question is reported.')
    expect(told(await ben.command(quiz, 'leaderboard', { period: 'all' }))).toMatch(/\d ben 1\/2 · 1,000[;)]/)
  })
})

it('reads well on a phone', () => expect(phoneFaults(group)).toEqual([]))
