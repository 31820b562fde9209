/** /formula: looks a formula up. */
import { formulaCard, unknownFormulaCard } from '../views/formula.ts'
import type { Command } from './command.ts'

export const formula: Command = {
  name: 'formula',
  description: 'Look a formula up',
  needs: 'nothing',
  options: [{ name: 'name', description: 'its name, or what people call it', required: true, kind: 'suggestion', choices: bot => bot.library.formulas.map(one => one.name) }],
  run: async (bot, _who, { name = '' }) => {
    const [found] = bot.findFormulas(name, 1)
    return found === undefined ? unknownFormulaCard(name, bot.library) : formulaCard(found, bot.library)
  },
}
