/** The parts of blocks as Slack documents them: texts, options, buttons, lists and inputs. */
import { z } from 'zod'
import { slackLimits } from '../../../src/render/limits.ts'

const words = (most: number) => z.string().min(1).max(most)

/** The longest text of a text object where nothing else is said. */
const TEXT = 3000
export const plain = (most = TEXT) => z.strictObject({ type: z.literal('plain_text'), text: words(most), emoji: z.boolean().optional() })
const mrkdwn = (most = TEXT) => z.strictObject({ type: z.literal('mrkdwn'), text: words(most), verbatim: z.boolean().optional() })
export const text = (most = TEXT) => z.discriminatedUnion('type', [plain(most), mrkdwn(most)])

const confirm = z.strictObject({ title: plain(100), text: text(300), confirm: plain(30), deny: plain(30), style: z.enum(['primary', 'danger']).optional() }).optional()
const option = z.strictObject({ text: text(slackLimits.option), value: words(slackLimits.optionValue), description: text(slackLimits.option).optional(), url: z.string().max(3000).optional() })
const options = z.array(option).min(1).max(slackLimits.options)
const groups = z.array(z.strictObject({ label: plain(75), options })).min(1).max(slackLimits.options)

const action_id = words(slackLimits.actionId).optional()
const placeholder = plain(slackLimits.placeholder).optional()
const focus_on_load = z.boolean().optional()
const element = <Type extends string, Shape extends z.core.$ZodLooseShape>(type: Type, shape: Shape) => z.strictObject({ type: z.literal(type), action_id, ...shape })
const field = { placeholder, focus_on_load, confirm }
const several = { ...field, max_selected_items: z.int().min(1).optional() }
const ids = z.array(z.string()).min(1).optional()
const filter = z.strictObject({ include: z.array(z.enum(['im', 'mpim', 'private', 'public'])).min(1).optional(), exclude_external_shared_channels: z.boolean().optional(), exclude_bot_users: z.boolean().optional() }).optional()
const offered = { options: options.optional(), option_groups: groups.optional() }
const conversations = { filter, default_to_current_conversation: z.boolean().optional() }

const either = <Schema extends z.ZodType<{ options?: unknown, option_groups?: unknown }>>(schema: Schema) => schema.refine(one => (one.options === undefined) !== (one.option_groups === undefined), 'must provide either options or option_groups')

/** What the person's client can show: `options` of a suggestion. */
export const suggestions = either(z.strictObject({ options: z.array(option).max(slackLimits.options).optional(), option_groups: z.array(z.strictObject({ label: plain(75), options })).max(slackLimits.options).optional() }))

const button = element('button', {
  text: plain(slackLimits.buttonLabel), value: z.string().max(slackLimits.value).optional(), url: z.string().max(3000).optional(), style: z.enum(['primary', 'danger']).optional(), confirm, accessibility_label: words(75).optional(),
})
const overflow = element('overflow', { options: z.array(option).min(1).max(5), confirm })
const dates = [
  element('datepicker', { initial_date: z.iso.date().optional(), ...field }),
  element('timepicker', { initial_time: z.string().regex(/^\d\d:\d\d$/).optional(), timezone: z.string().optional(), ...field }),
  element('datetimepicker', { initial_date_time: z.int().optional(), focus_on_load, confirm }),
] as const
const choices = z.array(option).min(1).max(10)
const boxes = [
  element('radio_buttons', { options: choices, initial_option: option.optional(), focus_on_load, confirm }),
  element('checkboxes', { options: choices, initial_options: choices.optional(), focus_on_load, confirm }),
] as const
const selects = [
  either(element('static_select', { ...offered, initial_option: option.optional(), ...field })),
  element('external_select', { initial_option: option.optional(), min_query_length: z.int().min(0).optional(), ...field }),
  element('users_select', { initial_user: z.string().optional(), ...field }),
  element('conversations_select', { initial_conversation: z.string().optional(), response_url_enabled: z.boolean().optional(), ...conversations, ...field }),
  element('channels_select', { initial_channel: z.string().optional(), response_url_enabled: z.boolean().optional(), ...field }),
  either(element('multi_static_select', { ...offered, initial_options: options.optional(), ...several })),
  element('multi_external_select', { initial_options: options.optional(), min_query_length: z.int().min(0).optional(), ...several }),
  element('multi_users_select', { initial_users: ids, ...several }),
  element('multi_conversations_select', { initial_conversations: ids, ...conversations, ...several }),
  element('multi_channels_select', { initial_channels: ids, ...several }),
] as const
const dispatch_action_config = z.strictObject({ trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1).optional() }).optional()
const typed = { placeholder, focus_on_load, dispatch_action_config }
const inputs = [
  element('plain_text_input', { initial_value: z.string().optional(), multiline: z.boolean().optional(), min_length: z.int().min(0).max(slackLimits.input).optional(), max_length: z.int().min(1).max(slackLimits.input).optional(), ...typed })
    .refine(one => (one.initial_value ?? '').length <= (one.max_length ?? slackLimits.input), { path: ['initial_value'], message: 'must not be longer than max_length' }),
  element('number_input', { is_decimal_allowed: z.boolean(), initial_value: z.string().optional(), min_value: z.string().optional(), max_value: z.string().optional(), ...typed }),
  element('email_text_input', { initial_value: z.string().optional(), ...typed }),
  element('url_text_input', { initial_value: z.string().optional(), ...typed }),
] as const

/** A picture: by an address, or a file of Slack's own. */
const shown = { image_url: z.string().min(1).max(3000).regex(/^https?:\/\//, 'must be an address').optional(), slack_file: z.strictObject({ id: z.string().regex(/^F[A-Z0-9]{8,}$/, 'input must match regex pattern: ^[F][A-Z0-9]{8,}$').optional(), url: z.string().optional() }).optional() }
const one = <Schema extends z.ZodType<{ image_url?: unknown, slack_file?: unknown }>>(schema: Schema) => schema.refine(it => (it.image_url === undefined) !== (it.slack_file === undefined), 'must provide either image_url or slack_file')
export const picture = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => one(z.strictObject({ type: z.literal('image'), alt_text: words(slackLimits.alt), ...shown, ...shape }))
const image = picture({})

export const inActions = z.discriminatedUnion('type', [button, overflow, ...dates, ...boxes, ...selects])
export const inSection = z.discriminatedUnion('type', [button, overflow, image, ...dates, ...boxes, ...selects])
export const inInput = z.discriminatedUnion('type', [...inputs, ...dates, ...boxes, ...selects])
export const inContext = z.discriminatedUnion('type', [plain(slackLimits.context), mrkdwn(slackLimits.context), image])
