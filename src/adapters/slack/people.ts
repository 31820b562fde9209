/** What Slack tells of people: their names, whether they are admins, their language. Asked for once in a while. */
import { setTimeout as sleep } from 'node:timers/promises'
import { webApi } from '@slack/bolt'
import { z } from 'zod'
import type { Bot } from '../../bot/bot.ts'

export interface Profile {
  name: string
  /** An admin or an owner of the workspace in which Recall is installed. */
  isAdmin: boolean
  /** A BCP 47 tag. */
  locale: string
}

/** No answer of anybody's waits longer for that. */
const PATIENCE_MS = 1000
const KEPT_MS = 5 * 60_000
const MOST = 10_000

const answer = z.object({
  user: z.object({
    name: z.string().default(''), real_name: z.string().default(''), locale: z.string().default('en'), is_admin: z.boolean().default(false), is_owner: z.boolean().default(false),
    team_id: z.string().optional(), enterprise_user: z.object({ teams: z.array(z.string()).default([]) }).default({ teams: [] }),
    profile: z.object({ display_name: z.string().default('') }).default({ display_name: '' }),
  }),
})

/** Asks for a person, as the workspace `team` knows them, or remembers; one that Slack cannot tell of within a second is nobody's admin and goes by `fallback`, or where that is empty by the name that is known. */
export type People = (client: webApi.WebClient, who: { team: string, user: string }, fallback: string) => Promise<Profile>

export function openPeople(onTrouble: Bot['onTrouble']): People {
  const known = new Map<string, { profile: Profile, at: number }>()
  const asking = new Map<string, Promise<Profile | null>>()
  let quietUntil = 0
  return async (client, { team, user }, fallback) => {
    const key = `${team} ${user}`
    const one = known.get(key)
    if (one !== undefined && performance.now() - one.at < KEPT_MS) return one.profile
    const asked = asking.get(key) ?? (performance.now() < quietUntil ? null : ask(client, team, user, fallback).catch(failed).finally(() => asking.delete(key)))
    if (asked !== null) asking.set(key, asked)
    return await Promise.race([asked, sleep(PATIENCE_MS, null, { ref: false })]) ?? one?.profile ?? { name: fallback, isAdmin: false, locale: 'en' }
  }

  /** Slack may want to be left alone for a while: asking all the same would make that longer. */
  function failed(error: unknown): null {
    if (error instanceof webApi.WebAPIRateLimitedError) quietUntil = performance.now() + error.retryAfter * 1000
    onTrouble('Slack could not tell who somebody is', error)
    return null
  }

  async function ask(client: webApi.WebClient, team: string, user: string, fallback: string): Promise<Profile> {
    const key = `${team} ${user}`
    const profile = profileOf(answer.parse(await client.users.info({ user, include_locale: true })), team, fallback)
    known.delete(key)
    known.set(key, { profile, at: performance.now() })
    const [oldest] = known.keys()
    if (known.size > MOST && oldest !== undefined) known.delete(oldest)
    return profile
  }
}

/** Who shares a channel may be an admin of a workspace of their own. In an organisation a person is in several, one of which is theirs in `team_id`. */
function profileOf({ user: { name, real_name: real, locale, is_admin: admin, is_owner: owner, team_id: own = '', enterprise_user: { teams }, profile } }: z.infer<typeof answer>, team: string, fallback: string): Profile {
  return { name: [profile.display_name, real, name, fallback].find(one => one !== '') ?? '', isAdmin: (admin || owner) && [own, ...teams].includes(team), locale }
}
