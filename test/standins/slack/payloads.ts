/**
 * What Slack sends of what people do. In a channel that several workspaces share, `team` is the one where the app is
 * installed and the person's own is at `user.team_id`; that it is so for presses is a guess.
 */
import type { Interaction } from './interactions.ts'
import type { State } from './state.ts'
import { apiMessage, apiView, shortChannel } from './wire.ts'
import { installationFor, teamOf, type Channel, type Installation, type Json, type Message, type User, type View } from './world.ts'

/** The installation that hears of what a person does in a channel, or outside any. */
export function heardBy({ world }: State, user: User, channel: Channel | null): Installation {
  return installationFor(world, channel ?? { teamId: user.teamId, sharedWith: [...world.installations.keys()] })
}

/** What all interactions say of where they come from. */
function origin(state: State, user: User, installation: Installation): Json {
  const { id, domain } = teamOf(state.world, installation.teamId)
  return { user: { id: user.id, username: user.username, name: user.username, team_id: user.teamId }, api_app_id: state.appId, token: state.verificationToken, team: { id, domain }, enterprise: null, is_enterprise_install: false }
}

export function slashPayload(state: State, { user, channel, triggerId, responseUrl }: Interaction, command: string, text: string): Json {
  const { id, domain } = teamOf(state.world, user.teamId)
  return {
    token: state.verificationToken, team_id: id, team_domain: domain, channel_id: channel?.id, channel_name: channel === null ? '' : shortChannel(channel)['name'], user_id: user.id, user_name: user.username,
    command, text, api_app_id: state.appId, is_enterprise_install: 'false', response_url: responseUrl, trigger_id: triggerId,
  }
}

/** Where something interactive stands: a message that all see, one that a person alone sees, or a view. */
function standing(state: State, target: Message | View, channel: Channel | null): Json {
  if ('rootId' in target || channel === null) return { container: { type: 'view', view_id: 'id' in target ? target.id : '' } }
  const { ts, visibleTo, threadTs } = target
  const container = { type: 'message', message_ts: ts, channel_id: channel.id, is_ephemeral: visibleTo !== null, ...(threadTs !== null && { thread_ts: threadTs }) }
  return { container, channel: shortChannel(channel), ...(visibleTo === null && { message: apiMessage(state, channel, target) }) }
}

export interface Pressed {
  target: Message | View
  action: Json
  /** What is chosen in the inputs of the same message or view. */
  values: Json
}

export function actionsPayload(state: State, { user, channel, triggerId, responseUrl }: Interaction, { target, action, values }: Pressed): Json {
  const inView = 'rootId' in target
  return {
    type: 'block_actions', ...origin(state, user, heardBy(state, user, channel)), ...standing(state, target, channel), trigger_id: triggerId,
    ...(inView ? { view: apiView(state, target, values) } : { state: { values }, response_url: responseUrl }), actions: [{ ...action, action_ts: state.mint.ts() }],
  }
}

export function suggestionPayload(state: State, user: User, channel: Channel | null, { target, action, value }: { target: Message | View, action: Json, value: string }): Json {
  const view = 'rootId' in target ? { view: apiView(state, target) } : {}
  return { type: 'block_suggestion', ...origin(state, user, heardBy(state, user, channel)), ...standing(state, target, channel), ...view, action_id: action['action_id'], block_id: action['block_id'], value }
}

export function submissionPayload(state: State, { user, triggerId }: Interaction, view: View, values: Json): Json {
  return { type: 'view_submission', ...origin(state, user, heardBy(state, user, null)), trigger_id: triggerId, view: apiView(state, view, values), response_urls: [] }
}

export function closedPayload(state: State, user: User, view: View): Json {
  return { type: 'view_closed', ...origin(state, user, heardBy(state, user, null)), view: apiView(state, view), is_cleared: false }
}

export function shortcutPayload(state: State, { user, triggerId }: Interaction, callbackId: string): Json {
  return { type: 'shortcut', ...origin(state, user, heardBy(state, user, null)), action_ts: state.mint.ts(), callback_id: callbackId, trigger_id: triggerId }
}

export function messageShortcutPayload(state: State, { user, channel, triggerId, responseUrl }: Interaction, message: Message, callbackId: string): Json {
  if (channel === null) throw new Error('A shortcut on a message needs its channel.')
  return {
    type: 'message_action', ...origin(state, user, heardBy(state, user, channel)), action_ts: state.mint.ts(), callback_id: callbackId, trigger_id: triggerId, response_url: responseUrl,
    channel: shortChannel(channel), message_ts: message.ts, message: apiMessage(state, channel, message),
  }
}
