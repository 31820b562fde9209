/** What a start says: what is running, where, and what to do next. */
import type { Config } from './config.ts'

/** `port` is the one in use. */
export function greeting(config: Config, port: number): string {
  const { PLAYGROUND, DISCORD_TOKEN, SLACK_BOT_TOKEN } = config
  return [
    ...PLAYGROUND === 'on' ? playground(config, port) : [],
    ...DISCORD_TOKEN === undefined ? [] : [discord(config)],
    ...SLACK_BOT_TOKEN === undefined ? [] : slack(config, port),
    ...DISCORD_TOKEN === undefined && SLACK_BOT_TOKEN === undefined ? [] : [`Health, readiness and metrics: ${addressOf(config.HTTP_HOST, port)}/healthz, /readyz, /metrics.`],
    keeping(config), '',
  ].join('\n')
}

function playground({ HTTP_HOST }: Config, port: number): string[] {
  return [
    `Recall playground: ${addressOf(HTTP_HOST, port)}`,
    'Open it in two windows, be Ada in one and Grace in the other, and type /rapid questions:3.',
  ]
}

function discord({ DISCORD_SHARDS, DISCORD_SHARD_COUNT }: Config): string {
  const shards = DISCORD_SHARDS === undefined ? '' : `, with shards ${DISCORD_SHARDS.join(', ')} of ${DISCORD_SHARD_COUNT}`
  return `Recall is on Discord${shards}. Type /daily set time:09:00 in a channel of your server.`
}

function slack({ HTTP_HOST, PUBLIC_URL, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET }: Config, port: number): string[] {
  const say = 'Invite it to a channel (/invite @Recall), and type /recall daily set time:09:00 there.'
  if (SLACK_APP_TOKEN === undefined) return [`Recall is on Slack, which calls it at ${PUBLIC_URL ?? addressOf(HTTP_HOST, port)}/slack/events. ${say}`]
  return [`Recall is on Slack, over Socket Mode. ${say}`, ...SLACK_SIGNING_SECRET === undefined ? [] : ['SLACK_SIGNING_SECRET is not used, because SLACK_APP_TOKEN is set too. Unset SLACK_APP_TOKEN for calls over HTTP.']]
}

function keeping({ DATA_DIR, REDIS_URL, PLAYGROUND }: Config): string {
  const where = REDIS_URL === undefined ? DATA_DIR : PLAYGROUND === 'on' ? `Redis, the chat in ${DATA_DIR}` : 'Redis'
  return `Kept in ${where}. Stop with Ctrl+C; nothing is lost.`
}

function addressOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
