/** Tells apart what can be wrong with Redis, for the log and for whoever watches the figures. */
import type { Command, Redis } from 'ioredis'

/**
 * `away`: no connection. `silent`: the connection stands, and nothing comes back. `slow`: answers come late. `loading`: it has started and
 * reads its data. `read-only`: it is a replica. `full`: it has no memory left for writes. `refused`: not with this password. `other`: its own words say it.
 */
export type Trouble = 'away' | 'silent' | 'slow' | 'loading' | 'read-only' | 'full' | 'refused' | 'other'

/** What the log says of each. */
export const saidOf: Record<Trouble, string> = {
  away: 'Redis cannot be reached',
  silent: 'Redis does not answer, though the connection stands',
  slow: 'Redis answers late',
  loading: 'Redis is still reading its data',
  'read-only': 'Redis takes no writes, because it is a replica now',
  full: 'Redis takes no writes, because it has no memory left',
  refused: 'Redis refuses the password',
  other: 'Redis is in trouble',
}

/** Hears of each trouble; `isNews` when it was not heard of in the last ten seconds. */
export type OnTrouble = (error: Error, trouble: Trouble, isNews: boolean) => void

/** An answer that takes longer is late: some thousand times as long as usual. */
const LATE_MS = 1000
const NEWS_MS = 10_000

/** What Redis and ioredis say, and what it means. */
const meanings: readonly (readonly [RegExp, Trouble])[] = [
  [/READONLY/, 'read-only'],
  [/\bOOM\b/, 'full'],
  [/LOADING/, 'loading'],
  [/NOAUTH|WRONGPASS|NOPERM|invalid (username|password)/i, 'refused'],
  [/Socket timeout/, 'silent'],
  [/ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|MASTERDOWN|CLUSTERDOWN|Connection is closed|max retries|entinels? (are|is) unreachable|refresh slots|startup nodes|Cluster is ended/i, 'away'],
]

/** What Redis says in the course of its work: a script it has to be sent, a key that lives elsewhere, a group that was erased. */
const USUAL = /^(NOSCRIPT|MOVED|ASK|TRYAGAIN|ERASED)\b/

/** What the words of an error mean; null when nothing is wrong with Redis. */
export function troubleOf(error: Error): Trouble | null {
  if (USUAL.test(error.message)) return null
  return meanings.find(([words]) => words.test(`${error.message} ${'code' in error ? String(error.code) : ''}`))?.[1] ?? 'other'
}

/** A way to tell of troubles that knows what is news. */
export function reporter(onTrouble: OnTrouble): (error: Error, trouble: Trouble | null) => void {
  const saidAt = new Map<Trouble, number>()
  return (error, trouble) => {
    if (trouble === null) return
    const at = performance.now()
    const isNews = at - (saidAt.get(trouble) ?? -Infinity) >= NEWS_MS
    if (isNews) saidAt.set(trouble, at)
    onTrouble(error, trouble, isNews)
  }
}

/** Watches what becomes of every command of one connection. A command that ran out of time is understood by what the connection did meanwhile. */
export function watch(redis: Redis, report: (error: Error, trouble: Trouble | null) => void): void {
  // ioredis sends a command again when the connection broke. A set of those that were sent would cost a tenth of the time.
  const watched = Symbol('watched')
  const send = redis.sendCommand.bind(redis)
  let heardAt = -Infinity
  // Each command that a read-only Redis refuses ends the connection, and listens until it has ended: that is no leak.
  redis.on('connect', () => redis.stream.setMaxListeners(0).on('data', () => { heardAt = performance.now() }))
  redis.sendCommand = (command: Command & { [watched]?: true }, stream) => {
    const sentAt = performance.now()
    cork(redis.stream)
    const sent = send(command, stream)
    if (command[watched]) return sent
    command[watched] = true
    command.promise.then(
      () => { if (performance.now() - sentAt > LATE_MS) report(new Error(`Redis took ${Math.round(performance.now() - sentAt)} ms to answer.`), 'slow') },
      (error: Error) => {
        if (redis.status !== 'end') report(error, /timed out/.test(error.message) ? whyLate(redis, heardAt > sentAt) : troubleOf(error))
      },
    )
    return sent
  }
}

/** What is written in one turn of the event loop leaves in one write. */
function cork(stream: Redis['stream'] | undefined): void {
  if (stream === undefined || stream.writableCorked > 0) return
  stream.cork()
  process.nextTick(() => stream.uncork())
}

/** ioredis is `connect` for as long as Redis says that it is loading. */
function whyLate({ status }: Redis, wasHeard: boolean): Trouble {
  if (status === 'connect') return wasHeard ? 'loading' : 'silent'
  return status !== 'ready' ? 'away' : wasHeard ? 'slow' : 'silent'
}
