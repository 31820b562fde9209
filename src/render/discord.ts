/** A card as Discord is sent it: a message of Components V2. */
import type { APIAllowedMentions, APIComponentInContainer, APIMessageTopLevelComponent, APITextDisplayComponent, RESTAPIAttachment } from 'discord-api-types/v10'
import type { Button, Card, File, Row } from '../bot/card.ts'
import { oneLine, splitAt } from './clean.ts'
import { discordCode, discordField, discordRow, discordSmall, discordText, escapeDiscord } from './discord-text.ts'
import { discordLimits } from './limits.ts'
import { order, plainPen, slotText, type Slot } from './plain.ts'
import { buttonLabel } from './row.ts'
import { DISCORD_LIST } from './press.ts'
import { lineText, typedItself } from './slash.ts'

/** Where a card is shown. `picture` is the file name of its picture, such as `formula.png`; null leaves the picture's words. */
export interface DiscordPlace {
  picture: string | null
  private: boolean
}

/**
 * A message for Discord. The picture and `files` go along as attachments in the order of `body.attachments`; an edit
 * with this body drops whatever was attached before.
 */
export interface DiscordMessage {
  body: {
    flags: number
    components: APIMessageTopLevelComponent[]
    allowed_mentions: APIAllowedMentions
    attachments: RESTAPIAttachment[]
  }
  files: File[]
}

const IS_COMPONENTS_V2 = 1 << 15
const EPHEMERAL = 1 << 6

const tones = { good: 0x1f9254, bad: 0xd0453c }
const colours: Record<Card['kind'], number> = {
  question: 0x5b52e0, reveal: 0x0f8a6a, podium: 0xd9a21b, leaderboard: 0x1d74c4, progress: 0x1d74c4, formula: 0x9333b8, snippet: 0x9333b8, concept: 0x9333b8,
  verdict: 0x5b6b85, settings: 0x5b6b85, help: 0x5b6b85, note: 0x5b6b85,
}

/** The file that takes the slots for which a message has no room. */
const MORE = 'more.txt'
const MORE_LINE = `-# The rest is in ${MORE}.`

/** The message of a card. What would not fit into Discord's 4,000 characters goes along as a file, whole slots at a time. */
export function discordMessage(card: Card, place: DiscordPlace): DiscordMessage {
  const said = Object.fromEntries(order.map(slot => [slot, words[slot](card, place)])) as Record<Slot, string>
  const heard = called(card)
  const fitting = fittingSlots(said, 1 - shareOf(MORE_LINE) - shareOf(heard))
  const rest = order.filter(slot => !fitting.has(slot)).map(slot => slotText(slot, card, plainPen))
  const files = [...(card.file === undefined ? [] : [card.file]), ...(rest.length === 0 ? [] : [{ name: MORE, text: rest.join('\n\n') }])]
  const names = [...(card.image === undefined || place.picture === null ? [] : [place.picture]), ...files.map(file => file.name)]
  const components = order.flatMap(slot => [
    ...(fitting.has(slot) && said[slot] !== '' ? [...separator(slot, said), display(said[slot])] : []),
    ...(slot === 'footer' && rest.length > 0 ? [display(MORE_LINE), attached(MORE)] : []),
    ...(widgets[slot]?.(card, place) ?? []),
  ])
  return {
    body: {
      flags: IS_COMPONENTS_V2 | (place.private ? EPHEMERAL : 0),
      components: [...(heard === '' ? [] : [display(heard)]), { type: 17, accent_color: card.tone === undefined ? colours[card.kind] : tones[card.tone], components }],
      allowed_mentions: { parse: [], ...(card.mention !== undefined && { roles: [card.mention] }) },
      attachments: names.map((filename, id) => ({ id: String(id), filename })),
    },
    files,
  }
}

