/** The connection to Redis, with Recall's scripts as commands of it. */
import { readFileSync } from 'node:fs'
import { Redis, type Result } from 'ioredis'

declare module 'ioredis' {
  interface RedisCommander<Context> {
    recallCommit(keyCount: number, ...keysAndArguments: (string | number)[]): Result<string, Context>
    recallClaim(keyCount: number, ...keysAndArguments: (string | number)[]): Result<[string, string, string, string][], Context>
    recallAnswer(gates: string, answers: string, record: string, due: string, erased: string, question: number, member: string, answer: string, dueMember: string, now: number, op: string, group: string): Result<[string, string], Context>
    recallClose(gates: string, answers: string, erased: string, question: number, group: string): Result<string[], Context>
    recallForget(answers: string, member: string, answer: string, alias: string, kept: string): Result<number, Context>
    recallPage(board: string, tallies: string, offset: number, limit: number, member: string): Result<[number, number, [string, string, string, string][]], Context>
    recallLeave(board: string, tallies: string, member: string): Result<number, Context>
    recallMember(accounts: string, names: string, erased: string, account: string, name: string, fresh: string, group: string): Result<string, Context>
    recallUnname(keyCount: number, accounts: string, names: string, member: string, ...accountIds: string[]): Result<number, Context>
    recallHome(home: string, known: string, fresh: string, id: string): Result<string, Context>
    recallTurn(line: string, turn: string, eachMs: number, burst: number, cost: number, hasKey: string, now: number, earlyMs: number, keptMs: number): Result<number, Context>
    recallVacate(home: string, known: string, group: string, id: string): Result<number, Context>
  }
}

/** A command that Redis has not answered within this time fails, so that people get a sentence instead of silence. */
const COMMAND_TIMEOUT_MS = 2000

/** The Lua of one of our scripts, such as `commit`. */
export function scriptOf(name: string): string {
  return readFileSync(new URL(`${name}.lua`, import.meta.url), 'utf8')
}

/**
 * Connects to the Redis at `url`. `onTrouble` hears of each lost connection; ioredis reconnects by itself.
 * Rejects with a sentence that says what to do when Redis cannot be reached or refuses.
 */
export async function connectRedis(url: string, onTrouble: (error: Error) => void): Promise<Redis> {
  const redis = new Redis(url, { lazyConnect: true, commandTimeout: COMMAND_TIMEOUT_MS, connectTimeout: 5000, retryStrategy: attempt => Math.min(attempt * 50, 1000) })
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
  let latest: Error | null = null
  redis.on('error', (error: Error) => {
    latest = error
    onTrouble(error)
  })
  try {
    await redis.connect()
    await redis.ping()
    return redis
  } catch (error) {
    redis.disconnect()
    throw new Error(explain(latest ?? error, url), { cause: error })
  }
}

function explain(error: unknown, url: string): string {
  const why = error instanceof Error ? error.message : String(error)
  const { host } = new URL(url)
  if (/NOAUTH|WRONGPASS|invalid (username|password)/i.test(why)) return `Redis at ${host} refused the password. Correct it in REDIS_URL.`
  return `Redis at ${host} cannot be reached (${why || 'no answer'}). Start it, correct REDIS_URL, or unset REDIS_URL to use the embedded store.`
}
