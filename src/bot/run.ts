/** Runs a command, typed or filled in. */
import { takeAlerts } from './alert.ts'
import { hasLongForms, type Bot, type Who } from './bot.ts'
import type { Card } from './card.ts'
import { commands } from './commands/all.ts'
import { readOptions, type Command } from './commands/command.ts'
import type { Deed } from './ports.ts'
import { withAlerts } from './views/alert.ts'
import { fillIn } from './views/ask.ts'
import { unknownCommand } from './views/help.ts'
import { note, notes } from './views/note.ts'

/** Runs it with its options as they came, unless this person cannot do that here. What admins have to know stands below. */
export async function runCommand(bot: Bot, who: Who, { name, options: typed }: Pick<Extract<Deed, { type: 'command' }>, 'name' | 'options'>): Promise<Card> {
  const command = commands.find(one => one.name === name)
  if (command === undefined) return unknownCommand(name, commands)
  const refusal = refusalOf(command, who)
  if (refusal !== null) return refusal
  const read = readOptions(bot, command, typed)
  const card = 'fault' in read ? { ...note(read.fault), ...(hasLongForms(bot, who) && fillIn(command, typed)) } : await command.run(bot, who, read.options)
  return withAlerts(card, await takeAlerts(bot, who))
}

/** Why this person cannot use a command here; null when they can. */
export function refusalOf({ needs }: Command, { admin, alone }: Who): Card | null {
  if (needs === 'admin' && !admin) return notes.adminOnly
  return needs !== 'nothing' && alone ? notes.groupOnly : null
}
