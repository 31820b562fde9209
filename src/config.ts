/** Reads the environment. Whatever is not valid ends the start with a sentence that names the variable. */
import { z } from 'zod'

/** A start that cannot succeed until somebody changes a setting; the message says which, and to what. */
export class ConfigurationError extends Error {}

const toggle = z.enum(['on', 'off'])

const environment = z.object({
  REDIS_URL: z.string().optional(),
  REDIS_INSECURE: toggle.default('off'),
  DATA_DIR: z.string().min(1).default('./data'),
  HTTP_HOST: z.string().min(1).default('127.0.0.1'),
  HTTP_PORT: z.coerce.number('must be a port number, from 0 to 65535').int('must be a port number, from 0 to 65535').min(0, 'must be a port number, from 0 to 65535').max(65535, 'must be a port number, from 0 to 65535').default(3000),
  PLAYGROUND: toggle.default('on'),
  CONTENT_DIR: z.string().min(1).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

/** The settings of this process. */
export type Config = z.infer<typeof environment>

/** Platforms that are planned and cannot be switched on yet. */
const notYet = ['DISCORD_TOKEN', 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_CLIENT_ID'] as const

/** The settings that the variables give. Empty variables count as unset. Throws a ConfigurationError. */
export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const set = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ''))
  const early = notYet.find(name => set[name] !== undefined)
  if (early !== undefined) throw new ConfigurationError(`${early} is set, but this version of Recall runs the playground only. Unset ${early} to start it.`)
  const parsed = environment.safeParse(set)
  if (!parsed.success) throw new ConfigurationError(parsed.error.issues.map(issue => `${issue.path.join('.')} is not valid: ${issue.message}.`).join('\n'))
  checkPlayground(parsed.data)
  checkRedis(parsed.data)
  return parsed.data
}

function checkPlayground({ PLAYGROUND, HTTP_HOST }: Config): void {
  if (PLAYGROUND === 'off') throw new ConfigurationError('PLAYGROUND is off and no platform is set up, so there is nothing to run. Set PLAYGROUND to on.')
  if (!isLoopback(HTTP_HOST)) throw new ConfigurationError(`HTTP_HOST is ${HTTP_HOST}, but the playground lets anyone who reaches it act as an admin, so it runs on this machine only. Set HTTP_HOST to 127.0.0.1, or PLAYGROUND to off.`)
}

function checkRedis({ REDIS_URL, REDIS_INSECURE }: Config): void {
  if (REDIS_URL === undefined) return
  if (REDIS_URL.includes(',')) throw new ConfigurationError('REDIS_URL names several nodes, but this version of Recall speaks to one Redis. Give one address.')
  const url = URL.canParse(REDIS_URL) ? new URL(REDIS_URL) : null
  if (url === null || !['redis:', 'rediss:'].includes(url.protocol) || url.hostname === '') throw new ConfigurationError('REDIS_URL is not valid: it must look like redis://:password@host:6379.')
  if (url.password === '' && !isLoopback(url.hostname) && REDIS_INSECURE === 'off') {
    throw new ConfigurationError(`REDIS_URL has no password, and ${url.hostname} is another machine: whoever reaches that Redis could read and change everything. Add the password, or set REDIS_INSECURE to on.`)
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
}
