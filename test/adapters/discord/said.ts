/** What a message on the stand-in says and offers, as a person reads it. */
import { partsIn } from '../../standins/discord/components.ts'
import type { Seen } from '../../standins/discord/interactions.ts'
import type { Person } from '../../standins/discord/person.ts'
import type { Json, Message } from '../../standins/discord/world.ts'

/** All words of a message, from top to bottom, those for whoever cannot see its picture too; '' where there is none. */
export function wordsOf(message: Message | null): string {
  return partsIn(message?.components).flatMap(({ node }) => node['type'] === 10 ? [String(node['content'])] : node['type'] === 12 ? pictureWords(node) : []).join('\n')
}

function pictureWords({ items }: Json): string[] {
  return (items as Json[]).map(({ description }) => String(description))
}

/** What the button with this label carries. */
export function pressOn(message: Message, label: string): string {
  const button = partsIn(message.components).find(({ node }) => node['type'] === 2 && node['label'] === label)?.node
  if (button === undefined) throw new Error(`There is no button ${label} on: ${wordsOf(message)}`)
  return String(button['custom_id'])
}

/** A person presses the button with this label. */
export async function click(person: Person, message: Message, label: string): Promise<Seen> {
  return await person.press(message, pressOn(message, label))
}

/** The label of the choice that is right, on a question of the fixture. */
export function rightOn(message: Message): string {
  const label = /\*\*(\w)\*\* {2}Yes,/.exec(wordsOf(message))?.[1]
  if (label === undefined) throw new Error(`No choice is right on: ${wordsOf(message)}`)
  return label
}
