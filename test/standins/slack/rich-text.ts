/** Rich text as Slack documents it. */
import { z } from 'zod'

const style = z.strictObject({ bold: z.boolean().optional(), italic: z.boolean().optional(), strike: z.boolean().optional(), code: z.boolean().optional(), underline: z.boolean().optional(), highlight: z.boolean().optional(), client_highlight: z.boolean().optional(), unlink: z.boolean().optional() }).optional()
const piece = <Type extends string, Shape extends z.core.$ZodLooseShape>(type: Type, shape: Shape) => z.strictObject({ type: z.literal(type), style, ...shape })
const name = z.string().min(1)

const pieces = [
  piece('text', { text: z.string().min(1) }),
  piece('link', { url: name, text: z.string().optional(), unsafe: z.boolean().optional() }),
  piece('emoji', { name, unicode: z.string().optional(), skin_tone: z.int().optional() }),
  piece('user', { user_id: name }),
  piece('usergroup', { usergroup_id: name }),
  piece('channel', { channel_id: name }),
  piece('team', { team_id: name }),
  piece('broadcast', { range: z.enum(['here', 'channel', 'everyone']) }),
  piece('color', { value: name }),
  piece('date', { timestamp: z.int(), format: name, url: z.string().optional(), fallback: z.string().optional() }),
] as const
const inline = z.array(z.discriminatedUnion('type', pieces))
const section = z.strictObject({ type: z.literal('rich_text_section'), elements: inline })
const border = z.int().min(0).max(1).optional()
const parts = z.discriminatedUnion('type', [
  section,
  z.strictObject({ type: z.literal('rich_text_list'), style: z.enum(['bullet', 'ordered']), elements: z.array(section), indent: z.int().min(0).max(8).optional(), offset: z.int().optional(), border }),
  z.strictObject({ type: z.literal('rich_text_quote'), elements: inline, border }),
  z.strictObject({ type: z.literal('rich_text_preformatted'), elements: inline, language: z.string().optional(), border }),
])

export const richText = <Shape extends z.core.$ZodLooseShape>(shape: Shape) => z.strictObject({ type: z.literal('rich_text'), elements: z.array(parts), ...shape })
