/** What to try first, all commands, and one of them at length. */
import type { Card, Row } from '../card.ts'
import type { Command, Option } from '../commands/command.ts'

/** What to try first, and every command in a line. */
export function helpCard(commands: readonly Command[]): Card {
  return {
    kind: 'help',
    title: 'Recall asks, you answer',
    text: 'Try /quiz for yourself, or /rapid with a friend: press A to D, the faster the better. Look a formula up with /formula. An admin sets a question a day with /daily set.',
    rows: commands.map(({ name, description, needs }) => ({ label: `/${name}`, text: `${description}${needs === 'admin' ? ' (admins)' : ''}` })),
    footer: 'All options of one command: /help command:rapid',
  }
}

/** One command with its options. */
export function commandCard({ name, description, needs, options }: Command): Card {
  return {
    kind: 'help',
    title: `/${name}`,
    text: `${description}.${needs === 'admin' ? ' For admins.' : needs === 'group' ? '' : ' Works in a direct message too.'}`,
    ...(options.length > 0 && { rows: options.map(optionRow) }),
  }
}

function optionRow(option: Option): Row {
  return { label: option.name, text: option.description, ...(option.required && { value: 'needed' }) }
}
