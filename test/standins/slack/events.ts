/** The Events API: what happens, wrapped as Slack does, for the events that the app listens for and may hear. */
import type { Delivery } from './deliveries.ts'
import type { State } from './state.ts'
import { installationFor, type Channel, type Installation, type Json } from './world.ts'

/** The scopes of which an app needs one to hear of an event, as far as Recall may listen for it. */
const needed: Record<string, readonly string[]> = {
  'app_home_opened': [], 'app_uninstalled': [], 'tokens_revoked': [],
  'app_mention': ['app_mentions:read'], 'message.im': ['im:history'], 'message.channels': ['channels:history'], 'message.groups': ['groups:history'],
  'member_joined_channel': ['channels:read', 'groups:read'], 'channel_left': ['channels:read'], 'group_left': ['groups:read'],
  'channel_archive': ['channels:read'], 'channel_unarchive': ['channels:read'], 'channel_deleted': ['channels:read'], 'channel_rename': ['channels:read'],
  'group_archive': ['groups:read'], 'group_unarchive': ['groups:read'], 'group_deleted': ['groups:read'], 'group_rename': ['groups:read'],
  'user_change': ['users:read'], 'team_rename': ['team:read'],
}

/** All events that the stand-in knows. */
export const allEvents: readonly string[] = Object.keys(needed)

export interface Happening {
  /** As in the app's manifest, such as `message.im`; by default the event's type. */
  name?: string
  channel?: Channel | null
  installation: Installation
}

/** Tells the app; null when it does not listen for that or may not hear of it. */
export async function tell(state: State, event: Json, { name = String(event['type']), channel = null, installation }: Happening): Promise<Delivery | null> {
  const scopes = scopesFor(name, channel)
  if (scopes === undefined) throw new Error(`The event ${name} is none that the stand-in knows: add it to events.ts.`)
  const isFarewell = name === 'app_uninstalled' || name === 'tokens_revoked'
  const allowed = isFarewell || (installation.revoked === null && (scopes.length === 0 || scopes.some(one => installation.scopes.includes(one))))
  if (!state.events.includes(name) || !allowed) return null
  return state.deliver('events_api', wrapped(state, event, { channel, installation }))
}

/** Of somebody who joins, the scope for that kind of channel lets an app hear. */
function scopesFor(name: string, channel: Channel | null): readonly string[] | undefined {
  return name === 'member_joined_channel' ? [channel?.kind === 'private' ? 'groups:read' : 'channels:read'] : needed[name]
}

function wrapped({ mint, now, appId, verificationToken }: State, event: Json, { channel, installation: { teamId, botUserId } }: Happening): Json {
  return {
    token: verificationToken, team_id: teamId, context_team_id: teamId, context_enterprise_id: null, api_app_id: appId, event: { event_ts: mint.ts(), ...event }, type: 'event_callback', event_id: mint.id('Ev'), event_time: Math.floor(now() / 1000),
    authorizations: [{ enterprise_id: null, team_id: teamId, user_id: botUserId, is_bot: true, is_enterprise_install: false }], is_ext_shared_channel: (channel?.sharedWith.length ?? 0) > 0, event_context: `4-${mint.id('E')}`,
  }
}

/** A thing that happened to a channel, such as `archive`, under its name for public or private ones. */
export function tellOfChannel(state: State, channel: Channel, what: string, more: Json = {}): Promise<Delivery | null> {
  return tell(state, { type: `${channel.kind === 'private' ? 'group' : 'channel'}_${what}`, channel: channel.id, ...more }, { channel, installation: installationFor(state.world, channel) })
}
