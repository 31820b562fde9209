/** What Slack's refusals mean. */
import { webApi } from '@slack/bolt'
import type { Obstacle } from '../../engine/obstacle.ts'

/** What becomes of a message that Slack did not take: it is tried again after so many milliseconds, or it cannot be shown. */
export type Refused = { what: 'later', afterMs: number } | { what: 'gone', why: Obstacle }

/** The obstacle behind each of Slack's errors that no second attempt would mend. */
const obstacles: Readonly<Record<string, Obstacle>> = {
  channel_not_found: { what: 'channel gone' },
  is_archived: { what: 'archived' },
  is_inactive: { what: 'archived' },
  not_in_channel: { what: 'not a member' },
  restricted_action: { what: 'not allowed', needs: [] },
  restricted_action_read_only_channel: { what: 'not allowed', needs: [] },
  restricted_action_non_threadable_channel: { what: 'not allowed', needs: [] },
  restricted_action_thread_only_channel: { what: 'not allowed', needs: [] },
  restricted_action_thread_locked: { what: 'not allowed', needs: [] },
  message_not_found: { what: 'message gone' },
  cant_update_message: { what: 'message gone' },
  edit_window_closed: { what: 'message gone' },
  account_inactive: { what: 'removed' },
  token_revoked: { what: 'removed' },
  invalid_auth: { what: 'removed' },
}

/** Trouble on Slack's side, which passes. */
const passing = ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org', 'ratelimited', 'rate_limited']

/** Slack's own word for why it refused, or null. */
export function wordOf(error: unknown): string | null {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : null
}

/** What Slack says of a token that it does not take, or takes no more. */
const refusedTokens = ['invalid_auth', 'not_authed', 'not_allowed_token_type', 'account_inactive', 'token_revoked', 'token_expired', 'user_removed_from_team', 'team_disabled', 'no_permission', 'missing_scope']

/** Says whether Slack has refused the token itself: no second attempt would mend that. */
export function isRefusedToken(error: unknown): boolean {
  return refusedTokens.includes(wordOf(error) ?? '')
}

/** Reads an error of a request that shows a message. Whatever is no refusal was trouble on the way, and may have worked. */
export function refusedBy(error: unknown): Refused {
  if (error instanceof webApi.WebAPIRateLimitedError) return { what: 'later', afterMs: error.retryAfter * 1000 }
  const word = wordOf(error)
  if (word === null || passing.includes(word)) return { what: 'later', afterMs: 0 }
  const scope = scopeMissing(error)
  return { what: 'gone', why: scope === null ? obstacles[word] ?? { what: 'given up' } : { what: 'not allowed', needs: [scope] } }
}

/** The scope without which Slack refused, or null. */
export function scopeMissing(error: unknown): string | null {
  if (!(error instanceof webApi.WebAPIPlatformError) || error.data.error !== 'missing_scope') return null
  return String((error.data as { needed?: string }).needed)
}

/** What to write down of an error: for a scope that is missing, what to do about it. */
export function writtenDown(error: unknown): unknown {
  const scope = scopeMissing(error)
  return scope === null ? error : new Error(`Slack wants the scope ${scope}. Add it under OAuth & Permissions, then install Recall in the workspace again.`)
}
