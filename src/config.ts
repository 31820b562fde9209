/** Reads the environment. Whatever is not valid ends the start with a sentence that names the variable. */
import { z } from 'zod'
import { hostsOf, isLocal, isLoopback, readAddress, type Address } from './stores/redis/address.ts'

/** A start that cannot succeed until somebody changes a setting; the message says which, and to what. */
export class ConfigurationError extends Error {}

const toggle = z.enum(['on', 'off'])
const aPort = 'must be a port number, from 0 to 65535'
const someShards = 'must be shard numbers such as 0-3 or 0,2, each once'
const shards = z.string().regex(/^\d{1,5}(-\d{1,5})?(,\d{1,5}(-\d{1,5})?)*$/, someShards).transform(text => text.split(',').map(rangeOf))
  .refine(ranges => ranges.every(range => range.length > 0) && new Set(ranges.flat()).size === ranges.flat().length, someShards).transform(ranges => ranges.flat())

const slackAddress = 'must be an address such as http://127.0.0.1:8080/api/'
const slackTokens = { xoxb: 'the Bot User OAuth Token (OAuth & Permissions)', xapp: 'the app-level token (Basic Information)' }
const slackToken = (kind: keyof typeof slackTokens) => z.string().regex(new RegExp(`^${kind}-[\\w-]+$`), `copy ${slackTokens[kind]}, which begins with ${kind}-`).optional()

const environment = z.object({
  DISCORD_TOKEN: z.string().regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'copy the token from the Bot page of your application, three parts with dots between').optional(),
  DISCORD_API_URL: z.url({ protocol: /^https?$/, error: 'must be an address such as http://127.0.0.1:8080/api' }).optional(),
  DISCORD_SHARDS: shards.optional(),
  DISCORD_SHARD_COUNT: z.coerce.number('must be a whole number from 1').int('must be a whole number from 1').min(1, 'must be a whole number from 1').optional(),
  SLACK_BOT_TOKEN: slackToken('xoxb'),
  SLACK_APP_TOKEN: slackToken('xapp'),
  SLACK_SIGNING_SECRET: z.string().regex(/^(?!xox|xapp)[\w-]{16,}$/, 'copy the Signing Secret (Basic Information), which is no token').optional(),
  SLACK_API_URL: z.url({ protocol: /^https?$/, error: slackAddress }).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'must be the address at which this process is reached from outside, such as https://recall.example.org' }).transform(url => url.replace(/\/+$/, '')).optional(),
  REDIS_URL: z.string().optional(),
  REDIS_INSECURE: toggle.default('off'),
  DATA_DIR: z.string().min(1).default('./data'),
  HTTP_HOST: z.string().min(1).default('127.0.0.1'),
  HTTP_PORT: z.coerce.number(aPort).int(aPort).min(0, aPort).max(65535, aPort).default(3000),
  PLAYGROUND: toggle.optional(),
  CONTENT_DIR: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

/** The settings of this process. */
export type Config = z.infer<typeof environment> & { PLAYGROUND: 'on' | 'off' }

/** What many workspaces need, which is planned. */
const notYet = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'SLACK_AUTHORIZE_URL'] as const

/** The settings that the variables give. Empty variables count as unset. Throws a ConfigurationError. */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const early = notYet.find(name => set[name] !== undefined)
  if (early !== undefined) throw new ConfigurationError(`${early} is set, but this version of Recall serves one Slack workspace, by its own tokens. Unset ${early}, and set SLACK_BOT_TOKEN.`)
  const parsed = environment.safeParse(set)
  if (!parsed.success) throw new ConfigurationError(parsed.error.issues.map(issue => `${issue.path.join('.')} is not valid: ${issue.message}.`).join('\n'))
  const config = { ...parsed.data, PLAYGROUND: parsed.data.PLAYGROUND ?? (isOnPlatform(parsed.data) ? 'off' as const : 'on' as const) }
  checkSlack(config)
  checkPlayground(config)
  checkShards(config)
  checkRedis(config)
  return config
}

