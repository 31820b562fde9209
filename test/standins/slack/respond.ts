/**
 * What an app says through a response_url, or with its acknowledgement of a command. That an answer to a press without
 * `response_type` and `replace_original` replaces the message is seen in the wild, not documented; after a command there is
 * nothing to replace, and a new message comes (slackapi/bolt-python, issue 1268). A refusal has status 404.
 */
import { RESPONSE_MS, RESPONSE_USES, type Interaction } from './interactions.ts'
import { contentOf, deleteMessage, editMessage, writeMessage } from './messages.ts'
import { refusalOf, refuse } from './refusal.ts'
import type { State } from './state.ts'
import type { Answer } from './web.ts'
import type { Json } from './world.ts'

const isOn = (value: unknown): boolean => value === true || value === 'true'

/** Takes a POST to a response_url; `rest` is its path. */
export function respond(state: State, rest: string, body: Buffer): Answer {
  try {
    const interaction = state.interactions.byResponse.get(rest.split('/').at(-1) ?? '') ?? refuse('invalid_url')
    if (state.now() > interaction.createdAt + RESPONSE_MS) refuse('expired_url')
    if (interaction.responseUses >= RESPONSE_USES) refuse('used_url')
    interaction.responseUses += 1
    say(state, interaction, JSON.parse(body.toString()) as Json)
    return { status: 200, body: { ok: true } }
  } catch (error) {
    return { status: 404, body: refusalOf(error) ?? { ok: false, error: 'invalid_payload' } }
  }
}

/** Writes what an answer says; ends with a refusal when it cannot be shown. */
export function say(state: State, interaction: Interaction, body: Json): void {
  const { source, channel, user } = interaction
  if (source !== null && isOn(body['delete_original'])) return deleteMessage(state, source)
  const content = contentOf(state, body)
  if ((content.text ?? '') === '' && (content.blocks ?? []).length === 0) refuse('no_text')
  const replaces = source !== null && (body['replace_original'] === undefined ? body['response_type'] === undefined : isOn(body['replace_original']))
  if (replaces) return editMessage(state, source, content)
  if (channel === null) return refuse('channel_not_found')
  const message = writeMessage(state, channel, content, { visibleTo: body['response_type'] === 'in_channel' ? null : user.id, threadTs: body['thread_ts'] == null ? null : String(body['thread_ts']) })
  interaction.messages.push(message)
  state.changes.tell()
}
