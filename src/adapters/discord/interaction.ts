/** What Discord says that a person did, as the bot understands it. */
import { ApplicationCommandOptionType, ComponentType, InteractionType, PermissionFlagsBits, SnowflakeUtil } from 'discord.js'
import type {
  APIApplicationCommandAutocompleteInteraction, APIApplicationCommandInteractionDataOption, APIChatInputApplicationCommandInteraction, APIInteraction, APIInteractionDataResolved, APIMessageComponentInteraction, APIModalSubmitInteraction,
  ModalSubmitComponent,
} from 'discord.js'
import type { Deed, Interaction } from '../../bot/ports.ts'
import { discordPress } from '../../render/press.ts'

/** The platform's name in channels and accounts. */
export const PLATFORM = 'discord'

/** What people can do here. */
export type Asked = APIChatInputApplicationCommandInteraction | APIMessageComponentInteraction | APIModalSubmitInteraction

/** Discord's own time of a thing with this id, in milliseconds. */
export function timeOf(id: string): number {
  return SnowflakeUtil.timestampFrom(id)
}

/** The interaction of a command, a press, a choice or a form. */
export function interactionOf(raw: Asked, here: ReadonlySet<string>): Interaction {
  return { ...whereabouts(raw, here), did: deedOf(raw) }
}

/**
 * Who did something where. In a direct message, and in guilds where Recall is no member (`here` are the others), the home is the
 * person's own.
 */
export function whereabouts(raw: Asked | APIApplicationCommandAutocompleteInteraction, here: ReadonlySet<string>): Omit<Interaction, 'did'> {
  const { member } = raw
  const user = member?.user ?? raw.user
  if (user === undefined) throw new Error('Discord sent an interaction without a user.')
  const guild = guildOf(raw, here)
  const until = member?.communication_disabled_until ?? null
  return {
    id: raw.id,
    channel: { platform: PLATFORM, home: guild ?? `user-${user.id}`, id: raw.channel?.id ?? raw.channel_id ?? '' },
    account: { platform: PLATFORM, id: user.id, name: member?.nick ?? user.global_name ?? user.username },
    admin: guild === null || isAdmin(member?.permissions ?? '0'),
    alone: guild === null,
    timedOutUntil: guild === null || until === null ? null : Date.parse(until),
    at: timeOf(raw.id),
    locale: 'locale' in raw ? raw.locale : 'en',
  }
}

/** The guild that has installed Recall as a member, and where this happened, or null. */
function guildOf({ guild_id: guild, authorizing_integration_owners: owners }: APIInteraction, here: ReadonlySet<string>): string | null {
  return guild !== undefined && owners['0'] === guild && here.has(guild) ? guild : null
}

function isAdmin(permissions: string): boolean {
  return (BigInt(permissions) & (PermissionFlagsBits.ManageGuild | PermissionFlagsBits.Administrator)) !== 0n
}

function deedOf(raw: Asked): Deed {
  switch (raw.type) {
    case InteractionType.ApplicationCommand: return { type: 'command', ...commandOf(raw.data.name, raw.data.options ?? [], raw.data.resolved ?? {}) }
    case InteractionType.MessageComponent: return { type: 'press', press: discordPress({ custom_id: raw.data.custom_id, values: 'values' in raw.data ? raw.data.values : undefined }) }
    case InteractionType.ModalSubmit: return { type: 'submit', press: raw.data.custom_id, values: valuesOf(raw.data.components) }
  }
}

type Given = APIApplicationCommandInteractionDataOption<InteractionType.ApplicationCommand>

/** The command's full name, and its options as if they had been typed. */
function commandOf(name: string, options: readonly Given[], resolved: APIInteractionDataResolved): { name: string, options: Record<string, string> } {
  const [first] = options
  if (first?.type === ApplicationCommandOptionType.Subcommand) return commandOf(`${name} ${first.name}`, first.options ?? [], resolved)
  return { name, options: Object.fromEntries(options.flatMap(option => 'value' in option ? [[option.name, isStrange(option, resolved) ? '' : String(option.value)]] : [])) }
}

/** Says whether this is the id of a channel or a role that Discord has not found where the command was given. */
function isStrange(option: Given, { channels = {}, roles = {} }: APIInteractionDataResolved): boolean {
  if (option.type === ApplicationCommandOptionType.Channel) return !Object.hasOwn(channels, option.value)
  return option.type === ApplicationCommandOptionType.Role && !Object.hasOwn(roles, option.value)
}

/** What was filled in, by the names of the fields. */
function valuesOf(components: readonly (APIModalSubmitInteraction['data']['components'][number])[]): Record<string, string[]> {
  const inputs = components.flatMap((part): ModalSubmitComponent[] => {
    if (part.type === ComponentType.ActionRow) return part.components
    return part.type === ComponentType.Label ? [part.component] : []
  })
  return Object.fromEntries(inputs.map(input => [input.custom_id, chosenIn(input)]))
}

function chosenIn(input: ModalSubmitComponent): string[] {
  if ('values' in input) return [...input.values]
  return 'value' in input && typeof input.value === 'string' ? [input.value] : []
}

/** The command, the option that is being typed and what of it stands there; null when Discord does not say. */
export function typingOf(raw: APIApplicationCommandAutocompleteInteraction): { command: string, option: string, typed: string } | null {
  const path = (name: string, options: readonly APIApplicationCommandInteractionDataOption<InteractionType.ApplicationCommandAutocomplete>[]): { command: string, option: string, typed: string } | null => {
    const [first] = options
    if (first?.type === ApplicationCommandOptionType.Subcommand) return path(`${name} ${first.name}`, first.options ?? [])
    const focused = options.find(option => 'focused' in option && option.focused === true)
    return focused !== undefined && 'value' in focused ? { command: name, option: focused.name, typed: String(focused.value) } : null
  }
  return path(raw.data.name, raw.data.options)
}
