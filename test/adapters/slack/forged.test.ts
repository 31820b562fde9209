import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerTo, openStudyGroup, phoneFaults, type StudyGroup } from './study-group.ts'
import { forgeCommand, forgeForm } from './forge.ts'

let group: StudyGroup
beforeAll(async () => {
  group = await openStudyGroup()
})
afterAll(async () => await group.close())

const weird = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'x'.repeat(6000)]
const refused = 'Only an admin of this group can do that.'

describe('whatever is sent is answered kindly, and nothing else comes of it', () => {
  it.each(weird.map(one => [one.slice(0, 20), one] as const))('a command and an option %j', async (_, word) => {
    const { general, ben, told } = group
    expect(await told(ben, general, word)).toMatch(/^I do not know \//)
    expect(await told(ben, general, `formula name:norm ${word.slice(0, 40)}:x`)).toMatch(/no option|no formula|Norm|could be/i)
    expect(await told(ben, general, `formula ${word}`)).toMatch(/too long|no formula|is in|Norm/i)
  })

  it('numbers as words and words as numbers', async () => {
    const { general, ben, told } = group
    expect(await told(ben, general, 'quiz questions:4')).toMatch(/^Practice 1 of 4/)
    for (const value of ['four', '1e1', -1, '2.5', '1e21', 'NaN', 'true', 'null', '9e15']) expect(await told(ben, general, `quiz questions:${value}`)).toMatch(/questions must be a whole number from 1 to 20/)
  })

  it('a press that no button of ours has carried', async () => {
    const { stage, quiz, ada, ben, told, newest, readAlone } = group
    await told(ada, quiz, 'rapid', { questions: 3, seconds: 60 })
    await stage.pass(0)
    const ids = ['', 'x'.repeat(2000), '\u{1f600}'.repeat(50), 'answer', 'answer:', 'answer:r1:0:4', 'answer:r1:-1:0', 'answer:__proto__:0:0', '__proto__:x', 'constructor:1', 'erase:x', 'why:constructor:0', 'browse:formula:x:1e9', ' answer:r1:0:0', 'settings:all']
    for (const value of ids) expect(readAlone(ben, await answerTo(ben.forge(newest(quiz), { action_id: 'press-0', value }))), value).toMatch(/is not one of mine any more|is not here any more/)
  })

  it('a press that changes private messages leaves public ones as they are', async () => {
    const { quiz, ada, newest, readAlone } = group
    const question = newest(quiz)
    const versions = question.versions.length
    for (const value of ['keep:r1:0', 'board:week:0', 'browse:formula::0', 'teams:0', 'reports:0', 'turn:r1:0', 'try:r1:0:0', 'fresh:::3', 'retry:r1', 'another:r1', 'erase']) {
      expect(readAlone(ada, await answerTo(ada.forge(question, { action_id: 'press-0', value }))), value).not.toBe('')
      expect(question.versions.length, value).toBe(versions)
    }
    await group.told(ada, quiz, 'stop')
    await group.stage.pass(4)
  })

  it("a form of an admin's that somebody else sends changes nothing", async () => {
    const { stage, general, ada, ben, command, form, sent, told } = group
    expect(await sent(ada, await form(ada, await command(ada, general, 'settings'), 'Rounds…'), { coolDown: '6' })).toContain('Between rounds  6 minutes')
    expect(await forgeForm(stage, ben, { coolDown: '7' })).toBe(refused)
    expect(await told(ada, general, 'settings')).toContain('Between rounds  6 minutes')
  })

  it('a form with names, numbers and sizes that it does not have', async () => {
    const { stage, general, ada, command, form, sent, told } = group
    await sent(ada, await form(ada, await command(ada, general, 'settings'), 'Rounds…'), { coolDown: '6' })
    for (const values of [{}, Object.fromEntries(weird.map(name => [name, 'x'])), Object.fromEntries(Array.from({ length: 1000 }, (_, place) => [`unknown${place}`, 'x']))]) {
      expect(await forgeForm(stage, ada, values)).toMatch(/Saved[^]*6 minutes/)
    }
    for (const values of [{ coolDown: '9'.repeat(4000) }, { quiet: '22:00-07:00'.repeat(400) }, { roundsADay: '1e9' }]) expect(await forgeForm(stage, ada, values)).toMatch(/Nothing was saved/)
    expect(await forgeForm(stage, ada, {}, { private_metadata: `answer:r1:0:0 ${general}` })).toMatch(/is not one of mine any more/)
    expect(await told(ada, general, 'settings')).toContain('6 minutes')
  })

  it('a form that is sent twice is taken once', async () => {
    const { stage, slack, general, ada, command, form, sent } = group
    expect(await sent(ada, await form(ada, await command(ada, general, 'settings'), 'Rounds…'), { coolDown: '8' })).toContain('8 minutes')
    const genuine = slack.deliveries.findLast(({ payload }) => payload['type'] === 'view_submission')
    const said = slack.privateMessages(ada.id).length
    expect(await slack.deliver('interactive', genuine?.payload ?? {})).toMatchObject({ ok: true })
    await stage.pass(1)
    expect(slack.privateMessages(ada.id)).toHaveLength(said)
  })
})

describe('a channel that is none of the group', () => {
  it('gets no daily, whatever is typed for it', async () => {
    const { slack, general, ada, told } = group
    const other = slack.addTeam({ name: 'Elsewhere' })
    const foreign = slack.addChannel({ name: 'foreign', teamId: slack.teamId, bot: false, kind: 'private' })
    foreign.teamId = other.id
    for (const id of [foreign.id, `<#${foreign.id}|foreign>`, 'C0NOWHERE', 'general']) {
      expect(await told(ada, general, `daily set time:09:00 channel:${id}`), id).toMatch(/not in|invite|could not find|cannot|must be a channel/i)
    }
    for (const id of ['../../users', '9'.repeat(60), '<!channel>', '']) expect(await told(ada, general, `daily set time:09:00 channel:"${id}"`), id).toMatch(/must be a channel|too long/)
    for (const name of ['now', 'preview', 'show', 'pause', 'resume', 'off']) expect(await told(ada, general, `daily ${name} channel:${foreign.id}`)).toMatch(/no daily/i)
  })

  it('hears of no command that is sent in its name', async () => {
    const { stage, slack, general, ben } = group
    await ben.slash(general, '/recall', 'help')
    expect(await forgeCommand(stage, { channel_id: 'C0NOWHERE', text: 'rapid' })).not.toMatch(/starts now/)
    await stage.pass(60)
    expect(slack.requests.filter(({ method, args }) => method === 'chat.postMessage' && args['channel'] === 'C0NOWHERE')).toEqual([])
  })
})

it('reads well on a phone, is within every limit, and has words for notifications', () => expect(phoneFaults(group)).toEqual([]))

it('none of it was trouble, or went unanswered', () => {
  expect(group.stage.troubles).toEqual([])
  expect(group.slack.deliveries.filter(({ ok }) => !ok)).toEqual([])
})
