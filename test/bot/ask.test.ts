import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { quizOn, suggestIn } from '../../src/bot/ask.ts'
import { commands } from '../../src/bot/commands/all.ts'
import { decodePress, encodePress } from '../../src/bot/press.ts'
import { askButtons, askCommand, PLACE } from '../../src/bot/views/ask.ts'
import { shipped } from '../support/library.ts'
import { openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

const pressOf = (name: string, given = '') => encodePress({ verb: 'ask', command: askCommand({ name }), given })

describe('the form of a command', () => {
  it('has a field for every option of every command, of its kind, and of a name that no other field has', async () => {
    const ada = world.actor('Ada', { admin: true })
    for (const { name, options } of commands) {
      const form = await ada.open(pressOf(name))
      expect(form.fields.map(field => [field.name, field.required])).toEqual(options.map(option => [option.name, option.required]))
      expect(options.map(option => option.name)).not.toContain(PLACE)
      expect(form.press).toBe(pressOf(name))
    }
  })

  it('runs the command with what was filled in, the same as when it is typed', async () => {
    const ben = world.actor('Ben')
    expect((await ben.submit(pressOf('formula'), { name: ['F1 score'] }))).toEqual(await ben.command('formula', { name: 'F1 score' }))
    expect((await ben.submit(pressOf('quiz'), { topic: ['metrics'], difficulty: [], questions: [' '], for: [''] })).title).toMatch(/^Practice 1 of 5 · Metrics/)
  })

  it('is filled in with what is known', async () => {
    const { fields } = await world.actor('Ben').open(pressOf('quiz', 'topic=metrics,for=channel'))
    expect(fields.map(field => 'value' in field && field.value)).toEqual(['metrics', '', '', 'channel'])
  })

  it('is for whoever may use the command: told when it is opened, and again when it is sent', async () => {
    const [ben, alone] = [world.actor('Ben'), world.actor('Ben', { alone: true, home: 'dm-ben', channel: 'dm-ben' })]
    expect(plain((await ben.press(pressOf('daily set'))).text ?? '')).toBe('Only an admin of this group can do that.')
    expect(plain((await ben.submit(pressOf('daily set'), { time: ['09:00'] })).text ?? '')).toBe('Only an admin of this group can do that.')
    expect(plain((await alone.press(pressOf('rapid'))).text ?? '')).toContain('That works in the channels of a group')
    expect(plain((await alone.submit(pressOf('rapid'), {})).text ?? '')).toContain('That works in the channels of a group')
  })

  it('of no command is an old button', async () => {
    expect(plain((await world.actor('Ben').press('ask:astrology:')).text ?? '')).toContain('not one of mine any more')
    expect(plain((await world.actor('Ben').submit('ask:astrology:', {})).text ?? '')).toContain('not one of mine any more')
  })

  it('takes one channel, not several', async () => {
    expect(plain((await world.actor('Ada', { admin: true }).submit(pressOf('daily set'), { time: ['09:00'], channel: ['general', 'other'] })).text ?? '')).toBe('channel must be a channel of this group.')
  })
})

describe('a form that is opened outside any channel', () => {
  const nowhere = () => world.actor('Ada', { admin: true, channel: '' })

  it('asks for one where the command needs it, and only there', async () => {
    const asked = await Promise.all(['rapid', 'quiz', 'daily set', 'formula'].map(async name => (await nowhere().open(pressOf(name))).fields.filter(field => field.kind === 'channels').map(field => [field.name, field.required])))
    expect(asked).toEqual([[[PLACE, true]], [[PLACE, false]], [['channel', true]], []])
  })

  it('starts the round there', async () => {
    await nowhere().submit(pressOf('rapid'), { [PLACE]: ['elsewhere'], questions: ['3'] })
    await world.pass(0)
    expect(world.surface.messages.map(message => message.channel)).toEqual(['elsewhere'])
  })

  it('starts none where nobody said where', async () => {
    for (const command of ['rapid', 'quiz']) expect(plain((await nowhere().submit(pressOf(command), { for: command === 'quiz' ? ['channel'] : [] })).text ?? '')).toBe('Choose the channel where everyone is to play.')
    await world.pass(0)
    expect(world.surface.messages).toEqual([])
  })
})

describe('buttons that open forms', () => {
  it('stand below /help where forms may be long, and nowhere else', async () => {
    expect((await world.actor('Ben').command('help')).buttons).toBeUndefined()
    world.surface.longForms = true
    expect((await world.actor('Ben').command('help')).buttons).toEqual(askButtons({ alone: false, admin: false }))
    expect((await world.actor('Ben').command('help', { command: 'rapid' })).buttons).toBeUndefined()
  })
})

describe('a command that cannot be read', () => {
  const told = async (name: string, options: Record<string, string>) => await world.actor('Ben').command(name, options)

  it('comes with a button to its form where forms may be long, with what was typed', async () => {
    world.surface.longForms = true
    const card = await told('quiz', { topic: 'metrics', questions: '999' })
    expect(card.buttons).toEqual([{ label: 'Fill in a form', press: 'ask:quiz:topic=metrics,questions=999', opens: 'form', main: true }])
    const form = await world.actor('Ben').open(card.buttons?.[0]?.press ?? '')
    expect(form.fields.map(({ name, value }) => [name, value])).toEqual(expect.arrayContaining([['topic', 'metrics'], ['questions', '999']]))
  })
  it('leaves out what no button holds', async () => {
    world.surface.longForms = true
    for (const [options, press] of [[{ name: 'Ünïcode', nothing: 'a' }, 'ask:formula:'], [{ name: 'a'.repeat(60), nothing: 'a' }, 'ask:formula:']] as const) expect((await told('formula', options)).buttons?.[0]?.press).toBe(press)
    expect((await told('progress', { nothing: 'a' })).buttons).toBeUndefined()
  })
  it('comes without one elsewhere', async () => expect((await told('quiz', { questions: '999' })).buttons).toBeUndefined())
})

describe('what is completed in a form', () => {
  const offered = async (press: string, field: string, typed: string) => await suggestIn(world.bot, { channel: { platform: 'test', home: 'h', id: 'general' } }, press, field, typed)

  it('is as in the command', async () => expect((await offered(pressOf('daily set'), 'timezone', 'berl'))[0]).toBe('Europe/Berlin'))
  it('is nothing for what is no field, no command, or no form of one', async () => {
    expect(await Promise.all([offered(pressOf('daily set'), 'nothing', 'a'), offered('ask:astrology:', 'name', 'a'), offered('erase', 'name', 'a'), offered('', '', '')])).toEqual([[], [], [], []])
  })
})

describe('a quiz on somebody\'s words', () => {
  const topicOf = (words: string) => /topic=([a-z0-9-]+)/.exec(quizOn(world.bot, words, false))?.[1] ?? null

  it.each([
    ['What is the F1 score?', 'metrics'],
    ['bayes theorem, again', 'probability'],
    ['LINEAR ALGEBRA!', 'linear-algebra'],
    ['Shall we have lunch?', null],
    ['', null],
  ])('is on %j: %s', (words, topic) => expect(topicOf(words)).toBe(topic))

  it('is on nothing in a long message that names nothing', () => expect(topicOf('a '.repeat(5000))).toBeNull())
  it('goes by the longest name that stands there', () => expect(topicOf('Precision, or rather the cosine similarity')).toBe('linear-algebra'))

  it('fits into a button for every topic there is', () => {
    for (const { id } of shipped.topics) expect(decodePress(encodePress({ verb: 'ask', command: 'quiz', given: `topic=${id},for=channel` }))).toMatchObject({ verb: 'ask', command: 'quiz' })
  })
})

it.each(['ask:quiz:topic', 'ask:quiz:topic=', 'ask:quiz:topic=a,', 'ask:quiz:=a', 'ask:quiz:topic=A b', 'ask:Quiz:', 'ask:quiz:topic=a:b'])('%j is no press', text => expect(decodePress(text)).toBeNull())
