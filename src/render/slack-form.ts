/** A form as Slack is sent it: a modal view. */
import type { InputBlock, KnownBlock, ModalView } from '@slack/types'
import type { Form, FormField } from '../bot/card.ts'
import { clean, oneLine } from './clean.ts'
import { slackLimits } from './limits.ts'
import { slackOption } from './slack.ts'
import { plainText } from './slack-text.ts'

/** The `callback_id` of every form's view. */
export const SLACK_FORM = 'form'

/**
 * The view of a form. Its `private_metadata` is the form's press, and the channel in which it was opened, if any; each field's name is the id of its block and of its
 * action. A title that is too long for the window's own stands above the fields.
 */
export function slackForm({ title, press, submit, fields }: Form, channel: string | null): ModalView {
  const fits = oneLine(title).length <= slackLimits.formTitle
  return {
    type: 'modal',
    callback_id: SLACK_FORM,
    private_metadata: channel === null ? press : `${press} ${channel}`,
    title: plainText(fits ? oneLine(title) : 'Recall'),
    submit: plainText(oneLine(submit)),
    close: plainText('Cancel'),
    blocks: [...(fits ? [] : [{ type: 'header', text: plainText(oneLine(title)) } satisfies KnownBlock]), ...fields.map(block)],
  }
}

function block(field: FormField): InputBlock {
  return {
    type: 'input',
    block_id: field.name,
    label: plainText(oneLine(field.label)),
    optional: !field.required,
    element: element(field),
    ...(field.hint !== undefined && { hint: plainText(clean(field.hint)) }),
  }
}

function element(field: FormField): InputBlock['element'] {
  const action_id = field.name
  switch (field.kind) {
    case 'text': return { type: 'plain_text_input', action_id, multiline: field.long, max_length: field.most, ...(field.value !== '' && { initial_value: clean(field.value) }) }
    case 'suggestion': return { type: 'external_select', action_id, min_query_length: 0, ...(field.value !== '' && { initial_option: slackOption(field.value, field.value) }) }
    case 'choice': return { type: 'static_select', action_id, ...chosen(field) }
    case 'channels': return { type: 'multi_conversations_select', action_id, filter: { include: ['public', 'private'], exclude_bot_users: true }, ...(field.most !== undefined && { max_selected_items: field.most }), ...(field.value.length > 0 && { initial_conversations: [...field.value] }) }
    case 'people': return { type: 'multi_users_select', action_id, ...(field.value.length > 0 && { initial_users: [...field.value] }) }
  }
}

function chosen({ value, options }: FormField & { kind: 'choice' }) {
  const all = options.map(option => slackOption(option.label, option.value))
  const initial = all.find(option => option.value === value)
  return { options: all, ...(initial !== undefined && { initial_option: initial }) }
}
