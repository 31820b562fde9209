/** Builds everything, starts it, and stops it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Hono } from 'hono'
import cron from 'node-cron'
import { openChat } from './adapters/playground/chat.ts'
import { playgroundRoutes } from './adapters/playground/routes.ts'
import { playgroundSurface } from './adapters/playground/surface.ts'
import type { Bot } from './bot/bot.ts'
import { findersOf } from './bot/lookup.ts'
import { tick } from './bot/tick.ts'
import { ConfigurationError, readConfig, type Config } from './config.ts'
import { loadContent } from './content/load.ts'
import { sayMistake } from './content/read.ts'
import { healthRoutes } from './ops/health.ts'
import { listen } from './ops/http.ts'
import { openLog, redact } from './ops/log.ts'
import { openPictures } from './pictures/pictures.ts'
import { openFile } from './stores/sqlite/open.ts'
import { sqliteStore } from './stores/sqlite.ts'

/** The exit code of a start that needs a setting changed (EX_CONFIG of sysexits.h). */
const EXIT_CONFIGURATION = 78

try {
  await start()
} catch (error) {
  process.stderr.write(`Recall cannot start.\n${redact(error instanceof Error ? error.message : String(error))}\n`)
  process.exit(EXIT_CONFIGURATION)
}

async function start(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const config = readConfig(process.env)
  const log = openLog(config.LOG_LEVEL)
  const onTrouble = (what: string, error: unknown) => log.error({ err: error }, what)

  const { library, mistakes } = loadContent(config.CONTENT_DIR ?? fileURLToPath(new URL('../content', import.meta.url)))
  if (mistakes.length > 0) throw new ConfigurationError(`The content has ${mistakes.length} mistakes. Correct them, \`npm run content\` checks again:\n${mistakes.slice(0, 20).map(sayMistake).join('\n')}`)

  const chat = openChat(openFile(join(config.DATA_DIR, 'playground-chat.sqlite')))
  const pictures = openPictures(join(config.DATA_DIR, 'pictures'), onTrouble)
  const store = await openStore(config, chat.now, error => onTrouble('Redis is in trouble', error))
  const bot: Bot = { store, surfaces: { playground: playgroundSurface(chat) }, library, find: findersOf(library), onTrouble }

  const running = new Set<Promise<void>>()
  const beat = async () => {
    const work = tick(bot).catch((error: unknown) => onTrouble('the clock could not ask what is due', error))
    running.add(work)
    await work
    running.delete(work)
  }

  const app = new Hono().route('/', healthRoutes(store.ping)).route('/', playgroundRoutes(bot, chat, pictures, beat))
  const http = await listen(app, config.HTTP_HOST, config.HTTP_PORT)
  const clock = cron.schedule('* * * * * *', beat)

  const stop = async () => {
    await clock.destroy()
    await http.stop()
    await Promise.all(running)
    await store.close()
    await pictures.close()
    chat.close()
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())

  process.stdout.write(greeting(config, http.port))
  warmUp(bot)
}

/** The playground's own store: Redis under a prefix of its own when that is set up (and only then loaded), else a file. */
async function openStore(config: Config, now: () => number, onTrouble: (error: Error) => void) {
  if (config.REDIS_URL === undefined) return sqliteStore(join(config.DATA_DIR, 'playground.sqlite'), now)
  const { redisStore } = await import('./stores/redis.ts')
  return await redisStore({ url: config.REDIS_URL, prefix: 'recall-playground', now, onTrouble })
}

/** Builds the indexes once Recall is ready, so that nobody waits for them: neither the start nor the first who looks something up. */
function warmUp({ find }: Bot): void {
  for (const one of Object.values(find)) setImmediate(() => void one('', 1))
}

function greeting({ HTTP_HOST, DATA_DIR, REDIS_URL }: Config, port: number): string {
  return [
    `Recall playground: http://${HTTP_HOST.includes(':') ? `[${HTTP_HOST}]` : HTTP_HOST}:${port}`,
    'Open it in two windows, be Ada in one and Grace in the other, and type /rapid questions:3.',
    `Kept in ${REDIS_URL === undefined ? DATA_DIR : `Redis, the chat in ${DATA_DIR}`}. Stop with Ctrl+C; nothing is lost.`,
    '',
  ].join('\n')
}
