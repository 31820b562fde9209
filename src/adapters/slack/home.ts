/** Shows the App Home whenever somebody opens it. */
import type { App, webApi } from '@slack/bolt'
import { z } from 'zod'
import type { Bot } from '../../bot/bot.ts'
import { homeCards } from '../../bot/home.ts'
import { slackHome } from '../../render/slack-view.ts'
import { instantOf, situation } from './interaction.ts'
import { installedIn, type Listening } from './receive.ts'
import { wordsOf } from './render.ts'

/** Has the app tell this bot of opened homes. */
export function listenToHomes(app: App, link: Listening, bot: Bot): void {
  app.event('app_home_opened', async ({ event, body, client, context }) => {
    if (event.tab !== 'home') return
    try {
      const where = { team: installedIn(context), user: event.user, channel: null }
      if (!await link.isOurs(client, where.team, body.team_id, null)) return
      const profile = await link.people(client, where, '')
      const channels = await channelsOf(link, client, event.user)
      const cards = await homeCards(bot, situation(where, profile, instantOf(event.event_ts), ['home', event.user, event.event_ts]), channel => channels.has(channel))
      await client.views.publish({ user_id: event.user, view: slackHome(cards.map(wordsOf)) })
    } catch (error) {
      link.onTrouble('a home could not be shown on Slack', error)
    }
  })
}

const answer = z.object({ channels: z.array(z.object({ id: z.string() })) })

/** The channels that somebody is in, as far as Recall may know them: what is in the others is not theirs to see. */
async function channelsOf({ onTrouble }: Listening, client: webApi.WebClient, user: string): Promise<Set<string>> {
  try {
    const { channels } = answer.parse(await client.users.conversations({ user, types: 'public_channel,private_channel', exclude_archived: true, limit: 999 }))
    return new Set(channels.map(({ id }) => id))
  } catch (error) {
    onTrouble('Slack could not tell which channels somebody is in', error)
    return new Set()
  }
}
