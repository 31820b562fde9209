/** Keeps the requests that Discord refuses far below what it allows: 10,000 in ten minutes ban the address. */
import type { REST } from 'discord.js'
import type { Bot } from '../../bot/bot.ts'
import type { Turns } from '../../bot/ports.ts'

/** All processes together: 700 at once and a thousand in ten minutes; with what twenty processes have under way, or have not told yet, no more than a fifth of what Discord allows. */
const REFUSED = { name: 'discord-refused', perSecond: 1000 / 600, burst: 700 }
/** How often the library counts aloud. */
export const COUNTED = 10
/** Whoever may not post comes again after this: by then there is room for many. */
const REST_MS = 30_000

/** What refused requests are counted with: `turns` are the store's, once it is known. */
export interface Counting {
  turns: () => Turns | null
  onRefused: (count: number) => void
  onTrouble: Bot['onTrouble']
}

/** Watches the invalid requests (401, 403, 429); gives for how long, in milliseconds, nothing may be posted. */
export function watchRefusals(rest: REST, { turns, onRefused, onTrouble }: Counting): () => Promise<number> {
  rest.on('invalidRequestWarning', () => {
    onRefused(COUNTED)
    turns()?.take(REFUSED, null, COUNTED).catch((error: unknown) => onTrouble('a refused request could not be counted', error))
  })
  return async () => {
    const waitMs = await turns()?.take(REFUSED, null, 0) ?? 0
    return waitMs > 0 ? Math.max(waitMs, REST_MS) : 0
  }
}
