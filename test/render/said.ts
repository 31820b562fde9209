/** What a card says, slot by slot, for tests that look for all of it in what was rendered. */
import type { Card, Moment, Text } from '../../src/bot/card.ts'
import { clean } from '../../src/render/clean.ts'

/** Words compare by what is read: cleaned, with every space alike. */
export function folded(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim()
}

function partsOf(text: Text | undefined): readonly Exclude<Text, string>[number][] {
  return typeof text === 'string' ? [text] : text ?? []
}

function textsOf({ text, fields = [], footer }: Card): Exclude<Text, string>[number][] {
  return [text, ...fields.map(field => field.value), footer].flatMap(partsOf)
}

export function momentsOf(card: Card): Moment[] {
  return textsOf(card).filter(part => typeof part === 'object' && 'at' in part)
}

export function placesOf(card: Card): string[] {
  return textsOf(card).flatMap(part => typeof part === 'object' && 'channel' in part ? part.channel : [])
}

/** The roles that its texts name. */
export function rolesOf(card: Card): string[] {
  return textsOf(card).flatMap(part => typeof part === 'object' && 'role' in part ? part.role : [])
}

/** All words of a card, but the presses behind them. */
export function wordsOf(card: Card): string[] {
  const { title, image, code, rows = [], fields = [], buttons = [], select, file } = card
  return [
    title ?? '', image?.alt ?? '', code?.text ?? '', file?.name ?? '', select?.placeholder ?? '',
    ...textsOf(card).filter(part => typeof part === 'string'),
    ...rows.flatMap(row => [row.label, row.text, row.value ?? '', row.note ?? '']),
    ...fields.map(field => field.name),
    ...[...buttons, ...select?.options ?? []].map(one => one.label),
  ].map(folded)
}
