/** A filled view as Slack's client sends it; what that would not let a person do is refused (throws). */
import type { Json, View } from './world.ts'

/** Values by `block_id`: text, a choice, or several. */
export type Filled = Record<string, string | readonly string[]>

/** Where each kind of input keeps its value, and where it has it from at first. `options`: chosen among options, so the whole option is sent. */
const fields: Record<string, { value: string, initial: string, options?: true, several?: true }> = {
  plain_text_input: { value: 'value', initial: 'initial_value' }, number_input: { value: 'value', initial: 'initial_value' }, email_text_input: { value: 'value', initial: 'initial_value' }, url_text_input: { value: 'value', initial: 'initial_value' },
  static_select: { value: 'selected_option', initial: 'initial_option', options: true }, external_select: { value: 'selected_option', initial: 'initial_option', options: true }, radio_buttons: { value: 'selected_option', initial: 'initial_option', options: true },
  multi_static_select: { value: 'selected_options', initial: 'initial_options', options: true, several: true }, multi_external_select: { value: 'selected_options', initial: 'initial_options', options: true, several: true }, checkboxes: { value: 'selected_options', initial: 'initial_options', options: true, several: true },
  users_select: { value: 'selected_user', initial: 'initial_user' }, multi_users_select: { value: 'selected_users', initial: 'initial_users', several: true },
  conversations_select: { value: 'selected_conversation', initial: 'initial_conversation' }, multi_conversations_select: { value: 'selected_conversations', initial: 'initial_conversations', several: true },
  channels_select: { value: 'selected_channel', initial: 'initial_channel' }, multi_channels_select: { value: 'selected_channels', initial: 'initial_channels', several: true },
  datepicker: { value: 'selected_date', initial: 'initial_date' }, timepicker: { value: 'selected_time', initial: 'initial_time' }, datetimepicker: { value: 'selected_date_time', initial: 'initial_date_time' },
}

/** Whether an element holds a value, so that it stands in the state of its view or message. */
export function holdsValue(element: Json): boolean {
  return String(element['type']) in fields
}

/** The elements of a block that a person can use. */
export function elementsOf(block: Json): Json[] {
  return [...(Array.isArray(block['elements']) ? block['elements'] as Json[] : []), block['accessory'], block['element']].filter((one): one is Json => typeof one === 'object' && one !== null && 'action_id' in one)
}

/** Options of an element, those in groups too; `suggested` are those of a list that asks the app. */
export function optionsOf(element: Json, suggested: readonly Json[] = []): readonly Json[] {
  const groups = element['option_groups'] as { options: Json[] }[] | undefined
  if (String(element['type']).endsWith('external_select')) return [...suggested, ...[element['initial_option'], ...(element['initial_options'] as Json[] | undefined ?? [])].filter((one): one is Json => one !== undefined)]
  return element['options'] as Json[] | undefined ?? groups?.flatMap(one => one.options) ?? []
}

/** The state of one element with what was given, or what it held at first. */
export function valueOf(element: Json, given: string | readonly string[] | undefined, suggested: readonly Json[]): Json {
  const type = String(element['type'])
  const field = fields[type]
  if (field === undefined) throw new Error(`The stand-in cannot fill a ${type}: add it to form.ts.`)
  const { value, initial, options = false, several = false } = field
  if (given === undefined) return { type, [value]: element[initial] ?? (several ? [] : null) }
  if ((typeof given !== 'string') !== several) throw new Error(`${String(element['action_id'])} takes ${several ? 'a list' : 'one value'}.`)
  const chosen = (typeof given === 'string' ? [given] : given).map(one => options ? optionFor(element, one, suggested) : one)
  const most = Number(element['max_selected_items'] ?? Infinity)
  if (chosen.length > most) throw new Error(`${String(element['action_id'])} takes at most ${most}.`)
  return { type, [value]: several ? chosen : given === '' ? null : typed(element, chosen[0]) }
}

function optionFor(element: Json, value: string, suggested: readonly Json[]): Json {
  const found = optionsOf(element, suggested).find(one => one['value'] === value)
  if (found === undefined) throw new Error(`${String(element['action_id'])} does not offer ${value}.`)
  return found
}

function typed(element: Json, value: Json | string | undefined): Json | string | undefined {
  if (typeof value !== 'string' || element['type'] !== 'plain_text_input') return value
  const [least, most] = [Number(element['min_length'] ?? 0), Number(element['max_length'] ?? 3000)]
  if (value.length < least || value.length > most) throw new Error(`${String(element['action_id'])} takes ${least} to ${most} characters.`)
  return value
}

const isEmpty = (state: Json): boolean => Object.entries(state).some(([key, value]) => key !== 'type' && (value === null || (Array.isArray(value) && value.length === 0)))

/** `state.values` of a view. `suggestedFor` gives the options that the app offered last for an element. */
export function valuesOf({ blocks }: View, filled: Filled, suggestedFor: (element: Json) => readonly Json[]): Json {
  const stray = Object.keys(filled).find(name => !blocks.some(block => block['block_id'] === name))
  if (stray !== undefined) throw new Error(`The form has no ${stray}: it has ${blocks.map(block => String(block['block_id'])).join(', ')}.`)
  const entries = blocks.flatMap(block => {
    const id = String(block['block_id'])
    const values = elementsOf(block).filter(holdsValue).map(element => [String(element['action_id']), valueOf(element, filled[id], suggestedFor(element))] as const)
    if (block['type'] === 'input' && block['optional'] !== true && values.some(([, state]) => isEmpty(state))) throw new Error(`${id} is required.`)
    return values.length === 0 ? [] : [[id, Object.fromEntries(values)] as const]
  })
  return Object.fromEntries(entries)
}
