/** Bots that are connected to a stand-in of Discord. */
import type { DiscordStandIn } from '../../standins/discord/discord.ts'
import { isRecallReady, start, type RunningBot } from '../support/process.ts'

/** Starts a bot on this stand-in; resolves when it is ready. */
export type Start = (discord: DiscordStandIn) => Promise<RunningBot>

/** Recall as people start it, in this folder. */
export function recallIn(folder: string): Start {
  return discord => start('src/main.ts', { ...addressOf(discord), DATA_DIR: folder, HTTP_PORT: '0', LOG_LEVEL: 'error' }, isRecallReady)
}

export const emptyBot: Start = discord => start('test/bench/discord/empty-bot.ts', addressOf(discord), async said => said.includes('ready'))

/** Posts a message of the bot's from outside. */
export async function post({ api, token }: DiscordStandIn, channel: string, body: object): Promise<void> {
  const response = await fetch(`${api}/v10/channels/${channel}/messages`, { method: 'POST', headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) })
  if (!response.ok) throw new Error(`The stand-in did not take a message: ${await response.text()}`)
}

function addressOf({ token, api }: DiscordStandIn): Record<string, string> {
  return { DISCORD_TOKEN: token, DISCORD_API_URL: api }
}
