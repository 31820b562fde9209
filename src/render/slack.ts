/** A card as Slack is sent it: blocks, and words for whoever sees no blocks. */
import type { Button as SlackButton, KnownBlock, PlainTextOption, RichTextElement, SlackFile } from '@slack/types'
import type { Button, Card, Field, Image, Row, Slash } from '../bot/card.ts'
import { clean, oneLine, splitAt } from './clean.ts'
import { slackLimits } from './limits.ts'
import { order, partsOf, slotText, standsBelow, written, type Slot } from './plain.ts'
import { SLACK_LIST, slackAction } from './press.ts'
import { buttonLabel, lineOf } from './row.ts'
import { lineText, typedBehindRecall } from './slash.ts'
import { slackTable } from './slack-table.ts'
import { called, escapeEntities, fallbackPen, mrkdwnPen, piece, pieces, plainText } from './slack-text.ts'

/** Where a card's picture is: a file uploaded to Slack, or an address that Slack can fetch. */
export type SlackPicture = { slack_file: SlackFile } | { image_url: string }

/** A message for Slack. `text` is for notifications and screen readers. A card's file is uploaded by whoever sends it. */
export interface SlackMessage {
  text: string
  blocks: KnownBlock[]
}

/** The message of a card. Without a picture its words stand in its place. A group of people who are to hear of it stands above all else. */
export function slackMessage(card: Card, picture: SlackPicture | null): SlackMessage {
  return { text: fallback(card), blocks: [...paragraph(called(card.mention)), ...order.flatMap(slot => blocks[slot](card, picture))] }
}

/** The picture that a card's message needs, or null. Places of a board are a table, which needs none. */
export function slackImage({ image }: Card): Image | null {
  return image === undefined || image.picture.kind === 'places' ? null : image
}

/** Marks that stand for what a colour says on other platforms. */
const tones = { good: '✅ ', bad: '❌ ' }

const blocks: Record<Slot, (card: Card, picture: SlackPicture | null) => KnownBlock[]> = {
  title: ({ title = '', tone }) => heading(`${tone === undefined ? '' : tones[tone]}${titleOf(title)}`.trim()),
  text: ({ text = '' }) => paragraph(pieces(text)),
  image: (card, picture) => imageOf(slackImage(card), card.title ?? '', picture),
  code: ({ code }) => code === undefined ? [] : [{ type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [{ type: 'text', text: clean(code.text) }] }] }],
  rows: ({ rows = [], kind, image }) => image?.picture.kind === 'places' ? slackTable(rows, kind) : paragraph(lines(rows.map(row => rowPieces(row, kind)))),
  fields: ({ fields = [], rows = [], text }) => [...(fields.length > 0 && (rows.length > 0 || text !== undefined) ? [{ type: 'divider' } as const] : []), ...paragraph(lines(fields.map(fieldPieces)))],
  file: ({ file }) => file === undefined ? [] : [{ type: 'context', elements: [plainText(`📎 ${oneLine(file.name)}`)] }],
  buttons: ({ buttons = [] }) => buttons.length === 0 ? [] : [{ type: 'actions', elements: buttons.map(button) }],
  select: ({ select }) => select === undefined ? [] : [{ type: 'actions', elements: [list(select)] }],
  footer: ({ footer }) => smallPrint(footer),
}

/** As many whole slots as Slack advises, the first ones first; the blocks say all of it. A board's rows tell what the words of its picture would. */
function fallback(card: Card): string {
  let text = ''
  for (const slot of order) {
    if (slot === 'image' && slackImage(card) === null) continue
    const words = slotText(slot, card, fallbackPen)
    if (words !== '' && text.length + words.length + 1 <= slackLimits.fallback) text += `${text === '' ? '' : '\n'}${words}`
  }
  return text === '' ? escapeEntities(card.kind) : text
}

function heading(title: string): KnownBlock[] {
  if (title === '') return []
  return title.length > slackLimits.header ? paragraph(piece(title, { bold: true })) : [{ type: 'header', text: plainText(title) }]
}

function titleOf(title: string | Slash): string {
  return lineText(title, typedBehindRecall)
}

function paragraph(elements: RichTextElement[]): KnownBlock[] {
  return elements.length === 0 ? [] : [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }]
}

function imageOf(image: Image | null, title: string | Slash, picture: SlackPicture | null): KnownBlock[] {
  if (image === null || picture === null) return paragraph(pieces(image?.alt ?? ''))
  return [{ type: 'image', ...picture, alt_text: oneLine(image.alt), ...(title !== '' && { title: plainText(titleOf(title)) }) }]
}

/** Pieces of several lines as those of one section. */
function lines(all: readonly RichTextElement[][]): RichTextElement[] {
  return all.flatMap((one, place) => place === 0 ? one : [...piece('\n'), ...one])
}

function rowPieces(row: Row, kind: Card['kind']): RichTextElement[] {
  const { label, text, strong, after, note } = lineOf(row, kind, typedBehindRecall)
  return [
    ...piece(label, { bold: true }), ...piece('  '), ...piece(text, strong ? { bold: true } : {}), ...piece(after),
    ...(note === '' ? [] : piece(`\n${note}`, { italic: true })),
  ]
}

/** A field: its name, and its value beside it, or below it when that is long. */
function fieldPieces({ name, value }: Field): RichTextElement[] {
  return [...piece(oneLine(name), { bold: true }), ...piece(standsBelow(value, typedBehindRecall) ? '\n' : '  '), ...pieces(value)]
}

/** Small grey print. Plain where it can be; instants and channels need mrkdwn. */
function smallPrint(footer: Card['footer']): KnownBlock[] {
  const text = written(footer, mrkdwnPen).trim()
  if (text === '') return []
  const [words, ...others] = partsOf(footer, typedBehindRecall)
  return [{ type: 'context', elements: [typeof words === 'string' && others.length === 0 ? plainText(words.trim()) : { type: 'mrkdwn', text, verbatim: true }] }]
}

function button(one: Button, place: number): SlackButton {
  return { type: 'button', text: plainText(buttonLabel(one)), ...slackAction(one.press, place), ...(one.main && { style: 'primary' as const }) }
}

function list({ placeholder, options }: NonNullable<Card['select']>) {
  return { type: 'static_select' as const, action_id: SLACK_LIST, placeholder: plainText(oneLine(placeholder)), options: options.map(({ label, press }) => slackOption(label, press)) }
}

/** An option of a list; the words that its label has no room for stand below it. */
export function slackOption(label: string, value: string): PlainTextOption {
  const [head, rest] = splitAt(oneLine(label), slackLimits.option)
  return { text: plainText(head), value, ...(rest !== '' && { description: plainText(rest) }) }
}
