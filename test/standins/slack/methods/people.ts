/** Who there is: people, the bot, the workspace, and the token's own rights. */
import { refuse } from '../refusal.ts'
import type { State } from '../state.ts'
import type { Methods } from '../web.ts'
import { apiTeam, apiUser } from '../wire.ts'
import { teamOf, userOf } from '../world.ts'

export function peopleMethods(state: State): Methods {
  const { world } = state
  return {
    'auth.test': {
      tier: null, handle: ({ installation: { teamId, botUserId, botId } }) => {
        const { name, domain } = teamOf(world, teamId)
        return { url: `https://${domain}.slack.com/`, team: name, user: userOf(world, botUserId).username, team_id: teamId, user_id: botUserId, bot_id: botId, is_enterprise_install: false }
      },
    },
    'auth.revoke': {
      tier: 'tier3', handle: ({ args, installation }) => {
        if (args['test'] === 'true' || args['test'] === true) return { revoked: false }
        installation.revoked = 'token_revoked'
        return { revoked: true }
      },
    },
    'users.info': {
      scopes: ['users:read'], tier: 'tier4', handle: ({ args, installation }) => {
        const user = world.users.get(String(args['user'] ?? '')) ?? refuse('user_not_found')
        return { user: apiUser(state, user, installation, [true, 'true'].includes(args['include_locale'] as string)) }
      },
    },
    'users.list': {
      scopes: ['users:read'], tier: 'tier2', handle: ({ args, installation }) => {
        const all = [...world.users.values()].filter(one => one.teamId === installation.teamId)
        const after = Number(args['cursor'] ?? 0)
        const limit = Number(args['limit'] ?? 0) || all.length
        return { members: all.slice(after, after + limit).map(one => apiUser(state, one, installation, false)), cache_ts: 0, response_metadata: { next_cursor: all.length > after + limit ? String(after + limit) : '' } }
      },
    },
    'bots.info': {
      scopes: ['users:read'], tier: 'tier3', handle: ({ args, installation: { botId, botUserId } }) => {
        if (args['bot'] !== botId) refuse('bot_not_found')
        return { bot: { id: botId, deleted: false, name: 'Recall', updated: 0, app_id: state.appId, user_id: botUserId, icons: {} } }
      },
    },
    'team.info': {
      scopes: ['team:read'], tier: 'tier3', handle: ({ installation }) => ({ team: apiTeam(state, installation.teamId) }),
    },
  }
}
