/** /help: what to try first, and all commands. */
import { hasLongForms } from '../bot.ts'
import { alike, matching } from '../matching.ts'
import { commandCard, familyCard, firstWord, helpCard } from '../views/help.ts'
import { askButtons } from '../views/ask.ts'
import type { Command } from './command.ts'

/** Makes the command; `all` gives every command, this one included. */
export function helpOf(all: () => readonly Command[]): Command {
  const find = (typed: string) => matching(all().map(one => one.name), typed.replace(/^\//, ''))
  return {
    name: 'help',
    description: 'What to try first, and all commands',
    needs: 'nothing',
    options: [{ name: 'command', description: 'one command only', required: false, kind: 'suggestion', suggest: (_bot, typed) => find(typed) }],
    run: async (bot, who, { command = '' }) => {
      const typed = command.trim().replace(/^\//, '')
      const family = all().filter(one => one.name.includes(' ') && alike(firstWord(one.name), typed))
      if (family.length > 0) return familyCard(firstWord(family[0]?.name ?? ''), family)
      const found = typed === '' ? undefined : all().find(one => one.name === find(typed)[0])
      return found === undefined ? helpCard(all(), who.alone, hasLongForms(bot, who) ? askButtons(who) : []) : commandCard(found)
    },
  }
}
