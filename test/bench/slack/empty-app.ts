/** What Recall is measured beside: Bolt as its guide sets it up, with an app that says "ok" to everything. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { App, LogLevel } from '@slack/bolt'

const { SLACK_BOT_TOKEN = '', SLACK_APP_TOKEN, SLACK_SIGNING_SECRET = '', SLACK_API_URL = '' } = process.env
const line = SLACK_APP_TOKEN === undefined ? { signingSecret: SLACK_SIGNING_SECRET } : { appToken: SLACK_APP_TOKEN, socketMode: true }
const app = new App({ token: SLACK_BOT_TOKEN, ...line, logLevel: LogLevel.ERROR, clientOptions: { slackApiUrl: SLACK_API_URL } })
app.action(/./, async ({ ack, respond }) => {
  await ack()
  await respond({ text: 'ok', response_type: 'ephemeral', replace_original: false })
})
const started: unknown = await app.start(0)
console.log(SLACK_APP_TOKEN === undefined ? `ready http://127.0.0.1:${((started as Server).address() as AddressInfo).port}/healthz` : 'ready')
