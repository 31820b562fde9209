import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Card } from '../../src/bot/card.ts'
import { commands } from '../../src/bot/commands/all.ts'
import { canAsk } from '../../src/engine/pick.ts'
import { library, libraryOf } from '../support/library.ts'
import { openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => { world = await openWorld() })
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

const say = async (name: string, options: Record<string, string> = {}) => plain((await world.actor('Ada').command(name, options)).text ?? '')

describe('a choice', () => {
  it.each(['linear-algebra', 'Linear Algebra', 'LINEAR_ALGEBRA', ' linear  algebra '])('may be typed in another case or with spaces: %j', async topic => {
    expect((await world.actor('Ada').command('quiz', { topic })).title).toMatch(/^Practice 1 of 5 · Linear algebra · /)
  })

  it('is kept as the command knows it', async () => {
    await world.actor('Root', { admin: true }).command('daily set', { time: '09:00', topic: 'Linear Algebra', difficulty: 'HARD' })
    expect((await world.actor('Ada').command('daily show')).fields?.[3]?.value).toBe('linear-algebra, hard')
  })

  it.each([
    [{ topic: 'linear' }, 'topic cannot be "linear". Did you mean linear-algebra?'],
    [{ topic: 'probabilty' }, 'topic cannot be "probabilty". Did you mean probability?'],
    [{ topic: 'matrics' }, 'topic cannot be "matrics". Did you mean metrics?'],
    [{ difficulty: 'esay' }, 'difficulty cannot be "esay". Did you mean easy?'],
    [{ topic: 'astrology' }, 'topic cannot be "astrology". Choose linear-algebra, probability or metrics.'],
    [{ topic: '' }, 'topic cannot be "". Choose linear-algebra, probability or metrics.'],
  ])('that is wrong is answered with what may have been meant: %o', async (options: Record<string, string>, answer) => {
    expect(await say('quiz', options)).toBe(answer)
  })

  it('of a zone is answered so too', async () => {
    expect(await say('timezone', { zone: 'Europe/Berln' })).toBe('I do not know the time zone "Europe/Berln". Did you mean Europe/Berlin?')
    expect(await say('timezone', { zone: 'Qqq' })).toBe('I do not know the time zone "Qqq". Use a name such as Europe/Berlin, America/New_York or UTC.')
  })
})

describe('/help', () => {
  const help = async (command: string) => await world.actor('Ada').command('help', { command })
  const labels = (card: Card) => card.rows?.map(row => plain(row.label))

  it.each(['daily', 'team', 'privacy'])('of /%s shows all that begin with it, each with its options', async word => {
    const card = await help(word)
    expect(plain(card.title ?? '')).toBe(`/${word}`)
    expect(labels(card)).toEqual(commands.filter(({ name }) => name.startsWith(`${word} `)).map(({ name }) => `/${name}`))
    expect(await help(`/${word.toUpperCase()}`)).toEqual(card)
  })

  it('says of each who may, and which options it needs', async () => {
    expect((await help('daily')).rows?.[0]).toEqual({ label: { command: 'daily set' }, text: 'Post a question every day (admins)', note: 'time (needed), timezone, channel, topic, difficulty, days, reveal, mention, thread' })
    expect((await help('team')).rows?.find(row => plain(row.label) === '/team leave')?.note).toBeUndefined()
    expect(plain((await help('daily')).footer ?? '')).toBe('More on one of them: /help command:daily set')
  })

  it('of one of them, or of a command that stands alone, shows that one', async () => {
    expect([(await help('daily set')).title, (await help('rapid')).title, (await help('daily p')).title]).toEqual([{ command: 'daily set' }, { command: 'rapid' }, { command: 'daily pause' }])
    expect(labels(await help('daily set'))).toEqual(['time', 'timezone', 'channel', 'topic', 'difficulty', 'days', 'reveal', 'mention', 'thread'])
  })

  it('of nothing that is known shows all', async () => {
    expect(labels(await help('xyzzy'))).toHaveLength(new Set(commands.map(({ name }) => name.split(' ')[0])).size)
  })
})

describe('a round that has fewer questions than were asked for', () => {
  it.each([[1, 'A round of 1 question starts now. Only one fits what you asked for.'], [2, 'A round of 2 questions starts now. Only 2 fit what you asked for.']])('says so of %i', async (count, answer) => {
    await world.close()
    world = await openWorld({ library: libraryOf(library.questions.filter(question => canAsk('rapid', question)).slice(0, count)) })
    expect(await say('rapid', { questions: '3' })).toMatch(new RegExp(`^${answer} Answer`))
  })
})

it('in a direct message /timezone speaks of no group', async () => {
  const alone = world.actor('Ada', { alone: true, home: 'dm-ada', channel: 'dm-ada' })
  const set = async (zone: string) => plain((await alone.command('timezone', { zone })).text ?? '')
  expect([await set('Asia/Tokyo'), await set('group')]).toEqual(['Your days go by Asia/Tokyo now. For the streak of a group, say it there.', 'Your days go by UTC again. For the streak of a group, say it there.'])
  expect(await say('timezone', { zone: 'group' })).toBe("The group's time zone holds for you again: UTC.")
})

it('every sentence that people read stands in a view: nothing else in the bot writes a note or a title of its own', () => {
  const files = readdirSync('src/bot', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts') && !file.startsWith('views/'))
  const written = /\b(?:note\(\s*[[`'"]|(?:title|text|footer|label):\s*[[`'"])/
  const found = files.flatMap(file => readFileSync(`src/bot/${file}`, 'utf8').split('\n').filter(line => written.test(line)).map(line => `${file}: ${line.trim()}`))
  expect(files.length).toBeGreaterThan(50)
  expect(found).toEqual([])
})
