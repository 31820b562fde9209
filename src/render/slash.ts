/** How commands are typed: on Slack all of them stand behind one, because the names of several apps' commands collide there. */
import type { Slash } from '../bot/card.ts'
import { oneLine } from './clean.ts'

/** Gives a command in plain words. */
export type Typing = (slash: Slash) => string

/** On Discord and in the playground, and where no platform is known: `/rapid`. */
export function typedItself({ command }: Slash): string {
  return `/${command}`
}

/** On Slack: `/recall rapid`. */
export function typedBehindRecall({ command }: Slash): string {
  return `/recall ${command}`
}

/** A title or a label on one line. */
export function lineText(text: string | Slash, typing: Typing): string {
  return oneLine(typeof text === 'string' ? text : typing(text))
}
