/** What a message of Slack looks like on a phone: its words from top to bottom, and what would not be readable there. */
import { readSlack } from '../../render/reading.ts'
import { slackFaults, slackFormFaults } from '../../render/faults.ts'
import { elementsOf } from '../../standins/slack/form.ts'
import type { Json, World } from '../../standins/slack/world.ts'

/**
 * Characters in a line of a message on a phone. Of the 360 points of a common phone's width Slack leaves about 290 beside the avatar's
 * column; a character of its 16 point face is 7 points wide on average.
 */
export const LINE = 41
/** A display name of Slack's has at most so many characters. */
const NAME = 80

/** Stands for the colons of instants, which are no emoji. */
const COLON = '\u2236'

/** The words of a message, a form or an App Home as they are read, a block a line; `world` knows the names of channels. */
export function screenOf(body: Json, world: World): string {
  const title = body['title'] === undefined ? [] : [wordsOf(body['title'] as Json, world)]
  const submit = body['submit'] == null ? [] : [`[${wordsOf(body['submit'] as Json, world)}]`]
  return [...title, ...((body['blocks'] ?? []) as Json[]).map(block => lineOf(block, world)), ...submit].filter(line => line !== '').join('\n')
}

function lineOf(block: Json, world: World): string {
  const parts = (key: string) => ((block[key] ?? []) as Json[])
  switch (block['type']) {
    case 'header': return wordsOf(block['text'] as Json, world)
    case 'rich_text': return richWords(parts('elements'), world)
    case 'section': return [block['text'] as Json | undefined, ...parts('fields')].flatMap(one => one === undefined ? [] : wordsOf(one, world)).join('\n')
    case 'image': return `(picture: ${String(block['alt_text'])})`
    case 'divider': return '──────'
    case 'actions': return parts('elements').map(one => control(one, world)).join(' ')
    case 'context': return parts('elements').map(one => one['type'] === 'image' ? `(picture: ${String(one['alt_text'])})` : wordsOf(one, world)).join(' ')
    case 'input': return `${wordsOf(block['label'] as Json, world)}${block['hint'] === undefined ? '' : ` (${wordsOf(block['hint'] as Json, world)})`}: ${control(block['element'] as Json, world)}`
    case 'table': return parts('rows').map(row => (row as unknown as Json[]).map(cell => cell['type'] === 'rich_text' ? richWords(cell['elements'] as Json[], world) : String(cell['text'] ?? cell['value'])).join(' · ')).join('\n')
    default: return `(unknown block ${String(block['type'])})`
  }
}

function control(element: Json, world: World): string {
  if (element['type'] === 'button') return `[${wordsOf(element['text'] as Json, world)}]`
  const chosen = [element['initial_value'], optionText(element['initial_option'], world), ...((element['initial_conversations'] ?? []) as string[]).map(id => `#${nameOf(world, id)}`), ...((element['initial_users'] ?? []) as string[]).map(id => `@${nameOf(world, id)}`)]
  const options = ((element['options'] ?? []) as Json[]).map(one => optionText(one, world))
  const placeholder = element['placeholder'] === undefined ? '' : `${wordsOf(element['placeholder'] as Json, world)}: `
  return `{${placeholder}${options.length > 0 ? options.join(' | ') : chosen.filter(one => one !== undefined && one !== '').join(' ')}}`
}

function optionText(option: unknown, world: World): string {
  return option === undefined ? '' : wordsOf((option as Json)['text'] as Json, world)
}

/** Words of a text object; plain ones as they are. */
function wordsOf(text: Json, world: World): string {
  return text['type'] === 'mrkdwn' ? readMrkdwn(String(text['text']), world) : String(text['text'])
}

/** Mrkdwn as it is read, instants in UTC. */
export function readMrkdwn(mrkdwn: string, world: World): string {
  const named = mrkdwn
    .replace(/<!date\^(\d{2,})\^([^|^>]*)[^>]*>/g, (_, seconds: string, format: string) => instant(Number(seconds), format).replaceAll(':', COLON))
    .replace(/<#([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => `#${nameOf(world, id)}`)
  return readSlack(named).text.replaceAll(COLON, ':').trim()
}

function richWords(elements: readonly Json[], world: World): string {
  return elements.flatMap(one => Array.isArray(one['elements']) ? richWords(one['elements'] as Json[], world) : piece(one, world)).join('').trim()
}

function piece(part: Json, world: World): string {
  switch (part['type']) {
    case 'text': return String(part['text'])
    case 'date': return instant(Number(part['timestamp']), String(part['format']))
    case 'channel': return `#${nameOf(world, String(part['channel_id']))}`
    case 'usergroup': return `＠${String(part['usergroup_id'])}`
    default: return `(unknown piece ${String(part['type'])})`
  }
}

function instant(seconds: number, format: string): string {
  const text = new Date(seconds * 1000).toISOString()
  return format.replace('{date_short_pretty}', text.slice(0, 10)).replace('{time_secs}', text.slice(11, 19)).replace('{time}', text.slice(11, 16))
}

function nameOf({ channels, users }: World, id: string): string {
  return channels.get(id)?.name ?? users.get(id)?.username ?? id
}

/** Everything in a message that a phone could not show well, or that Slack would refuse or advises against. */
export function screenFaults(body: Json, world: World): string[] {
  const blocks = (body['blocks'] ?? []) as Json[]
  const lines = blocks.flatMap(block => lineOf(block, world).split('\n'))
  const isView = body['type'] === 'modal' || body['type'] === 'home'
  return [
    ...(isView ? viewFaults(body) : slackFaults(body as never)),
    ...(isView ? [] : fallbackFaults(body, blocks)),
    ...blocks.flatMap(elementsOf).filter(one => one['type'] === 'button' && wordsOf(one['text'] as Json, world).trim() === '').map(() => 'a button without a label'),
    ...blocks.filter(one => one['type'] === 'image' && String(one['alt_text'] ?? '').trim() === '').map(() => 'a picture without words'),
    ...boardLines(lines).filter(line => rowsOf(line) > 1).map(line => `too wide for a phone: ${line}`),
  ]
}

function viewFaults(body: Json): string[] {
  return body['type'] === 'modal' ? slackFormFaults(body as never) : []
}

/** Words for notifications and screen readers begin as the blocks do. */
function fallbackFaults(body: Json, blocks: readonly Json[]): string[] {
  const text = String(body['text'] ?? '')
  const [first] = blocks
  const title = first?.['type'] === 'header' ? String((first['text'] as Json)['text']).replace(/^[✅❌] /, '') : ''
  const read = readSlack(text).text
  return text.trim() === '' || !read.startsWith(title) ? [`words for notifications that do not begin with the title: ${text.slice(0, 60)}`] : []
}

/** The places of a board: they end with `right/asked · points`. */
export function boardLines(lines: readonly string[]): string[] {
  return lines.filter(line => / · \d+\/\d+ · [\d,]+$/.test(line))
}

/** Lines that a place takes on a phone. A name longer than most people's may take more. */
function rowsOf(line: string): number {
  const name = line.replace(/^\S+\s+/, '').replace(/( \(you\))? · \d+\/\d+ · [\d,]+$/, '')
  return Math.ceil((line.length - Math.max(0, Math.min(name.length, NAME) - 12)) / LINE)
}
