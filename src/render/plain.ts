/** A card in plain words, for whoever cannot see its layout: notifications, screen readers, files. */
import type { Card, Moment, Part, Place, Role, Row, Slash, Text } from '../bot/card.ts'
import { clean, oneLine } from './clean.ts'
import { lineOf } from './row.ts'
import { lineText, typedItself, type Typing } from './slash.ts'

/** What is read of a card. */
export type Slot = Exclude<keyof Card, 'kind' | 'tone' | 'mention' | 'thread'>

/** How a platform writes words, instants, channels and roles. Commands become plain words first, as `typing` has them. */
export interface Pen {
  typing: Typing
  words(text: string): string
  moment(moment: Moment): string
  place(place: Place): string
  role(role: Role): string
}

/** The instant in words for a reader whose zone is unknown, such as `Sat, 21 Nov 2026, 12:00 UTC`. */
export function utcText({ at }: Moment): string {
  return `${utc.format(at)} UTC`
}

const utc = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' })

/** Writes words as they are, commands by themselves, instants in UTC, and channels and roles by their id. */
export const plainPen: Pen = { typing: typedItself, words: text => text, moment: utcText, place: ({ channel }) => `#${channel}`, role: ({ role }) => `@${role}` }

/** A text with a pen. */
export function written(text: Text | undefined, pen: Pen): string {
  return partsOf(text, pen.typing).map(part => writePart(part, pen)).join('')
}

function writePart(part: Exclude<Part, Slash>, pen: Pen): string {
  if (typeof part === 'string') return pen.words(part)
  if ('at' in part) return pen.moment(part)
  return 'channel' in part ? pen.place(part) : pen.role(part)
}

/**
 * The cleaned parts of a text, commands as they are typed. Words that follow each other are one part: two halves of a sign must not meet after
 * they are escaped.
 */
export function partsOf(text: Text | undefined, typing: Typing): Exclude<Part, Slash>[] {
  const parts: Exclude<Part, Slash>[] = []
  for (const one of typeof text === 'string' ? [text] : text ?? []) {
    const part = typeof one === 'object' && 'command' in one ? lineText(one, typing) : one
    const last = parts.at(-1)
    if (typeof part !== 'string') parts.push(part)
    else if (typeof last !== 'string') parts.push(clean(part))
    else parts[parts.length - 1] = last + clean(part)
  }
  return parts
}

/** Says whether a field's value stands below its name: a line on a phone has about forty characters, and two are enough beside it. */
export function standsBelow(value: Text, typing: Typing): boolean {
  const words = written(value, { ...plainPen, typing })
  return words.length > 60 || words.includes('\n')
}

const slots: Record<Slot, (card: Card, pen: Pen) => string> = {
  title: ({ title = '' }, pen) => pen.words(lineText(title, pen.typing)),
  text: ({ text }, pen) => written(text, pen),
  image: ({ image }, pen) => written(image?.alt, pen),
  code: ({ code, image }, pen) => code === undefined || image?.alt.includes(code.text) ? '' : written(code.text, pen),
  rows: ({ rows = [], kind }, pen) => rows.map(row => rowText(row, kind, pen)).join('\n'),
  fields: ({ fields = [] }, pen) => fields.map(({ name, value }) => `${pen.words(oneLine(name))}: ${written(value, pen)}`).join('\n'),
  file: ({ file }, pen) => pen.words(file?.name ?? ''),
  buttons: () => '',
  select: () => '',
  footer: ({ footer }, pen) => written(footer, pen),
}

/** All slots of a card, in the order they are read. */
export const order = Object.keys(slots) as Slot[]

/** One slot in plain words, '' when there is nothing to say. */
export function slotText(slot: Slot, card: Card, pen: Pen): string {
  return slots[slot](card, pen).trim()
}

function rowText(row: Row, kind: Card['kind'], pen: Pen): string {
  const { label, text, after, note } = lineOf(row, kind, pen.typing)
  return pen.words(`${label}  ${text}${after}${note === '' ? '' : `\n    ${note}`}`)
}
