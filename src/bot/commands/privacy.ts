/** /privacy: what is kept of a member, a file of it, and its end. */
import { keptOf } from '../privacy.ts'
import { eraseCard, exportCard, keptCard } from '../views/privacy.ts'
import type { Command } from './command.ts'

export const privacyShow: Command = {
  name: 'privacy show',
  description: 'What is stored about you',
  needs: 'nothing',
  options: [],
  run: async (bot, who) => keptCard(await keptOf(bot, who), who.alone),
}

export const privacyExport: Command = {
  name: 'privacy export',
  description: 'A file of everything that is stored about you',
  needs: 'nothing',
  options: [],
  run: async (bot, who) => exportCard(await keptOf(bot, who), await bot.store.now()),
}

export const privacyDelete: Command = {
  name: 'privacy delete',
  description: 'Erase what is stored about you; it asks first',
  needs: 'nothing',
  options: [],
  run: async (_bot, who) => eraseCard(who.alone),
}
