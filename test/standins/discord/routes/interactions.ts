/** Answers to what people do: the first within 3 seconds, and then for 15 minutes by the interaction's token. */
import { z } from 'zod'
import { EPHEMERAL, modalProblems } from '../bodies.ts'
import { changeThread } from '../guilds.ts'
import type { Interaction } from '../interactions.ts'
import { checkDraft, deleteMessage, editMessage, writeMessage } from '../messages.ts'
import { has, permissionsIn } from '../permissions.ts'
import { parsed, refuse, refuseProblems, threadArchived, unknownChannel, unknownMessage } from '../refusal.ts'
import type { Answer, Request, Route } from '../rest.ts'
import type { State } from '../state.ts'
import { apiMessage } from '../wire-message.ts'
import type { Channel, Json, Message } from '../world.ts'

const TOKEN_LIVES = 15 * 60_000
const FIRST_ANSWER_WITHIN = 3000
const MOST_FOLLOW_UPS = 5

export function interactionRoutes(state: State): Route[] {
  const original = '/webhooks/:application/:token/messages/:message'
  const open = (method: Route['method'], path: string, handle: Route['handle']): Route => ({ method, path, open: true, handle })
  return [
    open('POST', '/interactions/:interaction/:token/callback', request => firstAnswer(state, request)),
    { ...open('POST', '/webhooks/:application/:token', request => followUp(state, request)), limited: true },
    { ...open('GET', original, request => ({ status: 200, body: apiMessage(state, answered(state, request).message) })), limited: true },
    { ...open('PATCH', original, request => change(state, request)), limited: true },
    { ...open('DELETE', original, request => remove(state, request)), limited: true },
  ]
}

/** Which kinds of answers each kind of interaction takes. */
function kindsFor({ type, source }: Interaction): number[] {
  if (type === 4) return [8]
  if (type === 3) return [4, 5, 6, 7, 9]
  if (type === 5) return source === null ? [4, 5] : [4, 5, 6, 7]
  return [4, 5, 9]
}

function firstAnswer(state: State, request: Request): Answer {
  const { params, body, query } = request
  const interaction = state.interactions.byId.get(params['interaction'] ?? '')
  if (interaction === undefined || interaction.token !== params['token']) return refuse(404, 10_062, 'Unknown interaction')
  if (interaction.acknowledged !== null) refuse(400, 40_060, 'Interaction has already been acknowledged.')
  if (state.now() - interaction.createdAt > FIRST_ANSWER_WITHIN) refuse(404, 10_062, 'Unknown interaction')
  const kinds = kindsFor(interaction)
  const { type, data } = parsed(z.looseObject({ type: z.literal(kinds), data: z.looseObject({}).nullish() }), body)
  answers[type]?.(state, interaction, { ...request, body: data ?? {} })
  return query.get('with_response') === 'true' ? { status: 200, body: responseOf(state, interaction, type) } : { status: 204 }
}

function acknowledge(interaction: Interaction, type: number, alone: boolean): void {
  interaction.acknowledged = { type, private: alone, latencyMs: performance.now() - interaction.deliveredAt }
}

const answers: Record<number, (state: State, interaction: Interaction, request: Request) => void> = {
  4: (state, interaction, draft) => {
    checkDraft(draft)
    const alone = isPrivate(interaction, draft.body)
    const channel = channelFor(state, interaction, alone)
    interaction.original = writeMessage(state, channel, draft, { interaction, visibleTo: alone ? interaction.userId : null })
    acknowledge(interaction, 4, alone)
    interaction.settle({ kind: 'message', message: interaction.original })
  },
  5: (state, interaction, { body }) => {
    const alone = isPrivate(interaction, body)
    interaction.original = writeMessage(state, channelFor(state, interaction, alone), null, { interaction, visibleTo: alone ? interaction.userId : null })
    acknowledge(interaction, 5, alone)
  },
  6: (_state, interaction) => {
    interaction.original = interaction.source
    acknowledge(interaction, 6, interaction.source?.visibleTo != null)
    interaction.settle({ kind: 'none' })
  },
  7: (state, interaction, draft) => {
    const message = interaction.source
    if (message === null || message.deleted) return unknownMessage()
    editMessage(state, message, draft)
    interaction.original = message
    acknowledge(interaction, 7, message.visibleTo !== null)
    interaction.settle({ kind: 'update', message })
  },
  8: (_state, interaction, { body }) => {
    const { choices } = parsed(choicesBody, body)
    acknowledge(interaction, 8, true)
    interaction.settle({ kind: 'choices', choices })
  },
  9: (_state, interaction, { body }) => {
    refuseProblems(modalProblems(body).map(problem => ({ ...problem, path: ['data', ...problem.path] })))
    acknowledge(interaction, 9, true)
    interaction.settle({ kind: 'modal', modal: { customId: String(body['custom_id']), title: String(body['title']), components: body['components'] as Json[], from: interaction } })
  },
}

