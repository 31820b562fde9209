/** What a command is, and how its options are read. */
import type { Bot, Who } from '../bot.ts'
import type { Card, Text } from '../card.ts'
import { alike } from '../matching.ts'
import { foreignOption, longOption, missingOption, unknownChoice, unknownOption, unwholeOption } from '../views/option.ts'

/**
 * An option of a command. A text has at most 100 characters, or `most`; `choices` lists all that may be said; a suggestion may be
 * anything, `suggest` completes it, best first; a whole number has bounds; a channel or a role is one of the same home, by the platform's own id.
 */
export type Option = { name: string, description: string, required: boolean } & (
  | { kind: 'text', most?: number }
  | { kind: 'choice', choices: (bot: Bot) => readonly string[] }
  | { kind: 'suggestion', suggest: (bot: Bot, typed: string, group: string) => readonly string[] | Promise<readonly string[]> }
  | { kind: 'channel' }
  | { kind: 'role' }
  | { kind: 'whole number', least: number, most: number }
)

/** Options as typed, checked: each is of its kind; those left out are missing. */
export type Options = Readonly<Record<string, string>>

/**
 * A command. Its answer is private; what is for the channel is posted by the round. It `needs` a group (it does not work in a direct
 * message), an admin of one, or nothing. `posts` says that what it starts is for everyone in the channel where it is given.
 */
export interface Command {
  name: string
  description: string
  needs: 'nothing' | 'group' | 'admin'
  posts?: true
  options: readonly Option[]
  run(bot: Bot, who: Who, options: Options): Promise<Card>
}

/** The options, each as the command knows it: a choice may be typed in another case or with spaces. Or a sentence that says what is wrong. */
export function readOptions(bot: Bot, command: Command, typed: Options): { options: Options } | { fault: Text } {
  const options = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, settled(bot, command, name, value)]))
  const fault = complain(bot, command, options)
  return fault === null ? { options } : { fault }
}

function settled(bot: Bot, { options }: Command, name: string, value: string): string {
  const option = options.find(one => one.name === name)
  return option?.kind === 'choice' ? option.choices(bot).find(choice => alike(choice, value)) ?? value : value
}

function complain(bot: Bot, command: Command, typed: Options): Text | null {
  const unknown = Object.keys(typed).find(name => !command.options.some(option => option.name === name))
  if (unknown !== undefined) return unknownOption(command, unknown)
  const missing = command.options.find(option => option.required && typed[option.name] === undefined)
  if (missing !== undefined) return missingOption(command, missing)
  for (const option of command.options) {
    const complaint = typed[option.name] === undefined ? null : complainOf(bot, option, typed[option.name] as string)
    if (complaint !== null) return complaint
  }
  return null
}

function complainOf(bot: Bot, option: Option, value: string): string | null {
  const most = option.kind === 'text' ? option.most ?? 100 : 100
  if (value.length > most) return longOption(option, most)
  if (option.kind === 'choice') return option.choices(bot).includes(value) ? null : unknownChoice(option, option.choices(bot), value)
  if (option.kind === 'channel' || option.kind === 'role') return /^[\w-]{1,40}$/.test(value) ? null : foreignOption(option)
  if (option.kind !== 'whole number') return null
  const whole = /^\d{1,6}$/.test(value) ? Number(value) : NaN
  return whole >= option.least && whole <= option.most ? null : unwholeOption(option, option.least, option.most)
}
