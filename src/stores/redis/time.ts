/** The time of Redis. */
import type { Redis } from 'ioredis'

/** The server's time in milliseconds. */
export async function serverTime(redis: Redis): Promise<number> {
  const [seconds, microseconds] = await redis.time()
  return Number(seconds) * 1000 + Math.floor(Number(microseconds) / 1000)
}
