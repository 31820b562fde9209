import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commands } from '../../../src/bot/commands/all.ts'
import { commandOf } from '../../../src/adapters/slack/interaction.ts'
import { openRoom, read, type Room } from './room.ts'

let room: Room
beforeAll(async () => { room = await openRoom({ commands: ['/recall', '/quiz', '/formula'] }) })
afterAll(async () => {
  expect(room.troubles).toEqual([])
  await room.close()
})

const say = async (text: string, command = '/recall') => read(await (await room.ben.slash(room.general.id, command, text)).answer())

describe('/recall', () => {
  it.each(['quiz topic:metrics', 'QUIZ Topic=Metrics', 'quiz topic: metrics', 'quiz metrics', '/quiz topic = "metrics"', ' quiz  topic:\u201cmetrics\u201d '])('forgives how %j is typed', text => {
    const deed = commandOf(text)
    expect(deed).toMatchObject({ type: 'command', name: 'quiz' })
    expect(deed.type === 'command' && deed.options['topic']?.toLowerCase()).toBe('metrics')
  })

  it('runs the command behind it', async () => expect(await say('Quiz topic=Metrics')).toContain('Practice 1 of 5 · Metrics'))

  it('knows a channel and a user group by their signs, and three signs by their entities', () => {
    expect(commandOf('daily set time:09:00 channel:<#C024BE7LR|general> mention:<!subteam^S024BE7LR|@ml>')).toMatchObject({ name: 'daily set', options: { time: '09:00', channel: 'C024BE7LR', mention: 'S024BE7LR' } })
    expect(commandOf('formula a &lt; b &amp;&amp; c')).toMatchObject({ options: { name: 'a < b && c' } })
  })

  it('asks what was meant where it does not know a command', async () => {
    expect(await say('leaderbord')).toBe('I do not know /recall leaderbord. Did you mean /recall leaderboard? /recall help lists all commands.')
    expect(await say('qiuz')).toBe('I do not know /recall qiuz. Did you mean /recall quiz? /recall help lists all commands.')
    expect(await say('xyzzy')).toBe('I do not know /recall xyzzy. /recall help lists all commands.')
  })

  it.each(['', '  ', 'help', 'HELP'])('with %j is help that speaks Slack: every command stands as it is typed', async text => {
    const words = await say(text)
    for (const word of new Set(commands.map(({ name }) => name.split(' ')[0]))) expect(words).toContain(`/recall ${word}`)
    expect(words).toContain('Try /recall quiz for yourself, or /recall rapid with a friend')
    expect(words).not.toMatch(/(?<!\/recall )(?<=^|\s)\/(?!recall)\w/m)
  })

  it('helps with one command and with a family of them', async () => {
    expect(await say('help rapid')).toMatch(/^\/recall rapid\n/)
    expect(await say('help daily')).toContain('/recall daily set')
  })
})

describe('a command of its own', () => {
  it('does the same', async () => {
    expect(await say('topic:metrics', '/quiz')).toContain('Metrics')
    expect(await say('', '/formula')).toContain('/recall formula needs name: its name, or what people call it.')
  })
})
