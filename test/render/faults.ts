/** What a platform would refuse in a payload, by the table of limits: one sentence a fault. */
import type { ModalView } from '@slack/types'
import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10'
import type { DiscordMessage } from '../../src/render/discord.ts'
import type { SlackMessage } from '../../src/render/slack.ts'
import { discordLimits, slackLimits } from '../../src/render/limits.ts'
import { messageProblems, modalProblems } from '../standins/discord/bodies.ts'
import type { Problem } from '../standins/discord/refusal.ts'

type Node = Record<string, unknown>

/** Every object inside a payload, itself first. */
export function nodesOf(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesOf)
  return typeof value === 'object' && value !== null ? [value as Node, ...Object.values(value).flatMap(nodesOf)] : []
}

function tooMany(what: string, count: number, most: number): string[] {
  return count > most ? [`${what}: ${count}, at most ${most}`] : []
}

/** Says which texts under this key are empty or too long. */
function tooLong(nodes: readonly Node[], key: string, most: number): string[] {
  return nodes.filter(node => typeof node[key] === 'string').flatMap(node => {
    const { length } = node[key] as string
    return length === 0 ? [`${key}: empty`] : tooMany(key, length, most)
  })
}

function twice(what: string, values: readonly unknown[]): string[] {
  return new Set(values).size < values.length ? [`${what}: the same twice`] : []
}

/** The stand-in of Discord knows what Discord refuses; what follows it here are rules of our own. */
export function discordFaults({ body, files }: DiscordMessage): string[] {
  const nodes = nodesOf(body.components)
  const names = body.attachments.map(one => String(one.filename))
  const texts = nodes.filter(node => node['type'] === 10).map(node => String(node['content']))
  const shown = nodes.filter(node => typeof node['url'] === 'string').map(node => String(node['url']).replace('attachment://', ''))
  return [
    ...messageProblems(body, { names, flags: body.flags }).map(sentence),
    ...tooMany('bytes of text', Buffer.byteLength(texts.join('')), discordLimits.textBytes),
    ...nothingEmpty(nodes),
    ...(shown.toSorted().join() === names.toSorted().join() ? [] : ['attachments: not those that are shown']),
    ...files.filter(file => !shown.includes(file.name)).map(file => `${file.name}: not shown`),
  ]
}

export function discordFormFaults(form: APIModalInteractionResponseCallbackData): string[] {
  return [...modalProblems(form).map(sentence), ...nothingEmpty(nodesOf(form.components))]
}

function sentence({ path, message }: Problem): string {
  return `${path.join('.')}: ${message}`
}

function nothingEmpty(nodes: readonly Node[]): string[] {
  return ['placeholder', 'description', 'value'].flatMap(key => nodes.some(node => node[key] === '') ? [`${key}: empty`] : [])
}

const textOf = (value: unknown) => typeof value === 'object' && value !== null ? [value as Node] : []

export function slackFaults({ text, blocks }: SlackMessage): string[] {
  const nodes = nodesOf(blocks)
  const of = (type: string) => nodes.filter(node => node['type'] === type)
  const said = nodes.flatMap(node => typeof node['text'] === 'string' ? node['text'] : []).join('')
  return [
    ...(text.trim() === '' ? ['text: empty'] : tooMany('text', text.length, slackLimits.fallback)),
    ...tooMany('blocks', blocks.length, slackLimits.blocks),
    ...tooMany('text of all blocks', said.length, slackLimits.allText),
    ...tooLong(nodes, 'text', slackLimits.allText),
    ...tooLong(of('header').flatMap(node => textOf(node['text'])), 'text', slackLimits.header),
    ...tooLong(of('button').flatMap(node => textOf(node['text'])), 'text', slackLimits.buttonLabel),
    ...tooLong(of('context').flatMap(node => node['elements'] as Node[]), 'text', slackLimits.context),
    ...of('context').flatMap(node => tooMany('context', (node['elements'] as unknown[]).length, slackLimits.contextParts)),
    ...of('actions').flatMap(node => tooMany('actions', (node['elements'] as unknown[]).length, slackLimits.actions)),
    ...tooLong(of('button'), 'value', slackLimits.value),
    ...tooLong(nodes, 'action_id', slackLimits.actionId),
    ...twice('action_id', nodes.flatMap(node => node['action_id'] ?? [])),
    ...tooLong(nodes, 'alt_text', slackLimits.alt),
    ...tooLong(of('image').flatMap(node => textOf(node['title'])), 'text', slackLimits.imageTitle),
    ...of('image').filter(node => !('alt_text' in node)).map(() => 'image: no alt_text'),
    ...of('static_select').flatMap(slackListFaults),
    ...tooMany('tables', of('table').length, 1),
    ...of('table').flatMap(slackTableFaults),
  ]
}

function slackTableFaults(table: Node): string[] {
  const rows = table['rows'] as Node[][]
  const words = nodesOf(rows).flatMap(node => typeof node['text'] === 'string' ? node['text'] : []).join('')
  const bare = rows.flat().filter(cell => nodesOf(cell).every(node => (node['text'] ?? '') === ''))
  return [...tooMany('rows', rows.length, slackLimits.tableRows), ...tooMany('text of a table', words.length, slackLimits.tableText), ...bare.map(() => 'cell: empty')]
}

function slackListFaults(list: Node): string[] {
  const options = list['options'] as Node[]
  return [
    ...tooMany('options', options.length, slackLimits.options),
    ...options.flatMap(option => [...tooLong(textOf(option['text']), 'text', slackLimits.option), ...tooLong(textOf(option['description']), 'text', slackLimits.option)]),
    ...tooLong(options, 'value', slackLimits.optionValue),
    ...tooLong(textOf(list['placeholder']), 'text', slackLimits.placeholder),
  ]
}

export function slackFormFaults({ title, submit, private_metadata: metadata, blocks }: ModalView): string[] {
  const nodes = nodesOf(blocks)
  const inputs = nodes.filter(node => node['type'] === 'input')
  return [
    ...tooLong(textOf(title), 'text', slackLimits.formTitle),
    ...tooLong(textOf(submit), 'text', slackLimits.submit),
    ...tooMany('private_metadata', metadata?.length ?? 0, slackLimits.metadata),
    ...tooMany('blocks', blocks.length, slackLimits.viewBlocks),
    ...tooLong(inputs.flatMap(node => textOf(node['label'])), 'text', slackLimits.label),
    ...tooLong(inputs.flatMap(node => textOf(node['hint'])), 'text', slackLimits.hint),
    ...tooLong(nodes, 'action_id', slackLimits.actionId),
    ...twice('block_id', nodes.flatMap(node => node['block_id'] ?? [])),
    ...nodes.flatMap(node => tooMany('max_length', Number(node['max_length'] ?? 0), slackLimits.input)),
    ...nodes.filter(node => node['type'] === 'static_select').flatMap(slackListFaults),
  ]
}
