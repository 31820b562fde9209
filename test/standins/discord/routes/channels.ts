/** Channels, their messages and their threads, with what the bot may do in each. */
import { checkDraft, deleteMessage, editMessage, writeMessage } from '../messages.ts'
import { changeThread, newThread } from '../guilds.ts'
import { has, permissionsIn, type Permission } from '../permissions.ts'
import { missingAccess, missingPermissions, parsed, refuse, threadArchived, unknownChannel, unknownMessage } from '../refusal.ts'
import type { Answer, Request, Route } from '../rest.ts'
import { z } from 'zod'
import type { State } from '../state.ts'
import { apiMessage } from '../wire-message.ts'
import { apiChannel } from '../wire.ts'
import { publicMessages, type Channel, type Message } from '../world.ts'

export function channelRoutes(state: State): Route[] {
  const messages = '/channels/:channel/messages'
  const recent = new Map<string, { message: Message, at: number }>()
  return [
    { method: 'GET', path: '/channels/:channel', handle: request => ({ status: 200, body: apiChannel(state.world, seenBy(state, request)) }) },
    { method: 'PATCH', path: '/channels/:channel', handle: request => changeChannel(state, request) },
    { method: 'GET', path: messages, handle: request => ({ status: 200, body: listed(state, request) }) },
    { method: 'POST', path: messages, limited: true, handle: request => post(state, request, recent) },
    { method: 'GET', path: `${messages}/:message`, handle: request => ({ status: 200, body: apiMessage(state, messageOf(state, need(state, request, ['ReadMessageHistory']), request)) }) },
    { method: 'PATCH', path: `${messages}/:message`, limited: true, handle: request => edit(state, request) },
    { method: 'DELETE', path: `${messages}/:message`, limited: true, handle: request => remove(state, request) },
    { method: 'POST', path: `${messages}/:message/threads`, limited: true, handle: request => startThread(state, request) },
  ]
}

/** The channel of a request, when the bot sees it. */
function seenBy({ world, now }: State, { params }: Request): Channel {
  const channel = world.channels.get(params['channel'] ?? '') ?? unknownChannel()
  if (!has(permissionsIn(world, channel, world.bot.id, now()), 'ViewChannel')) missingAccess()
  return channel
}

/** The channel of a request, when the bot may do this there. */
function need(state: State, request: Request, permissions: readonly Permission[]): Channel {
  const channel = seenBy(state, request)
  const { world } = state
  const mine = permissionsIn(world, channel, world.bot.id, state.now())
  if (permissions.some(one => !has(mine, one))) missingPermissions()
  return channel
}

function messageOf({ world }: State, channel: Channel, { params }: Request): Message {
  const message = world.messages.get(params['message'] ?? '')
  if (message === undefined || message.deleted || message.channelId !== channel.id || message.visibleTo !== null) return unknownMessage()
  return message
}

function sendingOf(state: State, { params, uploads }: Request): Permission[] {
  const thread = state.world.channels.get(params['channel'] ?? '')?.thread ?? null
  return [thread === null ? 'SendMessages' : 'SendMessagesInThreads', ...(uploads.length > 0 ? ['AttachFiles' as const] : [])]
}

/**
 * A nonce whose message was deleted answers that it is unknown (discord/discord-api-docs, pull request 6647). That a locked
 * thread answers 403 with 160005 is a guess; the number is documented.
 */
function post(state: State, request: Request, recent: Map<string, { message: Message, at: number }>): Answer {
  const channel = need(state, request, sendingOf(state, request))
  const { body, uploads } = request
  const person = channel.guildId === null ? channel.recipients.find(one => one !== state.world.bot.id) : undefined
  if (person !== undefined && state.world.users.get(person)?.takesMessages === false) refuse(403, 50007, 'Cannot send messages to this user')
  checkDraft({ body, uploads })
  const key = body['enforce_nonce'] === true && body['nonce'] != null ? String(body['nonce']) : null
  const before = key === null ? undefined : recent.get(key)
  if (before !== undefined && state.now() - before.at < state.nonceWindowMs) return { status: 200, body: apiMessage(state, before.message.deleted ? unknownMessage() : before.message) }
  if (channel.thread?.archived === true && channel.thread.locked && !has(permissionsIn(state.world, channel, state.world.bot.id, state.now()), 'ManageThreads')) refuse(403, 160_005, 'Thread is locked')
  if (channel.thread?.archived === true) changeThread(state, channel, { archived: false })
  const message = writeMessage(state, channel, { body, uploads })
  if (body['nonce'] != null) recent.set(String(body['nonce']), { message, at: state.now() })
  return { status: 200, body: apiMessage(state, message) }
}

