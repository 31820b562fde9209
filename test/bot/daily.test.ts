import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { labelOf, openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

const admin = () => world.actor('Ada', { admin: true })
const at = (text: string) => Date.parse(text)
const dailies = () => world.surface.messages.map(message => message.key)

describe('/daily set', () => {
  it('is for admins', async () => {
    expect((await world.actor('Grace').command('daily set', { time: '09:00' })).text).toBe('Only an admin of this group can do that.')
  })

  it('says the next post in the reader\'s own time', async () => {
    const card = await admin().command('daily set', { time: '09:00', timezone: 'Europe/Berlin' })
    expect(card).toMatchObject({ title: 'The daily is set', fields: [{ name: 'Next post', value: [{ at: at('2026-11-22T08:00Z'), as: 'day and time' }, ' in your own time'] }, { value: [{ channel: 'general' }] }, { value: 'day at 09:00, Europe/Berlin' }, {}, {}] })
    expect((await world.actor('Grace').command('daily show')).fields).toEqual(card.fields)
  })

  it('answers a wrong time, zone, day or reveal with a sentence', async () => {
    const say = async (options: Record<string, string>) => (await admin().command('daily set', { time: '09:00', ...options })).text
    expect(await say({ time: '25:00' })).toBe('time must be HH:MM, from 00:00 to 23:59, such as 09:00; "25:00" is not.')
    expect(await say({ timezone: 'Mars/Base' })).toMatch(/^I do not know the time zone "Mars\/Base"/)
    expect(await say({ days: 'mon,funday' })).toMatch(/^days must be all, weekdays/)
    expect(await say({ reveal: 'soon' })).toMatch(/^reveal must be next/)
    expect(plain((await world.actor('Grace').command('daily show')).text ?? '')).toMatch(/no daily here/)
  })

  it('without a time zone goes by UTC until an admin chooses one', async () => {
    expect((await admin().command('daily set', { time: '09:00' })).fields?.[2]?.value).toBe('day at 09:00, UTC')
    expect((await admin().command('daily set', { time: '09:00', timezone: 'Asia/Tokyo' })).fields?.[2]?.value).toBe('day at 09:00, Asia/Tokyo')
    expect((await admin().command('daily set', { time: '10:00' })).fields?.[2]?.value).toBe('day at 10:00, Asia/Tokyo')
  })

  it('keeps the zone that the group has chosen', async () => {
    await admin().command('daily set', { time: '09:00', timezone: 'Europe/Berlin' })
    expect(plain((await admin().command('daily set', { time: '09:00', timezone: 'Asia/Tokyo' })).text ?? '')).toMatch(/^This group's time zone is Europe\/Berlin/)
  })

  it('moves the one schedule of a channel', async () => {
    await admin().command('daily set', { time: '09:00' })
    await admin().command('daily set', { time: '15:00' })
    await world.to(at('2026-11-21T15:00Z'))
    await world.to(at('2026-11-22T09:00Z'))
    expect(dailies()).toHaveLength(1)
    await world.to(at('2026-11-22T15:00Z'))
    expect(dailies()).toHaveLength(2)
  })
})

describe('a daily', () => {
  it('is posted at its time, once, and revealed with the next one', async () => {
    await admin().command('daily set', { time: '09:00' })
    await world.to(at('2026-11-22T08:59:59Z'))
    expect(dailies()).toEqual([])
    await world.to(at('2026-11-22T09:00Z'))
    expect(world.newest().title).toMatch(/^Daily question/)
    expect(plain(world.newest().footer ?? '')).toBe('Reveal: 2026-11-23T09:00:00.000Z · 0 answers so far')
    for (let hour = 1; hour < 24; hour++) await world.pass(3600)
    expect(dailies()).toHaveLength(1)
    await world.to(at('2026-11-23T09:00:02Z'))
    expect(world.surface.messages.map(message => message.cards.at(-1)?.kind)).toEqual(['reveal', 'question'])
  })

  it('is right 1,000, wrong 0; verdict, explanation and the note on one\'s own choice come privately with the answer, points move at the reveal all the same', async () => {
    await admin().command('daily set', { time: '09:00' })
    await admin().command('daily now')
    await world.pass(0)
    const [right, wrong] = [labelOf(world.newest(), 'right'), labelOf(world.newest(), 'wrong')]
    expect(await world.actor('Ada').click(right)).toMatchObject({ title: `${right} is right.` })
    const verdict = await world.actor('Grace').click(wrong)
    expect(verdict.title).toBe(`You answered ${wrong}. ${right} is right.`)
    expect(verdict.text).toBeTruthy()
    expect(verdict.rows?.[0]?.note).toBeTruthy()
    expect(plain((await world.actor('Ada').command('leaderboard', { period: 'all' })).text ?? '')).toMatch(/^Nobody has points/)
    await world.to(at('2026-11-22T09:00:02Z'))
    expect((await world.actor('Ada').command('leaderboard', { period: 'all' })).rows?.map(row => [row.text, row.value])).toEqual([['Ada', '1/1 · 1,000'], ['Grace', '0/1 · 0']])
  })

  it('counts any time from the post to its reveal, in the first minute as in the last second, and not after', async () => {
    await admin().command('daily set', { time: '09:00', reveal: '18:00' })
    await world.to(at('2026-11-22T09:00Z'))
    const press = (label: string) => world.newest().buttons?.find(button => button.label === label)?.press ?? ''
    const [right, wrong] = [press(labelOf(world.newest(), 'right')), press(labelOf(world.newest(), 'wrong'))]
    await world.to(at('2026-11-22T09:01Z'))
    await world.actor('Kay').press(right)
    await world.to(at('2026-11-22T18:00Z'))
    expect((await world.actor('Ada').press(right)).footer).toBeTruthy()
    expect((await world.actor('Eve').press(wrong)).footer).toBeTruthy()
    await world.to(at('2026-11-22T18:00:01Z'))
    expect((await world.actor('Grace').press(right)).text).toMatch(/^That came after the deadline/)
    await world.to(at('2026-11-22T18:00:02Z'))
    expect(world.newest()).toMatchObject({ kind: 'reveal', footer: '2 of 3 answers were right.' })
    expect((await world.actor('Alan').press(right)).text).toMatch(/^That question is closed/)
    expect((await admin().command('leaderboard')).rows?.map(row => row.value)).toEqual(['1/1 · 1,000', '1/1 · 1,000', '0/1 · 0'])
  })

  it('may be open beside a running round', async () => {
    await admin().command('daily set', { time: '12:00' })
    await admin().command('daily now')
    await world.actor('Grace').command('rapid', { questions: '3' })
    await world.pass(0)
    expect(world.surface.messages.map(message => plain(message.cards[0]?.title ?? '').split(' ')[0] ?? '').toSorted()).toEqual(['Daily', 'Question'])
  })

  it('is not asked again: eight days bring eight questions', async () => {
    await admin().command('daily set', { time: '09:00' })
    const asked = new Set<string>()
    for (let day = 22; day < 30; day++) {
      await world.to(at(`2026-11-${day}T09:00Z`))
      asked.add(plain(world.newest().text ?? ''))
    }
    expect(asked.size).toBe(8)
  })
})

describe('after an outage', () => {
  it('one late post is made, marked late, however many slots were missed', async () => {
    await admin().command('daily set', { time: '09:00' })
    await world.to(at('2026-11-25T13:00Z'))
    expect(dailies()).toHaveLength(1)
    expect(world.newest().title).toMatch(/\(late\)/)
  })

  it('none is made more than twelve hours after the time', async () => {
    await admin().command('daily set', { time: '09:00' })
    await world.to(at('2026-11-22T21:00:01Z'))
    expect(dailies()).toEqual([])
    await world.to(at('2026-11-23T09:00Z'))
    expect(dailies()).toHaveLength(1)
  })
})

it('a daily that no question fits is not skipped in silence', async () => {
  await admin().command('daily set', { time: '09:00' })
  const empty = { ...world.bot, library: { ...world.bot.library, questions: [] } }
  world.bot = empty
  await world.to(at('2026-11-22T09:00Z'))
  expect(dailies()).toEqual([])
  expect((await world.actor('Grace').command('help')).fields).toBeUndefined()
  const [alert, ...others] = (await admin().command('help')).fields ?? []
  expect([alert?.name, plain(alert?.value ?? ''), others]).toEqual(['A daily was not posted', 'No question fits the daily of #general (2026-11-22T09:00:00.000Z). Set it again with /daily set, without a topic or a difficulty.', []])
  expect((await admin().command('help')).fields).toBeUndefined()
})

it('a date that found no question can be posted once one fits', async () => {
  await admin().command('daily set', { time: '09:00' })
  const full = world.bot
  world.bot = { ...full, library: { ...full.library, questions: [] } }
  await world.to(at('2026-11-22T09:00Z'))
  world.bot = full
  await world.pass(3600)
  expect(dailies()).toEqual([])
  expect(plain((await admin().command('daily now')).text ?? '')).toMatch(/^The question of 22 November \(UTC\) is on its way to #general\./)
  await world.pass(0)
  await world.to(at('2026-11-23T09:00Z'))
  expect(dailies()).toHaveLength(2)
})

it('groups are apart: another guild sees neither the daily nor its points', async () => {
  await admin().command('daily set', { time: '09:00' })
  await admin().command('daily now')
  await world.pass(0)
  const press = world.newest().buttons?.[0]?.press ?? ''
  const stranger = world.actor('Mallory', { home: 'elsewhere', admin: true })
  expect(plain((await stranger.press(press)).text ?? '')).toMatch(/^That round is not here any more/)
  expect(plain((await stranger.command('daily show')).text ?? '')).toMatch(/no daily here/)
})

describe('/daily pause, resume, off', () => {
  it('pause keeps everything and posts nothing until resume; the past is never posted', async () => {
    await admin().command('daily set', { time: '09:00' })
    expect(plain((await admin().command('daily pause')).text ?? '')).toBe('The daily is paused. /daily resume goes on with it.')
    expect(plain((await world.actor('Grace').command('daily show')).fields?.[0]?.value ?? '')).toMatch(/^paused/)
    await world.to(at('2026-11-24T12:00Z'))
    expect(dailies()).toEqual([])
    await admin().command('daily resume')
    await world.pass(0)
    expect(dailies()).toEqual([])
    await world.to(at('2026-11-25T09:00Z'))
    expect(dailies()).toHaveLength(1)
  })

  it('off ends it, the open question is still revealed, and no date is posted twice after a new start', async () => {
    await admin().command('daily set', { time: '09:00', reveal: '18:00' })
    await world.to(at('2026-11-22T09:00Z'))
    await admin().command('daily off')
    expect(plain((await world.actor('Grace').command('daily show')).text ?? '')).toMatch(/no daily here/)
    await world.to(at('2026-11-22T18:00:02Z'))
    expect(world.newest().kind).toBe('reveal')
    await admin().command('daily set', { time: '20:00' })
    await world.to(at('2026-11-22T20:00Z'))
    expect(dailies()).toHaveLength(1)
    await world.to(at('2026-11-23T20:00Z'))
    expect(dailies()).toHaveLength(2)
  })

  it('are for admins', async () => {
    for (const name of ['set', 'pause', 'resume', 'off', 'now', 'preview']) {
      expect((await world.actor('Grace').command(`daily ${name}`, name === 'set' ? { time: '09:00' } : {})).text).toBe('Only an admin of this group can do that.')
    }
  })
})

describe('/daily preview', () => {
  const shown = (card: { text?: unknown, rows?: readonly { text: string }[] }) => [card.text, card.rows?.map(row => row.text)]

  it('shows privately what the next post will ask, without its answer', async () => {
    await admin().command('daily set', { time: '09:00' })
    const preview = await admin().command('daily preview')
    expect(preview.title).toMatch(/^Preview/)
    expect(JSON.stringify(preview)).not.toMatch(/Because of|tempts/)
    await world.to(at('2026-11-22T09:00Z'))
    expect(shown(world.newest())).toEqual(shown(preview))
  })

  it('draws another one for an admin, and that one is posted', async () => {
    await admin().command('daily set', { time: '09:00' })
    const first = await admin().command('daily preview')
    const press = first.buttons?.[0]?.press ?? ''
    expect((await world.actor('Grace').press(press)).text).toBe('Only an admin of this group can do that.')
    const second = await admin().press(press)
    expect(second.text).not.toBe(first.text)
    expect(shown(await admin().command('daily preview'))).toEqual(shown(second))
    await world.to(at('2026-11-22T09:00Z'))
    expect(shown(world.newest())).toEqual(shown(second))
  })

  it('shows the next question of a paused daily too; of one that is off there is none', async () => {
    await admin().command('daily set', { time: '09:00' })
    const preview = await admin().command('daily preview')
    await admin().command('daily pause')
    expect(await admin().command('daily preview')).toMatchObject({ title: preview.title, text: preview.text, footer: 'Paused.' })
    await admin().command('daily off')
    expect(plain((await admin().command('daily preview')).text ?? '')).toMatch(/^There is no daily here/)
    expect(plain((await admin().press(preview.buttons?.[0]?.press ?? '')).text ?? '')).toMatch(/^There is no daily here/)
  })

  it('a question that has left the bank since is not posted', async () => {
    await admin().command('daily set', { time: '09:00' })
    const preview = await admin().command('daily preview')
    world.bot = { ...world.bot, library: { ...world.bot.library, questions: world.bot.library.questions.filter(question => question.ask('').text !== preview.text) } }
    await world.to(at('2026-11-22T09:00Z'))
    expect(world.newest().kind).toBe('question')
    expect(world.newest().text).not.toBe(preview.text)
  })
})

describe('a missing channel', () => {
  const lose = () => { world.surface.fate = call => call.channel.id === 'general' ? { outcome: 'gone', why: { what: 'channel gone' } } : null }

  it('pauses the schedule and tells an admin; it never deletes it', async () => {
    await admin().command('daily set', { time: '09:00' })
    lose()
    await world.to(at('2026-11-22T09:00Z'))
    expect(plain((await world.actor('Grace').command('daily show')).fields?.[0]?.value ?? '')).toBe('paused, because I could not post there. /daily resume tries again.')
    const told = await world.actor('Ada', { admin: true, channel: 'other' }).command('help')
    expect(told.fields?.map(field => field.name)).toEqual(['A daily is paused'])
    const calls = world.surface.calls
    await world.to(at('2026-11-25T09:00Z'))
    expect(world.surface.calls).toBe(calls)
  })

  it('after it came back, resume and now post today\'s question all the same', async () => {
    await admin().command('daily set', { time: '09:00' })
    lose()
    await world.to(at('2026-11-22T09:00Z'))
    world.surface.fate = () => null
    expect((await admin().command('daily resume')).title).toBe('The daily goes on')
    await admin().command('daily now')
    await world.pass(0)
    expect(dailies()).toHaveLength(1)
    await world.to(at('2026-11-23T09:00Z'))
    expect(dailies()).toHaveLength(2)
  })

  it('at the reveal loses no points', async () => {
    await admin().command('daily set', { time: '09:00', reveal: '18:00' })
    await world.to(at('2026-11-22T09:00Z'))
    await world.actor('Grace').click(labelOf(world.newest(), 'right'))
    lose()
    await world.to(at('2026-11-22T18:00:02Z'))
    expect((await world.actor('Grace').command('leaderboard', { period: 'all' })).rows?.map(row => row.value)).toEqual(['1/1 · 1,000'])
    expect(plain((await world.actor('Grace').command('daily show')).fields?.[0]?.value ?? '')).not.toMatch(/paused/)
  })
})

it('a daily can be set for another channel, and each channel of a group may have one', async () => {
  await admin().command('daily set', { time: '09:00' })
  await admin().command('daily set', { time: '09:00', channel: 'study' })
  await world.to(at('2026-11-22T09:00Z'))
  expect(world.surface.messages.map(message => message.channel).toSorted()).toEqual(['general', 'study'])
  expect(new Set(world.surface.messages.map(message => plain(message.cards[0]?.text ?? ''))).size).toBe(2)
  const shown = await world.actor('Grace', { channel: 'lounge' }).command('daily show')
  expect(shown.fields?.map(field => field.name)).toEqual(['Every day at 09:00, UTC', 'Every day at 09:00, UTC'])
})
