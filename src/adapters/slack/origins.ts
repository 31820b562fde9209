/** Which workspace something comes from: the one in which Recall is installed, one that shares the channel with it, or another. */
import type { webApi } from '@slack/bolt'
import { z } from 'zod'

const answer = z.object({ channel: z.object({ is_member: z.boolean().default(false) }) })
const MOST = 10_000

/**
 * Says whether something that names the workspace `told` belongs to the installation of `team`: Slack may name a person's own workspace in a
 * channel that several share, and brings what is done in every workspace that has the app. A channel that Recall is in is its own.
 */
export type Origins = (client: webApi.WebClient, team: string, told: string | undefined, channel: string | null) => Promise<boolean>

export function openOrigins(): Origins {
  const shared = new Set<string>()
  return async (client, team, told, channel) => {
    if (told === undefined || told === team) return true
    if (channel === null || shared.has(channel)) return channel !== null
    const isMember = await client.conversations.info({ channel }).then(known => answer.parse(known).channel.is_member, () => false)
    if (isMember && shared.size < MOST) shared.add(channel)
    return isMember
  }
}
