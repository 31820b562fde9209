/** A form as Discord is sent it: a modal. */
import type { APIComponentInLabel, APIModalInteractionResponseCallbackComponent, APIModalInteractionResponseCallbackData, SelectMenuDefaultValueType } from 'discord-api-types/v10'
import type { Form, FormField } from '../bot/card.ts'
import { clean, oneLine } from './clean.ts'
import { discordText } from './discord-text.ts'
import { optionOf } from './discord.ts'
import { discordLimits } from './limits.ts'

/** The modal of a form. Its `custom_id` is the form's press, those of its parts are the fields' names; Discord words the button itself. */
export function discordForm({ title, press, fields }: Form): APIModalInteractionResponseCallbackData {
  return { custom_id: press, title: oneLine(title), components: fields.flatMap(part) }
}

/** A hint that is too long to stand with its label stands above it as a text of its own. */
function part(field: FormField): APIModalInteractionResponseCallbackComponent[] {
  const hint = oneLine(field.hint ?? '')
  const long = hint.length > discordLimits.hint
  return [
    ...(long ? [{ type: 10 as const, content: discordText(field.hint ?? '') }] : []),
    { type: 18, label: oneLine(field.label), ...(hint !== '' && !long && { description: hint }), component: input(field) },
  ]
}

function input(field: FormField): APIComponentInLabel {
  const { name, required } = field
  switch (field.kind) {
    case 'text':
    case 'suggestion': return { type: 4, custom_id: name, style: field.kind === 'text' && field.long ? 2 : 1, required, max_length: field.most, ...(field.value !== '' && { value: clean(field.value) }) }
    case 'choice': return { type: 3, custom_id: name, required, ...atLeast(required), options: field.options.map(({ value, label }) => ({ ...optionOf(label, value), default: value === field.value })) }
    case 'channels': return { type: 8, custom_id: name, required, ...atLeast(required), max_values: field.most ?? discordLimits.chosen, channel_types: [0, 5], default_values: field.value.map(id => ({ id, type: 'channel' as SelectMenuDefaultValueType.Channel })) }
    case 'people': return { type: 5, custom_id: name, required, ...atLeast(required), max_values: discordLimits.chosen, default_values: field.value.map(id => ({ id, type: 'user' as SelectMenuDefaultValueType.User })) }
  }
}

function atLeast(required: boolean): { min_values: number } {
  return { min_values: required ? 1 : 0 }
}
