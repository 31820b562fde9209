/**
 * The gateway: sessions over WebSockets that identify, beat, resume and hear events. A session whose socket is lost keeps
 * what it missed for two minutes of real time (Discord's own time is not documented). All times here are real.
 */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { GatewayIntentBits as Intent } from 'discord-api-types/v10'
import { WebSocketServer, type WebSocket } from 'ws'
import type { State } from './state.ts'
import { apiGuildCreate, apiUser, guildsOfBot } from './wire.ts'
import type { Json } from './world.ts'

export interface Session {
  id: string
  shard: number
  count: number
  intents: number
  seq: number
  /** What was sent and not yet confirmed by a heartbeat, oldest first. */
  sent: Json[]
  socket: WebSocket | null
  lostAt: number
}

export interface GatewayOptions {
  heartbeatMs: number
  /** Asked when a client connects, because the port is known late. */
  url: () => string
}

const KEEP = 120_000
const PRIVILEGED = Intent.GuildMembers | Intent.GuildPresences | Intent.MessageContent
const ALL_INTENTS = Object.values(Intent).filter(one => typeof one === 'number').reduce((sum, bit) => sum | bit, 0)

/** Which shard of so many hears of a guild. Direct messages are on shard 0. */
export function shardOf(guildId: string | null, count: number): number {
  return guildId === null ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count))
}

/** The intent that an event needs; 0 for none. */
function intentOf(event: string, guildId: string | null): number {
  if (event.startsWith('MESSAGE_')) return guildId === null ? Intent.DirectMessages : Intent.GuildMessages
  return /^(GUILD|CHANNEL|THREAD)_/.test(event) && event !== 'GUILD_MEMBER_UPDATE' ? Intent.Guilds : 0
}

export type Gateway = ReturnType<typeof openGateway>

export function openGateway(state: State, { heartbeatMs, url }: GatewayOptions) {
  const sessions = new Map<string, Session>()
  const sockets = new WebSocketServer({ noServer: true })
  const log = { identifies: 0, resumes: 0 }

  function push(session: Session, event: string, d: unknown): void {
    session.seq += 1
    const packet = { op: 0, t: event, s: session.seq, d }
    session.sent.push(packet)
    session.socket?.send(JSON.stringify(packet))
  }

  function dispatch(event: string, d: unknown, guildId: string | null, only?: readonly Session[]): void {
    const intent = intentOf(event, guildId)
    for (const session of only ?? sessions.values()) {
      if (session.socket === null && performance.now() - session.lostAt > KEEP) sessions.delete(session.id)
      else if (shardOf(guildId, session.count) === session.shard && (intent & session.intents) === intent) push(session, event, d)
    }
  }

  function identify(socket: WebSocket, d: Json): Session | null {
    const [shard = 0, count = 1] = (d['shard'] as [number, number] | undefined) ?? []
    const intents = Number(d['intents'])
    const code = refusalOfIdentify(d, state.token, { shard, count, intents })
    if (code !== null) {
      socket.close(code)
      return null
    }
    log.identifies += 1
    const session: Session = { id: randomBytes(16).toString('hex'), shard, count, intents, seq: 0, sent: [], socket, lostAt: 0 }
    sessions.set(session.id, session)
    const guilds = guildsOfBot(state.world).filter(guild => shardOf(guild.id, count) === shard)
    push(session, 'READY', {
      v: 10, user: apiUser(state.world.bot), guilds: guilds.map(guild => ({ id: guild.id, unavailable: true })), session_id: session.id, session_type: 'normal', resume_gateway_url: url(),
      shard: [shard, count], application: { id: state.world.bot.id, flags: 0 }, relationships: [], private_channels: [], presences: [], user_settings: {}, guild_join_requests: [],
    })
    for (const guild of guilds.filter(one => one.available)) dispatch('GUILD_CREATE', apiGuildCreate(state.world, guild), guild.id, [session])
    return session
  }

  function resume(socket: WebSocket, d: Json): Session | null {
    const session = sessions.get(String(d['session_id']))
    const seq = Number(d['seq'])
    const from = (session?.seq ?? 0) - (session?.sent.length ?? 0)
    if (d['token'] !== state.token) socket.close(4004)
    else if (session === undefined || seq < from || seq > session.seq) socket.send(JSON.stringify({ op: 9, d: false }))
    else {
      log.resumes += 1
      session.socket?.terminate()
      session.socket = socket
      for (const packet of session.sent.filter(one => Number(one['s']) > seq)) socket.send(JSON.stringify(packet))
      push(session, 'RESUMED', { _trace: [] })
      return session
    }
    return null
  }

  function lose(session: Session, socket: WebSocket, code: number): void {
    if (session.socket !== socket) return
    session.socket = null
    session.lostAt = performance.now()
    if (code === 1000 || code === 1001) sessions.delete(session.id)
  }

  function accept(socket: WebSocket): void {
    let session: Session | null = null
    const answers: Record<number, (d: unknown) => void> = {
      1: seq => {
        if (session !== null) session.sent = session.sent.filter(one => Number(one['s']) > Number(seq ?? 0))
        socket.send(JSON.stringify({ op: 11 }))
      },
      2: d => { if (session === null) session = identify(socket, d as Json); else socket.close(4005) },
      6: d => { if (session === null) session = resume(socket, d as Json); else socket.close(4005) },
    }
    socket.on('message', data => {
      const { op, d } = JSON.parse(String(data)) as { op: number, d: unknown }
      if (session === null && ![1, 2, 6].includes(op)) socket.close(4003)
      else answers[op]?.(d)
    })
    socket.on('close', code => { if (session !== null) lose(session, socket, code) })
    socket.on('error', () => socket.terminate())
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: heartbeatMs } }))
  }

  return {
    sessions,
    log,
    dispatch,
    upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer): void => sockets.handleUpgrade(request, socket, head, accept),
    /** Cuts the lines without a word; sessions can be resumed. */
    dropSockets: (): void => { for (const socket of sockets.clients) socket.terminate() },
    closeSockets: (code: number): void => { for (const socket of sockets.clients) socket.close(code) },
    /** Asks every client to connect again and resume (opcode 7). */
    askToReconnect: (): void => { for (const socket of sockets.clients) socket.send(JSON.stringify({ op: 7, d: null })) },
    /** Ends every session: the next resume is told that it is invalid, and those connected are told so now (opcode 9). */
    forgetSessions: (): void => {
      sessions.clear()
      for (const socket of sockets.clients) socket.send(JSON.stringify({ op: 9, d: false }))
    },
    close: (): void => {
      for (const socket of sockets.clients) socket.terminate()
      sockets.close()
    },
  }
}

/** The code to close with, or null when the client may come in. Privileged intents are not granted to this app. */
function refusalOfIdentify(d: Json, token: string, { shard, count, intents }: { shard: number, count: number, intents: number }): number | null {
  if (d['token'] !== token) return 4004
  if (!(shard >= 0 && shard < count)) return 4010
  if (!Number.isInteger(intents) || intents < 0 || (intents & ~ALL_INTENTS) !== 0) return 4013
  return (intents & PRIVILEGED) === 0 ? null : 4014
}
