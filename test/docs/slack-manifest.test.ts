import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { slackManifest } from '../../scripts/slack/manifest.ts'
import { events, scopes } from '../../src/adapters/slack/scopes.ts'
import { commands } from '../../src/bot/commands/all.ts'

const text = (most: number, least = 1) => z.string().min(least).max(most)
const address = text(3000).regex(/^https:/)
const on = z.literal(true)

/** Slack's schema of manifests (github.com/slackapi/manifest-schema, version 1), as far as ours goes; unknown fields are refused there too. */
const schema = z.strictObject({
  _metadata: z.strictObject({ major_version: z.literal(1), minor_version: z.literal(1) }),
  display_information: z.strictObject({ name: text(35), description: text(140), long_description: text(4000, 175), background_color: z.string().regex(/^#[0-9a-f]{6}$/) }),
  features: z.strictObject({
    app_home: z.strictObject({ home_tab_enabled: on, messages_tab_enabled: on, messages_tab_read_only_enabled: z.literal(false) }),
    bot_user: z.strictObject({ display_name: text(80), always_online: z.boolean() }),
    shortcuts: z.array(z.strictObject({ name: text(24), type: z.enum(['message', 'global']), callback_id: text(255), description: text(150) })).max(10),
    slash_commands: z.array(z.strictObject({ command: text(32, 2).regex(/^\/[a-z]+$/), description: text(2000), usage_hint: text(1000).optional(), should_escape: on, url: address.optional() })).max(50),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: z.array(text(50)).max(255) }) }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({ request_url: address.optional(), bot_events: z.array(text(50)).max(100) }),
    interactivity: z.strictObject({ is_enabled: on, request_url: address.optional(), message_menu_options_url: address.optional() }),
    org_deploy_enabled: z.literal(false), socket_mode_enabled: z.boolean(), token_rotation_enabled: z.literal(false),
  }),
})

const read = (own: string[] = [], url: string | null = null) => schema.parse(load(slackManifest({ own, url })))
const words = [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? ''))]

const adapter = readdirSync('src/adapters/slack').map(file => readFileSync(`src/adapters/slack/${file}`, 'utf8')).join('\n')

function printed(...flags: string[]): string {
  return execFileSync(process.execPath, ['scripts/slack-manifest.ts', ...flags], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

describe('deploy/slack-manifest.yaml', () => {
  it('is that of today: if not, run `node scripts/slack-manifest.ts`', () => {
    expect(readFileSync('deploy/slack-manifest.yaml', 'utf8')).toBe(slackManifest({ own: [], url: null }))
  })

  it('is what Slack takes, within its lengths', () => {
    expect(() => schema.parse(load(readFileSync('deploy/slack-manifest.yaml', 'utf8')))).not.toThrow()
  })

  it('asks for the scopes and events of the adapter, each once, over Socket Mode', () => {
    const { oauth_config: { scopes: { bot } }, settings } = read()
    expect(bot).toEqual(Object.keys(scopes))
    expect(settings.event_subscriptions).toEqual({ bot_events: events })
    expect(settings.socket_mode_enabled).toBe(true)
    expect([...new Set(events)]).toEqual(events)
  })

  it('asks to hear of what the adapter listens for, and of nothing else', () => {
    const heard = [...adapter.matchAll(/app\.event\('(\w+)'/g)].map(match => match[1] ?? '')
    expect([...new Set(heard)].toSorted()).toEqual(events.map(name => name.split('.')[0] ?? '').toSorted())
  })

  it('has the shortcuts that the adapter knows', () => {
    const { shortcuts } = read().features
    expect(shortcuts.filter(({ callback_id: id }) => !adapter.includes(`= '${id}'`)).map(({ name }) => name)).toEqual([])
    expect(adapter.split('app.shortcut').length - 1).toBe(shortcuts.length)
  })

  it('has one command, which hints at all that may follow', () => {
    const [recall, ...others] = read().features.slash_commands
    expect(others).toEqual([])
    expect(recall?.command).toBe('/recall')
    expect(recall?.usage_hint?.split(', ').toSorted()).toEqual(words.toSorted())
  })
})

describe('a manifest made to order', () => {
  it('has commands of their own where an installer wants them, whichever they are', () => {
    expect(read(['quiz', 'formula']).features.slash_commands.map(({ command }) => command)).toEqual(['/recall', '/quiz', '/formula'])
    expect(read(words).features.slash_commands).toHaveLength(words.length + 1)
  })

  it('hints at options, or at the second words', () => {
    const [, quiz, team] = read(['quiz', 'team']).features.slash_commands
    expect(quiz?.usage_hint).toContain('[topic]')
    expect(team).toMatchObject({ description: 'Teams inside this group', usage_hint: expect.stringContaining('create, join, leave') as unknown })
  })

  it('sends everything to one address in HTTP mode, instead of Socket Mode', () => {
    const { features, settings } = read(['quiz'], 'https://recall.example/')
    const url = 'https://recall.example/slack/events'
    expect(features.slash_commands.map(one => one.url)).toEqual([url, url])
    expect(settings).toMatchObject({ event_subscriptions: { request_url: url }, interactivity: { request_url: url, message_menu_options_url: url }, socket_mode_enabled: false })
  })

  it('is refused with a sentence for a command that is none, and for an address that Slack does not call', () => {
    expect(() => read(['quizz'])).toThrow('There is no command quizz. There are quiz, rapid,')
    expect(() => read([], 'http://recall.example')).toThrow('is not an address that Slack calls. Give one such as https://recall.example.')
    expect(() => read([], 'recall.example')).toThrow('is not an address that Slack calls.')
  })

  it('is printed, and leaves the file as it is', () => {
    expect(printed('--commands', '/quiz, formula', '--url', 'https://recall.example')).toBe(slackManifest({ own: ['quiz', 'formula'], url: 'https://recall.example' }))
    expect(() => printed('--comands', 'quiz')).toThrow('--comands')
  })
})
