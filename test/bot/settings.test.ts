import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { welcome } from '../../src/bot/welcome.ts'
import { labelOf, openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

const admin = (channel = 'general') => world.actor('Ada', { admin: true, channel })
const grace = (channel = 'general') => world.actor('Grace', { channel })
const at = (text: string) => Date.parse(text)
const save = (part: string, values: Record<string, readonly string[]>) => admin().submit(`settings:${part}`, values)
const field = (card: { fields?: readonly { name: string, value: unknown }[] }, name: string) => card.fields?.find(one => one.name === name)?.value
const say = async (command: string, channel = 'general') => plain((await grace(channel).command(command)).text ?? '')

describe('/settings', () => {
  it('shows an admin what the group has decided, with a form for the group and one for rounds', async () => {
    const card = await admin().command('settings')
    expect(card.fields?.map(one => one.name)).toEqual(['Time zone', 'Daily verdict', 'Weekly recap', 'More admins', 'Rounds run in', 'Who may start rounds', 'Between rounds', 'Quiet hours', 'Rounds that count'])
    const forms = await Promise.all((card.buttons ?? []).map(button => admin().open(button.press)))
    expect(forms.map(form => form.fields.map(one => one.name))).toEqual([['zone', 'verdict', 'recap', 'admins'], ['channels', 'starters', 'coolDown', 'quiet', 'roundsADay']])
  })

  it('is for admins: the command, its forms and what is filled in', async () => {
    expect((await grace().command('settings')).text).toBe('Only an admin of this group can do that.')
    expect((await grace().press('settings:rounds')).text).toBe('Only an admin of this group can do that.')
    expect((await grace().submit('settings:rounds', { starters: ['admins'] })).text).toBe('Only an admin of this group can do that.')
    expect(field(await admin().command('settings'), 'Who may start rounds')).toBe('everyone')
  })

  it('saves nothing when anything is wrong, and says what', async () => {
    const card = await save('rounds', { coolDown: ['soon'], quiet: ['at night'], roundsADay: ['0'], starters: ['admins'] })
    expect(card).toMatchObject({ title: 'Nothing was saved', text: 'The time between rounds is in minutes, a whole number from 0 to 120.\nQuiet hours look like 22:00-07:00. Leave them empty for none.\nHow many rounds count in a day is a whole number from 1 to 20.' })
    expect((await save('group', { zone: ['Europe/Berlln'] })).text).toMatch(/^I do not know the time zone "Europe\/Berlln"/)
    expect((await save('group', { zone: ['Berlin'] })).text).toMatch(/Did you mean Europe\/Berlin\?$/)
    expect(field(await admin().command('settings'), 'Who may start rounds')).toBe('everyone')
  })

  it('two admins at once: both changes are kept', async () => {
    await Promise.all([save('rounds', { starters: ['admins'] }), save('group', { verdict: ['at the reveal'] }), save('rounds', { roundsADay: ['3'] })])
    const card = await admin().command('settings')
    expect([field(card, 'Who may start rounds'), field(card, 'Daily verdict'), field(card, 'Rounds that count')]).toEqual(['admins', 'at the reveal', '3 a day for each member'])
  })

  it('a group can name more admins, and take it back', async () => {
    await save('group', { admins: ['grace'] })
    expect((await grace().command('daily set', { time: '09:00' })).title).toBe('The daily is set')
    await save('group', { admins: [] })
    expect((await grace().command('daily set', { time: '09:00' })).text).toBe('Only an admin of this group can do that.')
  })
})

describe('who may start a round, where and when', () => {
  it('rounds run only in the channels that the group names; practice everywhere', async () => {
    await save('rounds', { channels: ['quiz', 'study'] })
    expect(await say('rapid')).toBe('Rounds run in #quiz, #study. Practise here with /quiz.')
    expect(await say('rapid', 'quiz')).toMatch(/^A round of 10/)
    expect((await grace().command('quiz')).kind).toBe('question')
  })

  it('only admins, where the group says so', async () => {
    await save('rounds', { starters: ['admins'] })
    expect(await say('rapid')).toBe('In this group admins start the rounds. Practise whenever you like with /quiz.')
    expect(plain((await admin().command('rapid')).text ?? '')).toMatch(/^A round of 10/)
  })

  it('not in quiet hours, also past midnight; it says when again', async () => {
    await save('group', { zone: ['Europe/Berlin'] })
    await save('rounds', { quiet: ['22:00 - 7:00'] })
    await world.to(at('2026-11-21T20:59:59Z'))
    expect(await say('rapid', 'before')).toMatch(/^A round of 10/)
    await world.to(at('2026-11-21T21:00Z'))
    expect(await say('rapid')).toBe('These are the quiet hours of this group. Rounds may start again 2026-11-22T06:00:00.000Z. Practise until then with /quiz.')
    await world.to(at('2026-11-22T05:59:59Z'))
    expect(await say('rapid')).toMatch(/^These are the quiet hours/)
    await world.to(at('2026-11-22T06:00Z'))
    expect(await say('rapid')).toMatch(/^A round of 10/)
  })

  it('not within the cool-down after the last round of the channel; another channel is free', async () => {
    await save('rounds', { coolDown: ['5'] })
    await grace().command('rapid', { questions: '3' })
    await world.pass(0)
    await grace().command('stop')
    await world.pass(0)
    await world.pass(0)
    const ended = world.now()
    expect(await say('rapid')).toBe(`The last round has only just ended here. The next one may start ${new Date(ended + 300_000).toISOString()}.`)
    expect(await say('rapid', 'quiz')).toMatch(/^A round of 10/)
    await world.to(ended + 300_000)
    expect(await say('rapid')).toMatch(/^A round of 10/)
  })
})

describe('a group has one time zone', () => {
  it('that is shown; it holds at once when it is named first, and is changeable from the next day on', async () => {
    expect(field(await save('group', { zone: ['Europe/Berlin'] }), 'Time zone')).toBe('Europe/Berlin')
    expect(field(await save('group', { zone: ['Asia/Tokyo'] }), 'Time zone')).toEqual(['Europe/Berlin; Asia/Tokyo from ', { at: at('2026-11-21T23:00Z'), as: 'day and time' }])
    await world.to(at('2026-11-21T23:00Z'))
    await admin().command('daily set', { time: '09:00' })
    expect(field(await world.actor('Grace').command('daily show'), 'Next post')).toEqual([{ at: at('2026-11-22T00:00Z'), as: 'day and time' }, ' in your own time'])
  })

  it('dailies follow it: today by the old one, from tomorrow by the new one, and no date is posted twice', async () => {
    await save('group', { zone: ['Europe/Berlin'] })
    await admin().command('daily set', { time: '20:00' })
    await save('group', { zone: ['America/New_York'] })
    await world.to(at('2026-11-21T19:00Z'))
    expect(world.surface.messages).toHaveLength(1)
    for (let hour = 20; hour < 24 + 26; hour++) await world.to(at('2026-11-21T00:00Z') + hour * 3_600_000)
    expect(world.surface.messages.map(message => new Date(message.at).toISOString())).toEqual(['2026-11-21T19:00:00.000Z', '2026-11-23T01:00:00.000Z'])
    expect(world.surface.messages.map(message => /\d{4}-\d\d-\d\d/.exec(message.key)?.[0])).toEqual(['2026-11-21', '2026-11-22'])
  })

  it('a member may set a zone of their own for streaks and reminders; without it the group\'s holds', async () => {
    expect(plain((await grace().command('timezone', { zone: 'Asia/Tokyo' })).text ?? '')).toBe("Your days go by Asia/Tokyo now. Boards and dailies stay in the group's zone, UTC.")
    expect(plain((await grace().command('timezone', { zone: 'group' })).text ?? '')).toBe("The group's time zone holds for you again: UTC.")
    expect(plain((await grace().command('timezone', { zone: 'Moon/Base' })).text ?? '')).toMatch(/^I do not know the time zone "Moon\/Base"/)
  })
})

describe('the verdict of a daily goes by the group\'s setting', () => {
  it('at once: right or wrong with the answer', async () => {
    await admin().command('daily set', { time: '13:00' })
    await admin().command('daily now')
    await world.pass(0)
    expect((await grace().click(labelOf(world.newest(), 'right'))).kind).toBe('verdict')
  })

  it('at the reveal: locked in only', async () => {
    await save('group', { verdict: ['at the reveal'] })
    await admin().command('daily set', { time: '13:00' })
    await admin().command('daily now')
    await world.pass(0)
    const right = labelOf(world.newest(), 'right')
    expect((await grace().click(right)).text).toBe(`Locked in: ${right}.`)
  })
})

describe('a new group', () => {
  const here = { platform: 'test', home: 'h', id: 'general' }

  it('is greeted once, with what to try and a button for an admin', async () => {
    await welcome(world.bot, here)
    await world.pass(0)
    await welcome(world.bot, here)
    await world.pass(0)
    expect(world.surface.messages).toHaveLength(1)
    expect(world.newest()).toMatchObject({ title: 'Hello, I am Recall', buttons: [{ label: 'Set up', opens: 'form' }] })
  })

  it('asks an admin for zone, channels and who may start; anyone else is told who can', async () => {
    await welcome(world.bot, here)
    await world.pass(0)
    const press = world.newest().buttons?.[0]?.press ?? ''
    expect((await grace().press(press)).text).toBe('Only an admin of this group can do that.')
    const form = await admin().open(press)
    expect(form.fields.map(one => one.name)).toEqual(['zone', 'channels', 'starters'])
    const saved = await admin().submit(form.press, { zone: ['Europe/Paris'], channels: [], starters: ['everyone'] })
    expect(saved).toMatchObject({ title: 'Saved' })
    expect(field(saved, 'Time zone')).toBe('Europe/Paris')
  })

  it('that could not be greeted is greeted when its channel works again', async () => {
    world.surface.fate = () => ({ outcome: 'later', afterMs: 1000, sent: true })
    await welcome(world.bot, here)
    await world.pass(0)
    world.surface.fate = () => null
    await world.pass(2)
    expect(world.surface.messages).toHaveLength(1)
  })
})

describe('the weekly recap', () => {
  const play = async () => {
    await admin().command('rapid', { questions: '3', scoring: 'accuracy' })
    await world.pass(0)
    for (const name of ['Ada', 'Grace']) await world.actor(name).click(labelOf(world.newest(), name === 'Ada' ? 'right' : 'wrong'))
    await world.pass(17)
    await admin().command('stop')
    await world.pass(4)
    await world.pass(0)
  }
  const recaps = () => world.surface.messages.filter(message => message.key.startsWith('notice/recap'))

  it('is posted on Monday at nine in the group\'s zone, about the week that ended, once', async () => {
    await save('group', { zone: ['Europe/Berlin'], recap: ['news'] })
    await play()
    await world.to(at('2026-11-23T07:59:59Z'))
    expect(recaps()).toEqual([])
    await world.to(at('2026-11-23T08:00Z'))
    for (let hour = 0; hour < 30; hour++) await world.pass(3600)
    expect(recaps().map(message => [message.channel, message.key])).toEqual([['news', 'notice/recap-2026-W47']])
    expect(recaps()[0]?.cards[0]).toMatchObject({ title: 'Week 47 of 2026', text: '2 people played. Ada leads with 1,000 points.', rows: [{ label: '1', text: 'Ada', value: '1/1 · 1,000' }, { label: '2', text: 'Grace', value: '0/1 · 0' }] })
  })

  it('is posted once, also when the zone moves west and Monday at nine comes again', async () => {
    await save('group', { zone: ['Europe/Berlin'], recap: ['news'] })
    await play()
    await world.to(at('2026-11-22T12:00Z'))
    await save('group', { zone: ['Europe/London'], recap: ['news'] })
    await world.to(at('2026-11-23T08:00Z'))
    expect(recaps()).toHaveLength(1)
    const { calls } = world.surface
    for (let hour = 0; hour < 30; hour++) await world.pass(3600)
    expect(world.surface.calls).toBe(calls)
  })

  it('says nothing of a week in which nobody played, or one too long ago', async () => {
    await save('group', { zone: ['UTC'], recap: ['news'] })
    await world.to(at('2026-11-23T09:00Z'))
    expect(recaps()).toEqual([])
    await play()
    await world.to(at('2026-12-04T09:00Z'))
    expect(recaps()).toEqual([])
  })

  it('stops when it is switched off', async () => {
    await save('group', { zone: ['UTC'], recap: ['news'] })
    await play()
    await save('group', { zone: ['UTC'], recap: [] })
    await world.to(at('2026-11-23T09:00Z'))
    expect(recaps()).toEqual([])
  })
})
