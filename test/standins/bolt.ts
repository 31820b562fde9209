/** The real Bolt on the stand-in of Slack. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver, LogLevel, SocketModeReceiver, type Logger } from '@slack/bolt'
import { openSlack, type SlackOptions, type SlackStandIn } from './slack/slack.ts'
import type { Json } from './slack/world.ts'

const closing: (() => Promise<unknown>)[] = []

/** Ends all that was opened here, the last first. */
export async function closeAll(): Promise<void> {
  for (const close of closing.splice(0).toReversed()) await close()
}

const silent = (): undefined => undefined
export const logger: Logger = { debug: silent, info: silent, warn: silent, error: silent, setLevel: silent, getLevel: () => LogLevel.ERROR, setName: silent }

export async function openStage(options: SlackOptions = {}): Promise<SlackStandIn> {
  const slack = await openSlack({ limits: 'off', ...options })
  closing.push(slack.close)
  return slack
}

const clientOptions = (slack: SlackStandIn) => ({ slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } })

async function begin(slack: SlackStandIn, receiver: SocketModeReceiver | HTTPReceiver, listen: (app: App) => void): Promise<{ app: App, started: unknown }> {
  const app = new App({ token: slack.botToken(), receiver, logger, clientOptions: clientOptions(slack) })
  app.error(async () => {})
  listen(app)
  const started: unknown = await app.start()
  closing.push(() => app.stop())
  return { app, started }
}

/** Bolt over Socket Mode, back within a quarter of a second after a lost line. */
export async function connect(slack: SlackStandIn, listen: (app: App) => void = () => {}): Promise<App> {
  return (await begin(slack, new SocketModeReceiver({ appToken: slack.appToken, logger, clientPingTimeout: 200, installerOptions: { clientOptions: clientOptions(slack) } }), listen)).app
}

/** Bolt over HTTP, at one more address. */
export async function serve(slack: SlackStandIn, listen: (app: App) => void = () => {}, others: readonly string[] = []): Promise<App> {
  const { app, started } = await begin(slack, new HTTPReceiver({ signingSecret: slack.signingSecret, logger, port: 0, unhandledRequestTimeoutMillis: 10_000 }), listen)
  slack.http.serveAt([...others, `http://127.0.0.1:${((started as Server).address() as AddressInfo).port}/slack/events`])
  return app
}

export const plain = (text: string) => ({ type: 'plain_text' as const, text })
export const buttons = (...ids: string[]) => [{ type: 'actions' as const, block_id: 'answers', elements: ids.map(id => ({ type: 'button' as const, action_id: id, text: plain(id), value: id })) }]
export const form = (...blocks: Json[]) => ({ type: 'modal' as const, callback_id: 'form', title: plain('Quiz'), submit: plain('Start'), blocks: blocks as never })
export const field = (block_id: string, element: Json) => ({ type: 'input', block_id, label: plain(block_id), element: { action_id: block_id, ...element } })

/** A channel with a person in it. */
export async function room(slack: SlackStandIn) {
  const channel = slack.addChannel()
  const ada = slack.person({ username: 'ada' })
  await ada.join(channel)
  return { channel, ada }
}
