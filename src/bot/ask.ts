/** Forms in place of typing: one field for each option of a command, and a channel where there is none yet. */
import type { Bot, Who } from './bot.ts'
import type { Card, Form } from './card.ts'
import { commands } from './commands/all.ts'
import type { Command } from './commands/command.ts'
import type { Interaction } from './ports.ts'
import { decodePress, encodePress } from './press.ts'
import { refusalOf, runCommand } from './run.ts'
import { suggest } from './suggest.ts'
import { topicOf } from './topic.ts'
import { askCommand, commandForm, PLACE } from './views/ask.ts'
import { notes } from './views/note.ts'

type Ask = { command: string, given: string }
type Values = Readonly<Record<string, readonly string[]>>

/** Opens the form of a command, with what was `given` filled in. */
export async function askForm(bot: Bot, who: Who, { command: asked, given }: Ask): Promise<Card | Form> {
  const command = commandOf(asked)
  if (command === undefined) return notes.unknownPress
  const values = Object.fromEntries(given.split(',').map(pair => pair.split('=') as [string, string?]))
  return refusalOf(command, who) ?? commandForm(bot, command, values, who.channel.id !== '')
}

/** Runs the command with what was filled in. */
export async function askSubmit(bot: Bot, who: Who, { command: asked }: Ask, values: Values): Promise<Card> {
  const command = commandOf(asked)
  if (command === undefined) return notes.unknownPress
  const { [PLACE]: place, ...options } = Object.fromEntries(Object.entries(values).filter(([, value]) => value.join('').trim() !== '').map(([name, value]) => [name, value.join(',').trim()]))
  const there = place === undefined ? who : { ...who, channel: { ...who.channel, id: place } }
  return await runCommand(bot, there, { name: command.name, options })
}

/** The press that opens the form of /quiz on the topic of these words, where they have one; for everyone in the channel, unless one is alone. */
export function quizOn(bot: Bot, words: string, alone: boolean): string {
  const topic = topicOf(bot, words)
  return encodePress({ verb: 'ask', command: 'quiz', given: [...(topic === null ? [] : [`topic=${topic}`]), ...(alone ? [] : ['for=channel'])].join(',') })
}

/** Completes what is being typed in a field of a form, by the form's press. */
export async function suggestIn(bot: Bot, where: Pick<Interaction, 'channel'>, press: string, field: string, typed: string): Promise<string[]> {
  const decoded = decodePress(press)
  const command = decoded?.verb === 'ask' ? commandOf(decoded.command) : undefined
  return command === undefined ? [] : await suggest(bot, where, command.name, field, typed)
}

function commandOf(asked: string): Command | undefined {
  return commands.find(one => askCommand(one) === asked)
}
