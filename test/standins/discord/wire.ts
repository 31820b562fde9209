/** People, roles, channels and guilds as Discord writes them. */
import type { Channel, Guild, Json, Member, Role, User, World } from './world.ts'
import { hasBot, lastPublicId, publicMessages } from './world.ts'

export const stamp = (at: number): string => new Date(at).toISOString().replace('Z', '000+00:00')

export function apiUser({ id, username, globalName, bot }: User): Json {
  return { id, username, global_name: globalName, discriminator: bot ? '0001' : '0', avatar: null, public_flags: 0, ...(bot && { bot }) }
}

export function apiMember(world: World, member: Member): Json {
  return { ...bareMember(member), user: apiUser(userOf(world, member.userId)) }
}

/** A member without the person, as in resolved data. */
export function bareMember({ nick, roles, timedOutUntil, joinedAt }: Member): Json {
  return {
    nick, roles, avatar: null, banner: null, joined_at: stamp(joinedAt), premium_since: null, deaf: false, mute: false, flags: 0, pending: false,
    communication_disabled_until: timedOutUntil === null ? null : stamp(timedOutUntil),
  }
}

export function userOf(world: World, id: string): User {
  const user = world.users.get(id)
  if (user === undefined) throw new Error(`There is no person ${id} here: make one with person().`)
  return user
}

export function apiRole({ id, name, permissions, position, mentionable, managed }: Role): Json {
  return {
    id, name, permissions: String(permissions), position, mentionable, managed, color: 0, colors: { primary_color: 0, secondary_color: null, tertiary_color: null }, hoist: false, icon: null, unicode_emoji: null, flags: 0,
  }
}

export function apiChannel(world: World, channel: Channel): Json {
  const { id, type, name, guildId, parentId, recipients, thread } = channel
  const last_message_id = lastPublicId(channel)
  const people = recipients.filter(one => one !== world.bot.id).map(one => apiUser(userOf(world, one)))
  if (guildId === null) return { id, type, last_message_id, recipients: people, flags: 0, ...(type === 3 && { name, icon: null, owner_id: recipients[0] }) }
  const common = { id, type, name, guild_id: guildId, parent_id: parentId, last_message_id, rate_limit_per_user: 0, flags: 0 }
  if (thread !== null) return { ...common, owner_id: thread.ownerId, message_count: publicMessages(channel).length, member_count: 1, total_message_sent: channel.messages.length, thread_metadata: metadataOf(thread), member: { id, user_id: world.bot.id, join_timestamp: stamp(thread.createdAt), flags: 1 } }
  return { ...common, position: 0, topic: null, nsfw: false, permission_overwrites: channel.overwrites.map(one => ({ id: one.id, type: one.of === 'role' ? 0 : 1, allow: String(one.allow), deny: String(one.deny) })) }
}

/** `thread_metadata` of a thread. */
export function metadataOf({ archived, locked, autoArchiveMinutes, changedAt, createdAt }: NonNullable<Channel['thread']>): Json {
  return { archived, locked, auto_archive_duration: autoArchiveMinutes, archive_timestamp: stamp(changedAt), create_timestamp: stamp(createdAt) }
}

export function apiGuild(guild: Guild): Json {
  return {
    id: guild.id, name: guild.name, icon: null, icon_hash: null, splash: null, discovery_splash: null, home_header: null, owner_id: guild.ownerId, afk_channel_id: null, afk_timeout: 300,
    widget_enabled: false, widget_channel_id: null, verification_level: 0, default_message_notifications: 0, explicit_content_filter: 0, roles: [...guild.roles.values()].map(apiRole), emojis: [], features: [],
    mfa_level: 0, application_id: null, system_channel_id: guild.systemChannelId, system_channel_flags: 0, rules_channel_id: null, max_presences: null, max_members: 500_000, vanity_url_code: null, description: null, banner: null,
    premium_tier: 0, premium_subscription_count: 0, preferred_locale: guild.locale, public_updates_channel_id: null, max_video_channel_users: 25, max_stage_video_channel_users: 50, nsfw_level: 0, nsfw: false, stickers: [],
    premium_progress_bar_enabled: false, hub_type: null, safety_alerts_channel_id: null, incidents_data: null, latest_onboarding_question_id: null, inventory_settings: null, region: 'deprecated',
  }
}

/** What a session hears of a guild; without the privileged intents only the bot is among the members. */
export function apiGuildCreate(world: World, guild: Guild): Json {
  const bot = guild.members.get(world.bot.id)
  const channels = [...guild.channels.values()]
  const bots = bot === undefined ? [] : [apiMember(world, bot)]
  return {
    ...apiGuild(guild), joined_at: stamp(bot?.joinedAt ?? 0), large: guild.members.size > 250, unavailable: false, member_count: guild.members.size, members: bots,
    channels: channels.filter(one => one.thread === null).map(one => apiChannel(world, one)), threads: channels.filter(one => one.thread?.archived === false).map(one => apiChannel(world, one)),
    voice_states: [], presences: [], stage_instances: [], guild_scheduled_events: [], soundboard_sounds: [],
  }
}

/** The guilds that the bot is in. */
export function guildsOfBot(world: World): Guild[] {
  return [...world.guilds.values()].filter(guild => hasBot(world, guild))
}
