/** Chooses the store that the settings ask for. */
import { join } from 'node:path'
import type { MovableStore } from './bot/transfer.ts'
import type { Config } from './config.ts'
import type { Meter } from './ops/meter.ts'
import { sqliteStore } from './stores/sqlite.ts'

/** What hears of trouble with the store: all of it, and what is news. */
export interface Ears {
  meter: Pick<Meter, 'troubled'>
  onTrouble(what: string, error: unknown): void
}

/** Where the embedded store of this name lives. */
export function storeFile({ DATA_DIR }: Config, name: 'playground' | 'recall'): string {
  return join(DATA_DIR, `${name}.sqlite`)
}

/** A store of this name: in Redis under a prefix when that is set up (and only then loaded), else in a file. `now` is its time; null is the store's own. */
export async function openStore(config: Config, name: 'playground' | 'recall', now: (() => number) | null, { meter, onTrouble }: Ears): Promise<MovableStore> {
  if (config.REDIS_URL === undefined) return sqliteStore(storeFile(config, name), now ?? Date.now)
  const [{ redisStore }, { saidOf }] = await Promise.all([import('./stores/redis.ts'), import('./stores/redis/trouble.ts')])
  return await redisStore({ url: config.REDIS_URL, prefix: name === 'recall' ? name : `recall-${name}`, now, refuseOpen: config.REDIS_INSECURE === 'off', onTrouble: (error, trouble, isNews) => {
    meter.troubled(trouble)
    if (isNews) onTrouble(saidOf[trouble], error)
  } })
}
