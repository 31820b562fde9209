/** What to try first, and all commands. */
import type { Card } from '../card.ts'
import type { Command } from '../commands/command.ts'

export function helpCard(commands: readonly Command[]): Card {
  return {
    kind: 'help',
    title: 'Recall asks, you answer',
    text: 'Try /rapid questions:3 with a friend: press A to D, the faster the better. Then look at the /leaderboard. An admin sets a question a day with /daily set.',
    rows: commands.map(({ name, description, needs }) => ({ label: `/${name}`, text: `${description}${needs === 'admin' ? ' (admins)' : ''}` })),
  }
}
