/** /formula: looks a formula up. */
import type { Bot } from '../bot.ts'
import { formulaCard, unknownFormulaCard } from '../views/formula.ts'
import type { Command } from './command.ts'

export const formula: Command = {
  name: 'formula',
  description: 'Look a formula up',
  needs: 'nothing',
  options: [{ name: 'name', description: 'its name, or what people call it', required: true, kind: 'suggestion', suggest: suggestFormulas }],
  run: async (bot, _who, { name = '' }) => {
    const [found] = bot.findFormulas(name, 1)
    return found === undefined ? unknownFormulaCard(name, bot.library) : formulaCard(found, bot.library)
  },
}

/** All of them while nothing is typed. */
function suggestFormulas({ library, findFormulas }: Bot, typed: string): string[] {
  return (typed.trim() === '' ? library.formulas : findFormulas(typed, 25)).map(one => one.name)
}
