/** Checks the bodies of requests against Discord's own description of its API (OpenAPI 3.1, 1.2 MB, not kept here). */
import { readFileSync } from 'node:fs'
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import type { Recorded } from './rest.ts'

interface Description {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: object }> } }>>
  components: { schemas: Record<string, object> }
}

/** Gives what is wrong with the body of a request; nothing for routes that take none. `path` is that of the description. */
export function bodyChecker(path: string): (request: Pick<Recorded, 'method' | 'route' | 'body'>) => string[] {
  const description = JSON.parse(readFileSync(path, 'utf8')) as Description
  const checks = new Map<string, ValidateFunction | null>()
  return ({ method, route, body }) => {
    const key = `${method} ${route}`
    if (!checks.has(key)) checks.set(key, compiled(description, schemaOf(description, method, route)))
    const check = checks.get(key) ?? null
    if (check === null || check(withNumbers(body))) return []
    return (check.errors ?? []).map(error => `${key} ${error.instancePath}: ${error.message ?? 'wrong'}`)
  }
}

/** The schema of a route's body, whatever its parameters are called; null when there is none. */
function schemaOf({ paths }: Description, method: string, route: string): object | null {
  const bare = (address: string) => address.replace(/:\w+|\{\w+\}/g, '*')
  const found = Object.keys(paths).filter(one => bare(one) === bare(route)).map(one => paths[one]?.[method.toLowerCase()])
  return found.flatMap(one => one?.requestBody?.content['application/json']?.schema ?? [])[0] ?? null
}

function compiled(description: Description, schema: object | null): ValidateFunction | null {
  if (schema === null) return null
  return new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile({ ...description, ...schema })
}

/** The description wants permissions as a number, where Discord's guide, and discord.js, have a string. */
function withNumbers(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body), (key, value: unknown) => key === 'default_member_permissions' && typeof value === 'string' ? Number(value) : value)
}
