/** Listens to what people do on Slack. */
import type { App, BlockAction, Context, SlackViewAction, webApi } from '@slack/bolt'
import type { Bot } from '../../bot/bot.ts'
import { handle } from '../../bot/handle.ts'
import type { Deed, Reply } from '../../bot/ports.ts'
import { notes } from '../../bot/views/note.ts'
import { SLACK_FORM } from '../../render/slack-form.ts'
import { slackPress } from '../../render/press.ts'
import { answer, type Answering } from './answer.ts'
import { backToConversation, backToForm, backToHome, backToWindow, type Back } from './back.ts'
import { commandOf, instantOf, interactionOf, isDirect, type Whereabouts } from './interaction.ts'
import type { Origins } from './origins.ts'
import type { People } from './people.ts'

/** What listening stands on; `now` is the store's time, in milliseconds. */
export interface Listening extends Answering {
  people: People
  now: () => number
  isOurs: Origins
}

/**
 * Somebody's deed: `from` is the workspace that Slack names with it, `at` is Slack's time, `key` what makes it the same one again, `name` what
 * they are called if Slack cannot say.
 */
export interface Done {
  where: Whereabouts
  from: string | undefined
  name: string
  did: Deed
  at: number
  key: readonly string[]
}

/** Has the bot do it, and answers. */
export async function take(link: Listening, bot: Bot, done: Done, back: Back): Promise<void> {
  await answer(link, work(link, bot, done, back.client), back)
}

async function work(link: Listening, bot: Bot, { where, from, name, did, at, key }: Done, client: webApi.WebClient): Promise<Reply | null> {
  if (!await link.isOurs(client, where.team, from, where.channel)) return { to: 'person', card: notes.elsewhere }
  return await handle(bot, interactionOf(where, await link.people(client, where, name), did, at, key))
}

/** Has the app tell this bot of commands, presses and forms. */
export function listen(app: App, link: Listening, bot: Bot): void {
  const { render, onTrouble, now } = link

  app.command(/^\//, async ({ command, ack, respond, client, context }) => {
    const { user_id: user, channel_id: channel, trigger_id: trigger, user_name: name, team_id: from } = command
    const text = command.command === '/recall' ? command.text : `${command.command.slice(1)} ${command.text}`
    const back = backToConversation({ client, render, onTrouble, user, channel, ack }, { respond, trigger, carries: true, replaces: true })
    await take(link, bot, { where: { team: installedIn(context), user, channel }, from, name, did: commandOf(text), at: now(), key: [trigger] }, back)
  })

  app.action<BlockAction>(/^press-/, async ({ body, action, ack, respond, client, context }) => {
    const press = 'action_ts' in action ? slackPress(action as Parameters<typeof slackPress>[0]) : null
    const where = { team: installedIn(context), user: body.user.id, channel: body.channel?.id ?? null }
    const means = { client, render, onTrouble, user: where.user, channel: where.channel, ack: async () => await ack() }
    const back = body.view === undefined ? backToConversation(means, { respond, trigger: body.trigger_id, carries: false, replaces: isTheirs(body) })
      : body.view.type === 'home' ? backToHome(means, body.trigger_id) : backToWindow(means, body.view.id, body.trigger_id)
    const key = [where.user, action.action_ts, action.action_id, String(body.container['message_ts'] ?? body.container['view_id'])]
    await take(link, bot, { where, from: body.view?.app_installed_team_id ?? body.team?.id, name: body.user.username, did: { type: 'press', press: press ?? '' }, at: instantOf(action.action_ts), key }, back)
  })

  app.view<SlackViewAction>(SLACK_FORM, async ({ body, view, ack, client, context }) => {
    const { press, channel } = stateOf(view.private_metadata)
    const where = { team: installedIn(context), user: body.user.id, channel }
    const did: Deed = { type: 'submit', press, values: valuesOf(view.state.values) }
    const back = backToForm({ client, render, onTrouble, user: where.user, channel, ack: ack as (body?: object) => Promise<void> }, view.id)
    await take(link, bot, { where, from: view.app_installed_team_id ?? body.team?.id, name: body.user.name, did, at: now(), key: [view.id, view.hash] }, back)
  })
}

/** The workspace in which Recall is installed, as the installation has told Bolt. */
export function installedIn({ teamId = '' }: Context): string {
  return teamId
}

/** Says whether only the person who pressed sees the message pressed on. */
function isTheirs({ container, channel }: BlockAction): boolean {
  return container['is_ephemeral'] === true || (channel !== undefined && isDirect(channel.id))
}

/** What a form's view carries: its press, and where it was opened. */
export function stateOf(metadata: string): { press: string, channel: string | null } {
  const at = metadata.indexOf(' ')
  return at < 0 ? { press: metadata, channel: null } : { press: metadata.slice(0, at), channel: metadata.slice(at + 1) }
}

type Filled = Record<string, Record<string, { value?: string | null | undefined, selected_option?: { value: string } | null | undefined, selected_conversations?: string[] | undefined, selected_users?: string[] | undefined }>>

/** What was filled in, by the names of the fields. */
function valuesOf(values: Filled): Record<string, string[]> {
  return Object.fromEntries(Object.values(values).flatMap(block => Object.entries(block).map(([name, one]) => {
    const many = one.selected_conversations ?? one.selected_users
    const single = one.selected_option?.value ?? one.value
    return [name, many ?? (single == null ? [] : [single])]
  })))
}
