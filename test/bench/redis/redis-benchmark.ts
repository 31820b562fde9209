/** Our Redis scripts, sent by redis-benchmark instead of by us. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Redis } from 'ioredis'
import { scriptOf } from '../../../src/stores/redis/connect.ts'

/** What redis-benchmark puts a new random number of 12 digits for, everywhere and each time. */
export const RANDOM = '__rand_int__'
/** A short run, which says how often to send in the long one. */
const TRIED = 1024

/** One of our scripts with its keys and arguments, sent over so many connections, so many at once over each, for about so long. */
export interface Sending {
  name: string
  keyCount: number
  given: readonly string[]
  connections: number
  inFlight: number
  forMs: number
}

/** Gives the rate per second, and how many were sent, the short run's included. */
export async function redisBenchmark(redis: Redis, { name, keyCount, given, connections, inFlight, forMs }: Sending): Promise<{ rate: number, sent: number }> {
  const sha = String(await redis.script('LOAD', scriptOf(name)))
  const send = (requests: number, words: readonly string[]) => run(['-p', String(redis.options.port), '-c', String(connections), '-P', String(inFlight), '-n', String(requests), '-r', '1000000000', '-q', 'EVALSHA', sha, String(keyCount), ...words])
  // Its seed is made of the time and the process id, so that two runs may draw the same numbers: here they differ by a letter.
  const tried = await send(TRIED, given.map(word => word.replaceAll(RANDOM, `x${RANDOM}`)))
  const requests = Math.ceil(tried * forMs / 1000)
  return { rate: await send(requests, given), sent: TRIED + requests }
}

async function run(options: readonly string[]): Promise<number> {
  const child = spawn('redis-benchmark', options, { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => { output += text })
  const [code] = await once(child, 'close') as [number | null]
  const rate = Number(/([\d.]+) requests per second(?!.*requests per second)/s.exec(output)?.[1])
  if (code !== 0 || !(rate > 0)) throw new Error(`redis-benchmark ended with ${code}: ${output.slice(-500)}`)
  return rate
}
