/** What a message of Discord looks like on a phone: its words from top to bottom, and what would not be readable there. */
import { discordLimits } from '../../../src/render/limits.ts'
import { partsIn } from '../../standins/discord/components.ts'
import type { Json, World } from '../../standins/discord/world.ts'
import { readDiscord } from '../../render/reading.ts'

/**
 * Characters in a line of a message on a phone. Of the 360 points of a common phone's width Discord leaves about 270 inside a container
 * (the avatar's column, the margins, the container's own border and padding); a character of its 16 point face is 7 points wide on average.
 */
export const LINE = 38
/** The longest name that a member can have on Discord. */
const NAME = 32

/** The words of a message or a form as they are read, a part of it a line; `world` knows the names of channels and roles. */
export function screenOf(body: Json, world: World): string {
  const parts = (body['components'] ?? []) as Json[]
  const form = typeof body['title'] === 'string'
  return [...(form ? [String(body['title'])] : []), ...parts.map(part => words(part, world)), ...(form ? ['[Submit]'] : [])].filter(line => line !== '').join('\n')
}

function words(part: Json, world: World): string {
  const inside = (key: string) => ((part[key] ?? []) as Json[]).map(one => words(one, world))
  switch (part['type']) {
    case 1: return inside('components').join(' ')
    case 2: return `[${String(part['label'])}]`
    case 3: return `{${String(part['placeholder'] ?? '')}: ${((part['options'] ?? []) as Json[]).map(one => `${String(one['label'])}${one['default'] === true ? ' (chosen)' : ''}`).join(' | ')}}`
    case 4: return `{${String(part['value'] ?? '')}}`
    case 5: case 8: return `{${((part['default_values'] ?? []) as Json[]).map(one => one['type'] === 'channel' ? `#${nameOf(world, String(one['id']))}` : `@${nameOf(world, String(one['id']))}`).join(' ')}}`
    case 10: return readMarkdown(String(part['content']), world)
    case 12: return ((part['items'] ?? []) as Json[]).map(item => `(picture: ${String(item['description'])})`).join('\n')
    case 13: return `(file: ${String((part['file'] as Json)['url']).replace('attachment://', '')})`
    case 14: return '──────'
    case 17: return inside('components').join('\n')
    case 18: return `${String(part['label'])}${part['description'] === undefined ? '' : ` (${String(part['description'])})`}: ${words(part['component'] as Json, world)}`
    default: return `(unknown part ${String(part['type'])})`
  }
}

/** Markdown as it is read, instants in UTC. */
function readMarkdown(markdown: string, world: World): string {
  const named = markdown
    .replace(/<t:(\d+):(\w)>/g, (_, seconds: string, style: string) => instant(Number(seconds) * 1000, style))
    .replace(/<#(\d+)>/g, (_, id: string) => `#${nameOf(world, id)}`)
    .replace(/<@&(\d+)>/g, (_, id: string) => `＠${nameOf(world, id)}`)
  return readDiscord(named).text.replace(/\n+/g, '\n').trim()
}

function instant(at: number, style: string): string {
  const text = new Date(at).toISOString().slice(0, style === 'R' ? 19 : 16).replace('T', ' ')
  return style === 'R' ? `⏳${text.slice(11)}` : text
}

function nameOf({ channels, guilds, users }: World, id: string): string {
  const role = [...guilds.values()].flatMap(guild => guild.roles.get(id)?.name ?? [])
  return channels.get(id)?.name ?? users.get(id)?.username ?? role[0] ?? id
}

/** Everything in a message that a phone could not show, or that Discord would refuse. */
export function screenFaults(body: Json, world: World): string[] {
  const parts = partsIn(body['components']).map(({ node }) => node)
  const texts = parts.filter(part => part['type'] === 10).map(part => String(part['content']))
  const items = parts.filter(part => part['type'] === 12).flatMap(part => part['items'] as Json[])
  const length = texts.join('').length
  return [
    ...(parts.length > discordLimits.components ? [`${parts.length} components`] : []),
    ...(length > discordLimits.text ? [`${length} characters`] : []),
    ...items.filter(item => String(item['description'] ?? '').trim() === '').map(() => 'a picture without words'),
    ...parts.filter(part => part['type'] === 2 && String(part['label'] ?? '').length > discordLimits.buttonLabel).map(part => `a label too long: ${String(part['label'])}`),
    ...parts.filter(part => part['type'] === 2 && String(part['label'] ?? '').trim() === '').map(() => 'a button without a label'),
    ...buriedFaults(parts),
    ...boardLines(texts, world).filter(line => rowsOf(line) > 1).map(line => `too wide for a phone: ${line}`),
  ]
}

/** Text below more than five rows of buttons would be off the screen. */
function buriedFaults(parts: readonly Json[]): string[] {
  const last = parts.findLastIndex(part => part['type'] === 10)
  const before = parts.slice(0, last).filter(part => part['type'] === 1).length
  return before > 5 ? [`text below ${before} rows of buttons`] : []
}

/** The places of a board: they end with `right/asked · points`. */
export function boardLines(texts: readonly string[], world: World): string[] {
  return texts.flatMap(text => readMarkdown(text, world).split('\n')).filter(line => / · \d+\/\d+ · [\d,]+$/.test(line))
}

/** Lines that a place takes on a phone. A name longer than most people's may take a second one. */
function rowsOf(line: string): number {
  const name = line.replace(/^\S+\s+/, '').replace(/( \(you\))? · \d+\/\d+ · [\d,]+$/, '')
  return Math.ceil((line.length - Math.max(0, Math.min(name.length, NAME) - 12)) / LINE)
}
