/**
 * Slack's own calls to an app: signed, form-encoded for commands and interactions, JSON for events. Several addresses take
 * turns, like processes behind a load balancer that notices nothing. The timestamp in the header is the real time, because
 * the app compares it with its own.
 */
import { createHmac, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import type { Answer, Attempt, Kind, Retry } from './deliveries.ts'
import type { Json } from './world.ts'

/** A call as it was made, with the answer; `status` is null when there was none. */
export interface HttpCall {
  url: string
  headers: Record<string, string>
  body: string
  status: number | null
  answer: string
}

/** `secret`: signs with another one. `age`: so many seconds old, negative for the future. */
export interface Forgery {
  secret?: string
  age?: number
}

interface Raw {
  status: number | null
  answer: string
  noRetry: boolean
  reason: string | null
}

export function openHttp({ signingSecret, patienceMs }: { signingSecret: string, patienceMs: number }) {
  const agent = new Agent({ keepAlive: true })
  const calls: HttpCall[] = []
  let addresses: readonly string[] = []
  let turn = 0

  function send({ url, headers, body }: Pick<HttpCall, 'url' | 'headers' | 'body'>): Promise<Raw> {
    return new Promise(resolve => {
      const outgoing = request(url, { method: 'POST', agent, headers: { ...headers, 'Content-Length': String(Buffer.byteLength(body)) } }, response => {
        const chunks: Buffer[] = []
        response.on('data', chunk => chunks.push(chunk as Buffer))
        response.on('error', () => end({ reason: 'connection_failed' }))
        response.on('end', () => {
          const status = response.statusCode ?? 0
          end({ status, answer: Buffer.concat(chunks).toString(), reason: status === 200 ? null : 'http_error', noRetry: response.headers['x-slack-no-retry'] === '1' })
        })
      })
      const end = (part: Partial<Raw>): void => {
        clearTimeout(timer)
        resolve({ status: null, answer: '', noRetry: false, reason: null, ...part })
      }
      const timer = setTimeout(() => {
        end({ reason: 'http_timeout' })
        outgoing.destroy()
      }, patienceMs)
      outgoing.on('error', () => end({ reason: 'connection_failed' }))
      outgoing.end(body)
    })
  }

  async function call(one: Pick<HttpCall, 'url' | 'headers' | 'body'>): Promise<Raw> {
    const kept: HttpCall = { ...one, status: null, answer: '' }
    calls.push(kept)
    const raw = await send(one)
    Object.assign(kept, { status: raw.status, answer: raw.answer })
    return raw
  }

  function address(): string {
    const next = addresses[turn % Math.max(addresses.length, 1)]
    turn += 1
    if (next === undefined) throw new Error('The app has no address: give it one with serveAt().')
    return next
  }

  function signed(kind: Kind, payload: Json, retry: Retry | null, { secret = signingSecret, age = 0 }: Forgery = {}): Pick<HttpCall, 'url' | 'headers' | 'body'> {
    const body = bodyOf(kind, payload)
    const stamp = String(Math.floor(Date.now() / 1000) - age)
    const signature = `v0=${createHmac('sha256', secret).update(`v0:${stamp}:${body}`).digest('hex')}`
    const again = retry === null ? {} : { 'X-Slack-Retry-Num': String(retry.attempt), 'X-Slack-Retry-Reason': retry.reason }
    const type = kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded'
    return { url: address(), body, headers: { 'User-Agent': 'Slackbot 1.0 (+https://api.slack.com/robots)', Accept: '*/*', 'Content-Type': type, 'X-Slack-Request-Timestamp': stamp, 'X-Slack-Signature': signature, ...again } }
  }

  return {
    calls,
    /** Whether the app has an address. */
    isUsed: (): boolean => addresses.length > 0,
    /** From now on everything goes to these addresses in turn (`.../slack/events`); with none over sockets again. */
    serveAt: (urls: readonly string[]): void => { addresses = urls },
    carry: async ({ kind, payload, retry }: Attempt): Promise<Answer> => {
      const started = performance.now()
      const { answer, reason, noRetry } = await call(signed(kind, payload, retry))
      return { ok: reason === null, reason, noRetry, body: parsed(answer), latencyMs: performance.now() - started }
    },
    /** Calls the app with something that may not be Slack's; gives the status. */
    forge: async (kind: Kind, payload: Json, forgery: Forgery): Promise<number | null> => (await call(signed(kind, payload, null, forgery))).status,
    /** The same call once more, byte for byte. */
    replay: async ({ url, headers, body }: HttpCall): Promise<number | null> => (await call({ url, headers, body })).status,
    /** Asks the app to prove that it is at its address; whether it did. */
    verifyAddress: async (): Promise<boolean> => {
      const challenge = randomUUID()
      const { answer } = await call(signed('events_api', { type: 'url_verification', challenge, token: 'stand-in' }, null))
      return answer === challenge || parsed(answer)['challenge'] === challenge
    },
    close: (): void => agent.destroy(),
  }
}

function bodyOf(kind: Kind, payload: Json): string {
  if (kind === 'events_api') return JSON.stringify(payload)
  if (kind === 'interactive') return new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
  return new URLSearchParams(Object.entries(payload).map(([key, value]) => [key, String(value)])).toString()
}

function parsed(answer: string): Json {
  try {
    const value = JSON.parse(answer) as unknown
    return typeof value === 'object' && value !== null ? value as Json : { text: answer }
  } catch {
    return answer === '' ? {} : { text: answer }
  }
}
