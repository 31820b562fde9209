/** Turns that all processes share, in Redis. */
import type { Turns } from '../../bot/ports.ts'
import { EARLY_MS, KEPT_MS } from '../turns.ts'
import type { Connection } from './connect.ts'
import type { Keys } from './keys.ts'

/** `now` is the store's time, or null for the server's own. */
export function redisTurns(redis: Connection, keys: Keys, now: (() => number) | null): Turns {
  return {
    take: async ({ name, perSecond, burst }, key, cost) => await redis.recallTurn(keys.line(name), keys.turn(name, key ?? ''), perSecond, burst, cost, key === null ? '' : '1', now === null ? -1 : now(), EARLY_MS, KEPT_MS),
  }
}
