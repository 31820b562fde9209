/** A press is data: at most 64 bytes in a button, still good after a restart, never telling what is right. */
import { z } from 'zod'

const id = z.string().regex(/^[a-z0-9-]{1,40}$/)
const position = z.coerce.number().int().min(0).max(99)

const some = z.string().regex(/^[a-z0-9-]{0,40}$/).transform(text => text === '' ? null : text)

const forms = {
  answer: z.tuple([id, position, position.max(3)]).transform(([round, question, choice]) => ({ verb: 'answer' as const, round, question, choice })),
  type: z.tuple([id, position]).transform(([round, question]) => ({ verb: 'type' as const, round, question })),
  why: z.tuple([id, position]).transform(([round, question]) => ({ verb: 'why' as const, round, question })),
  next: z.tuple([id, position]).transform(([round, question]) => ({ verb: 'next' as const, round, question })),
  missed: z.tuple([id]).transform(([round]) => ({ verb: 'missed' as const, round })),
  formula: z.tuple([id]).transform(([key]) => ({ verb: 'formula' as const, key })),
  snippet: z.tuple([id]).transform(([key]) => ({ verb: 'snippet' as const, key })),
  concept: z.tuple([id]).transform(([key]) => ({ verb: 'concept' as const, key })),
  browse: z.tuple([z.enum(['formula', 'snippet', 'concept']), some, position]).transform(([kind, topic, page]) => ({ verb: 'browse' as const, kind, topic, page })),
  drill: z.tuple([id]).transform(([key]) => ({ verb: 'drill' as const, key })),
  fresh: z.tuple([some, some, position.min(1).max(20)]).transform(([topic, difficulty, count]) => ({ verb: 'fresh' as const, topic, difficulty, count })),
  turn: z.tuple([id, position]).transform(([set, question]) => ({ verb: 'turn' as const, set, question })),
  try: z.tuple([id, position, position.max(3)]).transform(([set, question, choice]) => ({ verb: 'try' as const, set, question, choice })),
  trytype: z.tuple([id, position]).transform(([set, question]) => ({ verb: 'trytype' as const, set, question })),
  retry: z.tuple([id]).transform(([set]) => ({ verb: 'retry' as const, set })),
  another: z.tuple([id]).transform(([schedule]) => ({ verb: 'another' as const, schedule })),
  settings: z.tuple([z.enum(['first', 'group', 'rounds'])]).transform(([part]) => ({ verb: 'settings' as const, part })),
  board: z.tuple([z.enum(['day', 'week', 'month', 'all']), position, z.enum(['members', 'teams']).default('members')]).transform(([period, page, of]) => ({ verb: 'board' as const, period, page, of })),
  teams: z.tuple([position]).transform(([page]) => ({ verb: 'teams' as const, page })),
  report: z.tuple([id, position]).transform(([round, question]) => ({ verb: 'report' as const, round, question })),
  reports: z.tuple([position]).transform(([place]) => ({ verb: 'reports' as const, place })),
  void: z.tuple([id, position]).transform(([round, question]) => ({ verb: 'void' as const, round, question })),
  keep: z.tuple([id, position]).transform(([round, question]) => ({ verb: 'keep' as const, round, question })),
  ask: z.tuple([id, z.string().regex(/^(?:[a-z-]+=[a-z0-9-]+(?:,(?!$)|$))*$/).default('')]).transform(([command, given]) => ({ verb: 'ask' as const, command, given })),
  erase: z.tuple([]).transform(() => ({ verb: 'erase' as const })),
}

export type Press = z.infer<(typeof forms)[keyof typeof forms]>

/** The text that a button carries, such as `answer:k3f9x:0:2`. */
export function encodePress(press: Press): string {
  const { verb, ...rest } = press
  return [verb, ...Object.values(rest).map(value => value ?? '')].join(':')
}

/** Reads a button's text back; null when nobody of ours can have written it. */
export function decodePress(text: string): Press | null {
  const [verb = '', ...rest] = text.length > 64 ? [] : text.split(':')
  const form = Object.hasOwn(forms, verb) ? forms[verb as keyof typeof forms] : null
  const parsed = form?.safeParse(rest)
  return parsed?.success ? parsed.data : null
}
