/** /leaderboard: who has how many points. */
import type { Period } from '../../engine/leaderboard.ts'
import { boardPage } from '../board.ts'
import type { Command } from './command.ts'

export const leaderboard: Command = {
  name: 'leaderboard',
  description: 'Show the points of this group',
  needs: 'group',
  options: [
    { name: 'period', description: 'day, week (if left out), month or all', required: false, kind: 'choice', choices: () => ['day', 'week', 'month', 'all'] },
    { name: 'of', description: 'members (if left out) or teams', required: false, kind: 'choice', choices: () => ['members', 'teams'] },
  ],
  run: (bot, who, { period = 'week', of }) => boardPage(bot, who, { period: period as Period, page: 0, of: of === 'teams' ? 'teams' : 'members' }),
}
