/** Turns of a store that serves one process: kept in memory, forgotten at its end. */
import type { Turns } from '../bot/ports.ts'

/** Whoever has a turn may come so much earlier, in milliseconds: the clock beats once a second. */
export const EARLY_MS = 1000
/** A turn that nobody comes for is kept for so long, in milliseconds. */
export const KEPT_MS = 15 * 60_000

/** When a turn comes. `isLast` says that there is nothing to wait for after it. */
interface Turn {
  at: number
  isLast: boolean
}

/**
 * `now` is the store's time. The algorithm is the generic cell rate algorithm (ITU-T I.371), twice: for the line, and for a gate behind it, which lets through a
 * second's turns more at once. So those who all come late do not all go at once. `turn.lua` is the same.
 */
export function memoryTurns(now: () => number): Turns {
  const fullAt = new Map<string, number>()
  const waiting = new Map<string, Turn>()
  return {
    take: async ({ name, perSecond, burst }, key, cost) => {
      const at = now()
      const turn = `${name}/${key}`
      const own = key === null ? undefined : waiting.get(turn)
      if (own !== undefined && own.at > at + EARLY_MS) return own.at - at
      if (own?.isLast === true) return Number(!waiting.delete(turn))
      const wait = own === undefined ? enter(`line ${name}`, at, perSecond, burst, cost) : 0
      if (key === null) enter(`gate ${name}`, at, perSecond, burst + perSecond, cost)
      if (key === null || wait > 0) return key === null ? wait : keep(turn, at, { at: at + wait, isLast: false })
      waiting.delete(turn)
      const late = enter(`gate ${name}`, at, perSecond, burst + perSecond, cost)
      return late === 0 ? 0 : keep(turn, at, { at: at + late, isLast: true })
    },
    reserve: async ({ name, perSecond, burst }, key) => {
      const at = now()
      const turn = `${name}/${key}`
      const own = waiting.get(turn)
      return own === undefined ? keep(turn, at, { at: at + enter(`line ${name}`, at, perSecond, burst, 1), isLast: false }) : Math.max(0, own.at - at)
    },
  }

  function enter(name: string, at: number, perSecond: number, burst: number, cost: number): number {
    const full = Math.max(fullAt.get(name) ?? 0, at) + cost * 1000 / perSecond
    if (cost > 0) fullAt.set(name, full)
    return Math.max(0, Math.ceil(full - burst * 1000 / perSecond - at))
  }

  function keep(turn: string, at: number, mine: Turn): number {
    waiting.set(turn, mine)
    for (const [other, { at: due }] of waiting) {
      if (due + KEPT_MS > at) break
      waiting.delete(other)
    }
    return mine.at - at
  }
}
