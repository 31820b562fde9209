/** /formula: looks a formula up. */
import { lookUpFormula, suggestNames } from '../lookup.ts'
import type { Command } from './command.ts'

export const formula: Command = {
  name: 'formula',
  description: 'Look a formula up',
  needs: 'nothing',
  options: [{
    name: 'name', description: 'its name, or what people call it', required: true, kind: 'suggestion',
    suggest: ({ library, findFormulas }, typed) => suggestNames(library.formulas, findFormulas, typed),
  }],
  run: async (bot, _who, { name = '' }) => lookUpFormula(bot, name.trim()),
}
