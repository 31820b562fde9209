/** The time of Redis. */
import type { Connection } from './connect.ts'

/** The server's time in milliseconds. */
export async function serverTime(redis: Connection): Promise<number> {
  const [seconds, microseconds] = await redis.time()
  return Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000)
}
