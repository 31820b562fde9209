/** What a card says, slot by slot, for tests that look for all of it in what was rendered. */
import type { Card, Moment, Part, Text } from '../../src/bot/card.ts'
import { clean } from '../../src/render/clean.ts'
import type { Typing } from '../../src/render/slash.ts'

/** Words compare by what is read: cleaned, with every space alike. */
export function folded(text: string): string {
  return clean(text).replace(/\s+/g, ' ').trim()
}

function partsOf(text: Text | undefined): readonly Part[] {
  return typeof text === 'string' ? [text] : text ?? []
}

function textsOf({ text, fields = [], footer }: Card): Part[] {
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

/** All words of a card, its commands as they are typed, but not the presses behind them. */
export function wordsOf(card: Card, typing: Typing): string[] {
  const said = (part: Part): string[] => typeof part === 'string' ? [part] : 'command' in part ? [typing(part)] : []
  const { title, image, code, rows = [], fields = [], buttons = [], select, file } = card
  return [
    ...said(title ?? ''), image?.alt ?? '', code?.text ?? '', file?.name ?? '', select?.placeholder ?? '',
    ...textsOf(card).flatMap(said),
    ...rows.flatMap(row => [...said(row.label), row.text, row.value ?? '', row.note ?? '']),
    ...fields.map(field => field.name),
    ...[...buttons, ...select?.options ?? []].map(one => one.label),
  ].map(folded)
}
