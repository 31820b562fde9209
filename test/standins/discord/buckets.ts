/**
 * Rate limits in real time, because clients wait in real time. Sizes per route are not documented and change: 5 in 5 s a
 * channel for posts and as many for edits is what has been seen; that each token of an interaction has the same is a guess.
 */
import { createHash } from 'node:crypto'

export interface Limits {
  /** So many requests of a route, for each channel or token, in `windowMs`. */
  size: number
  windowMs: number
  /** So many requests of all routes in a second; answers to interactions do not count. */
  global: number
}

export const discordSizes: Limits = { size: 5, windowMs: 5000, global: 50 }

/** Whether a request may go on, and the headers that say so. `retryAfter` in seconds when it may not. */
export interface Passage {
  headers: Record<string, string>
  retryAfter?: number
  global?: boolean
}

interface Window {
  used: number
  endsAt: number
}

export function openBuckets({ size, windowMs, global }: Limits) {
  const windows = new Map<string, Window>()

  function windowOf(key: string, ms: number): Window {
    const now = Date.now()
    const current = windows.get(key)
    if (current !== undefined && current.endsAt > now) return current
    const fresh = { used: 0, endsAt: now + ms }
    windows.set(key, fresh)
    return fresh
  }

  function refusal(window: Window, scope: 'user' | 'global', headers: Record<string, string>): Passage {
    const retryAfter = Math.max(0, window.endsAt - Date.now()) / 1000
    return { retryAfter, global: scope === 'global', headers: { ...headers, 'Retry-After': String(Math.ceil(retryAfter)), 'X-RateLimit-Scope': scope, ...(scope === 'global' && { 'X-RateLimit-Global': 'true' }) } }
  }

  /** `route` is null for routes without a limit of their own; `major` is the channel, guild or token. */
  return (route: string | null, major: string, countsGlobally: boolean): Passage => {
    const all = windowOf('global', 1000)
    if (countsGlobally && all.used >= global) return refusal(all, 'global', {})
    if (countsGlobally) all.used += 1
    if (route === null) return { headers: {} }
    const window = windowOf(`${route} ${major}`, windowMs)
    const refused = window.used >= size
    if (!refused) window.used += 1
    const headers = {
      'X-RateLimit-Limit': String(size), 'X-RateLimit-Remaining': String(size - window.used), 'X-RateLimit-Reset': (window.endsAt / 1000).toFixed(3),
      'X-RateLimit-Reset-After': (Math.max(0, window.endsAt - Date.now()) / 1000).toFixed(3), 'X-RateLimit-Bucket': createHash('md5').update(route).digest('hex'),
    }
    return refused ? refusal(window, 'user', headers) : { headers }
  }
}
