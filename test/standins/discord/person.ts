/** Acting as a person with Discord's own client: it sends what that would send, and refuses (throws) what it would refuse. */
import { randomBytes } from 'node:crypto'
import type { APIApplicationCommand } from 'discord-api-types/v10'
import { partsIn } from './components.ts'
import { addUser, directChannel, newMember } from './guilds.ts'
import { expectAnswer, type Interaction, type OpenModal, type Seen } from './interactions.ts'
import { commandCalled, fillOptions, nested, type Given } from './options.ts'
import { guildPermissions, has, permissionsIn } from './permissions.ts'
import { resolvedData } from './resolve.ts'
import type { State } from './state.ts'
import { submission, type Filled } from './submit.ts'
import { apiChannel, apiMember, apiUser } from './wire.ts'
import { apiMessage } from './wire-message.ts'
import { guildOf, hasBot, type Channel, type Guild, type Json, type Message, type User } from './world.ts'

/** Where a person is: the context (0 a guild, 1 with the bot, 2 elsewhere) and how the app got there. */
interface Place {
  channel: Channel
  guild: Guild | null
  context: 0 | 1 | 2
  owners: Record<string, string>
}

export type Person = ReturnType<typeof personOf>

/** A person; `user` is what they are called. They are in no guild until they `join` one. */
export function personOf(state: State, user: User) {
  const { world } = state

  /** `made` is the interaction whose message is pressed: its installs hold for the press, too. */
  function place(channelId: string, made: Interaction | null = null): Place {
    const channel = world.channels.get(channelId)
    if (channel === undefined) throw new Error(`${user.username} cannot find the channel ${channelId}: it was deleted, or is none.`)
    const guild = guildOf(world, channel)
    const mine = permissionsIn(world, channel, user.id, state.now())
    if (!has(mine, 'ViewChannel')) throw new Error(`${user.username} does not see the channel ${channel.name}: add them to the guild, or check the permissions.`)
    if ((guild?.members.get(user.id)?.timedOutUntil ?? 0) > state.now() && !has(mine, 'Administrator')) throw new Error(`${user.username} is timed out in ${guild?.name}: they can only read.`)
    const withBot = guild === null ? channel.recipients.includes(world.bot.id) : hasBot(world, guild)
    if (!withBot && !user.installed && made?.owners['1'] === undefined) throw new Error(`The app is not in ${guild?.name ?? channel.name}, and ${user.username} has not installed it.`)
    const owners = made === null ? { ...(withBot && { 0: guild?.id ?? '0' }), ...(user.installed && { 1: user.id }) } : made.owners as Place['owners']
    return { channel, guild, context: guild !== null ? 0 : withBot ? 1 : 2, owners }
  }

  function envelope(type: number, { channel, guild, context, owners }: Place): Json {
    const member = guild?.members.get(user.id)
    const who = guild === null || member === undefined ? { user: apiUser(user) } : {
      guild_id: guild.id, guild: { id: guild.id, locale: guild.locale, features: [] }, guild_locale: guild.locale,
      member: { ...apiMember(world, member), unusual_dm_activity_until: null, permissions: String(permissionsIn(world, channel, user.id, state.now())) },
    }
    return {
      id: state.mint(), application_id: world.bot.id, type, token: randomBytes(96).toString('base64url'), version: 1, channel_id: channel.id, channel: apiChannel(world, channel), ...who,
      app_permissions: String(appPermissions(state, channel, guild)), locale: user.locale, context, authorizing_integration_owners: owners, entitlements: [], entitlement_sku_ids: [], attachment_size_limit: 10_485_760,
    }
  }

  function send(at: Place, payload: Json, given: Partial<Interaction> = {}): Promise<Seen> {
    const { guild, owners } = at
    const member = guild?.members.get(user.id)
    const forcedPrivate = !('0' in owners) && guild !== null && member !== undefined && !has(permissionsIn(world, at.channel, user.id, state.now()), 'UseExternalApps')
    const { seen } = expectAnswer(state, payload, { userInstalledOnly: !('0' in owners), forcedPrivate, ...given })
    state.dispatch('INTERACTION_CREATE', payload, guild !== null && hasBot(world, guild) ? guild.id : null)
    return seen
  }

  function checkAllowed(command: APIApplicationCommand, { channel, guild, context, owners }: Place): void {
    const { contexts, integration_types: installs = [0], default_member_permissions: needed, name } = command
    if (contexts != null && !contexts.includes(context)) throw new Error(`/${name} is not offered in this context (${context}).`)
    if (!installs.some(one => String(one) in owners)) throw new Error(`/${name} is not offered for this kind of install.`)
    if (!has(permissionsIn(world, channel, user.id, state.now()), 'UseApplicationCommands')) throw new Error(`${user.username} may not use commands in ${channel.name}.`)
    const member = guild?.members.get(user.id)
    if (guild === null || member === undefined || needed == null || !('0' in owners) || guild.ownerId === user.id) return
    const mine = guildPermissions(guild, member)
    const enough = needed !== '0' && (mine & BigInt(needed)) === BigInt(needed)
    if (!enough && !has(mine, 'Administrator')) throw new Error(`/${name} is hidden from ${user.username}: it needs the permissions ${needed}.`)
  }

  function named(options: readonly Json[]) {
    const of = (types: readonly number[]) => options.filter(one => types.includes(Number(one['type']))).map(one => String(one['value']))
    const mentioned = of([9])
    return { users: [...of([6]), ...mentioned.filter(id => world.users.has(id))], roles: [...of([8]), ...mentioned.filter(id => !world.users.has(id))], channels: of([7]) }
  }

  async function command(channelId: string, name: string, given: Given = {}): Promise<Seen> {
    const at = place(channelId)
    const called = commandCalled(state.commands, name)
    checkAllowed(called.command, at)
    const options = fillOptions(called, given)
    const data = { id: called.command.id, name: called.command.name, type: 1, ...optional(nested(called, options)), ...resolvedData(state, { guild: at.guild, userId: user.id }, named(options)) }
    return send(at, { ...envelope(2, at), data }, { name: name.replace(/^\//, '') })
  }

  async function autocomplete(channelId: string, name: string, option: string, typed: string, given: Given = {}): Promise<Seen['choices']> {
    const at = place(channelId)
    const called = commandCalled(state.commands, name)
    checkAllowed(called.command, at)
    const focused = called.options.find(one => one.name === option)
    if (focused === undefined || !('autocomplete' in focused) || focused.autocomplete !== true) throw new Error(`The option ${option} of /${name} is not autocompleted.`)
    const others = Object.entries(given).map(([key, value]) => ({ name: key, type: called.options.find(one => one.name === key)?.type, value }))
    const data = { id: called.command.id, name: called.command.name, type: 1, options: nested(called, [...others, { name: option, type: focused.type, value: typed, focused: true }]) }
    return (await send(at, { ...envelope(4, at), data })).choices
  }

  function partOf(message: Message, customId: string, isRight: (type: number) => boolean): Json {
    if (message.deleted) throw new Error('That message was deleted.')
    if (message.visibleTo !== null && message.visibleTo !== user.id) throw new Error(`${user.username} does not see that message: it is private to someone else.`)
    const part = partsIn(message.components).find(({ node }) => node['custom_id'] === customId && isRight(Number(node['type'])))?.node
    if (part === undefined) throw new Error(`There is no ${customId} on that message: there are ${customIds(message).join(', ') || 'none'}.`)
    if (part['disabled'] === true) throw new Error(`${customId} is switched off.`)
    return part
  }

  async function act(message: Message, part: Json, values?: readonly string[]): Promise<Seen> {
    const at = place(message.channelId, message.interaction)
    const type = Number(part['type'])
    const chosen = values === undefined ? {} : { values, ...resolvedData(state, { guild: at.guild, userId: user.id }, chosenOf(state, type, values)) }
    const data = { custom_id: part['custom_id'], component_type: type, id: part['id'], ...chosen }
    return send(at, { ...envelope(3, at), message: apiMessage(state, message), data }, { source: message })
  }

  return {
    user,
    id: user.id,
    /** Joins a guild, or changes who they are in it. */
    join: (guild: Guild, change: { nick?: string | null, roles?: string[], timedOutUntil?: number | null } = {}): void => { Object.assign(guild.members.get(user.id) ?? newMember(state, guild, user.id), change) },
    /** The direct messages with the bot. */
    directChannel: (): Channel => directChannel(state, user.id),
    /** `/daily set` as `command(channelId, 'daily set', { time: '09:00' })`. People, roles and channels are named by id. */
    command,
    /** What is offered while typing into an option; `given` are the other options. */
    autocomplete,
    press: async (message: Message, customId: string): Promise<Seen> => act(message, partOf(message, customId, type => type === 2)),
    choose: async (message: Message, customId: string, values: readonly string[]): Promise<Seen> => {
      const part = partOf(message, customId, type => type === 3 || (type >= 5 && type <= 8))
      const offered = part['options'] as { value: string }[] | undefined
      const wrong = offered === undefined ? undefined : values.find(value => !offered.some(one => one.value === value))
      if (wrong !== undefined) throw new Error(`${customId} does not offer ${wrong}.`)
      return act(message, part, values)
    },
    /** Presses what is on no message that they see: a forged or outdated custom_id, sent as if a button had it. */
    forge: async (message: Message, customId: string): Promise<Seen> => act(message, { type: 2, custom_id: customId, id: 1 }),
    /** Sends a modal with values by custom_id; what is not given stays as it was opened. */
    submit: async (modal: OpenModal, filled: Filled = {}): Promise<Seen> => {
      const at = place(modal.from.channelId, modal.from)
      const { source } = modal.from
      const { data, chosen } = submission(modal, filled)
      const named = chosen.map(({ type, values }) => chosenOf(state, type, values))
      const all = { users: named.flatMap(one => one.users), roles: named.flatMap(one => one.roles), channels: named.flatMap(one => one.channels) }
      return send(at, { ...envelope(5, at), ...(source !== null && { message: apiMessage(state, source) }), data: { ...data, ...resolvedData(state, { guild: at.guild, userId: user.id }, all) } }, { source })
    },
  }
}

export function newPerson(state: State, user: Partial<User> & { username: string }): Person {
  return personOf(state, addUser(state, user))
}

/** In a guild without the bot the app may what everyone may there (a guess). */
function appPermissions(state: State, channel: Channel, guild: Guild | null): bigint {
  if (guild !== null && !hasBot(state.world, guild)) return guild.roles.get(guild.id)?.permissions ?? 0n
  return permissionsIn(state.world, channel, state.world.bot.id, state.now())
}

function optional(options: readonly Json[]): { options?: readonly Json[] } {
  return options.length === 0 ? {} : { options }
}

function customIds({ components }: Message): string[] {
  return partsIn(components).flatMap(({ node }) => typeof node['custom_id'] === 'string' ? [node['custom_id']] : [])
}

/** What the values of a list name: 5 people, 6 roles, 7 both, 8 channels. */
function chosenOf({ world }: State, type: number, values: readonly string[]): { users: string[], roles: string[], channels: string[] } {
  const people = values.filter(id => type === 5 || (type === 7 && world.users.has(id)))
  return { users: people, roles: values.filter(id => (type === 6 || type === 7) && !people.includes(id)), channels: type === 8 ? [...values] : [] }
}
