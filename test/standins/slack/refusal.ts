/**
 * How Slack refuses: `ok: false` with a word, and for bodies a list of sentences with a JSON pointer each. The words are
 * documented; the sentences are as seen in the wild where known (too long, a field missing, an unknown field), else likely
 * ones: rely on the pointer.
 */
import type { z } from 'zod'
import type { Json } from './world.ts'

export interface Problem {
  path: readonly PropertyKey[]
  message: string
}

/** Ends a call with Slack's error. */
export function refuse(error: string, extra: Json = {}): never {
  throw Object.assign(new Error(error), { refusal: { ok: false, error, ...extra } })
}

/** The answer to a call that was refused; undefined when something else went wrong. */
export function refusalOf(error: unknown): Json | undefined {
  return error instanceof Error && 'refusal' in error ? error.refusal as Json : undefined
}

/** Ends a call with a word and its sentences when there is any problem. */
export function refuseProblems(error: string, problems: readonly Problem[]): void {
  const sentences = problems.map(({ path, message }) => `${message} [json-pointer:/${path.map(String).join('/')}]`)
  if (problems.length > 0) refuse(error, { errors: sentences, response_metadata: { messages: sentences.map(one => `[ERROR] ${one}`) } })
}

/** What a schema finds wrong; `at` is where the value stands in the body. */
export function problemsOf(schema: z.ZodType, value: unknown, at: readonly PropertyKey[]): Problem[] {
  return schema.safeParse(value, { reportInput: true }).error?.issues.flatMap(issue => problemsIn(issue).map(one => ({ ...one, path: [...at, ...one.path] }))) ?? []
}

function problemsIn(issue: z.core.$ZodIssue): Problem[] {
  const { path, message } = issue
  const counted = issue.code === 'too_big' || issue.code === 'too_small' ? issue.origin : null
  if (issue.code === 'invalid_type' && issue.input === undefined) return [{ path: path.slice(0, -1), message: `missing required field: ${String(path.at(-1))}` }]
  if (issue.code === 'invalid_type') return [{ path, message: `must provide ${issue.expected === 'array' || issue.expected === 'object' ? 'an' : 'a'} ${issue.expected}` }]
  if (issue.code === 'unrecognized_keys') return issue.keys.map(key => ({ path, message: `invalid additional property: ${key}` }))
  if (issue.code === 'too_big' && counted === 'string') return [{ path, message: `must be less than ${Number(issue.maximum) + 1} characters` }]
  if (issue.code === 'too_small' && counted === 'string') return [{ path, message: `must be more than ${Number(issue.minimum) - 1} characters` }]
  if (issue.code === 'too_big' && counted === 'array') return [{ path, message: `no more than ${issue.maximum} items allowed` }]
  if (issue.code === 'too_small' && counted === 'array') return [{ path, message: `no fewer than ${issue.minimum} items allowed` }]
  if (issue.code === 'invalid_union') return [{ path, message: `unsupported type: ${String((issue.input as Json | undefined)?.['type'])}` }]
  return [{ path, message }]
}
