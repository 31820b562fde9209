/** /formula, /snippet and /concept: look something up by its name, or by what people call it. */
import { lookUp, suggestNames } from '../lookup.ts'
import type { Kind } from '../views/browse.ts'
import type { Command } from './command.ts'

export const formula = command('formula', 'Look a formula up', 'its name, or what people call it')
export const snippet = command('snippet', 'A short code example with what to notice', 'its name, or what it computes')
export const concept = command('concept', 'An idea in a few sentences, with the trap in it', 'its name, or what people call it')

function command(kind: Kind, description: string, asks: string): Command {
  return {
    name: kind,
    description,
    needs: 'nothing',
    options: [{ name: 'name', description: asks, required: true, kind: 'suggestion', suggest: (bot, typed) => suggestNames(bot, kind, typed) }],
    run: async (bot, _who, { name = '' }) => lookUp(bot, kind, name.trim()),
  }
}
