/** Guilds that the bot is in. */
import { missingAccess, refuse } from '../refusal.ts'
import type { Request, Route } from '../rest.ts'
import type { State } from '../state.ts'
import { apiChannel, apiGuild, apiMember, apiRole } from '../wire.ts'
import { hasBot, type Guild, type Json } from '../world.ts'

export function guildRoutes(state: State): Route[] {
  const { world } = state
  const guildOf = ({ params }: Request): Guild => {
    const guild = world.guilds.get(params['guild'] ?? '') ?? refuse(404, 10_004, 'Unknown Guild')
    return hasBot(world, guild) ? guild : missingAccess()
  }
  const get = (path: string, body: (guild: Guild, request: Request) => unknown): Route => ({ method: 'GET', path, handle: request => ({ status: 200, body: body(guildOf(request), request) }) })
  return [
    get('/guilds/:guild', guild => ({ ...apiGuild(guild), approximate_member_count: guild.members.size })),
    get('/guilds/:guild/roles', guild => [...guild.roles.values()].map(apiRole)),
    get('/guilds/:guild/channels', guild => [...guild.channels.values()].filter(one => one.thread === null).map(one => apiChannel(world, one))),
    get('/guilds/:guild/members/:member', (guild, { params }) => memberOf(state, guild, params['member'] ?? '')),
  ]
}

function memberOf({ world }: State, guild: Guild, id: string): Json {
  const member = guild.members.get(id)
  if (member !== undefined) return apiMember(world, member)
  return world.users.has(id) ? refuse(404, 10_007, 'Unknown Member') : refuse(404, 10_013, 'Unknown User')
}
