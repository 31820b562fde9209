/** /help: what to try first, and all commands. */
import { helpCard } from '../views/help.ts'
import type { Command } from './command.ts'

/** Makes the command; `all` gives every command, this one included. */
export function helpOf(all: () => readonly Command[]): Command {
  return {
    name: 'help',
    description: 'What to try first, and all commands',
    needs: 'nothing',
    options: [],
    run: async () => helpCard(all()),
  }
}
