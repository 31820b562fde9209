/** A real Redis server of the test's own, on a free port of this machine. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'

export interface RedisServer {
  url: string
  port: number
  /** Ends the server, this process and no other, and resolves when it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>
}

/** Where a server lives, so that a test can start it again there. */
export interface RedisHome {
  /** A folder of the caller's own, in which every acknowledged write is kept. Without it nothing is. */
  keepIn?: string
  port?: number
  /** More of its settings, as on its command line. */
  settings?: readonly string[]
}

/** Starts a server and resolves when it answers. */
export async function startRedis({ keepIn, port, settings = [] }: RedisHome = {}): Promise<RedisServer> {
  const folder = keepIn ?? mkdtempSync(join(tmpdir(), 'recall-redis-'))
  const at = port ?? await freePort()
  const append = keepIn === undefined ? ['--appendonly', 'no'] : ['--appendonly', 'yes', '--appendfsync', 'always']
  const child = spawn('redis-server', ['--port', String(at), '--bind', '127.0.0.1', '--save', '', ...append, '--dir', folder, ...settings], { stdio: ['ignore', 'pipe', 'inherit'] })
  const endWithUs = () => child.kill('SIGKILL')
  process.once('exit', endWithUs)
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    process.off('exit', endWithUs)
    if (isRunning(child)) {
      const gone = once(child, 'exit')
      child.kill(signal)
      await gone
    }
    if (keepIn === undefined) rmSync(folder, { recursive: true, force: true })
  }
  const url = `redis://127.0.0.1:${at}`
  await answers(child, url).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return { url, port: at, stop }
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Connects until the server answers, and makes sure that it is ours. */
async function answers(child: ChildProcess, url: string): Promise<void> {
  const redis = new Redis(url, { retryStrategy: () => 5, maxRetriesPerRequest: null })
  redis.on('error', () => {})
  let said = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => { said += text })
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`redis-server ended with ${code}: ${said}`)))
  })
  ended.catch(() => {})
  try {
    const information = await Promise.race([redis.info('server'), ended])
    if (!information.includes(`process_id:${child.pid}\r\n`)) throw new Error(`Another server answers at ${url}.`)
  } finally {
    redis.disconnect()
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null
}
