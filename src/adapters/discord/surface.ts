/** Posts and edits the bot's messages in Discord's channels, with the bot's own token. */
import { createHash } from 'node:crypto'
import { ComponentType, RateLimitError, Routes, RESTJSONErrorCodes as Codes, SnowflakeUtil, type APIMessage, type ChannelType, type REST } from 'discord.js'
import type { Bot } from '../../bot/bot.ts'
import type { Card } from '../../bot/card.ts'
import type { Attempt, Sent, Surface } from '../../bot/ports.ts'
import type { Obstacle } from '../../engine/obstacle.ts'
import type { Channel } from '../../engine/round.ts'
import { oneLine } from '../../render/clean.ts'
import { findObstacle, missing, permissions, type Wanted } from './permissions.ts'
import { isRefusal, refusedBy } from './refusals.ts'
import type { Render, Rendered } from './send.ts'
import { timeOf } from './interaction.ts'
import { countWrites } from './writes.ts'

/** Discord knows a nonce again for "a few minutes"; after this it is looked instead. */
const NONCE_MS = 60_000
/** It is looked from so long before the first attempt: ids are of Discord's clock, and the own one may be ahead of it. */
const CLOCKS_DIFFER_MS = 60_000
/** A thread that nobody writes in goes to sleep after a day, in minutes. */
const THREAD_SLEEPS = 1440
/** All requests for a message together; the bot waits for eight seconds at most. */
const SHOW_MS = 7000
/** More messages at once would not be through in that time: Discord takes 50 requests a second. A rush of new ones leaves room for edits. */
const MOST_POSTS = 60
const MOST_EDITS = 40

/** What the surface stands on. `self` is Recall's own user id, `now` the store's time; `seen` the permissions that interactions of the last minute told of. */
export interface Link {
  rest: REST
  self: () => string
  now: () => number
  seen: (channel: Channel) => { bits: bigint, type: ChannelType } | null
  /** How long nothing may be posted, in milliseconds, because too many requests were refused. */
  restMs: () => Promise<number>
  onTrouble: Bot['onTrouble']
}

/** Discord takes fifty requests a second from one bot; some are left for what is asked of it besides. */
const PACE = { name: 'discord', perSecond: 40, burst: 20 }

export function discordSurface(link: Link, render: Render): Surface {
  const attempt = (channel: Channel, card: Card, show: Show) => countWrites(hasSent => attemptTo(link, channel, card, show, hasSent))
  const [posting, editing] = [limited(MOST_POSTS, attempt), limited(MOST_EDITS, attempt)]
  return {
    pace: PACE,
    longForms: false,
    post: (channel, card, made) => posting(channel, card, async (picture, signal) => {
      const rendered = await render(card, { private: false, picture })
      const message = await findPosted(link, channel, made, signal) ?? await create(link, channel, rendered, made.key, signal)
      return { outcome: 'shown', message: message.id, at: timeOf(message.id), short: card.thread === undefined ? null : await openThread(link, channel, message.id, card.thread, signal) }
    }),
    edit: (channel, message, card) => editing(channel, card, async (picture, signal) => {
      await change(link, channel, message, await render(card, { private: false, picture }), signal)
      return { outcome: 'shown', message, at: timeOf(message), short: null }
    }),
    obstacle: async (channel, posting) => {
      const [known, wanted] = [link.seen(channel), { ...posting, picture: false }]
      const isFine = known !== null && posting.mention === null && missing(known.bits, known.type, wanted).length === 0
      return isFine ? null : await obstacleIn(link, channel, wanted, AbortSignal.timeout(SHOW_MS))
    },
  }
}

type Show = (picture: boolean, signal: AbortSignal) => Promise<Sent>

/** So many at once; whoever comes meanwhile is told to come again, before anything is sent, when the others are through. */
function limited(most: number, attempt: (channel: Channel, card: Card, show: Show) => Promise<Sent>): typeof attempt {
  let showing = 0
  return async (channel, card, show) => {
    if (showing >= most) return { outcome: 'later', afterMs: 2000, sent: false }
    showing++
    try {
      return await attempt(channel, card, show)
    } finally {
      showing--
    }
  }
}

/** Tries to show a message; where only its picture is not allowed, it is shown without. */
async function attemptTo(link: Link, channel: Channel, card: Card, show: Show, hasSent: () => boolean): Promise<Sent> {
  const signal = AbortSignal.timeout(SHOW_MS)
  const restMs = await link.restMs()
  if (restMs > 0) return { outcome: 'later', afterMs: restMs, sent: false }
  try {
    return await show(true, signal)
  } catch (error) {
    const refused = refusedBy(error)
    if (refused.what === 'forbidden') return await forbidden(link, channel, card, show, signal)
    if (refused.what === 'gone') return gone(link, refused.why, error)
    link.onTrouble('Discord did not take a message; it is tried again', error)
    return { outcome: 'later', afterMs: refused.afterMs, sent: !(error instanceof RateLimitError) || hasSent() }
  }
}

