/** How our own sentences read on Slack, where all commands stand behind one: `/rapid` is `/recall rapid`. */
import type { Card, Text } from '../../bot/card.ts'
import { commands } from '../../bot/commands/all.ts'

const names = [...new Set(commands.map(({ name }) => name.split(' ')[0] ?? ''))]
/** What somebody is quoted with, or a command of ours in a sentence, or alone; never a part of a path, a fraction or an address. */
const named = new RegExp(`“[^”]*”|"[^"]*"|(?<=^|[\\s(])/(?=(?:${names.join('|')})(?![\\w/-]))`, 'g')

/** Cards whose text is ours: that of the others is a question, an explanation or an entry. */
const ours: readonly Card['kind'][] = ['help', 'settings', 'progress', 'podium', 'leaderboard']
/** Cards whose footer is where something comes from. */
const sourced: readonly Card['kind'][] = ['formula', 'snippet', 'concept']

/** The card with its commands as they are typed on Slack. What content and people say stays as it is. */
export function onSlack(card: Card): Card {
  const { kind, title, text, rows, fields, footer } = card
  const isOurs = ours.includes(kind) || (kind === 'note' && title === undefined)
  return {
    ...card,
    ...(kind === 'help' && title !== undefined && { title: typed(title) }),
    ...(isOurs && text !== undefined && { text: worded(text) }),
    ...(kind === 'help' && rows !== undefined && { rows: rows.map(row => ({ ...row, label: typed(row.label) })) }),
    ...(fields !== undefined && { fields: fields.map(field => kind === 'progress' || isComposed(field.value) ? { ...field, value: worded(field.value) } : field) }),
    ...(footer !== undefined && !sourced.includes(kind) && { footer: worded(footer) }),
  }
}

/** Content and people come as plain words; what names channels and instants we have written. */
function isComposed(text: Text): boolean {
  return typeof text !== 'string'
}

function worded(text: Text): Text {
  return typeof text === 'string' ? typed(text) : text.map(part => typeof part === 'string' ? typed(part) : part)
}

function typed(text: string): string {
  return text.replace(named, found => found === '/' ? '/recall ' : found)
}
