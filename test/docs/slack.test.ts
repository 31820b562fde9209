import { readFileSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { slackManifest } from '../../scripts/slack/manifest.ts'
import { scopes } from '../../src/adapters/slack/scopes.ts'
import { commands } from '../../src/bot/commands/all.ts'
import { dailySet } from '../../src/bot/commands/daily-set.ts'
import { parseCommand } from '../../src/bot/commands/parse.ts'
import { obstacleText } from '../../src/bot/views/obstacle.ts'
import { readConfig } from '../../src/config.ts'
import { greeting } from '../../src/greeting.ts'
import { plain } from '../support/world.ts'

const page = readFileSync('docs/slack.md', 'utf8')
const flat = page.replace(/\s+/g, ' ')
const source = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.ts')).map(file => readFileSync(`src/${file}`, 'utf8')).join('\n')
const steps = page.split(/^(?=\d+\. )/m)

/** Everything that stands between back ticks. */
const code = [...flat.matchAll(/`([^`]+)`/g)].map(match => match[1] ?? '')

/** What a table says, cell by cell, below the heading with this first column. */
function tableOf(heading: string): string[][] {
  const [, body = ''] = page.split(`\n| ${heading} |`)
  const rows = body.split('\n\n')[0]?.trim().split('\n').slice(2) ?? []
  return rows.map(row => row.split('|').slice(1, -1).map(cell => cell.trim()))
}

/** Sentences that are put together when they are said. */
const said = [
  obstacleText({ what: 'not a member' }, 'quiz'),
  obstacleText({ what: 'not allowed', needs: [] }, 'quiz'),
  obstacleText({ what: 'archived' }, 'quiz'),
  obstacleText({ what: 'channel gone' }, 'quiz'),
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

const tokens = { SLACK_BOT_TOKEN: 'xoxb-1-2-a', SLACK_APP_TOKEN: 'xapp-1-A-2-b' }

describe('docs/slack.md', () => {
  it('leads to the first daily in ten steps, and refers to those that there are', () => {
    expect(steps.slice(1).map(step => Number.parseInt(step, 10))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(steps[1]).toContain('slack-manifest.yaml')
    expect(steps[2]).toContain('Generate Token')
    expect(steps[4]).toMatch(/SLACK_APP_TOKEN.*SLACK_BOT_TOKEN/)
    expect(steps[5]).toContain('npm start')
    expect([...page.matchAll(/step (\d+)/gi)].map(match => match[1]).filter(step => !['1', '2', '3', '4', '5'].includes(step ?? ''))).toEqual([])
  })

  it('names the manifest, and flags that its generator has', () => {
    expect(readFileSync('deploy/slack-manifest.yaml', 'utf8')).toBe(slackManifest({ own: [], url: null }))
    const calls = code.filter(one => one.startsWith('node scripts/')).map(one => one.split(' ').slice(1))
    expect(calls).toEqual([['scripts/slack-manifest.ts', '--url', 'https://recall.example'], ['scripts/slack-manifest.ts', '--commands', 'quiz,formula']])
    expect(() => slackManifest({ own: ['quiz', 'formula'], url: 'https://recall.example' })).not.toThrow()
  })

  it('says of each scope what it is for, and what happens without it', () => {
    const rows = tableOf('scope')
    expect(rows.map(([name, why]) => [name, why])).toEqual(Object.entries(scopes).map(([name, why]) => [`\`${name}\``, why]))
    expect(rows.filter(row => row.length !== 3 || row.includes(''))).toEqual([])
  })

  it('tells Slack the same address that Recall listens at', () => {
    expect(code).toContain('POST /slack/events')
    expect(slackManifest({ own: [], url: 'https://recall.example' })).toContain('request_url: https://recall.example/slack/events\n')
  })

  it('names commands and options that there are', () => {
    const typed = code.flatMap(one => /^(?:\/recall|@Recall) (.+)$/.exec(one)?.[1] ?? [])
    expect(typed.length).toBeGreaterThan(9)
    const unknown = typed.filter(one => {
      const { name, options } = parseCommand(one, commands)
      const command = commands.find(other => other.name === name)
      return command === undefined || Object.keys(options).some(option => command.options.every(other => other.name !== option))
    })
    expect(unknown).toEqual([])
    const own = code.filter(one => /^\/[a-z]+( |$)/.test(one) && !one.startsWith('/recall') && !['/invite @Recall', '/readyz'].includes(one))
    expect(own.filter(one => !commands.some(({ name }) => `/${name}` === one))).toEqual([])
  })

  it('names every option of /daily set', () => {
    expect(dailySet.options.map(({ name }) => name).filter(name => !new RegExp(`[ \`]${name}[\`:]`).test(steps[9] ?? ''))).toEqual([])
  })

  it('names the shortcuts as the manifest does', () => {
    const manifest = slackManifest({ own: [], url: null })
    expect([...manifest.matchAll(/- name: (.+)/g)].map(([, name]) => name).filter(name => !page.includes(`“${name}”`))).toEqual([])
  })

  it('quotes only what Recall says', () => {
    const quoted = [...flat.matchAll(/“([^”]+)”/g)].map(match => match[1] ?? '')
    const all = [source, ...said, slackManifest({ own: [], url: null }), complaint({ ...tokens, SLACK_BOT_TOKEN: 'x' }), greeting(readConfig(tokens), 3000)].join('\n')
    expect(quoted.length).toBeGreaterThan(10)
    expect(quoted.filter(sentence => !all.includes(sentence))).toEqual([])
  })

  it('says how long the data of a workspace is kept that has removed Recall', () => {
    const days = Number(/after (\d+) days everything of that workspace is erased/.exec(flat)?.[1])
    expect(source).toContain(`const KEPT_MS = ${days} * 24 * 3_600_000`)
  })

  it('names variables that can be set', () => {
    const example = readFileSync('.env.example', 'utf8')
    const named = [...new Set(page.match(/\b[A-Z]+_[A-Z_]+\b/g))]
    expect(named.length).toBeGreaterThan(6)
    expect(named.filter(name => !new RegExp(`^#${name}=`, 'm').test(example))).toEqual([])
    expect(complaint({ ...tokens, PUBLIC_URL: 'https://recall.example' })).toBe('none')
    expect(complaint({ SLACK_BOT_TOKEN: tokens.SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef' })).toBe('none')
  })
})