function edit(state: State, request: Request): Answer {
  const channel = seenBy(state, request)
  const message = messageOf(state, channel, request)
  if (request.uploads.length > 0) need(state, request, ['AttachFiles'])
  if (channel.thread?.archived === true) threadArchived()
  editMessage(state, message, request)
  return { status: 200, body: apiMessage(state, message) }
}

function remove(state: State, request: Request): Answer {
  const channel = seenBy(state, request)
  const message = messageOf(state, channel, request)
  if (channel.thread?.archived === true) threadArchived()
  deleteMessage(state, message)
  return { status: 204 }
}

/** `limit` 1 to 100, by default 50; newest first. Without ReadMessageHistory Discord gives an empty list. */
function listed(state: State, request: Request): unknown[] {
  const channel = seenBy(state, request)
  if (!has(permissionsIn(state.world, channel, state.world.bot.id, state.now()), 'ReadMessageHistory')) return []
  const id = z.string().regex(/^\d{1,20}$/).transform(BigInt).optional()
  const query = parsed(z.object({ limit: z.coerce.number().int().min(1).max(100).default(50), before: id, after: id }), Object.fromEntries(request.query))
  const fitting = publicMessages(channel).filter(({ id: own }) => (query.before === undefined || BigInt(own) < query.before) && (query.after === undefined || BigInt(own) > query.after))
  const page = query.after === undefined ? fitting.slice(-query.limit) : fitting.slice(0, query.limit)
  return page.toReversed().map(message => apiMessage(state, message))
}

const threadBody = z.looseObject({ name: z.string().min(1).max(100), auto_archive_duration: z.literal([60, 1440, 4320, 10_080]).nullish() })

function startThread(state: State, request: Request): Answer {
  const channel = need(state, request, ['CreatePublicThreads'])
  const message = messageOf(state, channel, request)
  if (channel.guildId === null || channel.thread !== null) refuse(400, 50024, 'Cannot execute action on this channel type')
  const { name, auto_archive_duration: minutes } = parsed(threadBody, request.body)
  if (message.thread !== null) refuse(400, 160_004, 'A thread has already been created for this message')
  message.thread = message.id
  return { status: 201, body: apiChannel(state.world, newThread(state, channel, { id: message.id, name, ownerId: state.world.bot.id, autoArchiveMinutes: minutes ?? 1440 })) }
}

const changeBody = z.looseObject({ archived: z.boolean().optional(), locked: z.boolean().optional(), name: z.string().min(1).max(100).optional() })

/** Only threads can be changed here. Reopening what is locked takes Manage Threads; the bot may archive and lock its own. */
function changeChannel(state: State, request: Request): Answer {
  const channel = seenBy(state, request)
  const { thread } = channel
  if (thread === null) return missingPermissions()
  const { archived, locked, name } = parsed(changeBody, request.body)
  const mine = permissionsIn(state.world, channel, state.world.bot.id, state.now())
  const reopens = archived === false && !thread.locked && locked !== true
  const own = thread.ownerId === state.world.bot.id && !thread.locked
  if (!has(mine, 'ManageThreads') && !own && !(reopens && has(mine, 'SendMessagesInThreads'))) missingPermissions()
  if (thread.archived && archived !== false) threadArchived()
  if (name !== undefined) channel.name = name
  changeThread(state, channel, { ...(archived !== undefined && { archived }), ...(locked !== undefined && { locked }) })
  return { status: 200, body: apiChannel(state.world, channel) }
}
