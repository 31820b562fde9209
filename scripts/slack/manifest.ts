/** The manifest of a Slack app: what somebody who installs Recall pastes, made of the commands that there are and of what the adapter needs. */
import type { webApi } from '@slack/bolt'
import { dump } from 'js-yaml'
import { events, scopes } from '../../src/adapters/slack/scopes.ts'
import { commands } from '../../src/bot/commands/all.ts'
import { families } from '../../src/bot/commands/families.ts'

type Manifest = webApi.AppsManifestCreateArguments['manifest']
type Command = NonNullable<NonNullable<Manifest['features']>['slash_commands']>[number]

/** `own` are commands beside `/recall`, by their first word. `url` is where Slack reaches Recall; null is Socket Mode, which needs no address. */
export interface Wish {
  own: readonly string[]
  url: string | null
}

const HEAD = '# Written by `node scripts/slack-manifest.ts`, which has flags for other forms of it. docs/slack.md says what each scope is for.\n'

/** The text of the manifest. Throws a sentence when a command is none, or the address is not one that Slack calls. */
export function slackManifest({ own, url }: Wish): string {
  const address = url === null ? null : requestUrl(url)
  const called = address === null ? {} : { url: address }
  const manifest: Manifest = {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: 'Recall',
      description: 'Practise for machine-learning interviews together: a question a day, quizzes, timed rounds, formulas.',
      long_description: 'Recall is a study bot for groups that prepare for machine-learning interviews. It posts a question a day, runs quizzes and timed rounds that everyone plays by pressing a button, looks formulas up with a picture, and keeps leaderboards of people and teams. Nobody can read an answer before they may.',
      background_color: '#26324d',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Recall', always_online: true },
      shortcuts: [
        { name: 'Look up a formula', type: 'global', callback_id: 'formula', description: 'Its picture, what each symbol means, a worked number' },
        { name: 'Quiz us on this', type: 'message', callback_id: 'quiz-this', description: 'A quiz in this channel on what a message is about' },
      ],
      slash_commands: [recall(), ...[...new Set(own)].map(ownCommand)].map(one => ({ ...one, should_escape: true, ...called })),
    },
    oauth_config: { scopes: { bot: Object.keys(scopes) as (keyof typeof scopes)[] } },
    settings: {
      event_subscriptions: { ...(address !== null && { request_url: address }), bot_events: [...events] },
      interactivity: { is_enabled: true, ...(address !== null && { request_url: address, message_menu_options_url: address }) },
      org_deploy_enabled: false,
      socket_mode_enabled: address === null,
      token_rotation_enabled: false,
    },
  }
  return HEAD + dump(manifest, { lineWidth: -1 })
}

const words = [...new Set(commands.map(({ name }) => firstWord(name)))]

/** The one command of Recall's, with all that may follow it. */
function recall(): Command {
  return { command: '/recall', description: 'Study for machine-learning interviews together', usage_hint: ['help', ...words.filter(word => word !== 'help')].join(', ') }
}

/** A command of its own, `/quiz`. */
function ownCommand(word: string): Command {
  const named = commands.filter(({ name }) => firstWord(name) === word)
  const [first] = named
  if (first === undefined) throw new Error(`There is no command ${word}. There are ${words.join(', ')}.`)
  const hint = first.name === word ? first.options.map(({ name, required }) => required ? name : `[${name}]`) : [named.map(({ name }) => name.slice(word.length + 1)).join(', ')]
  return { command: `/${word}`, description: families[word] ?? first.description, ...(hint.length > 0 && { usage_hint: hint.join(' ') }) }
}

function firstWord(name: string): string {
  return name.split(' ', 1)[0] ?? name
}

/** Slack calls nothing without encryption. */
function requestUrl(url: string): string {
  if (!URL.canParse(url) || new URL(url).protocol !== 'https:') throw new Error(`${url} is not an address that Slack calls. Give one such as https://recall.example.`)
  return new URL('/slack/events', url).href
}
