/** Posts and edits the bot's messages in Slack's channels. */
import { webApi } from '@slack/bolt'
import { z } from 'zod'
import type { Bot } from '../../bot/bot.ts'
import type { Attempt, Sent, Surface, Turns } from '../../bot/ports.ts'
import type { Obstacle } from '../../engine/obstacle.ts'
import type { Channel } from '../../engine/round.ts'
import type { SlackMessage } from '../../render/slack.ts'
import { boundTo } from './bounded.ts'
import type { Installation } from './installation.ts'
import { instantOf } from './interaction.ts'
import { refusedBy, scopeMissing, wordOf, writtenDown, type Refused } from './refusals.ts'
import type { Render } from './render.ts'

/** What marks a message as the one with a certain key. */
const EVENT = 'recall_post'
/** So many messages are looked through for one that may have been posted: as many as Slack gives at once. */
const LOOKED_AT = 999
/** All calls for a message together; the bot waits for eight seconds at most. */
const SHOW_MS = 7000

/** Slack takes about fifty edits in a minute for a whole workspace. Open questions, which tell how many have answered, leave room for reveals: fifteen in a minute, six of them at once. */
const EDITS = { perSecond: 1 / 4, burst: 6 }

/** What the surface stands on. */
export interface Link {
  installation: Installation
  render: Render
  /** The store's, once it is known. */
  turns: () => Turns | null
  onTrouble: Bot['onTrouble']
}

export function slackSurface(link: Link): Surface {
  return {
    pace: null,
    longForms: true,
    post: (channel, card, attempt) => attempted(link, channel, async client => {
      const found = await findPosted(link, client, channel, attempt)
      const ts = found?.ts ?? await create(client, channel, await link.render(client, card), attempt.key)
      const shown = { outcome: 'shown' as const, message: ts, at: instantOf(ts), short: null }
      if (card.thread === undefined || (found?.reply_count ?? 0) > 0) return shown
      const refused = await openThread(link, client, channel, ts, card.thread)
      if (refused?.what === 'later' && found === null) return { outcome: 'later', afterMs: refused.afterMs, sent: true }
      return { ...shown, short: refused === null ? null : refused.what === 'gone' ? refused.why : { what: 'given up' } }
    }),
    edit: async (channel, message, card) => {
      const afterMs = card.kind === 'question' ? await link.turns()?.take({ ...EDITS, name: `slack-edits/${channel.home}` }, message, 1) ?? 0 : 0
      if (afterMs > 0) return { outcome: 'later', afterMs, sent: false }
      return await attempted(link, channel, async client => {
        await client.chat.update({ channel: channel.id, ts: message, ...await link.render(client, card) })
        return { outcome: 'shown', message, at: instantOf(message), short: null }
      })
    },
    obstacle: async channel => {
      const client = await link.installation.clientOf(channel.home)
      return client === null ? { what: 'removed' } : await obstacleIn(client, channel)
    },
  }
}

async function attempted({ installation, onTrouble }: Link, channel: Channel, show: (client: webApi.WebClient) => Promise<Sent>): Promise<Sent> {
  try {
    const client = await installation.clientOf(channel.home)
    return client === null ? { outcome: 'gone', why: { what: 'removed' } } : await show(boundTo(client, AbortSignal.timeout(SHOW_MS)))
  } catch (error) {
    const refused = refusedBy(error)
    if (refused.what === 'later') {
      onTrouble('Slack did not take a message; it is tried again', error)
      return { outcome: 'later', afterMs: refused.afterMs, sent: !(error instanceof webApi.WebAPIRateLimitedError) }
    }
    if (refused.why.what === 'given up' || scopeMissing(error) !== null) onTrouble('Slack refused a message for good', error)
    return { outcome: 'gone', why: refused.why }
  }
}

/** Nothing is shown of what an address in a message leads to. */
const plain = { unfurl_links: false, unfurl_media: false }

async function create(client: webApi.WebClient, { id }: Channel, message: SlackMessage, key: string): Promise<string> {
  const { ts } = await client.chat.postMessage({ channel: id, ...message, metadata: { event_type: EVENT, event_payload: { key } }, ...plain })
  if (ts === undefined) throw new Error('Slack did not say which message it made.')
  return ts
}

const history = z.object({ messages: z.array(z.object({ ts: z.string(), reply_count: z.int().optional(), metadata: z.object({ event_type: z.string().optional(), event_payload: z.object({ key: z.unknown() }).partial().optional() }).optional() })) })

type Found = z.infer<typeof history>['messages'][number]

/** Slack knows no post again by a key of ours: before each further attempt it is looked whether an earlier one got through. */
async function findPosted({ onTrouble }: Link, client: webApi.WebClient, { id }: Channel, { key, triedAt }: Attempt): Promise<Found | null> {
  if (triedAt === null) return null
  try {
    const { messages } = history.parse(await client.conversations.history({ channel: id, oldest: String((triedAt - 5000) / 1000), include_all_metadata: true, limit: LOOKED_AT }))
    return messages.find(({ metadata }) => metadata?.event_type === EVENT && metadata.event_payload?.key === key) ?? null
  } catch (error) {
    if (scopeMissing(error) === null) throw error
    onTrouble('a message may be posted twice', error)
    return null
  }
}

/**
 * A thread begins with its first message; gives what kept it from being written. Slack may want a second between two messages of a channel:
 * then the post is tried once more as a whole, and finds its message.
 */
async function openThread({ render, onTrouble }: Link, client: webApi.WebClient, { id }: Channel, ts: string, name: string): Promise<Refused | null> {
  try {
    await client.chat.postMessage({ channel: id, thread_ts: ts, ...await render(client, { kind: 'note', footer: name }), ...plain })
    return null
  } catch (error) {
    const refused = refusedBy(error)
    if (refused.what !== 'later' || refused.afterMs === 0) onTrouble('a thread could not be begun', error)
    return refused
  }
}

const known = z.object({ channel: z.object({ is_archived: z.boolean().default(false), is_member: z.boolean().default(false), is_im: z.boolean().default(false) }) })

async function obstacleIn(client: webApi.WebClient, { id }: Channel): Promise<Obstacle | null> {
  try {
    const { channel } = known.parse(await client.conversations.info({ channel: id }))
    if (channel.is_archived) return { what: 'archived' }
    return channel.is_member || channel.is_im ? null : { what: 'not a member' }
  } catch (error) {
    if (wordOf(error) === 'channel_not_found') return { what: 'not a member' }
    throw writtenDown(error)
  }
}
