/** The parts of messages and modals as Discord documents them. */
import { z } from 'zod'
import { discordLimits } from '../../../src/render/limits.ts'
import { fault } from './refusal.ts'
import type { Json } from './world.ts'

export const MOST_ID = 2 ** 31 - 1
const words = (most: number) => z.string().min(1).max(most)
const id = z.int().min(0).max(MOST_ID).nullish()
const custom_id = words(discordLimits.customId)
const emoji = z.looseObject({ id: z.string().nullish(), name: z.string().nullish() }).nullish()

const part = <Type extends number, Shape extends z.core.$ZodLooseShape>(type: Type, shape: Shape) => z.looseObject({ type: z.literal(type), id, ...shape })

const button = part(2, {
  style: z.int().min(1).max(6), label: z.string().max(discordLimits.buttonLabel).nullish(), emoji,
  custom_id: custom_id.nullish(), url: words(512).nullish(), sku_id: z.string().nullish(), disabled: z.boolean().nullish(),
}).superRefine((one, context) => {
  const required = one.style === 5 ? 'url' : one.style === 6 ? 'sku_id' : 'custom_id'
  for (const field of ['url', 'sku_id', 'custom_id'] as const) {
    if (field === required && one[field] == null) fault(context, [field], 'BASE_TYPE_REQUIRED', 'This field is required')
    if (field !== required && one[field] != null) fault(context, [field], 'BUTTON_FIELD_NOT_ALLOWED', `A button of style ${one.style} cannot have this field`)
  }
  if (one.style !== 6 && one.emoji == null && (one.label ?? '') === '') fault(context, [], 'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED', 'A button needs a label or an emoji')
})

const range = { min_values: z.int().min(0).max(discordLimits.options).nullish(), max_values: z.int().min(1).max(discordLimits.options).nullish() }
const select = { custom_id, placeholder: z.string().max(discordLimits.placeholder).nullish(), disabled: z.boolean().nullish(), required: z.boolean().nullish(), ...range }
const option = z.looseObject({ label: words(discordLimits.option), value: words(discordLimits.option), description: z.string().max(discordLimits.option).nullish(), emoji, default: z.boolean().nullish() })

const stringSelect = part(3, { ...select, options: z.array(option).min(1).max(discordLimits.options) }).superRefine((list, context) => {
  const values = list.options.map(one => one.value)
  for (const [place, value] of values.entries()) {
    if (values.indexOf(value) < place) fault(context, ['options', place, 'value'], 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The specified option value is already used')
  }
  const chosen = list.options.filter(one => one.default === true).length
  if (chosen > (list.max_values ?? 1)) fault(context, ['options'], 'SELECT_COMPONENT_TOO_MANY_DEFAULTS', 'More options are chosen than may be')
  if ((list.min_values ?? 1) > list.options.length) fault(context, ['min_values'], 'SELECT_COMPONENT_MIN_VALUES', 'More options are asked for than there are')
})

/** The lists that Discord fills; `kinds` are what may be chosen beforehand. */
const filledSelect = <Type extends number>(type: Type, kinds: readonly [string, ...string[]]) => part(type, {
  ...select, channel_types: z.array(z.int()).nullish(), default_values: z.array(z.looseObject({ id: z.string(), type: z.enum(kinds) })).max(discordLimits.chosen).nullish(),
}).superRefine((list, context) => {
  const count = list.default_values?.length ?? 0
  if (count > 0 && (count > (list.max_values ?? 1) || count < (list.min_values ?? 1))) fault(context, ['default_values'], 'SELECT_COMPONENT_DEFAULT_VALUES', 'There must be as many default values as may be chosen')
})

const selects = [stringSelect, filledSelect(5, ['user']), filledSelect(6, ['role']), filledSelect(7, ['user', 'role']), filledSelect(8, ['channel'])] as const

const widgets = z.discriminatedUnion('type', [button, ...selects])
const row = part(1, { components: z.array(widgets).min(1).max(discordLimits.row) }).superRefine((one, context) => {
  const lists = one.components.filter(item => item.type !== 2).length
  if (lists > 0 && one.components.length > 1) fault(context, ['components'], 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'A row holds five buttons or one list')
})

const media = z.looseObject({ url: z.string().min(1).max(2048).regex(/^(https?|attachment):\/\//) })
const description = z.string().min(1).max(discordLimits.alt).nullish()
const text = part(10, { content: words(discordLimits.text) })
const thumbnail = part(11, { media, description })
const section = part(9, { components: z.array(z.discriminatedUnion('type', [text])).min(1).max(3), accessory: z.discriminatedUnion('type', [button, thumbnail]) })
const gallery = part(12, { items: z.array(z.looseObject({ media, description })).min(1).max(10) })
const file = part(13, { file: z.looseObject({ url: z.string().regex(/^attachment:\/\//) }) })
const separator = part(14, { divider: z.boolean().nullish(), spacing: z.literal([1, 2]).nullish() })
const container = part(17, { components: z.array(z.discriminatedUnion('type', [row, text, section, gallery, file, separator])).min(1), accent_color: z.int().min(0).max(0xff_ff_ff).nullish(), spoiler: z.boolean().nullish() })

/** What may stand at the top of a message of Components V2. */
export const messageParts = z.array(z.discriminatedUnion('type', [row, text, section, gallery, file, separator, container]))

const input = part(4, {
  custom_id, style: z.literal([1, 2]), label: words(discordLimits.formLabel).nullish(), required: z.boolean().nullish(), placeholder: z.string().max(100).nullish(),
  min_length: z.int().min(0).max(discordLimits.input).nullish(), max_length: z.int().min(1).max(discordLimits.input).nullish(), value: z.string().max(discordLimits.input).nullish(),
}).superRefine((one, context) => {
  const { length } = one.value ?? ''
  if (length > (one.max_length ?? discordLimits.input)) fault(context, ['value'], 'BASE_TYPE_MAX_LENGTH', `Must be ${one.max_length} or fewer in length.`)
  if ((one.min_length ?? 0) > (one.max_length ?? discordLimits.input)) fault(context, ['min_length'], 'NUMBER_TYPE_MAX', 'min_length is above max_length')
})
const upload = part(19, { custom_id, required: z.boolean().nullish(), ...range })
const label = part(18, { label: words(discordLimits.formLabel), description: words(discordLimits.hint).nullish(), component: z.discriminatedUnion('type', [input, ...selects, upload]) }).superRefine((one, context) => {
  if (one.component.type === 4 && one.component.label != null) fault(context, ['component', 'label'], 'COMPONENT_LABEL_NOT_ALLOWED', 'An input inside a label has no label of its own')
})
const inputRow = part(1, { components: z.array(input).length(1) })

/** What may stand in a modal. Radio groups and checkboxes are not covered. */
export const modalParts = z.array(z.discriminatedUnion('type', [label, text, inputRow])).min(1).max(discordLimits.formParts)

/** A part of a message or a modal with where it stands. */
export interface Placed {
  node: Json
  path: PropertyKey[]
}

/** Every part inside parts, from top to bottom. */
export function partsIn(value: unknown, path: PropertyKey[] = ['components']): Placed[] {
  if (Array.isArray(value)) return value.flatMap((one, place) => partsIn(one, [...path, place]))
  if (typeof value !== 'object' || value === null) return []
  const node = value as Json
  return [{ node, path }, ...['components', 'accessory', 'component'].flatMap(key => key in node ? partsIn(node[key], [...path, key]) : [])]
}
