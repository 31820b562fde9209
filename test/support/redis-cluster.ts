/** A real Redis Cluster of the test's own: three servers, all of them masters. */
import { Redis } from 'ioredis'
import { freePort, startRedis, type RedisServer } from './redis-server.ts'

const SLOTS = 16_384

export interface RedisCluster {
  url: string
  servers: readonly RedisServer[]
  stop(): Promise<void>
}

/** Starts the servers, shares the slots among them, and resolves when each sees all. */
export async function startCluster(): Promise<RedisCluster> {
  const servers = await Promise.all([0, 1, 2].map(startMember))
  const members = servers.map(({ port }) => new Redis(port, '127.0.0.1'))
  const stop = async () => { await Promise.all(servers.map(server => server.stop())) }
  try {
    const bounds = [0, 1, 2, 3].map(place => Math.floor(SLOTS * place / 3))
    await Promise.all(members.map((member, place) => member.call('CLUSTER', 'ADDSLOTSRANGE', bounds[place] as number, (bounds[place + 1] as number) - 1)))
    for (const { port, bus } of servers.slice(1)) await members[0]?.call('CLUSTER', 'MEET', '127.0.0.1', port, bus)
    while (!(await Promise.all(members.map(seesAll))).every(Boolean)) await new Promise(resolve => setTimeout(resolve, 20))
  } catch (error) {
    await stop()
    throw error
  } finally {
    for (const member of members) member.disconnect()
  }
  return { url: `redis+cluster://${servers.map(({ port }) => `127.0.0.1:${port}`).join(',')}`, servers, stop }
}

/** One that may join a cluster; `bus` is where its peers reach it. */
async function startMember(): Promise<RedisServer & { bus: number }> {
  const bus = await freePort()
  const server = await startRedis({ settings: ['--cluster-enabled', 'yes', '--cluster-port', String(bus), '--cluster-node-timeout', '2000'] })
  return { ...server, bus }
}

async function seesAll(member: Redis): Promise<boolean> {
  const [state, nodes] = await Promise.all([member.cluster('INFO'), member.cluster('SLOTS')])
  return String(state).includes('cluster_state:ok') && (nodes as unknown[]).length === 3
}
