/** The REST API: takes requests, finds the route, keeps the limits, lets things go wrong on request, and writes down everything. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { openBuckets } from './buckets.ts'
import type { Fault, faultList } from './faults.ts'
import type { Upload } from './messages.ts'
import { refusalOf } from './refusal.ts'
import type { State } from './state.ts'
import type { Json } from './world.ts'

/** A request as it is kept for checks; `status` stays null until it is answered. `at` is by the stand-in's clock. */
export interface Recorded {
  method: string
  /** Such as `/channels/:channel/messages`; '' when there is none. */
  route: string
  path: string
  body: unknown
  files: string[]
  status: number | null
  at: number
}

export interface Request {
  params: Record<string, string>
  query: URLSearchParams
  body: Json
  uploads: Upload[]
}

export interface Answer {
  status: number
  body?: unknown
}

/** `open` routes carry their own token in the path and are outside the global limit; `limited` ones have a limit of their own. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: string
  open?: boolean
  limited?: boolean
  handle: (request: Request) => Answer
}

interface Parts {
  state: State
  routes: readonly Route[]
  pass: ReturnType<typeof openBuckets> | null
  faults: ReturnType<typeof faultList>
}

export function openRest({ state, routes, pass, faults }: Parts) {
  const requests: Recorded[] = []
  const compiled = routes.map(route => ({ route, pattern: new RegExp(`^${route.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`) }))

  function find(method: string, path: string): { route: Route, params: Record<string, string> } | null {
    for (const { route, pattern } of compiled) {
      const match = route.method === method ? pattern.exec(path) : null
      if (match !== null) return { route, params: { ...match.groups } }
    }
    return null
  }

  function answerOf(message: IncomingMessage, found: ReturnType<typeof find>, request: Omit<Request, 'params'>): { answer: Answer, headers: Record<string, string> } {
    if (found === null) return { answer: { status: 404, body: { message: '404: Not Found', code: 0 } }, headers: {} }
    const { route, params } = found
    if (route.open !== true && message.headers.authorization !== `Bot ${state.token}`) return { answer: { status: 401, body: { message: '401: Unauthorized', code: 0 } }, headers: {} }
    const major = params['token'] ?? params['channel'] ?? params['guild'] ?? ''
    const { headers, retryAfter, global = false } = pass?.(route.limited === true ? `${route.method} ${route.path}` : null, major, route.open !== true) ?? { headers: {} }
    if (retryAfter !== undefined) return { answer: { status: 429, body: { message: 'You are being rate limited.', retry_after: retryAfter, global } }, headers }
    return { answer: handled(route, { ...request, params }), headers }
  }

  async function take(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(message.url ?? '/', 'http://localhost')
    const path = decodeURIComponent(url.pathname).replace(/^\/api(\/v10)?/, '')
    const method = message.method ?? 'GET'
    const { body, uploads } = await read(message)
    const found = find(method, path)
    const recorded: Recorded = { method, route: found?.route.path ?? '', path, body, files: uploads.map(one => one.name), status: null, at: state.now() }
    requests.push(recorded)
    const fault = faults.take(recorded)
    if (fault === 'hang') return
    if (fault === 'reset before') return cut(message)
    if (typeof fault === 'object' && 'delay' in fault) await wait(fault.delay)
    const { answer, headers } = typeof fault === 'object' && 'status' in fault ? faulty(fault) : answerOf(message, found, { query: url.searchParams, body: body as Json, uploads })
    recorded.status = answer.status
    if ([401, 403, 429].includes(answer.status)) state.invalid.count += 1
    if (fault === 'reset after') return cut(message)
    if (typeof fault === 'object' && 'late' in fault) await wait(fault.late)
    response.writeHead(answer.status, { ...headers, 'Content-Type': answer.body === undefined ? 'text/html; charset=utf-8' : 'application/json' })
    response.end(answer.body === undefined ? undefined : JSON.stringify(answer.body))
  }

  return {
    requests,
    listener: (message: IncomingMessage, response: ServerResponse): void => {
      take(message, response).catch((error: unknown) => {
        console.error('The stand-in of Discord failed:', error)
        if (!response.headersSent) response.writeHead(500)
        response.end(JSON.stringify({ message: '500: Internal Server Error', code: 0 }))
      })
    },
  }
}

function handled(route: Route, request: Request): Answer {
  try {
    return route.handle(request)
  } catch (error) {
    const refusal = refusalOf(error)
    if (refusal === undefined) throw error
    const { status, ...body } = refusal
    return { status, body }
  }
}

/** Cuts the connection so that the other side sees a reset. */
function cut(message: IncomingMessage): void {
  message.socket.resetAndDestroy()
}

function faulty(fault: Extract<Fault, { status: number }>): { answer: Answer, headers: Record<string, string> } {
  if (fault.status !== 429) return { answer: { status: fault.status, body: { message: `${fault.status}: Server Error`, code: 0 } }, headers: {} }
  const { retryAfter = 0.05, global = false } = fault
  return { answer: { status: 429, body: { message: 'You are being rate limited.', retry_after: retryAfter, global } }, headers: { 'Retry-After': String(retryAfter), 'X-RateLimit-Scope': global ? 'global' : 'user', ...(global && { 'X-RateLimit-Global': 'true' }) } }
}

async function read(message: IncomingMessage): Promise<{ body: unknown, uploads: Upload[] }> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const type = message.headers['content-type'] ?? ''
  if (type.startsWith('multipart/form-data')) return readForm(await new Response(bytes, { headers: { 'content-type': type } }).formData())
  try {
    return { body: bytes.length === 0 ? {} : JSON.parse(bytes.toString()) as unknown, uploads: [] }
  } catch {
    return { body: {}, uploads: [] }
  }
}

async function readForm(form: FormData): Promise<{ body: unknown, uploads: Upload[] }> {
  const uploads: Upload[] = []
  for (const [key, value] of form) {
    const index = /^files\[(\d+)\]$/.exec(key)?.[1]
    if (index !== undefined && typeof value !== 'string') uploads.push({ index: Number(index), name: value.name, bytes: new Uint8Array(await value.arrayBuffer()), contentType: value.type === '' ? 'application/octet-stream' : value.type })
  }
  const json = form.get('payload_json')
  return { body: typeof json === 'string' ? JSON.parse(json) as unknown : {}, uploads }
}
