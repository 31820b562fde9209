/** A real Redis with a replica, and a Sentinel that watches both. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort, startRedis, type RedisServer } from './redis-server.ts'

export interface WatchedRedis {
  url: string
  sentinel: number
  master: RedisServer
  replica: RedisServer
  stop(): Promise<void>
}

/** Starts all three, and resolves when the Sentinel knows the replica, which has all that the master has. */
export async function startWatched(): Promise<WatchedRedis> {
  const master = await startRedis()
  const replica = await startRedis({ settings: ['--replicaof', `127.0.0.1 ${master.port}`, '--repl-diskless-sync-delay', '0'] })
  const port = await freePort()
  const folder = mkdtempSync(join(tmpdir(), 'recall-sentinel-'))
  const file = join(folder, 'sentinel.conf')
  writeFileSync(file, [`port ${port}`, 'bind 127.0.0.1', `dir ${folder}`, `sentinel monitor recall 127.0.0.1 ${master.port} 1`, 'sentinel down-after-milliseconds recall 500', 'sentinel failover-timeout recall 3000'].join('\n'))
  const child = spawn('redis-server', [file, '--sentinel'], { stdio: 'ignore' })
  const endWithUs = () => child.kill('SIGKILL')
  process.once('exit', endWithUs)
  const stop = async () => {
    process.off('exit', endWithUs)
    const gone = once(child, 'exit')
    child.kill()
    await Promise.all([gone, master.stop(), replica.stop()])
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await settled(port, replica.port)
  } catch (error) {
    await stop()
    throw error
  }
  return { url: `redis+sentinel://127.0.0.1:${port}/recall`, sentinel: port, master, replica, stop }
}

async function settled(sentinel: number, replica: number): Promise<void> {
  const [watcher, copy] = [sentinel, replica].map(port => new Redis(port, '127.0.0.1', { retryStrategy: () => 20, maxRetriesPerRequest: null }).on('error', () => {})) as [Redis, Redis]
  try {
    while (!(await watcher.info()).includes('slaves=1') || !(await copy.info('replication')).includes('master_link_status:up')) await new Promise(resolve => setTimeout(resolve, 50))
  } finally {
    for (const one of [watcher, copy]) one.disconnect()
  }
}
