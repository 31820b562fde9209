import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Part, Text } from '../../src/bot/card.ts'
import { commands } from '../../src/bot/commands/all.ts'
import { parseCommand } from '../../src/bot/commands/parse.ts'
import { joined, slash, words } from '../../src/bot/text.ts'
import { longestCards } from '../render/cards.ts'
import { openWorld, plain, type World } from '../support/world.ts'

describe('a text', () => {
  it('is plain words where nothing else is in it', () => expect(words`No team ${'Owls'}.`).toBe('No team Owls.'))

  it('keeps what is put into it: commands, instants and channels as parts, and texts with theirs', () => {
    const channel = { channel: 'general' }
    const inner = words`in ${channel} now`
    expect(words`Try ${slash('quiz')}, ${inner}.`).toEqual(['Try ', { command: 'quiz' }, ', ', 'in ', channel, ' now', '.'])
  })

  it('never finds a command in a string, wherever that stands', () => expect(words`You are in ${'the /quiz gang'} now, /rapid.`).toBe('You are in the /quiz gang now, /rapid.'))

  it('joins others with words between them, and a word of its own before the last', () => {
    expect([[], ['A'], ['A', 'B'], ['A', 'B', 'C']].map(all => joined(all, ', ', ' or '))).toEqual(['', 'A', 'A or B', 'A, B or C'])
    expect(joined([slash('quiz'), slash('rapid')], ' · ')).toEqual([{ command: 'quiz' }, ' · ', { command: 'rapid' }])
  })
})

const first = new Set(commands.map(({ name }) => name.split(' ')[0] ?? ''))
const known = (typed: string) => {
  const { name, options } = parseCommand(typed, commands)
  const command = commands.find(one => one.name === name)
  return first.has(typed) || (command !== undefined && Object.keys(options).every(option => command.options.some(one => one.name === option)))
}

describe('our own sentences', () => {
  /** A command in plain words, or one that is put together out of a slash and a name; never a path or a fraction. */
  const bare = new RegExp(`(?<![\\w.})/*]|endsWith\\(.)/(?:(?:${[...first].join('|')})(?![\\w/-])|\\$\\{)`)
  const linesOf = (file: string) => readFileSync(`src/bot/${file}`, 'utf8').replace(/\/\*\*[^]*?\*\//g, '').split('\n').map(line => ({ file, line: line.replace(/^import .*/, '').trim() }))
  const lines = readdirSync('src/bot', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts')).flatMap(linesOf)

  it('have no command in plain words', () => expect(lines.filter(({ line }) => bare.test(line))).toEqual([]))

  it.each(["'Try /quiz'", '`/${name}`', "'/team join'", "'(/help)'", "slash('/quiz')"])('would be caught with %s', line => expect(line).toMatch(bare))

  it.each(['`${round}/${part}`', 'id.endsWith(`/${slug}`)', "'Invite me: /invite @Recall.'", "'and/quiz'", "'/quizzes'"])('are not caught with %s', line => expect(line).not.toMatch(bare))

  it('name commands and options that there are', () => {
    const named = lines.flatMap(({ line }) => [...line.matchAll(/slash\(('|`)(.*?)\1\)/g)].map(match => (match[2] ?? '').replace(/\$\{.*?\}/g, 'quiz')))
    expect(named.length).toBeGreaterThan(50)
    expect(named.filter(typed => !known(typed))).toEqual([])
    expect(['rapdi', 'team joni', 'quiz topc:metrics'].filter(known)).toEqual([])
  })
})

describe('every card that the views make', () => {
  const { 'no such command': _, ...cards } = longestCards(length => 'x'.repeat(length))
  const textsOf = (text: Text | Part | undefined): readonly Part[] => [text ?? ''].flat()
  const parts = Object.values(cards).flatMap(({ title, text, rows = [], fields = [], footer }) => [title, text, footer, ...rows.map(row => row.label), ...fields.map(field => field.value)].flatMap(textsOf))

  it('has the commands in it that there are', () => {
    const typed = parts.flatMap(part => typeof part === 'object' && 'command' in part ? part.command : [])
    expect(typed.length).toBeGreaterThan(80)
    expect(typed.filter(one => !known(one.replace(/x{10,}/, 'quiz')))).toEqual([])
  })

  it('has none in its other words', () => expect(parts.filter(part => typeof part === 'string' && /\/[a-z]{3}|\[object/.test(part))).toEqual([]))
})

describe('what people write', () => {
  let world: World
  beforeEach(async () => { world = await openWorld() })
  afterEach(async () => { await world.close() })

  it('is no command: a team may be called like one, and is typed as it is called', async () => {
    const card = await world.actor('Ada').command('team create', { name: 'the /quiz gang' })
    expect(card.text).toEqual(words`the /quiz gang is a team now, and you are in it. Others come in with ${slash('team join name:the /quiz gang')}.`)
    expect(plain((await world.actor('Ada').command('team show')).title ?? '')).toBe('the /quiz gang')
  })
})