/** What each slot says in Markdown, '' for nothing. */
const words: Record<Slot, (card: Card, place: DiscordPlace) => string> = {
  title: ({ title = '' }) => titled(escapeDiscord(lineText(title, typedItself))),
  text: ({ text = '' }) => discordText(text),
  image: ({ image }, { picture }) => image === undefined || image.picture.kind === 'places' || picture !== null ? '' : discordText(image.alt),
  code: ({ code }) => code === undefined ? '' : discordCode(code),
  rows: (card, place) => untold(card, place).map(row => discordRow(row, card.kind)).join('\n'),
  fields: ({ fields = [] }) => fields.map(discordField).join('\n'),
  file: () => '',
  buttons: () => '',
  select: () => '',
  footer: ({ footer = '' }) => discordSmall(footer),
}

function titled(words: string): string {
  return words === '' ? '' : `### ${words}`
}

/** The rows that no picture shows whole: one of places has no room for notes. */
function untold({ rows = [], image }: Card, { picture }: DiscordPlace): readonly Row[] {
  return picture !== null && image?.picture.kind === 'places' ? rows.filter(({ note = '' }) => note !== '') : rows
}

/** What slots show beside words. */
const widgets: { [Name in Slot]?: (card: Card, place: DiscordPlace) => APIComponentInContainer[] } = {
  image: ({ image }, { picture }) => image === undefined || picture === null ? [] : [{ type: 12, items: [{ media: { url: `attachment://${picture}` }, description: oneLine(image.alt) }] }],
  file: ({ file }) => file === undefined ? [] : [attached(file.name)],
  buttons: ({ buttons = [] }) => rowsOf(buttons).map(row => ({ type: 1, components: row.map(button) })),
  select: ({ select }) => select === undefined ? [] : [{ type: 1, components: [list(select)] }],
}

/** The slots that are kept in the message, the most needed first. */
const needed: readonly Slot[] = ['title', 'footer', 'text', 'image', 'rows', 'code', 'fields']

/** Those that fit into what room there is. */
function fittingSlots(said: Record<Slot, string>, room: number): Set<Slot> {
  const fitting = new Set<Slot>()
  let left = room
  for (const slot of needed) {
    const share = shareOf(said[slot])
    if (share > left) continue
    left -= share
    fitting.add(slot)
  }
  return new Set(order.filter(slot => fitting.has(slot) || said[slot] === ''))
}

/** How much of a message's room a text takes: 1 is all of it. */
function shareOf(text: string): number {
  return Math.max(text.length / discordLimits.text, new TextEncoder().encode(text).length / discordLimits.textBytes)
}

function separator(slot: Slot, said: Record<Slot, string>): APIComponentInContainer[] {
  return slot === 'fields' && (said.rows !== '' || said.text !== '') ? [{ type: 14, divider: true, spacing: 1 }] : []
}

function display(content: string): APITextDisplayComponent {
  return { type: 10, content }
}

/** The role that hears of the message, which stands above it. */
function called({ mention }: Card): string {
  return mention === undefined ? '' : discordText([{ role: mention }])
}

function attached(name: string): APIComponentInContainer {
  return { type: 13, file: { url: `attachment://${name}` } }
}

function rowsOf(buttons: readonly Button[]): Button[][] {
  const count = Math.ceil(buttons.length / discordLimits.row)
  return Array.from({ length: count }, (_, row) => buttons.slice(row * discordLimits.row, (row + 1) * discordLimits.row))
}

function button(one: Button) {
  return { type: 2, style: one.main ? 1 : 2, label: buttonLabel(one), custom_id: one.press } as const
}

function list({ placeholder, options }: NonNullable<Card['select']>) {
  return { type: 3, custom_id: DISCORD_LIST, placeholder: oneLine(placeholder), options: options.map(({ label, press }) => optionOf(label, press)) } as const
}

/** An option of a list; the words that its label has no room for stand below it. */
export function optionOf(label: string, value: string): { label: string, value: string, description?: string } {
  const [head, rest] = splitAt(oneLine(label), discordLimits.option)
  return { label: head, value, ...(rest !== '' && { description: rest }) }
}