/** Finds out why, and shows the message without its picture if that is all. What cannot be found out now is tried again. */
async function forbidden(link: Link, channel: Channel, card: Card, show: Show, signal: AbortSignal): Promise<Sent> {
  try {
    const why = await obstacleIn(link, channel, { thread: false, mention: null, picture: card.image !== undefined }, signal)
    if (why?.what !== 'not allowed' || why.needs.join() !== permissions.AttachFiles) return { outcome: 'gone', why: why ?? { what: 'not allowed', needs: [] } }
    const sent = await show(false, signal)
    return sent.outcome === 'shown' ? { ...sent, short: why } : sent
  } catch (error) {
    link.onTrouble('it could not be found out why Discord refused a message', error)
    return { outcome: 'later', afterMs: 0, sent: true }
  }
}

function gone(link: Link, why: Obstacle, error: unknown): Sent {
  if (why.what === 'given up') link.onTrouble('Discord refused a message for good', error)
  return { outcome: 'gone', why }
}

async function obstacleIn({ rest, self, now }: Link, { home, id }: Channel, wanted: Wanted, signal: AbortSignal): Promise<Obstacle | null> {
  const reader = { get: (route: `/${string}`) => rest.get(route, { signal }) }
  return await findObstacle(reader, { self: self(), guild: home, channel: id, at: now() }, wanted)
}

/** A new message; Discord gives the first one again for the same nonce. */
async function create({ rest }: Link, { id }: Channel, { body, files }: Rendered, key: string, signal: AbortSignal): Promise<APIMessage> {
  const components = body.components.map(one => one.type === ComponentType.Container ? { ...one, id: markOf(id, key) } : one)
  const marked = { ...body, components, nonce: digestOf(id, key).toString('base64url').slice(0, 25), enforce_nonce: true }
  return await rest.post(Routes.channelMessages(id), { body: marked, files, signal }) as APIMessage
}

/** The message of an earlier attempt that lies too far back for its nonce: it bears the mark of its key. */
async function findPosted({ rest, self, now }: Link, { id }: Channel, { key, triedAt }: Attempt, signal: AbortSignal): Promise<APIMessage | null> {
  if (triedAt === null || now() - triedAt < NONCE_MS) return null
  const after = SnowflakeUtil.generate({ timestamp: triedAt - CLOCKS_DIFFER_MS }).toString()
  const messages = await rest.get(Routes.channelMessages(id), { query: new URLSearchParams({ after, limit: '100' }), signal }) as APIMessage[]
  return messages.find(message => message.author.id === self() && (message.components ?? []).some(component => component.id === markOf(id, key))) ?? null
}

/** A number of a component that says which message this is. Discord keeps it as it is. */
function markOf(channel: string, key: string): number {
  return (digestOf(channel, key).readUInt32BE(28) >>> 1) | 1
}

/** Nonces hold for all messages of an author, whatever their channel. */
function digestOf(channel: string, key: string): Buffer {
  return createHash('sha256').update(`${channel}/${key}`).digest()
}

/** Edits a message; in a thread that has gone to sleep after waking it. */
async function change({ rest }: Link, { id }: Channel, message: string, { body, files }: Rendered, signal: AbortSignal): Promise<void> {
  const edit = () => rest.patch(Routes.channelMessage(id, message), { body, files, signal })
  try {
    await edit()
  } catch (error) {
    if (!isRefusal(error, Codes.InvalidActionOnArchivedThread)) throw error
    await rest.patch(Routes.channel(id), { body: { archived: false }, signal })
    await edit()
  }
}

/** Opens the thread below a message; says what kept it from being opened. In a thread there is none: that is where people talk. */
async function openThread(link: Link, channel: Channel, message: string, name: string, signal: AbortSignal): Promise<Obstacle | null> {
  try {
    await link.rest.post(Routes.threads(channel.id, message), { body: { name: oneLine(name.slice(0, 100)), auto_archive_duration: THREAD_SLEEPS }, signal })
    return null
  } catch (error) {
    if (isRefusal(error, Codes.ThreadAlreadyCreatedForMessage, Codes.CannotExecuteActionOnThisChannelType)) return null
    link.onTrouble('a thread could not be opened', error)
    if (refusedBy(error).what !== 'forbidden') return { what: 'given up' }
    return await obstacleIn(link, channel, { thread: true, mention: null, picture: false }, signal).catch(() => null) ?? { what: 'not allowed', needs: [] }
  }
}
