/** Listens to what people write to Recall: its name in a channel, or a direct message. */
import type { App, webApi } from '@slack/bolt'
import type { Bot } from '../../bot/bot.ts'
import { backToPerson } from './back.ts'
import { addressed, commandOf, instantOf } from './interaction.ts'
import { installedIn, take, type Listening } from './receive.ts'

/** What somebody wrote; `user` is missing where it was no person. */
interface Written {
  channel: string
  user?: string | undefined
  bot_id?: string | undefined
  subtype?: string | undefined
  text?: string | undefined
  ts: string
  thread_ts?: string | undefined
}

/** Has the app tell this bot of words that are commands. */
export function listenToWords(app: App, link: Listening, bot: Bot): void {
  app.event('app_mention', async ({ event, body, client, context }) => await hear(link, bot, client, { team: installedIn(context), from: body.team_id }, event))
  app.event('message', async ({ event, body, client, context }) => {
    if (event.channel_type === 'im') await hear(link, bot, client, { team: installedIn(context), from: body.team_id }, event)
  })
}

/** Bots, edits, joins and the like are no words to Recall. What says where it was written, and when, makes it the same words again. */
async function hear(link: Listening, bot: Bot, client: webApi.WebClient, { team, from }: { team: string, from: string }, { channel, user, bot_id: machine, subtype, text = '', ts, thread_ts: thread }: Written): Promise<void> {
  if (user === undefined || machine !== undefined || subtype !== undefined) return
  const back = backToPerson({ client, render: link.render, onTrouble: link.onTrouble, user, channel, ack: async () => {} }, thread ?? null)
  await take(link, bot, { where: { team, user, channel }, from, name: '', did: commandOf(addressed(text)), at: instantOf(ts), key: ['words', channel, ts] }, back)
}