const choicesBody = z.looseObject({ choices: z.array(z.looseObject({ name: z.string().min(1).max(100), value: z.union([z.string().max(100), z.number()]) })).max(25) })

function isPrivate({ forcedPrivate }: Interaction, body: Json): boolean {
  return forcedPrivate || (Number(body['flags'] ?? 0) & EPHEMERAL) !== 0
}

/** A public answer reopens an archived thread, and is refused in a locked one (discord/discord-api-docs, issue 7707). */
function channelFor(state: State, { channelId }: Interaction, alone: boolean): Channel {
  const channel = state.world.channels.get(channelId) ?? unknownChannel()
  if (!alone && channel.thread?.archived === true) {
    if (channel.thread.locked && !has(permissionsIn(state.world, channel, state.world.bot.id, state.now()), 'ManageThreads')) refuse(403, 50_083, 'Thread is archived')
    changeThread(state, channel, { archived: false })
  }
  return channel
}

function responseOf(state: State, interaction: Interaction, type: number): Json {
  const message = [4, 5, 7].includes(type) ? interaction.original : null
  return {
    interaction: { id: interaction.id, type: interaction.type, ...(message !== null && { response_message_id: message.id, response_message_loading: message.loading, response_message_ephemeral: message.visibleTo !== null }), channel_id: interaction.channelId, ...(interaction.guildId !== null && { guild_id: interaction.guildId }) },
    resource: { type, ...(message !== null && { message: apiMessage(state, message) }) },
  }
}

/** Before the first answer a token is unknown (404), after 15 minutes invalid (401): discord/discord-api-docs, issue 6851. */
function byToken(state: State, { params }: Request): Interaction {
  const interaction = state.interactions.byToken.get(params['token'] ?? '')
  if (interaction === undefined || state.now() - interaction.createdAt > TOKEN_LIVES) return refuse(401, 50_027, 'Invalid Webhook Token')
  return interaction.acknowledged === null ? refuse(404, 10_015, 'Unknown Webhook') : interaction
}

function answered(state: State, request: Request): { interaction: Interaction, message: Message } {
  const interaction = byToken(state, request)
  const id = request.params['message']
  const message = id === '@original' ? interaction.original : interaction.messages.find(one => one.id === id) ?? null
  return message === null || message.deleted ? unknownMessage() : { interaction, message }
}

function change(state: State, request: Request): Answer {
  const { interaction, message } = answered(state, request)
  edited(state, interaction, message, request)
  return { status: 200, body: apiMessage(state, message) }
}

function edited(state: State, interaction: Interaction, message: Message, request: Request): void {
  const first = message.loading
  const channel = state.world.channels.get(message.channelId)
  if (message.visibleTo === null && channel?.thread?.archived === true && channel.thread.locked) threadArchived()
  editMessage(state, message, request)
  if (first) interaction.settle({ kind: 'message', message })
}

function remove(state: State, request: Request): Answer {
  const { interaction, message } = answered(state, request)
  deleteMessage(state, message)
  if (message.loading) interaction.settle({ kind: 'none' })
  return { status: 204 }
}

/** The first follow-up of a deferred answer fills it, as documented. Where only the person has the app, five are the most. */
function followUp(state: State, request: Request): Answer {
  const interaction = byToken(state, request)
  const waiting = interaction.original?.loading === true ? interaction.original : null
  if (waiting !== null) {
    edited(state, interaction, waiting, request)
    return { status: 200, body: apiMessage(state, waiting) }
  }
  if (interaction.userInstalledOnly && interaction.followUps.length >= MOST_FOLLOW_UPS) refuse(400, 40_094, 'This interaction has hit the maximum number of follow up messages.')
  checkDraft(request)
  const alone = isPrivate(interaction, request.body)
  const message = writeMessage(state, channelFor(state, interaction, alone), request, { interaction, visibleTo: alone ? interaction.userId : null })
  interaction.followUps.push(message)
  return { status: 200, body: apiMessage(state, message) }
}
