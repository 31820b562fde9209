/**
 * Socket Mode: connections that are greeted, pinged, and given one envelope each time one is due. The texts of `hello` and
 * `disconnect` are documented; which connection gets an envelope is not (here: in turn). All times here are real.
 */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer, type WebSocket } from 'ws'
import type { Answer, Attempt } from './deliveries.ts'
import type { Json } from './world.ts'

/** `frozen`: the line is half dead, everything sent into it is lost. `missed` counts the pings without a sign of life. */
interface Line {
  socket: WebSocket
  frozen: boolean
  missed: number
}

/** `silent`: accepted and never heard of again. `refused`: answered with 503. */
export type Manner = 'silent' | 'refused'

const MOST = 10
const host = 'applink-stand-in'

export interface SocketOptions {
  appId: string
  patienceMs: number
  pingMs: number
  origin: () => string
}

export function openSockets({ appId, patienceMs, pingMs, origin }: SocketOptions) {
  const server = new WebSocketServer({ noServer: true, autoPong: false })
  const tickets = new Set<string>()
  const waiting = new Map<string, (body: Json) => void>()
  const manners: Manner[] = []
  let lines: Line[] = []
  let turn = 0
  const log = { connections: 0 }
  const beat = setInterval(() => { for (const line of lines) ping(line) }, pingMs).unref()

  /** A line that is silent for two pings is given up. */
  function ping(line: Line): void {
    if (line.missed >= 2) return lose(line)
    line.missed += 1
    if (!line.frozen) line.socket.ping()
  }

  function lose(line: Line): void {
    lines = lines.filter(one => one !== line)
    line.socket.terminate()
  }

  /** Not even a farewell is answered; that the client has cut the line is noticed all the same. */
  function freeze(line: Line): void {
    line.frozen = true
    line.socket.close = () => {}
  }

  function take(line: Line, text: string): void {
    if (line.frozen) return
    line.missed = 0
    const { envelope_id: id, payload } = JSON.parse(text) as { envelope_id?: string, payload?: Json }
    waiting.get(id ?? '')?.(payload ?? {})
  }

  function accept(socket: WebSocket): void {
    const line: Line = { socket, frozen: false, missed: 0 }
    log.connections += 1
    socket.on('message', data => take(line, String(data)))
    socket.on('ping', data => { if (!line.frozen) socket.pong(data) })
    socket.on('pong', () => { line.missed = 0 })
    socket.on('close', () => lose(line))
    socket.on('error', () => lose(line))
    if (lines.length >= MOST) return say(line, { type: 'disconnect', reason: 'too_many_websockets', debug_info: { host } })
    lines.push(line)
    if (manners.shift() === 'silent') return freeze(line)
    say(line, { type: 'hello', num_connections: lines.length, debug_info: { host, build_number: 1, approximate_connection_time: 18_060 }, connection_info: { app_id: appId } })
  }

  function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => {})
    const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? ''
    const refused = manners[0] === 'refused' && manners.shift() !== undefined
    if (tickets.delete(ticket) && !refused) server.handleUpgrade(request, socket, head, accept)
    else socket.end(`HTTP/1.1 ${refused ? '503 Service Unavailable' : '401 Unauthorized'}\r\nConnection: close\r\n\r\n`)
  }

  function carry({ kind, payload, retry }: Attempt): Promise<Answer> {
    const started = performance.now()
    const line = lines[turn % Math.max(lines.length, 1)]
    turn += 1
    const answer = (part: Partial<Answer>): Answer => ({ ok: false, reason: null, body: {}, latencyMs: performance.now() - started, ...part })
    if (line === undefined) return Promise.resolve(answer({ reason: 'connection_failed' }))
    const id = randomUUID()
    return new Promise(resolve => {
      const end = (part: Partial<Answer>): void => {
        clearTimeout(timer)
        waiting.delete(id)
        resolve(answer(part))
      }
      const timer = setTimeout(end, patienceMs, { reason: 'timeout' })
      waiting.set(id, body => end({ ok: true, body }))
      say(line, { envelope_id: id, type: kind, payload, accepts_response_payload: kind !== 'events_api', ...(kind === 'events_api' && { retry_attempt: retry?.attempt ?? 0, retry_reason: retry?.reason ?? '' }) })
    })
  }

  return {
    log,
    upgrade,
    carry,
    /** How many are open. */
    count: (): number => lines.length,
    /** A fresh address to connect to, good for one connection. */
    address: (): string => {
      const ticket = randomUUID()
      tickets.add(ticket)
      return `${origin().replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${appId}`
    },
    /** Cuts the lines without a word. */
    drop: (): void => { for (const line of lines) lose(line) },
    /** Leaves the lines half dead: open, but nothing is sent or answered any more; they are given up after two pings. */
    freeze: (): void => { for (const line of lines) freeze(line) },
    /** Asks the clients to go, as Slack does when it renews a connection. */
    askToReconnect: (reason: 'warning' | 'refresh_requested' | 'link_disabled' = 'refresh_requested'): void => { for (const line of lines) say(line, { type: 'disconnect', reason, debug_info: { host } }) },
    /** How the next connections are taken. */
    takeNext: (manner: Manner, times = 1): void => { manners.push(...Array<Manner>(times).fill(manner)) },
    close: (): void => {
      clearInterval(beat)
      for (const socket of server.clients) socket.terminate()
      server.close()
    },
  }
}

function say({ socket, frozen }: Line, message: Json): void {
  if (!frozen) socket.send(JSON.stringify(message))
}
