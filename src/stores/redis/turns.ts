/** Turns that all processes share, in Redis. */
import type { Line, Turns } from '../../bot/ports.ts'
import { EARLY_MS, KEPT_MS } from '../turns.ts'
import type { Connection } from './connect.ts'
import type { Keys } from './keys.ts'

/** `now` is the store's time, or null for the server's own. */
export function redisTurns(redis: Connection, keys: Keys, now: (() => number) | null): Turns {
  const ask = async ({ name, perSecond, burst }: Line, key: string | null, cost: number, how: 'take' | 'reserve' | '') =>
    await redis.recallTurn(keys.line(name), keys.turn(name, key ?? ''), perSecond, burst, cost, how, now === null ? -1 : now(), EARLY_MS, KEPT_MS)
  return {
    take: (line, key, cost) => ask(line, key, cost, key === null ? '' : 'take'),
    reserve: (line, key) => ask(line, key, 1, 'reserve'),
  }
}
