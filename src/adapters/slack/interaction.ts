/** What Slack says that a person did, as the bot understands it. */
import { createHash } from 'node:crypto'
import { commands } from '../../bot/commands/all.ts'
import { parseCommand } from '../../bot/commands/parse.ts'
import type { Deed, Interaction } from '../../bot/ports.ts'
import type { Profile } from './people.ts'

/** The platform's name in channels and accounts. */
export const PLATFORM = 'slack'

/** Who did something where: `team` is the workspace in which Recall is installed, `channel` null outside any, as in the App Home. */
export interface Whereabouts {
  team: string
  user: string
  channel: string | null
}

/** An instant of Slack's, such as 1700000000.000100, in milliseconds. */
export function instantOf(ts: string): number {
  return Math.round(Number(ts) * 1000)
}

/** The interaction of a deed. What makes it the same one again when Slack delivers it twice is in `key`. */
export function interactionOf(where: Whereabouts, profile: Profile, did: Deed, at: number, key: readonly string[]): Interaction {
  return { ...situation(where, profile, at, key), did }
}

/** Who is where: an interaction without its deed. */
export function situation(where: Whereabouts, profile: Profile, at: number, key: readonly string[]): Omit<Interaction, 'did'> {
  const alone = isAlone(where)
  return {
    id: createHash('sha256').update(key.join(' ')).digest('hex').slice(0, 32),
    channel: placeOf(where),
    account: { platform: PLATFORM, id: where.user, name: profile.name },
    admin: alone || profile.isAdmin,
    alone,
    timedOutUntil: null,
    at,
    locale: profile.locale,
  }
}

/** The place as the bot knows it: in a direct message the home is the person's own; outside any channel its id is empty. */
export function placeOf(where: Whereabouts): Interaction['channel'] {
  const { team, user, channel } = where
  return { platform: PLATFORM, home: isAlone(where) ? `user-${team}-${user}` : team, id: channel ?? '' }
}

function isAlone({ channel }: Whereabouts): boolean {
  return channel !== null && isDirect(channel)
}

/** Says whether it is a direct message: with Recall, or, where a command or a shortcut comes from, with somebody else, in which only this person sees what Recall says. */
export function isDirect(channel: string): boolean {
  return channel.startsWith('D')
}

/** The words that somebody wrote to Recall, without its name before them. */
export function addressed(text: string): string {
  return text.replace(/^(?:\s*<@[A-Z0-9]+(?:\|[^>]*)?>)+[\s,:]*/, '')
}

/** The command that was typed after `/recall`, or in words to Recall; nothing is a question for help. */
export function commandOf(text: string): Deed {
  const plain = unescaped(text).trim()
  return { type: 'command', ...(plain === '' ? { name: 'help', options: {} } : parseCommand(plain, commands)) }
}

/** The text as it was typed: Slack writes channels, people and groups of people as `<#C1|name>`, and three signs as entities. */
function unescaped(text: string): string {
  return text.replace(/<(?:#|@|!subteam\^)([A-Z0-9]+)(?:\|[^>]*)?>/g, '$1').replace(/<(?:mailto:|https?:\/\/)?[^|>]*\|([^>]*)>/g, '$1').replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')
}
