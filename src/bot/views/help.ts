/** What to try first, all commands, and one of them at length. */
import type { Button, Card, Row } from '../card.ts'
import { families } from '../commands/families.ts'
import type { Command, Option } from '../commands/command.ts'
import { nearest } from '../matching.ts'
import { slash, words } from '../text.ts'
import { note } from './note.ts'
import { didYouMean } from './words.ts'

/** What to try first, a line for every command that works here, or for all that begin with the same word, and buttons that open forms for some of them. */
export function helpCard(commands: readonly Command[], alone: boolean, buttons: readonly Button[]): Card {
  const here = commands.filter(({ needs }) => !alone || needs === 'nothing')
  const firstWords = [...new Set(here.map(({ name }) => firstWord(name)))]
  return {
    kind: 'help',
    title: 'Recall asks, you answer',
    text: alone
      ? words`Try ${slash('quiz')}, or look a formula up with ${slash('formula')}. In a group there are rounds for everyone, and a question a day.`
      : words`Try ${slash('quiz')} for yourself, or ${slash('rapid')} with a friend: press A to D, the faster the better. Look a formula up with ${slash('formula')}. An admin sets a question a day with ${slash('daily set')}.`,
    rows: firstWords.map(word => familyLine(word, here.filter(({ name }) => firstWord(name) === word))),
    ...(buttons.length > 0 && { buttons }),
    footer: words`All options of one command: ${slash('help command:rapid')}`,
  }
}

/** The commands that begin with the same word, such as those of /team, each with its options. */
export function familyCard(word: string, commands: readonly Command[]): Card {
  return {
    kind: 'help',
    title: slash(word),
    rows: commands.map(command => ({ ...lineOf(command), ...(command.options.length > 0 && { note: command.options.map(optionText).join(', ') }) })),
    footer: words`More on one of them: ${slash(`help command:${commands[0]?.name ?? word}`)}`,
  }
}

/** There is no such command; perhaps one that begins like it was meant, or is like it. More words than a command has were no attempt at one. */
export function unknownCommand(typed: string, commands: readonly Command[]): Card {
  const first = (typed.split(' ')[0] ?? '').toLowerCase()
  const begun = commands.filter(({ name }) => first.length > 1 && name.startsWith(first.slice(0, 3))).map(({ name }) => name)
  const near = begun.length > 0 ? begun : nearest(commands.map(({ name }) => name), first)
  if (near.length === 0 && typed.includes(' ')) return note(words`I answer to commands, such as ${slash('quiz')} or ${slash('formula cosine similarity')}. ${slash('help')} lists them all.`)
  return note(words`I do not know ${slash(typed.slice(0, 40))}. ${didYouMean(near.map(slash))}${slash('help')} lists all commands.`)
}

/** One command with its options. */
export function commandCard({ name, description, needs, options }: Command): Card {
  return {
    kind: 'help',
    title: slash(name),
    text: `${description}.${needs === 'admin' ? ' For admins.' : needs === 'group' ? '' : ' Works in a direct message too.'}`,
    ...(options.length > 0 && { rows: options.map(optionRow) }),
  }
}

function familyLine(word: string, commands: readonly Command[]): Row {
  const [first, ...others] = commands as [Command, ...Command[]]
  if (others.length === 0) return lineOf(first)
  return { label: slash(word), text: `${families[word] ?? first.description}: ${commands.map(({ name }) => name.slice(word.length + 1)).join(', ')}` }
}

/** The word that a command of several is found by. */
export function firstWord(name: string): string {
  return name.split(' ')[0] ?? ''
}

function lineOf({ name, description, needs }: Command): Row {
  return { label: slash(name), text: `${description}${needs === 'admin' ? ' (admins)' : ''}` }
}

function optionText({ name, required }: Option): string {
  return required ? `${name} (needed)` : name
}

function optionRow(option: Option): Row {
  return { label: option.name, text: option.description, ...(option.required && { value: 'needed' }) }
}
