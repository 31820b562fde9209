/** The Web API: takes calls in forms or JSON, knows the token, its scopes and limits, lets things go wrong on request, and writes down everything. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Fault, faultList, Recorded } from './faults.ts'
import type { openRates, Tier } from './rates.ts'
import { refusalOf, refuse } from './refusal.ts'
import type { State } from './state.ts'
import type { Installation, Json } from './world.ts'

/** `installation` is that of the token. */
export interface Call {
  args: Json
  installation: Installation
}

/** `scopes`: any one of them is enough. `tier` is null where Slack names none; that of posts counts for each channel by itself, the others for a workspace. */
export interface Method {
  scopes?: readonly string[] | ((args: Json) => readonly string[])
  tier: Tier | null
  handle: (call: Call) => Json
}

export type Methods = Record<string, Method>

/** An answer on the line. `body` is an object, or text as it is. */
export interface Answer {
  status: number
  body: Json | string
  headers?: Record<string, string>
}

/** Something beside the methods that is called on the same server, by the beginning of its path. */
export interface Side {
  method: string
  /** Of the rest of the path. */
  handle: (rest: string, body: Buffer, contentType: string) => Promise<Answer> | Answer
}

interface Parts {
  state: State
  methods: Methods
  sides: Record<string, Side>
  pass: ReturnType<typeof openRates> | null
  faults: ReturnType<typeof faultList>
  openConnection: () => string
}

export function openWeb({ state, methods, sides, pass, faults, openConnection }: Parts) {
  const requests: Recorded[] = []

  function installationOf(token: string): Installation {
    if (token === '') return refuse('not_authed')
    const found = [...state.world.installations.values()].find(one => one.token === token)
    if (found === undefined) return refuse(state.retired.get(token) ?? 'invalid_auth')
    return found.revoked === null ? found : refuse(found.revoked)
  }

  function call(name: string, args: Json, token: string): Answer {
    if (name === 'apps.connections.open') return token === state.appToken ? { status: 200, body: { ok: true, url: openConnection() } } : refuse(token === '' ? 'not_authed' : token.startsWith('xapp-') ? 'invalid_auth' : 'not_allowed_token_type')
    const method = methods[name] ?? refuse('unknown_method', { req_method: name })
    const installation = installationOf(token)
    const scopes = typeof method.scopes === 'function' ? method.scopes(args) : method.scopes ?? []
    const provided = installation.scopes.join(',')
    if (scopes.length > 0 && !scopes.some(one => installation.scopes.includes(one))) refuse('missing_scope', { needed: scopes.join(','), provided })
    const seconds = method.tier === null ? null : pass?.(method.tier, method.tier === 'posts' ? String(args['channel']) : `${name} ${installation.teamId}`) ?? null
    if (seconds !== null) return tooMany(seconds)
    return { status: 200, headers: { 'X-OAuth-Scopes': provided, 'X-Accepted-OAuth-Scopes': scopes.join(',') }, body: { ok: true, ...method.handle({ args, installation }) } }
  }

  async function answerOf(path: string, message: IncomingMessage, body: Buffer): Promise<{ name: string, args: Json, act: () => Promise<Answer> | Answer }> {
    const type = message.headers['content-type'] ?? ''
    const [first = '', ...rest] = path.slice(1).split('/')
    const side = sides[first]
    if (side !== undefined) return { name: side.method, args: await argumentsOf(type, body), act: () => side.handle(rest.join('/'), body, type) }
    const query = new URL(message.url ?? '/', 'http://localhost').searchParams
    const args = { ...Object.fromEntries(query), ...await argumentsOf(type, body) }
    const token = (message.headers.authorization ?? '').replace(/^Bearer /, '') || String(args['token'] ?? '')
    return { name: rest.join('/'), args, act: () => first === 'api' ? call(rest.join('/'), args, token) : { status: 404, body: 'Not Found' } }
  }

  async function take(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of message) chunks.push(chunk as Buffer)
    const { name, args, act } = await answerOf(new URL(message.url ?? '/', 'http://localhost').pathname, message, Buffer.concat(chunks))
    const recorded: Recorded = { method: name, args, status: null, error: null, at: state.now() }
    requests.push(recorded)
    const fault = faults.take(recorded)
    if (fault === 'hang') return
    if (fault === 'reset before') return cut(message)
    if (typeof fault === 'object' && 'delay' in fault) await wait(fault.delay)
    const answer = faulty(fault) ?? await refusing(act)
    recorded.status = answer.status
    recorded.error = typeof answer.body === 'object' ? answer.body['error'] as string | undefined ?? null : null
    state.changes.tell()
    if (fault === 'reset after') return cut(message)
    if (typeof fault === 'object' && 'late' in fault) await wait(fault.late, null, { ref: false })
    write(response, answer)
  }

  return {
    requests,
    listener: (message: IncomingMessage, response: ServerResponse): void => {
      take(message, response).catch((error: unknown) => {
        console.error('The stand-in of Slack failed:', error)
        if (!response.headersSent) response.writeHead(500)
        response.end()
      })
    },
  }
}

async function refusing(act: () => Promise<Answer> | Answer): Promise<Answer> {
  try {
    return await act()
  } catch (error) {
    const body = refusalOf(error)
    if (body === undefined) throw error
    return { status: 200, body }
  }
}

function write(response: ServerResponse, { status, body, headers = {} }: Answer): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, { 'Content-Type': typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8', ...headers })
  response.end(text)
}

/** Cuts the connection so that the other side sees a reset. */
function cut(message: IncomingMessage): void {
  message.socket.resetAndDestroy()
}

function tooMany(seconds: number): Answer {
  return { status: 429, headers: { 'Retry-After': String(seconds) }, body: { ok: false, error: 'ratelimited' } }
}

function faulty(fault: Fault | undefined): Answer | undefined {
  if (typeof fault !== 'object' || 'delay' in fault || 'late' in fault) return undefined
  if ('retryAfter' in fault) return tooMany(fault.retryAfter)
  return 'status' in fault ? { status: fault.status, body: 'upstream connect error' } : { status: 200, body: { ok: false, error: fault.error } }
}

async function argumentsOf(type: string, body: Buffer): Promise<Json> {
  if (type.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(body.toString()))
  if (type.startsWith('multipart/form-data')) {
    const form = await new Response(body as Uint8Array<ArrayBuffer>, { headers: { 'content-type': type } }).formData()
    return Object.fromEntries([...form].filter(([, value]) => typeof value === 'string'))
  }
  try {
    const value = JSON.parse(body.toString() || '{}') as unknown
    return typeof value === 'object' && value !== null ? value as Json : {}
  } catch {
    return {}
  }
}
