/** Whether a round may start now: where, who, how soon after the last one, and not in quiet hours. */
import { dateAt, instantOf, zoned } from './zone.ts'

/** What a group allows. `channels` are the platform's own ids, none means everywhere; times are HH:MM. */
export interface Rules {
  channels: readonly string[]
  starters: 'everyone' | 'admins'
  coolDownSeconds: number
  quiet: { from: string, to: string } | null
}

/** Who wants to start a round where and when; `endedAt` is when the last one of that channel ended. */
export interface Start {
  channel: string
  admin: boolean
  at: number
  endedAt: number | null
}

/** Why a round may not start, and from when or where it may. */
export type Refusal =
  | { why: 'channel', channels: readonly string[] }
  | { why: 'starter' }
  | { why: 'quiet', until: number }
  | { why: 'cool-down', until: number }

/** Why this round may not start, or null. An admin may always start one. */
export function refusalOf(rules: Rules, zone: string, { channel, admin, at, endedAt }: Start): Refusal | null {
  if (admin) return null
  if (rules.channels.length > 0 && !rules.channels.includes(channel)) return { why: 'channel', channels: rules.channels }
  if (rules.starters === 'admins') return { why: 'starter' }
  if (rules.quiet !== null && isQuiet(rules.quiet, at, zone)) return { why: 'quiet', until: nextTime(rules.quiet.to, at, zone) }
  const until = (endedAt ?? -Infinity) + rules.coolDownSeconds * 1000
  return at < until ? { why: 'cool-down', until } : null
}

/** Says whether the local time lies in the quiet hours, which may go past midnight. */
function isQuiet({ from, to }: { from: string, to: string }, at: number, zone: string): boolean {
  const time = zoned(at, zone).toPlainTime().toString().slice(0, 5)
  return from <= to ? from <= time && time < to : time >= from || time < to
}

/** The next instant at which the local clock shows this time. */
function nextTime(time: string, at: number, zone: string): number {
  const today = dateAt(at, zone)
  const tomorrow = Temporal.PlainDate.from(today).add({ days: 1 }).toString()
  const first = instantOf(today, time, zone)
  return first > at ? first : instantOf(tomorrow, time, zone)
}
