/** What is wrong with the options of a command, in a sentence each. */
import type { Text } from '../card.ts'
import type { Command, Option } from '../commands/command.ts'
import { nearest } from '../matching.ts'
import { slash, words } from '../text.ts'
import { listed } from './words.ts'

export function unknownOption({ name, options }: Command, typed: string): Text {
  const known = options.length === 0 ? 'It takes none.' : `It takes ${options.map(option => option.name).join(', ')}.`
  return words`${slash(name)} has no option "${typed.slice(0, 40)}". ${known}`
}

export function missingOption({ name }: Command, option: Option): Text {
  return words`${slash(name)} needs ${option.name}: ${option.description}.`
}

export function longOption({ name }: Option, most: number): string {
  return `${name} is too long; ${most} characters are the most.`
}

/** With the choices that may have been meant, else with all. */
export function unknownChoice({ name }: Option, choices: readonly string[], typed: string): string {
  const near = nearest(choices, typed)
  return `${name} cannot be "${typed}". ${near.length === 0 ? `Choose ${listed(choices, 'or')}.` : `Did you mean ${listed(near, 'or')}?`}`
}

export function foreignOption({ name, kind }: Option): string {
  return `${name} must be a ${kind} of this group.`
}

export function unwholeOption({ name }: Option, least: number, most: number): string {
  return `${name} must be a whole number from ${least} to ${most}.`
}
