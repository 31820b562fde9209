/**
 * How Discord refuses: a status, a code, a message, and for bodies a tree of errors that names each field. Statuses, numbers
 * and the tree's shape are documented; the words inside the tree (such as BASE_TYPE_MAX_LENGTH) are as seen in the wild
 * where known, else likely ones: rely on the path, not on them.
 */
import type { z } from 'zod'

export interface Problem {
  path: readonly PropertyKey[]
  code: string
  message: string
}

export interface Refusal {
  status: number
  code: number
  message: string
  errors?: object
}

/** Ends a request with Discord's error. */
export function refuse(status: number, code: number, message: string, errors?: object): never {
  const refusal: Refusal = { status, code, message, ...(errors !== undefined && { errors }) }
  throw Object.assign(new Error(message), { refusal })
}

export function refusalOf(error: unknown): Refusal | undefined {
  return error instanceof Error && 'refusal' in error ? error.refusal as Refusal : undefined
}

/** Ends a request with 50035 when there is any problem. */
export function refuseProblems(problems: readonly Problem[]): void {
  if (problems.length > 0) refuse(400, 50035, 'Invalid Form Body', treeOf(problems))
}

function treeOf(problems: readonly Problem[]): object {
  const root: Record<string, unknown> = {}
  for (const { path, code, message } of problems) {
    const leaf = path.reduce<Record<string, unknown>>((node, key) => (node[String(key)] ??= {}) as Record<string, unknown>, root)
    leaf['_errors'] = [...(leaf['_errors'] as unknown[] | undefined ?? []), { code, message }]
  }
  return root
}

/** What a schema finds wrong in a body. */
export function problemsOf(schema: z.ZodType, body: unknown): Problem[] {
  return schema.safeParse(body, { reportInput: true }).error?.issues.map(problemOf) ?? []
}

/** Parses a body or ends the request with 50035. */
export function parsed<Body>(schema: z.ZodType<Body>, body: unknown): Body {
  const result = schema.safeParse(body, { reportInput: true })
  if (!result.success) refuseProblems(result.error.issues.map(problemOf))
  return result.data as Body
}

function problemOf(issue: z.core.$ZodIssue): Problem {
  const { path, message } = issue
  const counted = (issue.code === 'too_big' || issue.code === 'too_small') && issue.origin !== 'number' && issue.origin !== 'int'
  if (issue.code === 'invalid_type' && issue.input === undefined) return { path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }
  if (issue.code === 'too_big' && counted) return { path, code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${issue.maximum} or fewer in length.` }
  if (issue.code === 'too_small' && counted) return { path, code: 'BASE_TYPE_MIN_LENGTH', message: `Must be ${issue.minimum} or more in length.` }
  if (issue.code === 'too_big') return { path, code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${issue.maximum}.` }
  if (issue.code === 'too_small') return { path, code: 'NUMBER_TYPE_MIN', message: `int value should be greater than or equal to ${issue.minimum}.` }
  if (issue.code === 'invalid_union') return { path, code: 'UNION_TYPE_CHOICES', message: `Value of field "${issue.discriminator ?? ''}" is not one that is allowed here.` }
  if (issue.code === 'custom') return { path, code: String(issue.params?.['code'] ?? 'BASE_TYPE_INVALID'), message }
  return { path, code: issue.code === 'invalid_value' ? 'BASE_TYPE_CHOICES' : 'BASE_TYPE_INVALID', message }
}

/** Adds a problem of our own inside a schema's check. */
export function fault(context: z.core.$RefinementCtx, path: PropertyKey[], code: string, message: string): void {
  context.addIssue({ code: 'custom', path, message, params: { code }, input: undefined })
}

export const unknownChannel = (): never => refuse(404, 10003, 'Unknown Channel')
export const unknownMessage = (): never => refuse(404, 10008, 'Unknown Message')
export const missingAccess = (): never => refuse(403, 50001, 'Missing Access')
export const missingPermissions = (): never => refuse(403, 50013, 'Missing Permissions')
export const threadArchived = (): never => refuse(400, 50083, 'Thread is archived')
