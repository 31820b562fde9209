import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { choiceQuestion, libraryOf, typedQuestion } from '../../support/library.ts'
import { answerTo, letterOf, openStudyGroup, phoneFaults, type StudyGroup } from './study-group.ts'

const typed = Array.from({ length: 9 }, (_, place) => typedQuestion('metrics', `t${place}`, ['precision']))
const chosen = Array.from({ length: 9 }, (_, place) => choiceQuestion('probability', `q${place}`))

let group: StudyGroup
beforeAll(async () => {
  group = await openStudyGroup({ library: libraryOf([...typed, ...chosen]) })
})
afterAll(async () => await group.close())

/** One of the two forms of the settings, opened by Ada. */
async function settings(label: 'Group and dailies…' | 'Rounds…') {
  const { ada, general, command, form } = group
  return await form(ada, await command(ada, general, 'settings'), label)
}

describe('the forms of the settings', () => {
  it('on the group: its zone, when dailies tell, where the recap goes, who else is an admin', async () => {
    const { daily, ada, ben, sent } = group
    const saved = await sent(ada, await settings('Group and dailies…'), { zone: 'Asia/Tokyo', verdict: 'at the reveal', recap: [daily], admins: [ben.id] })
    expect(saved).toMatch(/Saved\nTime zone {2}Asia\/Tokyo\nDaily verdict {2}at the reveal\nWeekly recap {2}Mondays at 09:00 in #daily\nMore admins {2}1\n/)
    expect(await sent(ada, await settings('Group and dailies…'))).toBe(saved)
    const moved = await sent(ada, await settings('Group and dailies…'), { zone: 'Europe/Berlin', recap: [], admins: [] })
    expect(moved).toMatch(/Time zone {2}Asia\/Tokyo; Europe\/Berlin from 2026-11-2\d \d\d:00\nDaily verdict {2}at the reveal\nWeekly recap {2}off\nMore admins {2}none/)
  })

  it('on rounds: where, who, how often, when not, and how many count', async () => {
    const { daily, quiz, ada, ben, sent, told } = group
    const saved = await sent(ada, await settings('Rounds…'), { channels: [quiz, daily], starters: 'admins', coolDown: '15', quiet: '22:00-07:00', roundsADay: '3' })
    expect(saved).toContain('Rounds run in  #quiz, #daily\nWho may start rounds  admins\nBetween rounds  15 minutes\nQuiet hours  22:00 to 07:00\nRounds that count  3 a day for each member')
    expect(await told(ben, quiz, 'rapid')).toContain('In this group admins start the rounds.')
  })

  it('keep what stands there, and take lists that are emptied', async () => {
    const { ada, sent } = group
    const saved = await sent(ada, await settings('Rounds…'), { channels: [], starters: 'everyone', coolDown: '', quiet: '' })
    expect(saved).toContain('Rounds run in  every channel\nWho may start rounds  everyone\nBetween rounds  no break\nQuiet hours  none\nRounds that count  3 a day')
  })

  it('save nothing where something is wrong, say all of it, and open again', async () => {
    const { slack, general, ada, form, sent } = group
    const refused = await sent(ada, await settings('Rounds…'), { starters: 'admins', coolDown: '999', quiet: 'at night', roundsADay: '0' })
    expect(refused).toMatch(/Nothing was saved\nThe time between rounds is in minutes[^]*\nQuiet hours look like[^]*\nHow many rounds count[^]*\[Try again…\]$/)
    const [told] = slack.privateMessages(ada.id).slice(-1)
    if (told === undefined) throw new Error('Nothing was said.')
    expect(await sent(ada, await form(ada, told, 'Try again…'))).toContain('Who may start rounds  everyone')
    expect(await sent(ada, await settings('Group and dailies…'), { zone: 'Nowhere', recap: [general, group.quiz] })).toMatch(/Nothing was saved\nThe weekly recap is posted in one channel\. Choose one, or none\.\nI do not know the time zone "Nowhere"/)
  })

  it('are for admins, also when they are pressed by somebody who is none', async () => {
    const { stage, quiz, general, ada, ben, told, newest, readAlone } = group
    await told(ada, quiz, 'rapid')
    await stage.pass(0)
    expect(readAlone(ben, await answerTo(ben.forge(newest(quiz), { action_id: 'press-9', value: 'settings:rounds' })))).toBe('Only an admin of this group can do that.')
    await told(ada, quiz, 'stop')
    await stage.pass(4)
    expect(await told(ada, general, 'settings')).toContain('Who may start rounds  everyone')
  })

  it('answer in the direct messages when the person has left the channel meanwhile', async () => {
    const { slack, channels, person, command, form, sent } = group
    const eve = person('eve', { isAdmin: true })
    const view = await form(eve, await command(eve, channels.quiz.id, 'settings'), 'Rounds…')
    channels.quiz.members.delete(eve.id)
    expect(await sent(eve, view, { coolDown: '5' })).toContain('Between rounds  5 minutes')
    expect(slack.messages(eve.directChannel().id)).toHaveLength(1)
  })

  it('answer in the direct messages, too, from a channel that Recall is not in', async () => {
    const { slack, ada, command, form, sent } = group
    const elsewhere = slack.addChannel({ name: 'elsewhere', bot: false })
    await ada.join(elsewhere)
    const view = await form(ada, await command(ada, elsewhere.id, 'settings'), 'Rounds…')
    expect(await sent(ada, view, { coolDown: '' })).toContain('Between rounds  no break')
    expect(slack.messages(ada.directChannel().id)).toHaveLength(1)
  })
})

describe('an answer that is typed', () => {
  it('is taken from a form, once, and the verdict comes with the reveal', async () => {
    const { stage, quiz, ada, ben, cho, clickTold, form, sent, told, newest, read } = group
    await told(ada, quiz, 'rapid', { topic: 'metrics', questions: 3 })
    await stage.pass(0)
    const question = newest(quiz)
    expect(read(question)).toContain('[Type the answer…]')
    const view = await form(ada, question, 'Type the answer…')
    expect(read(view)).toMatch(/^Your answer\n/)
    expect(await sent(ada, view, { answer: ' Precision ' })).toBe('Locked in: “Precision”.')
    expect(await clickTold(ada, question, 'Type the answer…')).toBe('You answered “Precision”. The first answer counts and cannot be changed.')
    expect(await sent(ben, await form(ben, question, 'Type the answer…'), { answer: '*recall* <!channel>' })).toBe('Locked in: “*recall* <!channel>”.')
    const late = await form(cho, question, 'Type the answer…')
    await stage.pass(17)
    expect(read(question)).toMatch(/the answer is precision\n[^]*1 of 2 answers (was|were) right\./)
    expect(await sent(cho, late, { answer: 'precision' })).toBe('That question is closed, so the answer does not count. The next one is on its way.')
    expect(await clickTold(ben, question, 'Why?')).toContain('You answered “*recall* <!channel>”. The answer is “precision”.')
    await told(ada, quiz, 'stop')
    await stage.pass(0)
  })
})

describe('a question with a mistake in it', () => {
  it('is reported from its reveal, is seen by admins, and is voided with a reason that all can read', async () => {
    const { stage, quiz, general, ada, ben, cho, clickTold, command, form, sent, told, newest, read, readAlone } = group
    const before = await told(ben, general, 'leaderboard')
    await told(ada, quiz, 'rapid', { topic: 'probability', questions: 3 })
    await stage.pass(0)
    const question = newest(quiz)
    await clickTold(ben, question, letterOf(read(question), 'right'))
    await clickTold(cho, question, letterOf(read(question), 'right'))
    await stage.pass(17)
    expect(await sent(cho, await form(cho, question, 'Report…'), { why: 'B holds, too. <!channel>' })).toMatch(/^Thank you\. The admins of this group will see what you wrote, without your name\./)
    await told(ada, quiz, 'stop')
    await stage.pass(4)
    const shown = await command(ada, general, 'report')
    expect(readAlone(ada, shown)).toMatch(/^Reported · Probability · easy\n[^]*What was said\s+B holds, too\. <!channel>\nRight answer\s+Yes, q\d\n[^]*\[Void and recount…\] \[Keep\]/)
    expect(JSON.stringify([shown.text, shown.blocks])).not.toContain('cho')
    expect(await sent(ada, await form(ada, shown, 'Void and recount…'), { why: 'Two choices hold.' })).toMatch(/^Voided\. Boards, progress and streaks are recounted/)
    await stage.pass(0)
    expect(read(newest(quiz))).toMatch(/^A question was voided\n[^]*Why {2}Two choices hold\./)
    expect(read(question)).toContain('An admin voided this question. It counts for nobody')
    const after = await told(ben, general, 'leaderboard')
    expect(after.replace(/──────\nRecounted\n.*\n/, '')).toBe(before)
    expect(after).toContain('“What of')
  })

  it('may be reported in a word, and be kept', async () => {
    const { stage, quiz, ada, ben, cho, clickTold, command, told, newest, read } = group
    await told(ada, quiz, 'rapid', { topic: 'probability', questions: 3 })
    await stage.pass(0)
    const question = newest(quiz)
    for (const one of [ben, cho]) await clickTold(one, question, letterOf(read(question), 'right'))
    await stage.pass(17)
    expect(await told(ben, quiz, 'report', { why: 'A typo.' })).toMatch(/^Thank you\./)
    expect(await told(ben, quiz, 'report')).toMatch(/^Say what is wrong with the question/)
    await told(ada, quiz, 'stop')
    await stage.pass(4)
    const shown = await command(ada, quiz, 'report')
    expect(await group.turn(ada, shown, 'Keep')).toBe('Kept. The question counts as before.')
    expect(await told(ada, quiz, 'report')).toBe('No question is reported.')
    expect(await told(ben, quiz, 'leaderboard', { period: 'all' })).toMatch(/ben \(you\) · 1\/2 · 1,000$/m)
  })
})

it('reads well on a phone, is within every limit, and has words for notifications', () => expect(phoneFaults(group)).toEqual([]))

it('was no trouble', () => expect(group.stage.troubles).toEqual([]))
