/**
 * Rate limits by the stand-in's clock: a client that waits by itself needs a clock that goes. The tiers are documented as so many and more a minute for
 * a workspace, with bursts tolerated; how far is not, so these are the documented numbers, but for tier 1 (1 and more).
 */
export interface Rates {
  /** Posts in a channel in a second. */
  posts: number
  /** Calls of one method in a minute, by its tier. */
  tier1: number
  tier2: number
  tier3: number
  tier4: number
}

export type Tier = keyof Rates

export const slackRates: Rates = { posts: 1, tier1: 10, tier2: 20, tier3: 50, tier4: 100 }

interface Window {
  used: number
  endsAt: number
}

/** Takes a call of a tier: null when it may go on, else the seconds to wait. `key` is the method and workspace, or the channel. */
export function openRates(rates: Rates, clock: () => number) {
  const windows = new Map<string, Window>()
  return (tier: Tier, key: string): number | null => {
    const now = clock()
    const current = windows.get(`${tier} ${key}`)
    const window = current !== undefined && current.endsAt > now ? current : { used: 0, endsAt: now + (tier === 'posts' ? 1000 : 60_000) }
    windows.set(`${tier} ${key}`, window)
    if (window.used >= rates[tier]) return Math.ceil((window.endsAt - now) / 1000)
    window.used += 1
    return null
  }
}
