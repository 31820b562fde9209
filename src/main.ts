/** Builds everything, starts it, and stops it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import { openChat } from './adapters/playground/chat.ts'
import { playgroundRoutes } from './adapters/playground/routes.ts'
import { playgroundSurface } from './adapters/playground/surface.ts'
import type { Bot } from './bot/bot.ts'
import { findersOf } from './bot/lookup.ts'
import type { Surface } from './bot/ports.ts'
import { openClock } from './clock.ts'
import { ConfigurationError, readConfig, type Config } from './config.ts'
import { loadContent } from './content/load.ts'
import { sayMistake } from './content/read.ts'
import { enteringSurface } from './entering.ts'
import { greeting } from './greeting.ts'
import { healthRoutes, type Check } from './ops/health.ts'
import { listen } from './ops/http.ts'
import { openLog, redact } from './ops/log.ts'
import { openMeter, type Meter } from './ops/meter.ts'
import { metricsRoutes } from './ops/metrics.ts'
import { openPictures, type Pictures } from './pictures/pictures.ts'
import { openStore } from './store.ts'
import { openFile } from './stores/sqlite/open.ts'
import { UnavailableError } from './stores/unavailable.ts'
import { followTime } from './time.ts'
import { watchStore, watchSurface } from './watch.ts'

/** The exit code of a start that needs a setting changed (EX_CONFIG of sysexits.h). */
const EXIT_CONFIGURATION = 78
/** The exit code of a start that may succeed when it is tried again (EX_UNAVAILABLE). */
const EXIT_UNAVAILABLE = 69

/** What every part of the process stands on. */
interface House extends Pick<Bot, 'library' | 'find' | 'onTrouble'> {
  config: Config
  pictures: Pictures
  meter: Meter
}

/** Something to run: with routes of its own, what must work for it to serve, and ways to start and to end it. `quiet` ends what has begun, while its routes still answer. */
interface Part {
  routes: Hono
  checks: Check[]
  start(): Promise<void>
  quiet(): Promise<void>
  stop(): Promise<void>
}

/** A real platform; its surface can be used once it is entered. */
interface Platform {
  name: 'Discord' | 'Slack'
  surface: Surface
  routes: Hono
  enter(): Promise<void>
  serve(bot: Bot): Promise<void>
  ready(): Promise<void>
  stop(): Promise<void>
}

try {
  await start()
} catch (error) {
  process.stderr.write(`Recall cannot start.\n${redact(error instanceof Error ? error.message : String(error))}\n`)
  process.exit(error instanceof UnavailableError ? EXIT_UNAVAILABLE : EXIT_CONFIGURATION)
}

async function start(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const house = openHouse(readConfig(process.env))
  const { config, meter } = house
  const parts = [
    ...(config.PLAYGROUND === 'on' ? [await openPlayground(house)] : []),
    ...await openPlatforms(house),
  ]
  const watching = new Hono().route('/', healthRoutes(parts.flatMap(part => part.checks))).route('/', metricsRoutes(meter))
  const http = await listen(parts.reduce((app, { routes }) => app.route('/', routes), watching), config.HTTP_HOST, config.HTTP_PORT)

  const stop = async () => {
    await Promise.all(parts.map(part => part.quiet()))
    await http.stop()
    await Promise.all(parts.map(part => part.stop()))
    await house.pictures.close()
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())

  for (const part of parts) await part.start()
  process.stdout.write(greeting(config, http.port))
  warmUp(house)
}

function openHouse(config: Config): House {
  const log = openLog(config.LOG_LEVEL)
  const onTrouble = (what: string, error: unknown) => log.error({ err: error }, what)
  const { library, mistakes } = loadContent(config.CONTENT_DIR ?? fileURLToPath(new URL('../content', import.meta.url)))
  if (mistakes.length > 0) throw new ConfigurationError(`The content has ${mistakes.length} mistakes. Correct them, \`npm run content\` checks again:\n${mistakes.slice(0, 20).map(sayMistake).join('\n')}`)
  return { config, library, find: findersOf(library), onTrouble, pictures: openPictures(join(config.DATA_DIR, 'pictures'), onTrouble), meter: openMeter() }
}

