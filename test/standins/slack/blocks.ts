/** What Slack would refuse in the blocks of a message or a view: every field by its schema, then rules over the whole. */
import { z } from 'zod'
import { slackLimits } from '../../../src/render/limits.ts'
import { inActions, inContext, inInput, inSection, picture, plain, text } from './elements.ts'
import { problemsOf, type Problem } from './refusal.ts'
import { richText } from './rich-text.ts'
import type { Json } from './world.ts'

const block_id = z.string().max(255).optional()
const block = <Type extends string, Shape extends z.core.$ZodLooseShape>(type: Type, shape: Shape) => z.strictObject({ type: z.literal(type), block_id, ...shape })

const section = block('section', { text: text().optional(), fields: z.array(text(2000)).min(1).max(10).optional(), accessory: inSection.optional(), expand: z.boolean().optional() })
  .refine(one => one.text !== undefined || one.fields !== undefined, 'must provide text or fields')
const input = block('input', { label: plain(slackLimits.label), element: inInput, hint: plain(slackLimits.hint).optional(), optional: z.boolean().optional(), dispatch_action: z.boolean().optional() })

const everywhere = [
  section, input,
  block('actions', { elements: z.array(inActions).min(1).max(slackLimits.actions) }),
  block('context', { elements: z.array(inContext).min(1).max(slackLimits.contextParts) }),
  block('divider', {}),
  block('header', { text: plain(slackLimits.header) }),
  picture({ block_id, title: plain(slackLimits.imageTitle).optional() }),
  richText({ block_id }),
] as const

const cell = z.discriminatedUnion('type', [z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) }), z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().optional() }), richText({})])
const column = z.strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() }).nullable()
const inMessages = [
  block('markdown', { text: z.string().min(1).max(12_000) }),
  block('table', { rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100), column_settings: z.array(column).max(20).optional() }),
] as const

/** The newer blocks (alert, card, carousel, container, data table, plan, task card, video, file) are not covered and refused. */
const messageBlocks = z.array(z.discriminatedUnion('type', [...everywhere, ...inMessages])).max(slackLimits.blocks)
const viewBlocks = z.array(z.discriminatedUnion('type', everywhere)).max(slackLimits.viewBlocks)

const name = z.string().max(255).optional()
const shared = { blocks: viewBlocks, private_metadata: z.string().max(slackLimits.metadata).optional(), callback_id: name, external_id: name }
const modal = z.strictObject({
  type: z.literal('modal'), ...shared, title: plain(slackLimits.formTitle), submit: plain(slackLimits.submit).nullish(), close: plain(24).nullish(),
  clear_on_close: z.boolean().optional(), notify_on_close: z.boolean().optional(), submit_disabled: z.boolean().optional(),
}).refine(one => one.submit != null || !one.blocks.some(({ type }) => type === 'input'), { path: ['submit'], message: 'must provide submit when there are input blocks' })
const home = z.strictObject({ type: z.literal('home'), ...shared })

/** What is wrong with the blocks of a message. */
export function messageProblems(blocks: unknown): Problem[] {
  const problems = problemsOf(messageBlocks, blocks, ['blocks'])
  return problems.length > 0 ? problems : wholeProblems(blocks as Json[], ['blocks'])
}

/** What is wrong with a view of this kind. */
export function viewProblems(type: 'modal' | 'home', view: unknown): Problem[] {
  const problems = problemsOf(type === 'modal' ? modal : home, view, ['view'])
  return problems.length > 0 ? problems : wholeProblems((view as Json)['blocks'] as Json[], ['view', 'blocks'])
}

/** A part of a body with where it stands. */
export interface Placed {
  node: Json
  path: PropertyKey[]
}

/** Every object inside blocks, from top to bottom. */
export function nodesIn(value: unknown, path: readonly PropertyKey[]): Placed[] {
  if (Array.isArray(value)) return value.flatMap((one, place) => nodesIn(one, [...path, place]))
  if (typeof value !== 'object' || value === null) return []
  return [{ node: value as Json, path: [...path] }, ...Object.entries(value).flatMap(([key, one]) => nodesIn(one, [...path, key]))]
}

/** All the words in blocks together are longer than Slack takes (not documented: slackapi/bolt-js, issue 2509). */
export function isTooLong(blocks: readonly Json[]): boolean {
  return nodesIn(blocks, []).reduce((sum, { node }) => sum + (typeof node['text'] === 'string' ? node['text'].length : 0), 0) > slackLimits.allText
}

function wholeProblems(blocks: readonly Json[], at: readonly PropertyKey[]): Problem[] {
  const inBlocks = blocks.flatMap((one, place) => twice(nodesIn(one, [...at, place]), 'action_id'))
  const tables = blocks.filter(one => one['type'] === 'table').length
  return [
    ...twice(blocks.map((node, place) => ({ node, path: [...at, place] })), 'block_id'),
    ...inBlocks,
    ...(tables > 1 ? [{ path: at, message: 'only_one_table_allowed' }] : []),
  ]
}

function twice(placed: readonly Placed[], field: string): Problem[] {
  const seen = new Set<unknown>()
  return placed.filter(({ node }) => node[field] !== undefined).flatMap(({ node, path }) => {
    if (seen.has(node[field])) return [{ path: [...path, field], message: `\`${field}\` already exists: ${String(node[field])}` }]
    seen.add(node[field])
    return []
  })
}
