import { REST } from 'discord.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { commandPayloads } from '../../../src/adapters/discord/payloads.ts'
import { registerCommands } from '../../../src/adapters/discord/register.ts'
import { commands } from '../../../src/bot/commands/all.ts'
import type { Command } from '../../../src/bot/commands/command.ts'
import { openDiscordStage, type DiscordStage } from '../../support/discord.ts'
import { shipped } from '../../support/library.ts'

type Payload = ReturnType<typeof commandPayloads>[number]
type Part = { name: string, description: string, required?: boolean, type: number, options?: Part[], choices?: { name: string, value: string }[], autocomplete?: boolean }

let stage: DiscordStage
let payloads: Payload[]
beforeAll(async () => {
  stage = await openDiscordStage({ library: { ...shipped } })
  payloads = commandPayloads(commands, stage.bot, {})
})
afterAll(async () => await stage.close())

/** A command or an option and everything below it. */
function partsOf(part: Part): Part[] {
  return [part, ...(part.options ?? []).flatMap(partsOf)]
}

function every(): Part[] {
  return payloads.flatMap(one => partsOf(one as Part))
}

function payload(name: string): Payload {
  return payloads.find(one => one.name === name) as Payload
}

/** Tells of the commands in the place of Recall, and whether that took a request that writes. */
async function register(bodies: readonly Payload[]): Promise<boolean> {
  const rest = new REST({ api: stage.discord.api }).setToken(stage.discord.token)
  const told = await registerCommands(rest, stage.discord.applicationId, bodies)
  rest.clearHandlerSweeper()
  rest.clearHashSweeper()
  return told
}

function writes(): number {
  return stage.discord.requests.filter(one => one.method === 'PUT' && one.route.endsWith('/commands')).length
}

describe('every command', () => {
  it('has a name and a description as Discord allows them, down to its last option', () => {
    for (const { name, description } of every()) {
      expect(name).toMatch(/^[-_\p{Ll}\p{N}]{1,32}$/u)
      expect(description.length, description).toBeGreaterThan(0)
      expect(description.length, description).toBeLessThanOrEqual(100)
    }
  })

  it('has at most 25 options, the required ones first, and at most 25 choices each', () => {
    for (const { name, options = [], choices = [], autocomplete } of every()) {
      expect(options.length, name).toBeLessThanOrEqual(25)
      expect(choices.length, name).toBeLessThanOrEqual(25)
      expect(options.map(one => one.required === true).toSorted((a, b) => Number(b) - Number(a)), name).toEqual(options.map(one => one.required === true))
      expect([name, autocomplete === true && choices.length > 0]).toEqual([name, false])
    }
  })

  it('has at most 8,000 characters in all', () => {
    for (const one of payloads) {
      const text = partsOf(one as Part).flatMap(({ name, description, choices = [] }) => [name, description, ...choices.flatMap(choice => [choice.name, choice.value])]).join('')
      expect(text.length, one.name).toBeLessThanOrEqual(8000)
    }
  })

  it('works in groups; those that need none work everywhere, installed by a group or a person', () => {
    const everywhere = payloads.filter(one => one.contexts?.length === 3)
    expect(everywhere.map(one => one.name).toSorted()).toEqual(['concept', 'formula', 'help', 'privacy', 'progress', 'quiz', 'snippet', 'timezone'])
    expect(new Set(everywhere.map(one => JSON.stringify([one.contexts, one.integration_types])))).toEqual(new Set(['[[0,1,2],[0,1]]']))
    const inGroups = payloads.filter(one => !everywhere.includes(one))
    expect(new Set(inGroups.map(one => JSON.stringify([one.contexts, one.integration_types])))).toEqual(new Set(['[[0],[0]]']))
  })

  it('is seen by all members, but for /settings, which takes Manage Server', () => {
    expect(payloads.filter(one => one.default_member_permissions !== null).map(one => [one.name, one.default_member_permissions])).toEqual([['settings', '32']])
  })

  it('offers long lists while they are typed, and short ones to choose from', () => {
    const [quiz, rapid] = [payload('quiz'), payload('rapid')].map(one => new Map((one as Part).options?.map(option => [option.name, option])))
    expect(quiz?.get('topic')).toMatchObject({ autocomplete: true })
    expect(quiz?.get('difficulty')?.choices?.map(one => one.value)).toEqual(['easy', 'medium', 'hard'])
    expect(rapid?.get('seconds')).toMatchObject({ type: 4, min_value: 5, max_value: 60 })
  })
})

describe('descriptions in other languages', () => {
  it('go along where there are some, for commands, subcommands and options', () => {
    const german = { 'Look a formula up': 'Eine Formel nachschlagen', 'A question every day in a channel': 'Jeden Tag eine Frage', 'Post a question every day': 'Jeden Tag eine Frage stellen', 'its name, or what people call it': 'ihr Name' }
    const told = commandPayloads(commands, stage.bot, { de: german }) as Part[]
    const described = told.flatMap(partsOf).flatMap(one => 'description_localizations' in one && one.description_localizations !== null ? [[one.name, one.description_localizations]] : [])
    expect(described).toEqual([
      ['daily', { de: 'Jeden Tag eine Frage' }], ['set', { de: 'Jeden Tag eine Frage stellen' }],
      ['formula', { de: 'Eine Formel nachschlagen' }], ['name', { de: 'ihr Name' }], ['name', { de: 'ihr Name' }],
    ])
  })

  it('are kept by Discord, and known again', async () => {
    const translated = commandPayloads(commands, stage.bot, { 'de': { 'Look a formula up': 'Eine Formel nachschlagen' }, 'pt-BR': { 'Look a formula up': 'Procurar uma fórmula' } })
    expect(await register(translated)).toBe(true)
    expect(await register(translated)).toBe(false)
    expect(await register(payloads)).toBe(true)
  })
})

describe('Discord is told of the commands', () => {
  it('at the first start, and takes all of them', () => {
    expect(stage.discord.commands().map(one => one.name).toSorted()).toEqual(payloads.map(one => one.name).toSorted())
  })

  it('not again at the next start', async () => {
    const before = writes()
    await stage.restart()
    expect(writes()).toBe(before)
    expect(await register(payloads)).toBe(false)
  })

  it.each([
    ['a description has changed', (one: Command) => one.name === 'stop' ? { ...one, description: 'End it' } : one],
    ['an option has changed', (one: Command) => one.name === 'rapid' ? { ...one, options: one.options.map(option => option.kind === 'whole number' ? { ...option, most: option.most + 1 } : option) } : one],
    ['a command may be used by others', (one: Command) => one.name === 'settings' ? { ...one, needs: 'group' as const } : one],
    ['a command works in other places', (one: Command) => one.name === 'stop' ? { ...one, needs: 'nothing' as const } : one],
    ['a command is new', (one: Command) => one.name === 'stop' ? { ...one, name: 'halt' } : one],
  ])('once when %s', async (_, change) => {
    const changed = commandPayloads(commands.map(change), stage.bot, {})
    expect(await register(changed)).toBe(true)
    expect(await register(changed)).toBe(false)
    expect(await register(payloads)).toBe(true)
  })

  it('not when only their order has changed', async () => {
    expect(await register(payloads.toReversed())).toBe(false)
  })
})
