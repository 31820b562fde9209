/** Small pieces of wording that several views share. */
import type { Player } from '../../engine/round.ts'
import type { Slash, Text } from '../card.ts'
import { joined, words } from '../text.ts'

const numbers = new Intl.NumberFormat('en')

/** A whole number as people read it: 1,450. */
export function number(value: number): string {
  return numbers.format(value)
}

/** `1 answer`, `2 answers`. */
export function counted(count: number, one: string, many: string): string {
  return `${number(count)} ${count === 1 ? one : many}`
}

/** The letter of a choice by its position: A to D. */
export function letter(position: number): string {
  return 'ABCD'.charAt(position)
}

/** `A`, `A and B`, `A, B and C`; or with another word than `and`. */
export function listed(items: readonly string[], last = 'and'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`
}

/** Names what may have been meant, and a space behind it; nothing where nothing is near. */
export function didYouMean(near: readonly (string | Slash)[]): Text {
  return near.length === 0 ? '' : words`Did you mean ${joined(near, ', ', ' or ')}? `
}

/** Right of asked, and points: `2/3 · 1,450`. */
export function score({ right, asked, points }: Pick<Player, 'right' | 'asked' | 'points'>): string {
  return `${right}/${asked} · ${number(points)}`
}

/** At most so many characters of a text, ending with a whole word where it can. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/(?<=\S)\s+\S*$/, '')}…`
}

/** A member's name, also for one who has left. */
export function nameOf(member: string, names: Readonly<Record<string, string>>): string {
  return names[member] ?? 'someone who left'
}
