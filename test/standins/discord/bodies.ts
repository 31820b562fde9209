/** What Discord would refuse in the body of a message or a modal: limits of single fields, and those over the whole. */
import { z } from 'zod'
import { discordLimits } from '../../../src/render/limits.ts'
import { messageParts, modalParts, partsIn, type Placed } from './components.ts'
import { problemsOf, type Problem } from './refusal.ts'
import type { Json } from './world.ts'

export const IS_COMPONENTS_V2 = 1 << 15
export const EPHEMERAL = 1 << 6

const ids = z.array(z.string()).max(100).nullish()
const mentions = z.looseObject({ parse: z.array(z.enum(['roles', 'users', 'everyone'])).nullish(), roles: ids, users: ids, replied_user: z.boolean().nullish() })
const attachment = z.looseObject({ id: z.union([z.string(), z.int()]), filename: z.string().min(1).max(1024).optional(), description: z.string().max(discordLimits.alt).nullish() })

const messageSchema = z.looseObject({
  content: z.string().max(2000).nullish(),
  nonce: z.union([z.string().max(25), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  embeds: z.array(z.looseObject({})).max(10).nullish(),
  allowed_mentions: mentions.nullish(),
  components: messageParts.nullish(),
  attachments: z.array(attachment).max(10).nullish(),
  flags: z.int().min(0).nullish(),
})

export type MessageBody = z.infer<typeof messageSchema>

const modalSchema = z.looseObject({ custom_id: z.string().min(1).max(discordLimits.customId), title: z.string().min(1).max(discordLimits.formTitle), components: modalParts })

/** What is wrong with a message of this body when it may show the files of these names. `flags` are those it will have. */
export function messageProblems(body: unknown, { names, flags }: { names: readonly string[], flags: number }): Problem[] {
  const problems = problemsOf(messageSchema, body)
  if (problems.length > 0) return problems
  const message = body as MessageBody
  const parts = partsIn(message.components)
  return [
    ...((flags & IS_COMPONENTS_V2) === 0 ? legacyProblems(parts) : [...mixedProblems(message), ...wholeProblems(parts)]),
    ...idProblems(parts),
    ...shownProblems(parts, names),
    ...mentionProblems(message),
  ]
}

/** Whether Discord would answer with an error 500: it does for too many bytes of text, without a word. */
export function isTooHeavy(body: unknown): boolean {
  const said = partsIn((body as Json)['components']).filter(({ node }) => node['type'] === 10).map(({ node }) => String(node['content'])).join('')
  return Buffer.byteLength(said) > discordLimits.textBytes
}

export function modalProblems(body: unknown): Problem[] {
  const problems = problemsOf(modalSchema, body)
  return problems.length > 0 ? problems : idProblems(partsIn((body as Json)['components']))
}

function problem(path: readonly PropertyKey[], code: string, message: string): Problem {
  return { path, code, message }
}

function legacyProblems(parts: readonly Placed[]): Problem[] {
  const top = parts.filter(({ path }) => path.length === 2)
  const wrong = top.filter(({ node }) => node['type'] !== 1).map(({ path }) => problem([...path, 'type'], 'UNION_TYPE_CHOICES', 'Value of field "type" must be one of (1,).'))
  return [...wrong, ...(top.length > 5 ? [problem(['components'], 'BASE_TYPE_MAX_LENGTH', 'Must be 5 or fewer in length.')] : [])]
}

function mixedProblems(message: MessageBody): Problem[] {
  const filled = { content: (message.content ?? '') !== '', embeds: (message.embeds ?? []).length > 0, poll: message['poll'] != null, sticker_ids: message['sticker_ids'] != null }
  return Object.entries(filled).filter(([, used]) => used)
    .map(([field]) => problem([field], 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2', `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`))
}

function wholeProblems(parts: readonly Placed[]): Problem[] {
  const said = parts.filter(({ node }) => node['type'] === 10).map(({ node }) => String(node['content'])).join('').length
  return [
    ...(parts.length > discordLimits.components ? [problem(['components'], 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED', `There are ${parts.length} components, at most ${discordLimits.components} are allowed`)] : []),
    ...(said > discordLimits.text ? [problem(['components'], 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED', `The displayable text has ${said} characters, at most ${discordLimits.text} are allowed`)] : []),
  ]
}

function idProblems(parts: readonly Placed[]): Problem[] {
  return [...twice(parts, 'custom_id', 'COMPONENT_CUSTOM_ID_DUPLICATED'), ...twice(parts.filter(({ node }) => node['id'] !== 0), 'id', 'COMPONENT_ID_DUPLICATED')]
}

function twice(parts: readonly Placed[], field: string, code: string): Problem[] {
  const seen = new Set<unknown>()
  return parts.filter(({ node }) => node[field] != null).flatMap(({ node, path }) => {
    if (seen.has(node[field])) return [problem([...path, field], code, 'It cannot be used twice in a message')]
    seen.add(node[field])
    return []
  })
}

/** Where parts show files: the path of the address, and the address. */
function addresses({ node, path }: Placed): { path: PropertyKey[], url: string }[] {
  const of = (media: unknown, at: PropertyKey[]) => typeof media === 'object' && media !== null && 'url' in media ? [{ path: [...path, ...at, 'url'], url: String(media.url) }] : []
  return [...of(node['media'], ['media']), ...of(node['file'], ['file']), ...((node['items'] as Json[] | undefined) ?? []).flatMap((item, place) => of(item['media'], ['items', place, 'media']))]
}

function shownProblems(parts: readonly Placed[], names: readonly string[]): Problem[] {
  return parts.flatMap(addresses).filter(({ url }) => url.startsWith('attachment://') && !names.includes(url.slice('attachment://'.length)))
    .map(({ path }) => problem(path, 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', 'The referenced attachment is not among the message\'s attachments'))
}

function mentionProblems({ allowed_mentions: allowed }: MessageBody): Problem[] {
  return (['roles', 'users'] as const).filter(kind => allowed?.parse?.includes(kind) && (allowed[kind]?.length ?? 0) > 0)
    .map(kind => problem(['allowed_mentions', kind], 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`))
}
