/** People, workspaces, channels, messages, views and files as Slack writes them. */
import type { State } from './state.ts'
import { installationFor, teamOf, userOf, type Channel, type Installation, type Json, type Message, type StoredFile, type User, type View } from './world.ts'

const seconds = (at: number): number => Math.floor(at / 1000)

/** A person as an app of this workspace sees them: who is of another workspace may be an admin, of that one. */
export function apiUser({ now }: State, user: User, { teamId }: Installation, withLocale: boolean): Json {
  const { id, username, realName, displayName, tz, teams } = user
  const own = user.teamId === teamId
  return {
    id, team_id: user.teamId, name: username, deleted: user.deleted, real_name: realName, tz, tz_label: tz, tz_offset: offsetOf(tz, now()),
    profile: { real_name: realName, display_name: displayName, real_name_normalized: realName, display_name_normalized: displayName, team: user.teamId },
    is_admin: user.isAdmin, is_owner: user.isOwner, is_primary_owner: false, is_restricted: false, is_ultra_restricted: false, is_bot: user.isBot, is_app_user: false, updated: seconds(now()),
    ...(!own && { is_stranger: false }), ...(teams !== undefined && { enterprise_user: { id, teams } }), ...(withLocale && { locale: user.locale }),
  }
}

/** How far a zone is from UTC, in seconds. */
function offsetOf(tz: string, at: number): number {
  const name = new Intl.DateTimeFormat('en-US', { timeZone: tz, timeZoneName: 'longOffset' }).formatToParts(at).find(one => one.type === 'timeZoneName')?.value ?? ''
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60)
}

export function apiChannel(channel: Channel, { teamId, botUserId }: Installation): Json {
  const { id, name, kind, archived, createdAt, sharedWith } = channel
  const shared = sharedWith.length > 0
  const other = [...channel.members].find(one => one !== botUserId)
  if (kind === 'im') return { id, created: seconds(createdAt), is_im: true, is_org_shared: false, is_archived: archived, user: other, context_team_id: teamId, is_user_deleted: false }
  return {
    id, name, name_normalized: name, is_channel: kind === 'public', is_group: kind === 'private', is_im: false, is_mpim: false, is_private: kind === 'private', created: seconds(createdAt), is_archived: archived,
    is_general: false, unlinked: 0, is_shared: shared, is_ext_shared: shared, is_org_shared: false, is_pending_ext_shared: false, pending_shared: [], context_team_id: teamId, parent_conversation: null, creator: other ?? '',
    ...(shared && { shared_team_ids: [channel.teamId, ...sharedWith], conversation_host_id: channel.teamId }), is_member: channel.members.has(botUserId), topic: { value: '', creator: '', last_set: 0 }, purpose: { value: '', creator: '', last_set: 0 }, previous_names: [],
  }
}

/** A channel as interactions name it: direct messages and private channels have no name of their own there. */
export function shortChannel({ id, name, kind }: Channel): Json {
  return { id, name: kind === 'im' ? 'directmessage' : kind === 'private' ? 'privategroup' : name }
}

export function apiMessage(state: State, channel: Channel, message: Message, { withMetadata = false }: { withMetadata?: boolean } = {}): Json {
  const { ts, authorId, text, blocks, threadTs, edited, metadata, files } = message
  const author = userOf(state.world, authorId)
  const replies = threadTs === null ? channel.messages.filter(one => one.threadTs === ts && !one.deleted).length : 0
  return {
    user: authorId, type: 'message', ts, ...(author.isBot && botOf(state, channel)), text, team: author.teamId, ...(blocks.length > 0 && { blocks }), ...(threadTs !== null && { thread_ts: threadTs, parent_user_id: authorId }), ...(replies > 0 && { thread_ts: ts, reply_count: replies }),
    ...(edited && { edited: { user: author.isBot ? botOf(state, channel)['bot_id'] : authorId, ts } }), ...(files.length > 0 && { files: files.map(id => ({ id })), upload: false }), ...(withMetadata && metadata !== null && { metadata }),
  }
}

function botOf(state: State, channel: Channel): Json {
  const { botId, teamId } = installationFor(state.world, channel)
  return { bot_id: botId, app_id: state.appId, bot_profile: { id: botId, app_id: state.appId, user_id: installationFor(state.world, channel).botUserId, name: 'Recall', icons: {}, deleted: false, updated: 0, team_id: teamId } }
}

/** A view; `values` is what a person filled in, when they send it. */
export function apiView(state: State, view: View, values: Json = {}): Json {
  const { id, teamId, type, hash, rootId, previousId, body, blocks } = view
  const installation = installationFor(state.world, { teamId, sharedWith: [] })
  return {
    id, team_id: teamId, type, blocks, private_metadata: body['private_metadata'] ?? '', callback_id: body['callback_id'] ?? '', external_id: body['external_id'] ?? '', state: { values }, hash,
    title: body['title'] ?? { type: 'plain_text', text: 'View Title', emoji: true }, clear_on_close: body['clear_on_close'] ?? false, notify_on_close: body['notify_on_close'] ?? false, close: body['close'] ?? null, submit: body['submit'] ?? null,
    previous_view_id: previousId, root_view_id: rootId, app_id: state.appId, app_installed_team_id: installation.teamId, bot_id: installation.botId,
  }
}

/** A file; what Slack finds out by looking through it is left out before it has. */
export function apiFile({ origin }: State, { id, name, title, length, readyAt, channels }: StoredFile): Json {
  const ready = readyAt !== null && readyAt <= Date.now()
  return { id, name, title, size: length, mode: 'hosted', permalink: `${origin()}/files/${id}/${name}`, url_private: `${origin()}/files-pri/${id}/${name}`, channels, groups: [], ims: [], mimetype: ready ? `image/${name.split('.').at(-1) ?? 'png'}` : '', filetype: ready ? name.split('.').at(-1) ?? '' : '' }
}

export function apiTeam({ world }: State, teamId: string): Json {
  const { id, name, domain } = teamOf(world, teamId)
  return { id, name, domain, email_domain: '', icon: { image_default: true } }
}
