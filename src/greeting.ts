/** What a start says: what is running, where, and what to do next. */
import type { Config } from './config.ts'

/** `port` is the one in use. */
export function greeting(config: Config, port: number): string {
  return [...config.PLAYGROUND === 'on' ? playground(config, port) : [], ...config.DISCORD_TOKEN === undefined ? [] : discord(config, port), keeping(config), ''].join('\n')
}

function playground({ HTTP_HOST }: Config, port: number): string[] {
  return [
    `Recall playground: ${addressOf(HTTP_HOST, port)}`,
    'Open it in two windows, be Ada in one and Grace in the other, and type /rapid questions:3.',
  ]
}

function discord({ HTTP_HOST, DISCORD_SHARDS, DISCORD_SHARD_COUNT }: Config, port: number): string[] {
  const shards = DISCORD_SHARDS === undefined ? '' : `, with shards ${DISCORD_SHARDS.join(', ')} of ${DISCORD_SHARD_COUNT}`
  return [
    `Recall is on Discord${shards}. Type /daily set time:09:00 in a channel of your server.`,
    `Health, readiness and metrics: ${addressOf(HTTP_HOST, port)}/healthz, /readyz, /metrics.`,
  ]
}

function keeping({ DATA_DIR, REDIS_URL, PLAYGROUND }: Config): string {
  const where = REDIS_URL === undefined ? DATA_DIR : PLAYGROUND === 'on' ? `Redis, the chat in ${DATA_DIR}` : 'Redis'
  return `Kept in ${where}. Stop with Ctrl+C; nothing is lost.`
}

function addressOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}
