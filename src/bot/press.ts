/** A press is data: at most 64 bytes in a button, still good after a restart, never telling what is right. */
import { z } from 'zod'

const id = z.string().regex(/^[a-z0-9-]{1,40}$/)
const position = z.coerce.number().int().min(0).max(99)

const forms = {
  answer: z.tuple([id, position, position.max(3)]).transform(([round, question, choice]) => ({ verb: 'answer' as const, round, question, choice })),
  type: z.tuple([id, position]).transform(([round, question]) => ({ verb: 'type' as const, round, question })),
  why: z.tuple([id, position]).transform(([round, question]) => ({ verb: 'why' as const, round, question })),
  board: z.tuple([z.enum(['day', 'week', 'month', 'all']), position]).transform(([period, page]) => ({ verb: 'board' as const, period, page })),
}

export type Press = z.infer<(typeof forms)[keyof typeof forms]>

/** The text that a button carries, such as `answer:k3f9x:0:2`. */
export function encodePress(press: Press): string {
  const { verb, ...rest } = press
  return [verb, ...Object.values(rest)].join(':')
}

/** Reads a button's text back; null when nobody of ours can have written it. */
export function decodePress(text: string): Press | null {
  const [verb = '', ...rest] = text.length > 64 ? [] : text.split(':')
  const form = Object.hasOwn(forms, verb) ? forms[verb as keyof typeof forms] : null
  const parsed = form?.safeParse(rest)
  return parsed?.success ? parsed.data : null
}