function isOnPlatform({ DISCORD_TOKEN, SLACK_BOT_TOKEN }: Pick<Config, 'DISCORD_TOKEN' | 'SLACK_BOT_TOKEN'>): boolean {
  return DISCORD_TOKEN !== undefined || SLACK_BOT_TOKEN !== undefined
}

function checkSlack({ SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET }: Config): void {
  const other = SLACK_APP_TOKEN !== undefined ? 'SLACK_APP_TOKEN' : SLACK_SIGNING_SECRET !== undefined ? 'SLACK_SIGNING_SECRET' : null
  if (SLACK_BOT_TOKEN === undefined && other !== null) throw new ConfigurationError(`${other} is set, but SLACK_BOT_TOKEN is not. Set SLACK_BOT_TOKEN to ${slackTokens.xoxb}, or unset ${other}.`)
  if (SLACK_BOT_TOKEN !== undefined && other === null) throw new ConfigurationError('SLACK_BOT_TOKEN is set, but nothing says how Slack reaches Recall. Set SLACK_APP_TOKEN for Socket Mode, or SLACK_SIGNING_SECRET for calls over HTTP.')
}

function checkPlayground(config: Config): void {
  const { PLAYGROUND, HTTP_HOST, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, PUBLIC_URL } = config
  if (PLAYGROUND === 'off' && !isOnPlatform(config)) throw new ConfigurationError('PLAYGROUND is off and no platform is set up, so there is nothing to run. Set PLAYGROUND to on, or DISCORD_TOKEN, or SLACK_BOT_TOKEN.')
  if (PLAYGROUND === 'off') return
  if (!isLoopback(HTTP_HOST)) throw new ConfigurationError(`HTTP_HOST is ${HTTP_HOST}, but the playground lets anyone who reaches it act as an admin, so it runs on this machine only. Set HTTP_HOST to 127.0.0.1, or PLAYGROUND to off.`)
  const outside = PUBLIC_URL !== undefined ? 'PUBLIC_URL is set' : SLACK_SIGNING_SECRET !== undefined && SLACK_APP_TOKEN === undefined ? 'SLACK_SIGNING_SECRET is set' : null
  if (outside !== null) throw new ConfigurationError(`PLAYGROUND is on and ${outside}, so this process is reached from outside; but the playground lets anyone who reaches it act as an admin. Set PLAYGROUND to off, or run it as a process of its own.`)
}

function checkShards({ DISCORD_SHARDS, DISCORD_SHARD_COUNT }: Config): void {
  if ((DISCORD_SHARDS === undefined) !== (DISCORD_SHARD_COUNT === undefined)) throw new ConfigurationError('DISCORD_SHARDS and DISCORD_SHARD_COUNT go together: which shards this process holds (0-3), of how many (16). Set both, or neither.')
  const over = DISCORD_SHARDS?.find(shard => shard >= (DISCORD_SHARD_COUNT ?? 0))
  if (over !== undefined) throw new ConfigurationError(`DISCORD_SHARDS names shard ${over}, but with DISCORD_SHARD_COUNT=${DISCORD_SHARD_COUNT} the last one is ${(DISCORD_SHARD_COUNT ?? 0) - 1}.`)
}

function checkRedis({ REDIS_URL, REDIS_INSECURE }: Config): void {
  if (REDIS_URL === undefined) return
  const address = addressOf(REDIS_URL)
  if (address.password === '' && !isLocal(address) && REDIS_INSECURE === 'off') {
    throw new ConfigurationError(`REDIS_URL has no password, and ${hostsOf(address)} is not this machine alone: whoever reaches that Redis could read and change everything. Add the password, or set REDIS_INSECURE to on.`)
  }
}

function addressOf(url: string): Address {
  try {
    return readAddress(url)
  } catch (error) {
    throw new ConfigurationError(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

function rangeOf(text: string): number[] {
  const [first = 0, last = first] = text.split('-').map(Number)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, place) => first + place)
}
