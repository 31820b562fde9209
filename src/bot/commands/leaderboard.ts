/** /leaderboard: who has how many points. */
import type { Period } from '../../engine/leaderboard.ts'
import { boardPage } from '../board.ts'
import type { Command } from './command.ts'

export const leaderboard: Command = {
  name: 'leaderboard',
  description: 'Show the points of this group',
  needs: 'group',
  options: [{ name: 'period', description: 'day, week (if left out), month or all', required: false, kind: 'choice', choices: () => ['day', 'week', 'month', 'all'] }],
  run: (bot, who, options) => boardPage(bot, who, { period: (options['period'] ?? 'week') as Period, page: 0 }),
}
