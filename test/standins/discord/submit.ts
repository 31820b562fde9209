/** A filled modal as Discord's client sends it. */
import type { OpenModal } from './interactions.ts'
import type { Json } from './world.ts'

/** Values by custom_id: text for inputs, a list for lists. */
export type Filled = Record<string, string | readonly string[]>

interface Submission {
  data: Json
  /** What lists of people, roles and channels hold. */
  chosen: { type: number, values: readonly string[] }[]
}

export function submission({ customId, components }: OpenModal, filled: Filled): Submission {
  const inputs = components.flatMap(part => part['type'] === 18 ? [part['component'] as Json] : part['type'] === 1 ? part['components'] as Json[] : [])
  const unknown = Object.keys(filled).find(name => !inputs.some(one => one['custom_id'] === name))
  if (unknown !== undefined) throw new Error(`The form has no ${unknown}: it has ${inputs.map(one => String(one['custom_id'])).join(', ')}.`)
  const sent = new Map(inputs.map(input => [input, inputValue(input, filled[String(input['custom_id'])])]))
  const parts = components.map((part, place) => partOf(part, place + 1, sent))
  const chosen = [...sent].flatMap(([input, value]) => Number(input['type']) >= 5 && Array.isArray(value['values']) ? [{ type: Number(input['type']), values: value['values'] as string[] }] : [])
  return { data: { custom_id: customId, components: parts }, chosen }
}

/** Ids count the parts from the top; how Discord numbers them inside labels is a guess. */
function partOf(part: Json, id: number, sent: ReadonlyMap<Json, Json>): Json {
  const { type } = part
  if (type === 18) return { type, id: part['id'] ?? id, component: { ...sent.get(part['component'] as Json), id: 100 + id } }
  if (type === 1) return { type, id: part['id'] ?? id, components: (part['components'] as Json[]).map(input => ({ ...sent.get(input), id: 100 + id })) }
  return { type, id: part['id'] ?? id }
}

function inputValue(input: Json, given: string | readonly string[] | undefined): Json {
  const { type, custom_id } = input
  if (type === 4) return { type, custom_id, value: textOf(input, given) }
  if (typeof given === 'string') throw new Error(`${String(custom_id)} is a list: give an array.`)
  const values = given === undefined ? preset(input) : [...given]
  const required = input['required'] !== false
  const least = Number(input['min_values'] ?? 1)
  if ((required || values.length > 0) && values.length < least) throw new Error(`${String(custom_id)} needs at least ${least}.`)
  if (values.length > Number(input['max_values'] ?? 1)) throw new Error(`${String(custom_id)} takes at most ${String(input['max_values'] ?? 1)}.`)
  const offered = input['options'] as { value: string }[] | undefined
  const wrong = values.find(value => offered !== undefined && !offered.some(one => one.value === value))
  if (wrong !== undefined) throw new Error(`${String(custom_id)} does not offer ${wrong}.`)
  return { type, custom_id, values }
}

function textOf(input: Json, given: string | readonly string[] | undefined): string {
  const text = String(given ?? input['value'] ?? '')
  const name = String(input['custom_id'])
  if (typeof given === 'object') throw new Error(`${name} is a text: give a string.`)
  if (text === '' && input['required'] !== false) throw new Error(`${name} is required.`)
  if (text !== '' && text.length < Number(input['min_length'] ?? 0)) throw new Error(`${name} needs at least ${String(input['min_length'])} characters.`)
  if (text.length > Number(input['max_length'] ?? 4000)) throw new Error(`${name} takes at most ${String(input['max_length'] ?? 4000)} characters.`)
  return text
}

function preset(input: Json): string[] {
  const options = (input['options'] as { value: string, default?: boolean }[] | undefined ?? []).filter(one => one.default === true).map(one => one.value)
  return [...options, ...(input['default_values'] as { id: string }[] | undefined ?? []).map(one => one.id)]
}
