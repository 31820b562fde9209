/** Keeps the requests that Discord refuses far below what it allows: 10,000 in ten minutes ban the address. */
import type { REST } from 'discord.js'

/** A fifth of what Discord allows. */
const MOST = 2000
/** How often the library counts aloud. */
export const COUNTED = 100

/** Watches the invalid requests (401, 403, 429); gives for how long, in milliseconds, nothing may be posted. */
export function watchRefusals(rest: REST, onRefused: (count: number) => void): () => number {
  let until = 0
  rest.on('invalidRequestWarning', ({ count, remainingTime }) => {
    onRefused(COUNTED)
    if (count >= MOST) until = Date.now() + remainingTime
  })
  return () => Math.max(0, until - Date.now())
}
