/** What Discord would refuse in a set of commands, and how it gives a registered command back. */
import type { APIApplicationCommand, APIApplicationCommandOption } from 'discord-api-types/v10'
import { z } from 'zod'
import { fault } from './refusal.ts'
import type { Json } from './world.ts'

const name = z.string().regex(/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u).refine(text => text === text.toLowerCase(), 'Command name must be lower case')
const description = z.string().min(1).max(100)
const localizations = z.record(z.string(), z.string()).nullish()
const choice = z.looseObject({ name: z.string().min(1).max(100), value: z.union([z.string().min(1).max(100), z.number()]), name_localizations: localizations })
const leaf = {
  name, description, name_localizations: localizations, description_localizations: localizations,
  required: z.boolean().nullish(), autocomplete: z.boolean().nullish(), choices: z.array(choice).max(25).nullish(), channel_types: z.array(z.int()).nullish(),
  min_value: z.number().nullish(), max_value: z.number().nullish(), min_length: z.int().min(0).max(6000).nullish(), max_length: z.int().min(1).max(6000).nullish(),
}

const value = z.looseObject({ type: z.int().min(3).max(11), ...leaf }).superRefine((one, context) => {
  const wrongType = (one.choices ?? []).findIndex(({ value: given }) => (typeof given === 'string') !== (one.type === 3))
  if (wrongType >= 0) fault(context, ['choices', wrongType, 'value'], 'BASE_TYPE_INVALID', 'The value of a choice must be of the option\'s type')
  if (one.autocomplete === true && (one.choices ?? []).length > 0) fault(context, ['choices'], 'APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES', 'An option with autocomplete cannot have choices')
  if (one.autocomplete === true && ![3, 4, 10].includes(one.type)) fault(context, ['autocomplete'], 'APPLICATION_COMMAND_AUTOCOMPLETE_TYPE', 'Only text and numbers can be autocompleted')
})

const values = z.array(value).max(25).nullish().superRefine((list, context) => {
  for (const [place, one] of (list ?? []).entries()) {
    if (one.required === true && list?.slice(0, place).some(before => before.required !== true)) fault(context, [place], 'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID', 'Required options must be placed before non-required options')
  }
  named(list ?? [], context)
})
const subcommand = z.looseObject({ type: z.literal(1), name, description, options: values })
const group = z.looseObject({ type: z.literal(2), name, description, options: z.array(subcommand).min(1).max(25) })
const nested = z.array(z.discriminatedUnion('type', [subcommand, group])).min(1).max(25).superRefine(named)

function named(list: readonly { name: string }[], context: z.core.$RefinementCtx): void {
  for (const [place, one] of list.entries()) {
    if (list.slice(0, place).some(before => before.name === one.name)) fault(context, [place, 'name'], 'APPLICATION_COMMAND_OPTIONS_NAME_INVALID', 'Names of options must be unique')
  }
}

const shared = {
  name_localizations: localizations, description_localizations: localizations, nsfw: z.boolean().nullish(), dm_permission: z.boolean().nullish(),
  default_member_permissions: z.string().regex(/^\d+$/).nullish(), contexts: z.array(z.int().min(0).max(2)).min(1).nullish(), integration_types: z.array(z.int().min(0).max(1)).min(1).nullish(),
}
const chat = z.looseObject({ type: z.literal(1).optional(), name, description, options: z.array(z.looseObject({})).nullish(), ...shared }).superRefine((command, context) => {
  const kinds = new Set((command.options ?? []).map(one => one['type'] === 1 || one['type'] === 2))
  const found = (kinds.has(true) ? nested : values).safeParse(command.options, { reportInput: true })
  for (const issue of found.error?.issues ?? []) context.addIssue({ ...issue, path: ['options', ...issue.path] })
  if (lengthOf(command) > 8000) fault(context, [], 'APPLICATION_COMMAND_TOO_LARGE', 'Names, descriptions and values together are longer than 8000 characters')
})
const menu = z.looseObject({ type: z.union([z.literal(2), z.literal(3)]), name: z.string().min(1).max(32), description: z.literal('').optional(), ...shared })

/** The body of PUT /applications/{id}/commands. */
export const commandSet = z.array(z.unknown()).superRefine((list, context) => {
  for (const [place, one] of list.entries()) {
    const kind = (one as { type?: number } | null)?.type ?? 1
    const found = (kind === 1 ? chat : menu).safeParse(one, { reportInput: true })
    for (const issue of found.error?.issues ?? []) context.addIssue({ ...issue, path: [place, ...issue.path] })
  }
  const keys = list.map(one => `${(one as { type?: number }).type ?? 1} ${String((one as Json)['name'])}`)
  const again = keys.findIndex((key, place) => keys.indexOf(key) < place)
  if (again >= 0) fault(context, [again, 'name'], 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique')
  if (keys.filter(key => key.startsWith('1 ')).length > 100) fault(context, [], 'APPLICATION_COMMANDS_TOO_MANY', 'There can be 100 commands at most')
})

function lengthOf(node: unknown): number {
  if (Array.isArray(node)) return node.reduce<number>((sum, one) => sum + lengthOf(one), 0)
  if (typeof node !== 'object' || node === null) return 0
  const own = ['name', 'description', 'value'].reduce((sum, key) => sum + (typeof (node as Json)[key] === 'string' ? String((node as Json)[key]).length : 0), 0)
  return own + lengthOf((node as Json)['options']) + lengthOf((node as Json)['choices'])
}

/** A command as it is registered, with what Discord fills in. */
export function registered(body: Json, ids: { id: string, application_id: string, version: string }): APIApplicationCommand {
  const { name: called, description: said = '', type = 1, options } = body
  return {
    ...ids, type, name: called, description: said,
    name_localizations: body['name_localizations'] ?? null, description_localizations: body['description_localizations'] ?? null,
    default_member_permissions: body['default_member_permissions'] ?? null, dm_permission: body['dm_permission'] ?? true, nsfw: body['nsfw'] ?? false,
    contexts: body['contexts'] ?? null, integration_types: body['integration_types'] ?? [0],
    ...(Array.isArray(options) && options.length > 0 && { options: options.map(optionOf) }),
  } as unknown as APIApplicationCommand
}

/** Discord leaves out what is false or empty (seen in answers; which fields exactly is a guess). */
function optionOf(option: APIApplicationCommandOption): APIApplicationCommandOption {
  const kept = Object.entries(option).filter(([key, given]) => given !== false && given != null && !(Array.isArray(given) && given.length === 0 && key !== 'choices'))
  const copy = Object.fromEntries(kept) as unknown as APIApplicationCommandOption
  return 'options' in copy && copy.options !== undefined ? { ...copy, options: copy.options.map(optionOf) } as APIApplicationCommandOption : copy
}

/** How GET gives it back without `with_localizations`. */
export function withoutLocalizations<Command extends object>(command: Command): Command {
  return JSON.parse(JSON.stringify(command, (key, given: unknown) => key === 'name_localizations' || key === 'description_localizations' ? null : given)) as Command
}
