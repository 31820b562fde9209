/** Reads a command as it is typed: `/daily set time:09:00 timezone=Europe/Berlin`, `/formula cosine similarity`. */
import type { Command, Option } from './command.ts'

type Named = Pick<Command, 'name'> & { options: readonly Pick<Option, 'name' | 'kind'>[] }

/**
 * The command's name and its options; words before the first option belong to its first one. A word with a colon or an equals sign begins an
 * option when the command has one of that name; with a colon also when a value follows without a space, so that a mistyped option is told.
 */
export function parseCommand(text: string, commands: readonly Named[]): { name: string, options: Record<string, string> } {
  const typed = text.replace(/[\u201c-\u201f]/g, '"').trim().replace(/^\//, '').replace(/\s+/g, ' ')
  const command = commands.filter(one => `${typed} `.toLowerCase().startsWith(`${one.name} `)).toSorted((a, b) => b.name.length - a.name.length)[0]
  if (command === undefined) return { name: /^[^:]*?(?=\s\S+:|$)/.exec(typed)?.[0] ?? typed, options: {} }
  const names = command.options.map(option => option.name)
  const [free = '', ...pairs] = splitAtOptions(` ${typed.slice(command.name.length).trim()}`, names)
  const [first] = names
  const given = pairs.map(pair => [pair.slice(0, pair.search(/[:=]/)).trim().toLowerCase(), unquote(pair.slice(pair.search(/[:=]/) + 1))] as const)
  const all = free.trim() === '' || first === undefined ? given : [[first, unquote(free)] as const, ...given]
  const isPlace = (name: string) => command.options.some(option => option.name === name && (option.kind === 'channel' || option.kind === 'role'))
  return { name: command.name, options: Object.fromEntries(all.map(([name, value]) => [name, isPlace(name) ? value.replace(/^[#@]/, '') : value])) }
}

/** Cuts before each ` name:` or ` name=` that stands outside quotation marks. */
function splitAtOptions(text: string, names: readonly string[]): string[] {
  const cuts = [...text.matchAll(/"[^"]*"|\s([a-z][a-z_-]*) ?([:=])(?=(\S?))/gi)]
    .filter(([whole, name, sign, next]) => name !== undefined && (names.includes(name.toLowerCase()) || (sign === ':' && !whole.includes(` ${sign}`) && next !== '' && next !== '/')))
    .map(match => match.index)
  return [0, ...cuts].map((cut, place) => text.slice(cut, cuts[place]).trimStart())
}

function unquote(text: string): string {
  return text.trim().replace(/^"(.*)"$/, '$1')
}
