/** The one exit of text to Discord: everything that people, packs or answers say becomes Markdown that says just that. */
import type { Card, Field, Moment, Row, Text } from '../bot/card.ts'
import { clean, oneLine } from './clean.ts'
import { standsBelow, written, type Pen } from './plain.ts'
import { lineOf } from './row.ts'
import { typedItself } from './slash.ts'

/** Signs that format, mention or link anywhere. A colon links and makes emoji only when something follows it at once. */
const anywhere = /[\\*_~|`<@[]|:(?!\s)/g
/** Signs that make headings, small print, quotations and lists at the beginning of a line. */
const atLineStart = /^([^\S\n]*)(?=[#>+-])|^([^\S\n]*\d+)(?=[.)])/gm

/** Markdown that reads as exactly this text: nothing in it formats, mentions, links or ends what is around it. */
export function escapeDiscord(text: string): string {
  return clean(text).replace(anywhere, '\\$&').replace(atLineStart, '$1$2\\')
}

/** A text with instants in the reader's own time; `style` is Discord's letter for those that are no countdown. */
export function discordText(text: Text, style: 'F' | 'f' = 'F'): string {
  return written(text, penOf(style)).trim()
}

/** Code in a fence that it cannot close. */
export function discordCode({ text, language }: NonNullable<Card['code']>): string {
  const fence = '```'
  const inside = clean(text).replace(/`(?=``)|(?<=`)`(?=`)/g, '`\u200b')
  return `${fence}${language === 'python' ? language : ''}\n${inside}\n${fence}`
}

/** One row: its label, its text, its mark and value right after, its note as a quotation below. */
export function discordRow(row: Row, kind: Card['kind']): string {
  const { label, text, strong, after, note } = lineOf(row, kind, typedItself)
  const words = escapeDiscord(text)
  const line = `${bold(escapeDiscord(label))}  ${strong ? bold(words) : words}${escapeDiscord(after)}`
  return note === '' ? line : `${line}\n> ${escapeDiscord(note)}`
}

/** A field: its name, and its value beside it, or below it when that is long. */
export function discordField({ name, value }: Field): string {
  return `${bold(escapeDiscord(oneLine(name)))}${standsBelow(value, typedItself) ? '\n' : '  '}${discordText(value)}`
}

/** Small print; every line of it needs its own sign. */
export function discordSmall(text: Text): string {
  return discordText(text, 'f').split('\n').map(line => line.trim() === '' ? '' : `-# ${line}`).join('\n')
}

function bold(words: string): string {
  return words === '' ? '' : `**${words}**`
}

function penOf(style: 'F' | 'f'): Pen {
  return {
    typing: typedItself,
    words: escapeDiscord,
    moment: ({ at, as }: Moment) => `<t:${Math.floor(at / 1000)}:${as === 'countdown' ? 'R' : style}>`,
    place: ({ channel }) => isSnowflake(channel) ? `<#${channel}>` : escapeDiscord(`#${channel}`),
    role: ({ role }) => isSnowflake(role) ? `<@&${role}>` : escapeDiscord(`@${role}`),
  }
}

/** Says whether this is an id of Discord's. */
function isSnowflake(id: string): boolean {
  return /^\d+$/.test(id)
}
