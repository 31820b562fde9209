/** Shows the App Home whenever somebody opens it. */
import type { App } from '@slack/bolt'
import type { Bot } from '../../bot/bot.ts'
import { homeCards } from '../../bot/home.ts'
import { slackHome } from '../../render/slack-view.ts'
import { instantOf, situation } from './interaction.ts'
import type { Listening } from './receive.ts'
import { wordsOf } from './render.ts'

/** Has the app tell this bot of opened homes. */
export function listenToHomes(app: App, link: Listening, bot: Bot): void {
  app.event('app_home_opened', async ({ event, body, client }) => {
    if (event.tab !== 'home') return
    try {
      if (!await link.isOurs(client, link.team(), body.team_id, null)) return
      const profile = await link.people(client, event.user, '')
      const where = { team: link.team(), user: event.user, channel: null }
      const cards = await homeCards(bot, situation(where, profile, instantOf(event.event_ts), ['home', event.user, event.event_ts]))
      await client.views.publish({ user_id: event.user, view: slackHome(cards.map(wordsOf)) })
    } catch (error) {
      link.onTrouble('a home could not be shown on Slack', error)
    }
  })
}
