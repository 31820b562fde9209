/** Reads a command as it is typed: `/daily set time:09:00 timezone:Europe/Berlin`, `/formula cosine similarity`. */
import type { Command } from '../../bot/commands/command.ts'

/** The command's name and its options; words before the first option belong to its first one. */
export function parseCommand(text: string, commands: readonly Command[]): { name: string, options: Record<string, string> } {
  const typed = text.replace(/^\//, '').trim().replace(/\s+/g, ' ')
  const command = commands.filter(one => `${typed} `.toLowerCase().startsWith(`${one.name} `)).toSorted((a, b) => b.name.length - a.name.length)[0]
  if (command === undefined) return { name: /^[^:]*?(?=\s\S+:|$)/.exec(typed)?.[0] ?? typed, options: {} }
  const [free = '', ...pairs] = ` ${typed.slice(command.name.length).trim()}`.split(/\s(?=[a-z]+:)/i)
  const options = Object.fromEntries(pairs.map(pair => [pair.slice(0, pair.indexOf(':')).toLowerCase(), unquote(pair.slice(pair.indexOf(':') + 1))] as const))
  const first = command.options[0]?.name
  return { name: command.name, options: free.trim() === '' || first === undefined ? options : { [first]: unquote(free), ...options } }
}

function unquote(text: string): string {
  return text.trim().replace(/^"(.*)"$/, '$1')
}
