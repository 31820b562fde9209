/** The connection to Redis, with Recall's scripts as commands of it. */
import { readFileSync } from 'node:fs'
import { Cluster, Redis, type RedisOptions, type Result } from 'ioredis'
import { UnavailableError } from '../unavailable.ts'
import { hostsOf, readAddress, type Address } from './address.ts'
import { reporter, troubleOf, watch, type OnTrouble } from './trouble.ts'

declare module 'ioredis' {
  interface RedisCommander<Context> {
    recallCommit(keyCount: number, ...keysAndArguments: (string | number)[]): Result<string, Context>
    recallClaim(keyCount: number, ...keysAndArguments: (string | number)[]): Result<[string, string, string, string, string][], Context>
    recallAnswer(gates: string, answers: string, record: string, due: string, erased: string, question: number, member: string, answer: string, dueMember: string, now: number, op: string, group: string): Result<[string, string], Context>
    recallClose(gates: string, answers: string, erased: string, question: number, group: string): Result<string[], Context>
    recallForget(answers: string, member: string, answer: string, alias: string, kept: string): Result<number, Context>
    recallPage(board: string, tallies: string, offset: number, limit: number, member: string): Result<[number, number, [string, string, string, string][]], Context>
    recallLeave(board: string, tallies: string, member: string): Result<number, Context>
    recallMember(accounts: string, names: string, erased: string, account: string, name: string, fresh: string, group: string): Result<string, Context>
    recallUnname(keyCount: number, accounts: string, names: string, member: string, ...accountIds: string[]): Result<number, Context>
    recallHome(home: string, known: string, fresh: string, id: string): Result<string, Context>
    recallTurn(line: string, turn: string, perSecond: number, burst: number, cost: number, how: string, now: number, earlyMs: number, keptMs: number): Result<number, Context>
    recallVacate(home: string, known: string, group: string, id: string): Result<number, Context>
  }
}

/** One Redis (which Sentinels may have found), or a cluster. */
export type Connection = Redis | Cluster

/** A command that Redis has not answered within this time fails, so that people get a sentence instead of silence. */
const COMMAND_MS = 2000
/** A connection on which nothing came back for so long is given up for a new one. */
const SILENT_MS = 2500
/** Between two attempts to connect there is never more than this. */
const RETRY_MS = 500
/** What waits for a Redis that takes no connections is dropped after so many attempts, half a minute at the most: long after it failed, and before its op is forgotten. */
const RETRIES = 10

/** The Lua of one of our scripts, such as `commit`. */
export function scriptOf(name: string): string {
  return readFileSync(new URL(`${name}.lua`, import.meta.url), 'utf8')
}

/**
 * Connects to the Redis at `url`. `onTrouble` hears of whatever is wrong with it from then on; ioredis reconnects by itself.
 * Rejects with a sentence that says what to do when Redis cannot be reached or refuses.
 */
export async function connectRedis(url: string, onTrouble: OnTrouble): Promise<Connection> {
  const address = readAddress(url)
  const report = reporter(onTrouble)
  const start = { isOver: false, latest: null as Error | null }
  const hear = (said: Error) => {
    // Of a cluster, what the last of its nodes said tells more.
    const error = 'lastNodeError' in said && said.lastNodeError instanceof Error ? said.lastNodeError : said
    start.latest = error
    report(error, troubleOf(error))
  }
  const redis = address.kind === 'cluster' ? openCluster(address, start, hear, report) : openSingle(address, start, report)
  redis.on('error', hear)
  defineScripts(redis)
  try {
    await redis.connect()
    await ping(redis)
    if (address.kind === 'single' && await isOfCluster(redis)) throw new Error('it belongs to a cluster')
    start.isOver = true
    return redis
  } catch (error) {
    redis.disconnect()
    throw explain(start.latest ?? error, address)
  }
}

/** What holds for each connection. Until the start is over, the first failure ends it; after that it is tried again for ever. */
function optionsOf({ username, password, tls, db }: Address, report: ReturnType<typeof reporter>) {
  return {
    lazyConnect: true,
    ...(username === '' ? {} : { username }),
    ...(password === '' ? {} : { password }),
    ...(tls ? { tls: {} } : {}),
    db,
    // Older servers know no CLIENT SETINFO.
    disableClientInfo: true,
    commandTimeout: COMMAND_MS,
    connectTimeout: COMMAND_MS,
    socketTimeout: SILENT_MS,
    maxLoadingRetryTime: RETRY_MS,
    maxRetriesPerRequest: RETRIES,
    reconnectOnError: (error: Error) => {
      if (!error.message.includes('READONLY')) return false
      report(error, 'read-only')
      // Connects anew, to what may be the master by now, and sends the command again.
      return 2 as const
    },
  } satisfies RedisOptions
}

