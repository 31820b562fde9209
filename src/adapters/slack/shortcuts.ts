/** Listens to the shortcuts, and completes what is typed in the forms that they open. */
import type { App, GlobalShortcut, MessageShortcut } from '@slack/bolt'
import { quizOn, suggestIn } from '../../bot/ask.ts'
import type { Bot } from '../../bot/bot.ts'
import { slackOption } from '../../render/slack.ts'
import { backToHome } from './back.ts'
import { instantOf, isDirect, placeOf } from './interaction.ts'
import { installedIn, stateOf, take, type Listening } from './receive.ts'

/** The `callback_id` of the shortcut from anywhere: look up a formula. */
const LOOK_UP = 'formula'
/** The `callback_id` of the shortcut on a message: quiz us on this. */
const QUIZ_THIS = 'quiz-this'

/** The longest that a command takes for an option of this kind. */
const LONGEST = 100

/** Has the app tell this bot of shortcuts, and ask it for what may be chosen. */
export function listenToShortcuts(app: App, link: Listening, bot: Bot): void {
  const { render, onTrouble } = link

  app.shortcut<GlobalShortcut>({ callback_id: LOOK_UP, type: 'shortcut' }, async ({ shortcut, ack, client, context }) => {
    const { user: { id: user, username: name }, action_ts: at, trigger_id: trigger } = shortcut
    const where = { team: installedIn(context), user, channel: null }
    const back = backToHome({ client, render, onTrouble, user, channel: null, ack: async () => await ack() }, trigger)
    await take(link, bot, { where, from: shortcut.team?.id, name, did: { type: 'press', press: 'ask:formula:' }, at: instantOf(at), key: [user, trigger] }, back)
  })

  app.shortcut<MessageShortcut>({ callback_id: QUIZ_THIS, type: 'message_action' }, async ({ shortcut, ack, client, context }) => {
    const { user: { id: user, name }, channel: { id: channel }, message: { text = '' }, action_ts: at, trigger_id: trigger } = shortcut
    const where = { team: installedIn(context), user, channel }
    const back = backToHome({ client, render, onTrouble, user, channel, ack: async () => await ack() }, trigger)
    await take(link, bot, { where, from: shortcut.team?.id, name, did: { type: 'press', press: quizOn(bot, text, isDirect(channel)) }, at: instantOf(at), key: [user, trigger] }, back)
  })

  app.options(/^/, async ({ options, ack, client, context }) => {
    const { press, channel } = stateOf(options.view?.private_metadata ?? '')
    const team = installedIn(context)
    if (!await link.isOurs(client, team, options.view?.app_installed_team_id ?? options.team?.id, channel)) return await ack({ options: [] })
    const found = await suggestIn(bot, { channel: placeOf({ team, user: options.user.id, channel }) }, press, options.action_id, options.value)
    await ack({ options: offered(found, options.value) })
  })
}

/** What may be chosen: the completions, and what was typed itself, because nothing else can be sent. */
function offered(found: readonly string[], typed: string) {
  const own = typed.trim()
  const all = own === '' || found.some(one => one.toLowerCase() === own.toLowerCase()) ? found : [...found, own]
  return all.filter(one => one.length <= LONGEST).map(one => slackOption(one, one))
}
