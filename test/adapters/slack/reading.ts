/** What a message on the stand-in of Slack says and offers, as a person reads it. */
import type { Seen } from '../../standins/slack/interactions.ts'
import type { Person } from '../../standins/slack/person.ts'
import type { Json, Message } from '../../standins/slack/world.ts'

/** All words of a message, from top to bottom, a line for each block, those for whoever cannot see its picture too; '' where there is none. */
export function wordsOf(message: Message | undefined): string {
  return message === undefined ? '' : message.blocks.filter(({ type }) => type !== 'actions').map(wordsIn).join('\n')
}

/** The words of a block or of a part of it; an instant is written by its second. */
function wordsIn(node: Json): string {
  const { type, text, elements, alt_text: alt, channel_id: channel, timestamp } = node
  if (type === 'date') return `{${String(timestamp)}}`
  if (type === 'channel') return `#${String(channel)}`
  if (type === 'image') return String(alt)
  if (type === 'table') return (node['rows'] as Json[][]).map(row => row.map(wordsIn).join(' · ')).join('\n')
  if (typeof text === 'string') return text
  if (typeof text === 'object' && text !== null) return wordsIn(text as Json)
  return Array.isArray(elements) ? (elements as Json[]).map(wordsIn).join('') : ''
}

/** The button with this label. */
export function buttonOn(message: Message, label: string): { action_id: string, value: string } {
  const all = message.blocks.filter(({ type }) => type === 'actions').flatMap(block => block['elements'] as Json[])
  const found = all.find(one => (one['text'] as Json | undefined)?.['text'] === label)
  if (found === undefined) throw new Error(`There is no button ${label} on: ${wordsOf(message)}`)
  return { action_id: String(found['action_id']), value: String(found['value']) }
}

/** A person presses the button with this label. */
export async function click(person: Person, message: Message, label: string): Promise<Seen> {
  return await person.press(message, buttonOn(message, label).action_id)
}

/** What the person is told first. */
export async function told(seen: Seen | Promise<Seen>): Promise<string> {
  return wordsOf(await (await seen).answer())
}

/** The label of the choice that is right, on a question of the fixture. */
export function rightOn(message: Message): string {
  const label = /(\w) {2}Yes,/.exec(wordsOf(message))?.[1]
  if (label === undefined) throw new Error(`No choice is right on: ${wordsOf(message)}`)
  return label
}

/** The label of one that is wrong. */
export function wrongOn(message: Message): string {
  return rightOn(message) === 'A' ? 'B' : 'A'
}
