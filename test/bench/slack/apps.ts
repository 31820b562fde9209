/** Apps that are connected to a stand-in of Slack, in both ways there are. */
import type { SlackStandIn } from '../../standins/slack/slack.ts'
import { addressIn, isRecallReady, start, type RunningBot } from '../support/process.ts'

export const modes = ['Socket Mode', 'signed HTTP'] as const
export type Mode = typeof modes[number]

/** Starts an app on this stand-in; resolves when it is ready. */
export type Start = (slack: SlackStandIn, mode: Mode) => Promise<RunningBot>

/** Recall as people start it, in this folder. */
export function recallIn(folder: string): Start {
  return (slack, mode) => connect(slack, mode, 'src/main.ts', { DATA_DIR: folder, HTTP_PORT: '0', LOG_LEVEL: 'error' }, isRecallReady)
}

export const emptyApp: Start = (slack, mode) => connect(slack, mode, 'test/bench/slack/empty-app.ts', {}, async said => said.includes('ready'))

async function connect(slack: SlackStandIn, mode: Mode, program: string, environment: Record<string, string>, isReady: (said: string) => Promise<boolean>): Promise<RunningBot> {
  const line = mode === 'Socket Mode' ? { SLACK_APP_TOKEN: slack.appToken } : { SLACK_SIGNING_SECRET: slack.signingSecret }
  const app = await start(program, { SLACK_BOT_TOKEN: slack.botToken(), SLACK_API_URL: slack.apiUrl, ...line, ...environment }, isReady)
  if (mode === 'signed HTTP') slack.http.serveAt([`${addressIn(app.said())}/slack/events`])
  return app
}

/** Posts a message of the app's from outside. */
export async function post(slack: SlackStandIn, channel: string, message: { text: string, blocks: readonly object[] }): Promise<void> {
  const response = await fetch(`${slack.apiUrl}chat.postMessage`, { method: 'POST', headers: { authorization: `Bearer ${slack.botToken()}`, 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify({ channel, ...message }) })
  const { ok, error } = await response.json() as { ok: boolean, error?: string }
  if (!ok) throw new Error(`The stand-in did not take a message: ${error}.`)
}
