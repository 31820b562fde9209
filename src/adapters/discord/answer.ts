/** Answers interactions: within three seconds, whatever else is slow, and never twice. */
import { setTimeout as sleep } from 'node:timers/promises'
import { InteractionContextType, InteractionResponseType as Response, MessageFlags, Routes, RESTJSONErrorCodes as Codes, type APIInteraction, type REST } from 'discord.js'
import type { Bot } from '../../bot/bot.ts'
import { handle, replyTo } from '../../bot/handle.ts'
import type { Reply } from '../../bot/ports.ts'
import { notes } from '../../bot/views/note.ts'
import type { Meter } from '../../ops/meter.ts'
import { discordForm } from '../../render/discord-form.ts'
import { interactionOf, type Asked } from './interaction.ts'
import { isRefusal } from './refusals.ts'
import type { Render, Rendered } from './send.ts'

/** Whoever has not answered by then says that the answer is on its way; a form cannot follow that, so it gets longer. */
const PATIENCE_MS = 1500
const FORM_PATIENCE_MS = 2300
/** Nothing that arrives later than this is of use. */
const REQUEST_MS = 5000

/** What answering stands on. */
export interface Answering {
  /** The guilds in which Recall is a member. */
  here: ReadonlySet<string>
  rest: REST
  render: Render
  meter: Meter
  onTrouble: Bot['onTrouble']
}

/** Does what somebody asked for and answers, whatever goes wrong meanwhile. Rejects only where the interaction cannot be read. */
export async function answer(link: Answering, bot: Bot, raw: Asked): Promise<void> {
  const receivedAt = performance.now()
  const interaction = interactionOf(raw, link.here)
  const work = handle(bot, interaction).then(async reply => reply === null ? null : await prepared(link, raw, reply))
  const to = replyTo(interaction)
  const first = await Promise.race([work, sleep(to === 'form' ? FORM_PATIENCE_MS : PATIENCE_MS, 'slow' as const, { ref: false })])
  if (first === null) return
  if (first !== 'slow') return await respond(link, raw, first, receivedAt)
  if (to === 'form') return await respond(link, raw, await responseOf(link, raw, { to: 'person', card: notes.slow }), receivedAt)
  await respond(link, raw, deferral(raw, to), receivedAt)
  const late = await work
  if (late !== null && late.rendered !== null) await fillIn(link, raw, late.rendered)
}

/** The response of a reply; a sentence where that cannot be made. */
async function prepared(link: Answering, raw: Asked, reply: Reply): Promise<Prepared> {
  try {
    return await responseOf(link, raw, reply)
  } catch (error) {
    link.onTrouble('an answer could not be written', error)
    return await responseOf(link, raw, { to: 'person', card: notes.unwritten })
  }
}

/** A response as Discord takes it, and the message in it, if it is one. */
interface Prepared {
  type: Response
  data: object
  files: Rendered['files']
  rendered: Rendered | null
}

async function responseOf({ render }: Answering, raw: Asked, reply: Reply): Promise<Prepared> {
  if (reply.to === 'form') return { type: Response.Modal, data: discordForm(reply.form), files: [], rendered: null }
  const alone = isAlone(raw, reply.to)
  const rendered = await render(reply.card, { private: alone && !isDirect(raw), picture: true })
  return { type: alone ? Response.ChannelMessageWithSource : Response.UpdateMessage, data: rendered.body, files: rendered.files, rendered }
}

/** Says whether the answer is a message of its own, for one person. A message that all see is no place for what one of them asked. */
function isAlone(raw: Asked, to: 'person' | 'message'): boolean {
  const isTheirs = isDirect(raw) || (Number(raw.message?.flags ?? 0) & MessageFlags.Ephemeral) !== 0
  return to === 'person' || !isTheirs
}

/** Says whether only this person and Recall are there: answers need not vanish with the next start of the client. */
function isDirect({ context }: Asked): boolean {
  return context === InteractionContextType.BotDM
}

/** Says that the answer is on its way. Whether it will be private is fixed with this. */
function deferral(raw: Asked, to: 'person' | 'message'): Prepared {
  const type = isAlone(raw, to) ? Response.DeferredChannelMessageWithSource : Response.DeferredMessageUpdate
  return { type, data: isDirect(raw) ? {} : { flags: MessageFlags.Ephemeral }, files: [], rendered: null }
}

/** Answers. Where another process has promised the answer already, it is put there. */
async function respond(link: Answering, raw: Asked, { type, data, files, rendered }: Prepared, receivedAt: number): Promise<void> {
  const delivered = await deliver(link, raw, { body: { type, data }, files }, receivedAt)
  if (delivered === 'before' && rendered !== null) await fillIn(link, raw, rendered)
}

/** Sends a response and says what became of it: `before` is one that was given already, by another process or in a request that was thought lost. */
export async function deliver({ rest, meter, onTrouble }: Answering, { id, token }: Pick<APIInteraction, 'id' | 'token'>, response: { body: object, files?: Rendered['files'] }, receivedAt: number): Promise<'now' | 'before' | 'not'> {
  try {
    await rest.post(Routes.interactionCallback(id, token), { ...response, auth: false, signal: AbortSignal.timeout(REQUEST_MS) })
    meter.acknowledged('discord', performance.now() - receivedAt)
    return 'now'
  } catch (error) {
    const isBefore = isRefusal(error, Codes.InteractionHasAlreadyBeenAcknowledged)
    const isLate = isRefusal(error, Codes.UnknownInteraction)
    if (isBefore) meter.acknowledged('discord', performance.now() - receivedAt)
    else onTrouble(isLate ? 'an answer came too late for Discord' : 'an answer could not be delivered', error)
    if (isLate) meter.late('discord')
    return isBefore ? 'before' : 'not'
  }
}

/** Puts the answer where it was promised. */
async function fillIn({ rest, onTrouble }: Answering, { application_id: application, token }: Asked, { body, files }: Rendered): Promise<void> {
  try {
    await rest.patch(Routes.webhookMessage(application, token, '@original'), { body, files, auth: false, signal: AbortSignal.timeout(REQUEST_MS) })
  } catch (error) {
    onTrouble('a promised answer could not be delivered', error)
  }
}
