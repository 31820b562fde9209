/**
 * The one exit of text to Slack. Most of it goes out as rich text and plain text, which format nothing and link nothing;
 * only small print with instants in it, and the words for notifications, are mrkdwn and have to be escaped.
 */
import type { PlainTextElement, RichTextElement } from '@slack/types'
import type { Moment, Place, Role, Text } from '../bot/card.ts'
import { clean } from './clean.ts'
import { partsOf, utcText, type Pen } from './plain.ts'
import { typedBehindRecall } from './slash.ts'

/** How a piece of rich text stands out. */
export interface Style {
  bold?: true
  italic?: true
}

/** The text without the three signs that make mentions, links and entities. */
export function escapeEntities(text: string): string {
  return clean(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}

/**
 * Mrkdwn that reads as exactly this text. Mrkdwn has no sign to take the meaning of others away, and zero-width spaces
 * beside them make them format all the more; but the fallback of a date that is none is shown as it is.
 */
export function escapeSlack(text: string): string {
  return escapeEntities(text).replace(formatting, sign => `<!date^0^{_}|${sign}>`).replace(/^([^\S\n]*)(?=&gt;)/gm, '$1\u00ad')
}

/** Signs that format, in both widths that Slack knows, and the first colon of an emoji's name. */
const formatting = /[*_~`＊＿｀＞]|:(?=[^\s:]+:)/g

/** Words that no client formats, not even into emoji. */
export function plainText(text: string): PlainTextElement {
  return { type: 'plain_text', text, emoji: false }
}

/** A text as pieces of rich text. */
export function pieces(text: Text, style: Style = {}): RichTextElement[] {
  return partsOf(text, typedBehindRecall).flatMap(part => {
    if (typeof part === 'string') return piece(part, style)
    if ('at' in part) return dateOf(part, style)
    return 'channel' in part ? placeOf(part, style) : roleOf(part, style)
  })
}

/** Words as a piece of rich text; none when there are none, because Slack refuses empty ones. */
export function piece(text: string, style: Style = {}): RichTextElement[] {
  return text === '' ? [] : [{ type: 'text', text, ...styled(style) }]
}

/** Writes mrkdwn. */
export const mrkdwnPen: Pen = { typing: typedBehindRecall, words: escapeSlack, moment: dateText, place: placeText, role: roleText }

/** Writes the words for notifications and screen readers, where nothing is formatted but mentions are live. */
export const fallbackPen: Pen = { typing: typedBehindRecall, words: escapeEntities, moment: dateText, place: placeText, role: roleText }

/** No clock runs down in a message of Slack, so a countdown says the second at which it ends. */
function formatOf({ as }: Moment): string {
  return as === 'countdown' ? 'at {time_secs}' : '{date_short_pretty} {time}'
}

function fallbackOf(moment: Moment): string {
  return `${moment.as === 'countdown' ? 'at ' : ''}${utcText(moment)}`
}

function dateText(moment: Moment): string {
  return `<!date^${secondsOf(moment)}^${formatOf(moment)}|${fallbackOf(moment)}>`
}

function dateOf(moment: Moment, style: Style): RichTextElement {
  return { type: 'date', timestamp: secondsOf(moment), format: formatOf(moment), fallback: fallbackOf(moment), ...styled(style) }
}

function secondsOf({ at }: Moment): number {
  return Math.floor(at / 1000)
}

function placeText({ channel }: Place): string {
  return isChannel(channel) ? `<#${channel}>` : escapeSlack(`#${channel}`)
}

function placeOf({ channel }: Place, style: Style): RichTextElement[] {
  return isChannel(channel) ? [{ type: 'channel', channel_id: channel, ...styled(style) }] : piece(`#${clean(channel)}`, style)
}

/** Roles are user groups on Slack. In mrkdwn one would call everybody in it, so its id is enough there. */
function roleText({ role }: Role): string {
  return escapeSlack(`@${role}`)
}

function roleOf({ role }: Role, style: Style): RichTextElement[] {
  return piece(`@${clean(role)}`, style)
}

/** The one mention there is: of a group of people, by its id. Nothing when it is none of Slack's. */
export function called(group: string | undefined): RichTextElement[] {
  return group !== undefined && /^S[A-Z0-9]{2,}$/.test(group) ? [{ type: 'usergroup', usergroup_id: group }] : []
}

function isChannel(channel: string): boolean {
  return /^[CDG][A-Z0-9]{2,}$/.test(channel)
}

function styled(style: Style): { style?: Style } {
  return Object.keys(style).length === 0 ? {} : { style }
}
