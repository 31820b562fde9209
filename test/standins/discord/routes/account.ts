/** The bot itself: gateway, user, application, commands, and the channels it opens to people. */
import { commandSet, registered, withoutLocalizations } from '../command-body.ts'
import { directChannel } from '../guilds.ts'
import { parsed, refuse } from '../refusal.ts'
import type { Answer, Request, Route } from '../rest.ts'
import type { State } from '../state.ts'
import { apiChannel, apiUser, guildsOfBot } from '../wire.ts'
import type { Json } from '../world.ts'

/** `maxConcurrency`: how many shards may identify in the same five seconds. */
export interface GatewayAnswer {
  url: () => string
  shardCount: number
  maxConcurrency: number
  identifies: () => number
}

export function accountRoutes(state: State, gateway: GatewayAnswer): Route[] {
  const { world } = state
  const application = (): Answer => ({
    status: 200,
    body: { id: world.bot.id, name: world.bot.username, icon: null, description: '', summary: '', bot_public: true, bot_require_code_grant: false, verify_key: '0'.repeat(64), flags: 0, team: null, bot: apiUser(world.bot), owner: { ...apiUser(world.bot), bot: false }, approximate_guild_count: guildsOfBot(world).length },
  })
  return [
    { method: 'GET', path: '/gateway', open: true, handle: () => ({ status: 200, body: { url: gateway.url() } }) },
    {
      method: 'GET', path: '/gateway/bot',
      handle: () => ({ status: 200, body: { url: gateway.url(), shards: gateway.shardCount, session_start_limit: { total: 1000, remaining: 1000 - gateway.identifies(), reset_after: 86_400_000, max_concurrency: gateway.maxConcurrency } } }),
    },
    { method: 'GET', path: '/users/@me', handle: () => ({ status: 200, body: { ...apiUser(world.bot), verified: true, mfa_enabled: false, email: null, flags: 0 } }) },
    { method: 'GET', path: '/applications/@me', handle: application },
    { method: 'GET', path: '/oauth2/applications/@me', handle: application },
    { method: 'POST', path: '/users/@me/channels', handle: ({ body }) => openDirect(state, body) },
    { method: 'GET', path: '/applications/:application/commands', handle: request => ({ status: 200, body: request.query.get('with_localizations') === 'true' ? state.commands : state.commands.map(withoutLocalizations) }) },
    { method: 'PUT', path: '/applications/:application/commands', handle: request => replaceCommands(state, request) },
  ]
}

function openDirect(state: State, body: Json): Answer {
  const user = state.world.users.get(String(body['recipient_id']))
  if (user === undefined) return refuse(400, 50033, 'Invalid Recipient(s)')
  return { status: 200, body: apiChannel(state.world, directChannel(state, user.id)) }
}

/** A command keeps its id while its name and type stay, and gets a new version with each change. */
function replaceCommands(state: State, { params, body }: Request): Answer {
  if (params['application'] !== state.world.bot.id) refuse(403, 20012, 'You are not authorized to perform this action on this application')
  const set = parsed(commandSet, body) as Json[]
  state.commands = set.map(one => {
    const before = state.commands.find(old => old.name === one['name'] && old.type === (one['type'] ?? 1))
    const version = state.mint()
    const fresh = registered(one, { id: before?.id ?? state.mint(), application_id: state.world.bot.id, version: before?.version ?? version })
    return JSON.stringify(fresh) === JSON.stringify(before) ? fresh : { ...fresh, version }
  })
  return { status: 200, body: state.commands }
}
