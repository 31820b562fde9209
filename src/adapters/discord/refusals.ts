/** What Discord's refusals mean. */
import { DiscordAPIError, RateLimitError, RESTJSONErrorCodes as Codes } from 'discord.js'
import type { Obstacle } from '../../engine/obstacle.ts'

/** Says whether Discord refused with one of these codes. */
export function isRefusal(error: unknown, ...codes: readonly Codes[]): error is DiscordAPIError {
  return error instanceof DiscordAPIError && codes.some(code => code === error.code)
}

/**
 * What becomes of a message that Discord did not take: it is tried again after so many milliseconds, or it cannot be shown. `forbidden`
 * says that it takes a closer look to know why.
 */
export type Refused = { what: 'later', afterMs: number } | { what: 'forbidden' } | { what: 'gone', why: Obstacle }

/**
 * Reads an error of a request that shows a message. Whatever is neither a refusal nor a limit was trouble on the way, and may have worked;
 * so is a refusal without a code of Discord's, which a proxy or Cloudflare has spoken.
 */
export function refusedBy(error: unknown): Refused {
  if (error instanceof RateLimitError) return { what: 'later', afterMs: waitOf(error) }
  if (!(error instanceof DiscordAPIError) || error.status >= 500 || error.status === 429 || typeof error.code !== 'number') return { what: 'later', afterMs: 0 }
  switch (error.code) {
    case Codes.UnknownChannel: return { what: 'gone', why: { what: 'channel gone' } }
    case Codes.UnknownMessage: return { what: 'gone', why: { what: 'message gone' } }
    case Codes.UnknownGuild: return { what: 'gone', why: { what: 'removed' } }
    case Codes.InvalidActionOnArchivedThread:
    case Codes.ThreadLocked: return { what: 'gone', why: { what: 'archived' } }
    case Codes.MissingAccess:
    case Codes.MissingPermissions: return { what: 'forbidden' }
    default: return error.status === 401 ? { what: 'later', afterMs: 60_000 } : { what: 'gone', why: { what: 'given up' } }
  }
}

/** How long a limit lasts, in milliseconds: to the end of its window, or as long as the refusal said, which is longer for a limit that was not announced. */
export function waitOf({ timeToReset, retryAfter }: Pick<RateLimitError, 'timeToReset' | 'retryAfter'>): number {
  return Math.max(timeToReset, retryAfter)
}
