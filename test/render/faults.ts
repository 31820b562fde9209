/** What a platform would refuse in a payload, by the table of limits: one sentence a fault. */
import type { ModalView } from '@slack/types'
import type { APIModalInteractionResponseCallbackData } from 'discord-api-types/v10'
import type { DiscordMessage } from '../../src/render/discord.ts'
import type { SlackMessage } from '../../src/render/slack.ts'
import { discordLimits, slackLimits } from '../../src/render/limits.ts'

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

export function discordFaults({ body, files }: DiscordMessage): string[] {
  const nodes = nodesOf(body.components)
  const parts = nodes.filter(node => typeof node['type'] === 'number')
  const texts = nodes.filter(node => node['type'] === 10).map(node => String(node['content']))
  const lists = nodes.filter(node => node['type'] === 3)
  const named = nodes.filter(node => typeof node['url'] === 'string').map(node => String(node['url']).replace('attachment://', ''))
  return [
    ...tooMany('components', parts.length, discordLimits.components),
    ...tooMany('text', texts.join('').length, discordLimits.text),
    ...tooMany('bytes of text', Buffer.byteLength(texts.join('')), discordLimits.textBytes),
    ...parts.filter(node => node['type'] === 1).flatMap(row => tooMany('buttons in a row', (row['components'] as unknown[]).length, discordLimits.row)),
    ...tooLong(nodes, 'content', discordLimits.text),
    ...tooLong(nodes.filter(node => node['type'] === 2), 'label', discordLimits.buttonLabel),
    ...tooLong(nodes, 'custom_id', discordLimits.customId),
    ...twice('custom_id', nodes.flatMap(node => node['custom_id'] ?? [])),
    ...lists.flatMap(list => [...tooMany('options', (list['options'] as unknown[]).length, discordLimits.options), ...optionFaults(list['options'] as Node[])]),
    ...tooLong(lists, 'placeholder', discordLimits.placeholder),
    ...tooLong(nodes.filter(node => 'media' in node), 'description', discordLimits.alt),
    ...(named.toSorted().join() === body.attachments.map(one => String(one.filename)).toSorted().join() ? [] : ['attachments: not those that are shown']),
    ...files.filter(file => !named.includes(file.name)).map(file => `${file.name}: not shown`),
  ]
}

function optionFaults(options: Node[]): string[] {
  return [...(['label', 'value', 'description'] as const).flatMap(key => tooLong(options, key, discordLimits.option)), ...twice('option', options.map(option => option['value']))]
}

export function discordFormFaults(form: APIModalInteractionResponseCallbackData): string[] {
  const nodes = nodesOf(form.components)
  const labels = nodes.filter(node => node['type'] === 18)
  const inputs = nodes.filter(node => node['type'] === 4)
  return [
    ...tooLong([{ ...form }], 'title', discordLimits.formTitle),
    ...tooMany('parts', form.components.length, discordLimits.formParts),
    ...tooLong([{ ...form }, ...nodes], 'custom_id', discordLimits.customId),
    ...twice('custom_id', nodes.flatMap(node => node['custom_id'] ?? [])),
    ...tooLong(labels, 'label', discordLimits.formLabel),
    ...tooLong(labels, 'description', discordLimits.hint),
    ...tooLong(inputs, 'value', discordLimits.input),
    ...inputs.flatMap(input => tooMany('value', String(input['value'] ?? '').length, Number(input['max_length']))),
    ...nodes.filter(node => node['type'] === 3).flatMap(list => [...tooMany('options', (list['options'] as unknown[]).length, discordLimits.options), ...optionFaults(list['options'] as Node[])]),
    ...nodes.flatMap(node => tooMany('chosen', (node['default_values'] as unknown[] | undefined)?.length ?? 0, discordLimits.chosen)),
  ]
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
  ]
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
