/** Turns of a store that serves one process: kept in memory, forgotten at its end. */
import type { Turns } from '../bot/ports.ts'

/** Whoever has a turn may come so much earlier, in milliseconds: the clock beats once a second. */
export const EARLY_MS = 1000
/** A turn that nobody comes for is kept for so long, in milliseconds. */
export const KEPT_MS = 60_000

/** `now` is the store's time. The algorithm is the generic cell rate algorithm (ITU-T I.371); `turn.lua` is the same. */
export function memoryTurns(now: () => number): Turns {
  const fullAt = new Map<string, number>()
  const waiting = new Map<string, number>()
  return {
    take: async ({ name, perSecond, burst }, key, cost) => {
      const at = now()
      const [each, turn] = [1000 / perSecond, `${name}/${key}`]
      const own = key === null ? undefined : waiting.get(turn)
      if (own !== undefined && own > at + EARLY_MS) return own - at
      if (own !== undefined) return Number(!waiting.delete(turn))
      const full = Math.max(fullAt.get(name) ?? 0, at) + cost * each
      if (cost > 0) fullAt.set(name, full)
      const wait = Math.max(0, Math.ceil(full - burst * each - at))
      if (key !== null && wait > 0) keep(turn, at, at + wait)
      return wait
    },
  }

  function keep(turn: string, at: number, dueAt: number): void {
    waiting.set(turn, dueAt)
    for (const [other, due] of waiting) {
      if (due + KEPT_MS > at) return
      waiting.delete(other)
    }
  }
}
