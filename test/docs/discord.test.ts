import { readFileSync, readdirSync } from 'node:fs'
import { GatewayIntentBits, PermissionFlagsBits } from 'discord.js'
import { describe, expect, it } from 'vitest'
import { permissions } from '../../src/adapters/discord/permissions.ts'
import { commands } from '../../src/bot/commands/all.ts'
import { dailySet } from '../../src/bot/commands/daily-set.ts'
import { obstacleText } from '../../src/bot/views/obstacle.ts'
import { readConfig } from '../../src/config.ts'
import { greeting } from '../../src/greeting.ts'
import { openMeter } from '../../src/ops/meter.ts'
import { plain } from '../support/world.ts'

const page = readFileSync('docs/discord.md', 'utf8')
const flat = page.replace(/\s+/g, ' ')
const source = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts')).map(file => readFileSync(`src/${file}`, 'utf8')).join('\n')

/** Everything that stands between back ticks. */
const code = [...flat.matchAll(/`([^`]+)`/g)].map(match => match[1] ?? '')

/** What a table says, cell by cell, below the heading with this first column. */
function tableOf(heading: string): string[][] {
  const [, body = ''] = page.split(`\n| ${heading} |`)
  const rows = body.split('\n\n')[0]?.split('\n').slice(2) ?? []
  return rows.map(row => row.split('|').slice(1, -1).map(cell => cell.trim()))
}

/** Sentences that are put together when they are said. */
const said = [
  obstacleText({ what: 'not allowed', needs: [permissions.SendMessages] }, 'quiz'),
  obstacleText({ what: 'channel gone' }, 'quiz'),
  obstacleText({ what: 'archived' }, 'quiz'),
].map(plain)

/** How a start complains about these variables. */
function complaint(variables: Record<string, string>): string {
  try {
    readConfig(variables)
    return 'none'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

describe('docs/discord.md', () => {
  it('leads to the first daily in ten steps, and refers to those that there are', () => {
    const steps = [...page.matchAll(/^(\d+)\. /gm)].map(match => Number(match[1]))
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(page.split(/^(?=\d+\. )/m)[2]).toContain('Reset Token')
    expect(page.split(/^(?=\d+\. )/m)[6]).toContain('DISCORD_TOKEN')
    expect([...page.matchAll(/step (\d+)/gi)].map(match => match[1]).filter(step => !['2', '5', '6'].includes(step ?? ''))).toEqual([])
  })

  it('has an invite link with the scopes and permissions that the code needs, and no others', () => {
    const link = new URL(code.find(one => one.startsWith('https://discord.com/oauth2/')) ?? '')
    const sum = Object.keys(permissions).reduce((bits, name) => bits | PermissionFlagsBits[name as keyof typeof permissions], 0n)
    expect(Object.fromEntries(link.searchParams)).toEqual({ client_id: 'APPLICATION_ID', scope: 'bot applications.commands', permissions: String(sum) })
  })

  it('says of each permission what it is for', () => {
    const rows = tableOf('permission')
    expect(rows.map(([name]) => name)).toEqual(Object.values(permissions))
    expect(rows.flat().filter(cell => cell === '')).toEqual([])
  })

  it('asks for no privileged intent, and the code for none either', () => {
    const asked = [...source.matchAll(/GatewayIntentBits\.(\w+)/g)].map(match => match[1])
    expect(asked).toEqual(['Guilds'])
    expect(GatewayIntentBits.Guilds & (GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences | GatewayIntentBits.MessageContent)).toBe(0)
    expect(flat).toContain('**Privileged Gateway Intents** on that page off')
  })

  it('names variables that can be set', () => {
    const example = readFileSync('.env.example', 'utf8')
    const named = [...new Set(page.match(/\b[A-Z]+_[A-Z_]+\b/g))].filter(name => name !== 'APPLICATION_ID')
    expect(named.length).toBeGreaterThan(6)
    expect(named.filter(name => !new RegExp(`^#${name}=`, 'm').test(example))).toEqual([])
    expect(complaint({ DISCORD_TOKEN: 'a.b.c', DISCORD_SHARDS: '0-3', DISCORD_SHARD_COUNT: '16', DISCORD_API_URL: 'http://127.0.0.1:8080/api' })).toBe('none')
    expect(code).toEqual(expect.arrayContaining(['DISCORD_SHARDS=0-3', 'DISCORD_SHARD_COUNT=16', 'DISCORD_API_URL=http://127.0.0.1:8080/api']))
  })

  it('names commands and options that there are', () => {
    const typed = code.filter(one => /^\/[a-z]/.test(one) && !['/healthz', '/readyz', '/metrics'].includes(one))
    expect(typed.length).toBeGreaterThan(10)
    const unknown = typed.filter(one => {
      const command = commands.find(({ name }) => one === `/${name}` || one.startsWith(`/${name} `))
      const options = [...one.matchAll(/ (\w+):/g)].map(match => match[1])
      return command === undefined || options.some(name => command.options.every(option => option.name !== name))
    })
    expect(unknown).toEqual([])
  })

  it('names every option of /daily set', () => {
    const [, step = ''] = page.split(/^9\. /m)
    const told = step.split(/^10\. /m)[0] ?? ''
    expect(dailySet.options.map(({ name }) => name).filter(name => !new RegExp(`[ \`]${name}[\`:]`).test(told))).toEqual([])
  })

  it('has servers add Recall as a member, by whatever link', () => {
    expect(flat).toContain('Give Guild Install the scopes `applications.commands` and `bot`')
  })

  it('offers to a personal install only what works there', () => {
    const [, step = ''] = page.split(/^4\. /m)
    const named = [...(step.split(/^5\. /m)[0] ?? '').matchAll(/`\/(\w+)`/g)].map(match => match[1])
    expect(named.length).toBeGreaterThan(3)
    expect(named.filter(name => commands.find(command => command.name === name)?.needs !== 'nothing')).toEqual([])
  })

  it('quotes only what Recall says', () => {
    const quoted = [...flat.matchAll(/“([^”]+)”/g)].map(match => match[1] ?? '')
    const all = [source, ...said, complaint({ DISCORD_TOKEN: 'x' }), greeting(readConfig({ DISCORD_TOKEN: 'a.b.c' }), 3000)].join('\n')
    expect(quoted.length).toBeGreaterThan(10)
    expect(quoted.filter(sentence => !all.includes(sentence))).toEqual([])
  })

  it('names addresses and figures that are served', async () => {
    const figures = await openMeter().text()
    expect(code.filter(one => one.startsWith('recall_')).filter(name => !figures.includes(name))).toEqual([])
    expect(code.filter(one => /^\/(healthz|readyz|metrics)$/.test(one)).filter(path => !source.includes(`'${path}'`))).toEqual([])
  })

  it('says how long the data of a server is kept that has removed Recall', () => {
    const days = Number(/after (\d+) days everything of that server is erased/.exec(flat)?.[1])
    expect(source).toContain(`const KEPT_MS = ${days} * 24 * 3_600_000`)
  })
})
