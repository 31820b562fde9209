/** Building the world, and what happens to it. Each change is told to the app as Slack does; each gives the delivery, or null. */
import { newChannel, type ChannelDraft } from './channels.ts'
import type { Delivery } from './deliveries.ts'
import { tell, tellOfChannel } from './events.ts'
import type { State } from './state.ts'
import { installationFor, userOf, type Channel, type Installation, type Team, type User } from './world.ts'

export function addTeam({ mint, world }: State, { name = 'Study group', domain = 'study-group' }: Partial<Team> = {}): Team {
  const team: Team = { id: mint.id('T'), name, domain }
  world.teams.set(team.id, team)
  return team
}

export function addUser({ mint, world }: State, { id = mint.id('U'), username, ...rest }: Partial<User> & { username: string, teamId: string }): User {
  const user: User = { id, username, realName: username, displayName: username, isAdmin: false, isOwner: false, isBot: false, deleted: false, tz: 'Europe/London', locale: 'en-GB', ...rest }
  world.users.set(id, user)
  return user
}

/** Installs the app in a workspace, with a token of its own; the bot is in no channel yet. */
export function install(state: State, { id: teamId }: Team, scopes: readonly string[]): Installation {
  const bot = addUser(state, { username: 'recall', teamId, isBot: true, realName: 'Recall' })
  const installation: Installation = { teamId, botUserId: bot.id, botId: state.mint.id('B'), token: tokenFor(state, teamId), scopes: [...scopes], revoked: null }
  state.world.installations.set(teamId, installation)
  return installation
}

const tokenFor = ({ mint }: State, teamId: string): string => `xoxb-${teamId}-${mint.id('X')}`

/** Takes the app away: its token is dead at once, it leaves all channels, and both events come in this order. */
export async function uninstall(state: State, installation: Installation, order: readonly ('app_uninstalled' | 'tokens_revoked')[] = ['tokens_revoked', 'app_uninstalled']): Promise<void> {
  const { botUserId } = installation
  installation.revoked = 'account_inactive'
  for (const channel of state.world.channels.values()) channel.members.delete(botUserId)
  for (const type of order) await tell(state, { type, ...(type === 'tokens_revoked' && { tokens: { oauth: [], bot: [botUserId] } }) }, { installation })
}

/** Installs the app again: after an uninstall with a new token, and in no channel. */
export function reinstall(state: State, installation: Installation, scopes: readonly string[] = installation.scopes): void {
  if (installation.revoked !== null) {
    state.retired.set(installation.token, installation.revoked)
    installation.token = tokenFor(state, installation.teamId)
  }
  Object.assign(installation, { revoked: null, scopes: [...scopes] })
}

/** Makes a channel, with the bot in it unless it is to be left out. */
export function addChannel(state: State, { bot = true, ...draft }: ChannelDraft & { bot?: boolean }): Channel {
  const channel = newChannel(state, draft)
  if (bot) channel.members.add(installationFor(state.world, channel).botUserId)
  return channel
}

/** Brings a person, or the bot, into a channel; of either the app hears. */
export function join(state: State, channel: Channel, userId: string, inviter?: string): Promise<Delivery | null> {
  const { teamId } = userOf(state.world, userId)
  if (![channel.teamId, ...channel.sharedWith].includes(teamId)) throw new Error(`${userId} is of another workspace: share the channel with ${teamId} first.`)
  channel.members.add(userId)
  const installation = installationFor(state.world, channel)
  if (!channel.members.has(installation.botUserId)) return Promise.resolve(null)
  const channel_type = channel.kind === 'private' ? 'G' : 'C'
  return tell(state, { type: 'member_joined_channel', user: userId, channel: channel.id, channel_type, team: channel.teamId, ...(inviter !== undefined && { inviter }) }, { channel, installation })
}

/** Takes the bot out of a channel. */
export function removeBot(state: State, channel: Channel): Promise<Delivery | null> {
  channel.members.delete(installationFor(state.world, channel).botUserId)
  return tellOfChannel(state, channel, 'left', { actor_id: someone(state, channel) })
}

export function archive(state: State, channel: Channel, archived: boolean): Promise<Delivery | null> {
  channel.archived = archived
  return tellOfChannel(state, channel, archived ? 'archive' : 'unarchive', { user: someone(state, channel) })
}

export function deleteChannel(state: State, channel: Channel): Promise<Delivery | null> {
  const told = tellOfChannel(state, channel, 'deleted', { actor_id: someone(state, channel) })
  state.world.channels.delete(channel.id)
  return told
}

/** A person who may have done something to a channel. */
function someone({ world }: State, { members }: Channel): string {
  return [...members].find(id => !userOf(world, id).isBot) ?? 'USLACKBOT'
}
