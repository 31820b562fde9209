/** What is wrong with the options of a command, in a sentence each. */
import type { Command, Option } from '../commands/command.ts'
import { nearest } from '../matching.ts'
import { didYouMean, listed } from './words.ts'

export function unknownOption({ name, options }: Command, typed: string): string {
  const known = options.length === 0 ? 'It takes none.' : `It takes ${options.map(option => option.name).join(', ')}.`
  return `/${name} has no option "${typed.slice(0, 40)}". ${known}`
}

export function missingOption({ name }: Command, option: Option): string {
  return `/${name} needs ${option.name}: ${option.description}.`
}

export function longOption({ name }: Option, most: number): string {
  return `${name} is too long; ${most} characters are the most.`
}

/** With the choices that may have been meant, else with all. */
export function unknownChoice({ name }: Option, choices: readonly string[], typed: string): string {
  return `${name} cannot be "${typed}". ${didYouMean(nearest(choices, typed)).trim() || `Choose ${listed(choices, 'or')}.`}`
}

export function foreignOption({ name, kind }: Option): string {
  return `${name} must be a ${kind} of this group.`
}

export function unwholeOption({ name }: Option, least: number, most: number): string {
  return `${name} must be a whole number from ${least} to ${most}.`
}
