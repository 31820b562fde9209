/** Whom a message notifies. Mentions inside code do not count; those after a backslash do here, to be on the strict side. */
import { bitsOf } from './permissions.ts'
import type { MessageBody } from './bodies.ts'
import { partsIn } from './components.ts'
import type { Guild, Pings } from './world.ts'

/** `permissions` are those of the author in the channel. */
export function pingsOf(body: MessageBody, guild: Guild | null, permissions: bigint): Pings {
  const said = [body.content ?? '', ...partsIn(body.components).filter(({ node }) => node['type'] === 10).map(({ node }) => String(node['content']))].join('\n')
  const text = said.replace(/```[\s\S]*?```|`[^`\n]*`/g, '')
  const { parse, roles = [], users = [] } = body.allowed_mentions ?? { parse: ['everyone', 'roles', 'users'] }
  const mayAll = (permissions & bitsOf(['MentionEveryone'])) !== 0n
  const found = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(match => match[1] ?? ''))]
  return {
    everyone: /@(everyone|here)\b/.test(text) && parse?.includes('everyone') === true && mayAll,
    roles: found(/<@&(\d+)>/g).filter(id => (parse?.includes('roles') || roles?.includes(id)) && (mayAll || guild?.roles.get(id)?.mentionable)),
    users: found(/<@!?(\d+)>/g).filter(id => parse?.includes('users') || users?.includes(id)),
  }
}
