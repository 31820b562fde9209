/** The commands as Discord is told of them. */
import { ApplicationCommandOptionType, ApplicationCommandType, ApplicationIntegrationType, ChannelType, InteractionContextType, PermissionFlagsBits } from 'discord.js'
import type { APIApplicationCommandBasicOption, APIApplicationCommandSubcommandOption, RESTPostAPIChatInputApplicationCommandsJSONBody } from 'discord.js'
import type { Bot } from '../../bot/bot.ts'
import { families } from '../../bot/commands/families.ts'
import type { Command, Option } from '../../bot/commands/command.ts'

/** What stands in descriptions in other languages: by Discord's name of the locale, then by the English sentence. */
export type Translations = Readonly<Record<string, Readonly<Record<string, string>>>>

/** A list longer than this is completed while it is typed. */
const LISTED = 10
/** Where people write: text, announcements, and threads of any kind. */
const written = [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.AnnouncementThread, ChannelType.PublicThread, ChannelType.PrivateThread] as const

/**
 * All commands: `daily set` and its like become one command with subcommands. Commands that need no group can be installed by people for
 * themselves and work anywhere; those that only admins may use are hidden from others, which is no protection.
 */
export function commandPayloads(commands: readonly Command[], bot: Bot, translations: Translations): RESTPostAPIChatInputApplicationCommandsJSONBody[] {
  const names = [...new Set(commands.map(({ name }) => family(name)))]
  return names.map(name => {
    const own = commands.filter(command => family(command.name) === name)
    const [first] = own as [Command]
    const single = first.name === name
    return {
      type: ApplicationCommandType.ChatInput,
      name,
      ...described(single ? first.description : families[name] ?? first.description, translations),
      options: single ? optionsOf(first, bot, translations) : own.map(command => subcommand(command, bot, translations)),
      default_member_permissions: own.every(({ needs }) => needs === 'admin') ? String(PermissionFlagsBits.ManageGuild) : null,
      ...places(own),
    }
  })
}

function family(name: string): string {
  return name.split(' ')[0] as string
}

function places(own: readonly Command[]): { integration_types: ApplicationIntegrationType[], contexts: InteractionContextType[] } {
  if (own.some(({ needs }) => needs !== 'nothing')) return { integration_types: [ApplicationIntegrationType.GuildInstall], contexts: [InteractionContextType.Guild] }
  return {
    integration_types: [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
    contexts: [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
  }
}

function subcommand(command: Command, bot: Bot, translations: Translations): APIApplicationCommandSubcommandOption {
  const name = command.name.slice(family(command.name).length + 1)
  return { type: ApplicationCommandOptionType.Subcommand, name, ...described(command.description, translations), options: optionsOf(command, bot, translations) }
}

/** Required options come first, as Discord wants them. */
function optionsOf({ options }: Command, bot: Bot, translations: Translations): APIApplicationCommandBasicOption[] {
  return options.toSorted((a, b) => Number(b.required) - Number(a.required)).map(option => payloadOf(option, bot, translations))
}

function payloadOf(option: Option, bot: Bot, translations: Translations): APIApplicationCommandBasicOption {
  const common = { name: option.name, ...described(option.description, translations), required: option.required }
  switch (option.kind) {
    case 'text': return { ...common, type: ApplicationCommandOptionType.String, max_length: option.most ?? 100 }
    case 'suggestion': return { ...common, type: ApplicationCommandOptionType.String, max_length: 100, autocomplete: true }
    case 'choice': return { ...common, type: ApplicationCommandOptionType.String, ...choicesOf(option.choices(bot)) }
    case 'channel': return { ...common, type: ApplicationCommandOptionType.Channel, channel_types: [...written] }
    case 'role': return { ...common, type: ApplicationCommandOptionType.Role }
    case 'whole number': return { ...common, type: ApplicationCommandOptionType.Integer, min_value: option.least, max_value: option.most }
  }
}

function choicesOf(choices: readonly string[]): { autocomplete: true } | { choices: { name: string, value: string }[] } {
  return choices.length > LISTED ? { autocomplete: true } : { choices: choices.map(value => ({ name: value, value })) }
}

function described(description: string, translations: Translations): { description: string, description_localizations: Record<string, string> | null } {
  const known = Object.entries(translations).flatMap(([locale, sentences]) => sentences[description] === undefined ? [] : [[locale, sentences[description]]])
  return { description, description_localizations: known.length === 0 ? null : Object.fromEntries(known) }
}
