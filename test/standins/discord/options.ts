/** What a person types into a command, as Discord's client sends it: nested options with the types of the registered command. */
import type { APIApplicationCommand, APIApplicationCommandBasicOption, APIApplicationCommandOption } from 'discord-api-types/v10'
import type { Json } from './world.ts'

export type Given = Record<string, string | number | boolean>

/** The registered command of `daily set`, the way down to its options, and the options. */
export interface Called {
  command: APIApplicationCommand
  path: APIApplicationCommandOption[]
  options: APIApplicationCommandBasicOption[]
}

export function commandCalled(commands: readonly APIApplicationCommand[], called: string): Called {
  const [first = '', ...rest] = called.replace(/^\//, '').split(' ')
  const command = commands.find(one => one.name === first && one.type === 1)
  if (command === undefined) throw new Error(`There is no command /${first}: registered are ${commands.map(one => one.name).join(', ') || 'none'}.`)
  const path: APIApplicationCommandOption[] = []
  let options = command.options ?? []
  for (const name of rest) {
    const next = options.find(one => one.name === name && (one.type === 1 || one.type === 2))
    if (next === undefined) throw new Error(`/${first} has no subcommand ${name}.`)
    path.push(next)
    options = 'options' in next ? next.options ?? [] : []
  }
  if (options.some(one => one.type === 1 || one.type === 2)) throw new Error(`/${called} needs a subcommand: ${options.map(one => one.name).join(', ')}.`)
  return { command, path, options: options as APIApplicationCommandBasicOption[] }
}

/** Nests filled options below their subcommand. */
export function nested({ path }: Called, filled: readonly Json[]): Json[] {
  return path.reduceRight<Json[]>((options, { name, type }) => [{ name, type, options }], [...filled])
}

/** Checks what was typed the way the client does, and gives it with types. */
export function fillOptions({ options }: Called, given: Given): Json[] {
  const unknown = Object.keys(given).find(name => !options.some(one => one.name === name))
  if (unknown !== undefined) throw new Error(`There is no option ${unknown}: there are ${options.map(one => one.name).join(', ') || 'none'}.`)
  const missing = options.find(one => one.required === true && !(one.name in given))
  if (missing !== undefined) throw new Error(`The option ${missing.name} is required.`)
  return Object.entries(given).map(([name, value]) => {
    const option = options.find(one => one.name === name)
    const wrong = option === undefined ? null : wrongValue(option, value)
    if (wrong !== null) throw new Error(`The option ${name} ${wrong}.`)
    return { name, type: option?.type, value }
  })
}

/** Why the client would not send this value, or null. */
function wrongValue(option: APIApplicationCommandBasicOption, value: string | number | boolean): string | null {
  const expected = option.type === 4 || option.type === 10 ? 'number' : option.type === 5 ? 'boolean' : 'string'
  if (typeof value !== expected) return `takes a ${expected}, not ${JSON.stringify(value)}`
  if (option.type === 4 && !Number.isInteger(value)) return 'takes a whole number'
  if ('choices' in option && (option.choices ?? []).length > 0 && !option.choices?.some(one => one.value === value)) return `takes one of ${option.choices?.map(one => one.value).join(', ')}`
  if ((option.type === 4 || option.type === 10) && outside(Number(value), 'min_value' in option ? option.min_value : undefined, 'max_value' in option ? option.max_value : undefined)) return `takes a number from ${String((option as { min_value?: number }).min_value)} to ${String((option as { max_value?: number }).max_value)}`
  if (option.type === 3 && outside(String(value).length, option.min_length, option.max_length ?? 6000)) return 'has too few or too many characters'
  return null
}

function outside(number: number, least = -Infinity, most = Infinity): boolean {
  return number < least || number > most
}
