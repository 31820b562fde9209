/** The options of a command as a form, and the buttons that open one. */
import type { Bot, Who } from '../bot.ts'
import type { Button, Form, FormField } from '../card.ts'
import type { Command, Option } from '../commands/command.ts'
import { decodePress, encodePress } from '../press.ts'

/** The field that says where, in a form that was opened outside any channel. No option has this name. */
export const PLACE = 'in'

/** A command's name in a press. */
export function askCommand({ name }: Pick<Command, 'name'>): string {
  return name.replaceAll(' ', '-')
}

/** The buttons to what one does most often here. */
export function askButtons({ alone, admin }: Pick<Who, 'alone' | 'admin'>): Button[] {
  return [
    askButton('quiz', 'Quiz', true),
    ...(alone ? [] : [askButton('rapid', 'Timed round')]),
    askButton('formula', 'Formula'),
    ...(alone || !admin ? [] : [askButton('daily set', 'Set the daily')]),
  ]
}

/** The button to the form of a command that could not be read, with as much of what was typed as a button holds. */
export function fillIn(command: Command, typed: Readonly<Record<string, string>>): { buttons?: Button[] } {
  if (command.options.length === 0) return {}
  const given = Object.entries(typed).filter(([name, value]) => command.options.some(option => option.name === name) && /^[a-z0-9-]+$/.test(value)).map(([name, value]) => `${name}=${value}`)
  while (given.length > 0 && decodePress(pressTo(command.name, given)) === null) given.pop()
  return { buttons: [askButton(command.name, 'Fill in a form', true, given)] }
}

function askButton(command: string, label: string, main = false, given: readonly string[] = []): Button {
  return { label, press: pressTo(command, given), opens: 'form', ...(main && { main }) }
}

function pressTo(command: string, given: readonly string[]): string {
  return encodePress({ verb: 'ask', command: askCommand({ name: command }), given: given.join(',') })
}

/** The form of a command with these values; outside any channel it asks for one, if the command needs it. */
export function commandForm(bot: Bot, command: Command, values: Readonly<Record<string, string | undefined>>, hasChannel: boolean): Form {
  const given = Object.entries(values).flatMap(([name, value]) => value === undefined ? [] : [`${name}=${value}`]).join(',')
  const place: FormField[] = hasChannel || command.posts === undefined ? [] : [placeField(command)]
  return {
    title: capital(command.name),
    press: encodePress({ verb: 'ask', command: askCommand(command), given }),
    submit: 'Go',
    fields: [...place, ...command.options.map(option => fieldOf(bot, option, values[option.name] ?? '', hasChannel)).filter(field => field.kind !== 'choice' || field.options.length > 0)],
  }
}

function placeField({ needs }: Command): FormField {
  const required = needs !== 'nothing'
  return { name: PLACE, label: 'Channel', hint: required ? 'where everyone plays' : 'for a quiz with everyone there', required, kind: 'channels', value: [], most: 1 }
}

function fieldOf(bot: Bot, option: Option, value: string, hasChannel: boolean): FormField {
  const { name, description: hint, required } = option
  const field = { name, label: capital(name), hint, required }
  switch (option.kind) {
    case 'choice': return { ...field, kind: 'choice', value, options: option.choices(bot).map(choice => ({ value: choice, label: choice })) }
    case 'suggestion': return { ...field, kind: 'suggestion', value, most: 100 }
    case 'channel': return { ...field, kind: 'channels', value: value === '' ? [] : [value], most: 1, ...(!hasChannel && { required: true, hint: 'which channel' }) }
    case 'role': return { ...field, hint: `${hint}, by its id`, kind: 'text', value, most: 40, long: false }
    case 'whole number': return { ...field, kind: 'text', value, most: 6, long: false }
    case 'text': return { ...field, kind: 'text', value, most: option.most ?? 100, long: (option.most ?? 0) > 100 }
  }
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
