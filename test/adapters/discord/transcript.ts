/** Everything that was done and shown on the stand-in of Discord, in order, as people read it. */
import type { DiscordStandIn } from '../../standins/discord/discord.ts'
import type { Interaction } from '../../standins/discord/interactions.ts'
import type { Recorded } from '../../standins/discord/rest.ts'
import type { Json } from '../../standins/discord/world.ts'
import { screenOf } from './screen.ts'

/** The bodies of all messages and forms that Recall sent and Discord took. */
export function bodiesOf(discord: DiscordStandIn): Json[] {
  return discord.requests.map(shownIn).filter(body => body !== null)
}

/** What a request shows, if it was taken and shows something. */
function shownIn({ route, method, status, body }: Recorded): Json | null {
  if (status === null || status >= 300 || typeof body !== 'object' || body === null) return null
  const shown = route.endsWith('/callback') ? (body as { data?: Json }).data : route.includes('/messages') && method !== 'GET' ? body as Json : undefined
  return shown !== undefined && 'components' in shown ? shown : null
}

/** The whole conversation. */
export function transcriptOf(discord: DiscordStandIn): string {
  const done = new Map(discord.interactions().map(one => [one.id, one]))
  return discord.requests.flatMap(request => {
    const body = shownIn(request)
    if (body === null) return []
    const [, id = ''] = /^\/interactions\/(\d+)/.exec(request.path) ?? []
    const interaction = done.get(id)
    const head = interaction === undefined ? publicHead(discord, request) : [deedOf(discord, interaction), answerHead(discord, interaction, body)].join('\n')
    return [`${new Date(request.at).toISOString().slice(11, 19)}  ${head}\n${screenOf(body, discord.world).replace(/^/gm, '    │ ')}\n`]
  }).join('\n')
}

function publicHead({ world }: DiscordStandIn, { method, path }: Recorded): string {
  const [, channel = ''] = /^\/channels\/(\d+)/.exec(path) ?? []
  const place = world.channels.get(channel)?.name
  if (place === undefined) return 'Recall fills its answer in:'
  return `#${place}  Recall ${method === 'PATCH' ? 'changes a message' : 'posts'}:`
}

function deedOf({ world }: DiscordStandIn, { userId, channelId, payload, type, source }: Interaction): string {
  const where = world.channels.get(channelId)
  const data = payload['data'] as Json
  const done = type === 2 ? `/${commandOf(data)}` : type === 3 ? `presses ${labelOf(source?.versions.map(one => one.body), String((data['values'] as string[] | undefined)?.[0] ?? data['custom_id']))}` : 'sends the form'
  const place = where?.guildId == null ? 'in private' : `#${where.name}`
  return `${place}  ${world.users.get(userId)?.username ?? '?'} ${done}`
}

function answerHead({ world }: DiscordStandIn, { userId, acknowledged }: Interaction, body: Json): string {
  return 'title' in body ? '          a form opens:' : acknowledged?.private === true ? `          only ${world.users.get(userId)?.username} sees:` : '          everyone sees:'
}

function commandOf(data: Json): string {
  const options = (data['options'] ?? []) as Json[]
  const [first] = options
  if (first?.['type'] === 1) return `${String(data['name'])} ${commandOf(first)}`
  return [String(data['name']), ...options.map(one => `${String(one['name'])}:${String(one['value'])}`)].join(' ')
}

/** The words on what was pressed. */
function labelOf(body: unknown, press: string): string {
  const text = JSON.stringify(body)
  return new RegExp(`"label":"([^"]*)"[^{}]*"(?:custom_id|value)":"${press}"`).exec(text)?.[1] ?? press
}
