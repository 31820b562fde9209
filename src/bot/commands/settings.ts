/** /settings: what the group has decided, and forms to change it. */
import { settingsCard } from '../views/settings.ts'
import type { Command } from './command.ts'

export const settings: Command = {
  name: 'settings',
  description: 'Time zone, where and when rounds may run, who may start them, the weekly recap',
  needs: 'admin',
  options: [],
  run: async (_bot, who) => settingsCard(who.settings, 'shown'),
}