/** The playground: an instance of its own, with its own store, chat and clock. */
async function openPlayground(house: House): Promise<Part> {
  const chat = openChat(openFile(join(house.config.DATA_DIR, 'playground-chat.sqlite')))
  const store = await openStore(house.config, 'playground', chat.now, house)
  const bot: Bot = { ...house, store, surfaces: { playground: playgroundSurface(chat) } }
  const clock = openClock(bot)
  return {
    routes: playgroundRoutes(bot, chat, house.pictures, clock.beat),
    checks: [{ otherwise: 'the store does not answer', works: store.ping }],
    start: async () => clock.start(),
    quiet: async () => undefined,
    stop: async () => {
      await clock.stop()
      await store.close()
      chat.close()
    },
  }
}

/** The real platforms that are set up, on one store. Each is loaded only then. */
async function openPlatforms(house: House): Promise<Part[]> {
  const { DISCORD_TOKEN, SLACK_BOT_TOKEN } = house.config
  if (DISCORD_TOKEN === undefined && SLACK_BOT_TOKEN === undefined) return []
  const store = await openStore(house.config, 'recall', null, house)
  const time = await followTime(store)
  const platforms = [...await openDiscord(house, time.now), ...await openSlack(house, time.now)].map(platform => ({ ...platform, ...enteringSurface(platform.surface) }))
  const surfaces = Object.fromEntries(platforms.map(({ name, surface }) => [name.toLowerCase(), watchSurface(name.toLowerCase(), surface, house.meter)]))
  const bot: Bot = { ...house, store: watchStore(store, house.meter), surfaces }
  const clock = openClock(bot)
  return [{
    routes: platforms.reduce((all, { routes }) => all.route('/', routes), new Hono()),
    checks: [{ otherwise: 'the store does not answer', works: store.ping }, ...platforms.map(({ name, ready }) => ({ otherwise: `${name} is not connected`, works: ready }))],
    start: async () => {
      await Promise.all(platforms.map(async ({ enter, entered, serve }) => {
        await enter()
        entered()
        clock.start()
        await serve(bot)
      }))
    },
    quiet: async () => {
      await clock.stop()
      await Promise.all(platforms.map(async ({ name, stop }) => await stop().catch((error: unknown) => house.onTrouble(`the connection to ${name} could not be ended`, error))))
    },
    stop: async () => {
      time.stop()
      await store.close()
    },
  }]
}

async function openDiscord(house: House, now: () => number): Promise<Platform[]> {
  const { DISCORD_TOKEN: token, DISCORD_API_URL: api, DISCORD_SHARDS: ids, DISCORD_SHARD_COUNT: count } = house.config
  if (token === undefined) return []
  const { openDiscord: open } = await import('./adapters/discord/discord.ts')
  const shards = ids === undefined || count === undefined ? null : { ids, count }
  return [{ name: 'Discord', routes: new Hono(), ...open({ token, api, shards }, { ...house, now }) }]
}

/** Socket Mode wins when both ways are set. */
async function openSlack(house: House, now: () => number): Promise<Platform[]> {
  const { SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken, SLACK_SIGNING_SECRET: signingSecret = '', SLACK_API_URL: api, PUBLIC_URL: publicUrl } = house.config
  if (botToken === undefined) return []
  const { openSlack: open } = await import('./adapters/slack/slack.ts')
  return [{ name: 'Slack', ...open({ botToken, api, publicUrl, ...(appToken === undefined ? { signingSecret } : { appToken }) }, { ...house, now }) }]
}

/** Builds the indexes once Recall is ready, so that nobody waits for them: neither the start nor the first who looks something up. */
function warmUp({ find }: House): void {
  for (const one of Object.values(find)) setImmediate(() => void one('', 1))
}