const retry = (attempt: number) => Math.min(attempt * 50, RETRY_MS)

function openSingle(address: Address, start: { isOver: boolean }, report: ReturnType<typeof reporter>): Redis {
  const { kind, nodes, master, password, tls } = address
  const places = kind === 'single' ? nodes[0] : {
    sentinels: nodes,
    name: master,
    ...(password === '' ? {} : { sentinelPassword: password }),
    ...(tls ? { enableTLSForSentinelMode: true, sentinelTLS: {} } : {}),
    sentinelCommandTimeout: COMMAND_MS,
    sentinelRetryStrategy: (attempt: number) => start.isOver ? retry(attempt) : null,
  }
  const redis: Redis = new Redis({ ...optionsOf(address, report), ...places, retryStrategy: retry })
  watch(redis, report)
  return redis
}

function openCluster(address: Address, start: { isOver: boolean }, hear: (error: Error) => void, report: ReturnType<typeof reporter>): Cluster {
  const cluster = new Cluster(address.nodes, {
    lazyConnect: true,
    redisOptions: optionsOf(address, report),
    // A certificate names hosts, which a look-up would turn into numbers.
    ...(address.tls ? { dnsLookup: (host, callback) => callback(null, host) } : {}),
    clusterRetryStrategy: attempt => start.isOver ? retry(attempt) : null,
  })
  cluster.on('+node', (node: Redis) => watch(node, report)).on('node error', hear)
  // What waits for the cluster itself waits no longer than what waits for one of its nodes.
  const send = cluster.sendCommand.bind(cluster)
  cluster.sendCommand = (command, ...rest) => {
    command.setTimeout(COMMAND_MS)
    return send(command, ...rest)
  }
  return cluster
}

function defineScripts(redis: Connection): void {
  redis.defineCommand('recallCommit', { lua: scriptOf('commit') })
  redis.defineCommand('recallClaim', { lua: scriptOf('claim') })
  redis.defineCommand('recallAnswer', { lua: scriptOf('answer'), numberOfKeys: 5 })
  redis.defineCommand('recallClose', { lua: scriptOf('close'), numberOfKeys: 3 })
  redis.defineCommand('recallForget', { lua: scriptOf('forget'), numberOfKeys: 1 })
  redis.defineCommand('recallPage', { lua: scriptOf('page'), numberOfKeys: 2 })
  redis.defineCommand('recallLeave', { lua: scriptOf('leave'), numberOfKeys: 2 })
  redis.defineCommand('recallMember', { lua: scriptOf('member'), numberOfKeys: 3 })
  redis.defineCommand('recallUnname', { lua: scriptOf('unname') })
  redis.defineCommand('recallHome', { lua: scriptOf('home'), numberOfKeys: 2 })
  redis.defineCommand('recallTurn', { lua: scriptOf('turn'), numberOfKeys: 2 })
  redis.defineCommand('recallVacate', { lua: scriptOf('vacate'), numberOfKeys: 2 })
}

/** Resolves when all of it answers. A cluster that is away has no nodes to ask, and waits for some until it fails. */
export async function ping(redis: Connection): Promise<void> {
  await Promise.all([...new Set([redis, ...mastersOf(redis)])].map(one => one.ping()))
}

/** A user who may not ask for it is taken at their word. */
async function isOfCluster(redis: Connection): Promise<boolean> {
  return (await redis.info('cluster').catch(() => '')).includes('cluster_enabled:1')
}

/** Every Redis that holds a part of the data. */
export function mastersOf(redis: Connection): Redis[] {
  return redis instanceof Cluster ? redis.nodes('master') : [redis]
}

/** Says what to do. What is not the fault of a setting may be over at the next start. */
function explain(error: unknown, address: Address): Error {
  const cause = { cause: error }
  const why = error instanceof Error ? error.message : String(error)
  const hosts = hostsOf(address)
  if (/NOAUTH|WRONGPASS|invalid (username|password)/i.test(why)) return new Error(`Redis at ${hosts} refused the password. Correct it in REDIS_URL.`, cause)
  if (/belongs to a cluster/.test(why)) return new Error(`Redis at ${hosts} belongs to a cluster. Begin REDIS_URL with redis+cluster:// instead.`, cause)
  if (/cluster support disabled/i.test(why)) return new Error(`Redis at ${hosts} is no cluster. Begin REDIS_URL with redis:// instead.`, cause)
  if (address.kind === 'sentinel' && /unreachable/.test(why)) return new UnavailableError(`No Sentinel at ${hosts} answers, or none of them knows a master called ${address.master}. Start them, or correct REDIS_URL.`, cause)
  return new UnavailableError(`Redis at ${hosts} cannot be reached (${why || 'no answer'}). Start it, correct REDIS_URL, or unset REDIS_URL to use the embedded store.`, cause)
}
