/** Recall on the stand-in of Discord: the real discord.js over real sockets, a real store, and a clock that tests move. */
import { join } from 'node:path'
import { openDiscord as openRecallOnDiscord, type Discord } from '../../src/adapters/discord/discord.ts'
import type { Bot } from '../../src/bot/bot.ts'
import { findersOf } from '../../src/bot/lookup.ts'
import type { Store } from '../../src/bot/ports.ts'
import { openCapacity, tick } from '../../src/bot/tick.ts'
import type { Library } from '../../src/content/load.ts'
import { openMeter, type Meter } from '../../src/ops/meter.ts'
import { openPictures, type Pictures } from '../../src/pictures/pictures.ts'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { openDiscord, type DiscordOptions, type DiscordStandIn } from '../standins/discord/discord.ts'
import type { Message } from '../standins/discord/world.ts'
import { library as fixture } from './library.ts'
import { temporaryFolder } from './recall.ts'
import { START } from './round.ts'

/** One process of Recall. */
export interface Running {
  bot: Bot
  recall: Discord
  meter: Meter
}

export interface DiscordStage extends Running {
  discord: DiscordStandIn
  /** What went wrong, one line each. */
  troubles: string[]
  now(): number
  /** Moves the clock on and lets the bot do what is due. */
  pass(seconds: number): Promise<void>
  to(at: number): Promise<void>
  /** The process ends, something happens, and another begins over the same file. */
  restart(meanwhile?: () => void): Promise<void>
  /** The process dies in the middle of whatever it does, nothing of which reaches the store any more; another begins. */
  kill(): Promise<void>
  /** Another process over the same store, which `serve` begins. It must be stopped before the stage is closed. */
  beside(token?: string): Running
  /** The newest public message of a channel. */
  newest(channel: string): Message
  close(): Promise<void>
}

/** Opens it, connected; `prepare` fills the world before Recall comes, `drawing` stands between Recall and its pictures. */
export async function openDiscordStage(options: DiscordOptions & { library?: Library, prepare?: (discord: DiscordStandIn) => void, drawing?: (pictures: Pictures) => Pictures } = {}): Promise<DiscordStage> {
  const { library = fixture, prepare = () => {}, drawing = one => one, ...rest } = options
  const folder = temporaryFolder()
  let time = START
  const now = () => time
  const discord = await openDiscord({ limits: 'off', now, ...rest })
  prepare(discord)
  const troubles: string[] = []
  const onTrouble = (what: string, error: unknown) => troubles.push(`${what}: ${String(error)}`)
  const pictures = openPictures(join(folder.path, 'pictures'), onTrouble)
  const open = (store: Store, token = discord.token): Running => {
    const meter = openMeter()
    const recall = openRecallOnDiscord({ token, api: discord.api, shards: null }, { pictures: drawing(pictures), meter, now, onTrouble })
    return { meter, recall, bot: { store, surfaces: { discord: recall.surface }, library, find: findersOf(library), onTrouble } }
  }
  const begin = async () => {
    const running = open(sqliteStore(join(folder.path, 'store.sqlite'), now))
    await running.recall.enter()
    await running.recall.serve(running.bot)
    return running
  }
  const end = async () => {
    await stage.recall.stop()
    await stage.bot.store.close()
  }
  const dying: Promise<void>[] = []
  const to = async (at: number) => {
    time = at
    await tick(stage.bot, openCapacity())
  }
  const stage: DiscordStage = {
    ...await begin(), discord, troubles, now, to,
    pass: seconds => to(time + seconds * 1000),
    restart: async (meanwhile = () => {}) => {
      await end()
      meanwhile()
      Object.assign(stage, await begin())
    },
    kill: async () => {
      const { bot, recall } = stage
      await bot.store.close()
      discord.gateway.sessions.clear()
      dying.push(recall.stop())
      Object.assign(stage, await begin())
    },
    beside: token => open(stage.bot.store, token),
    newest: channel => {
      const message = discord.messages(channel).at(-1)
      if (message === undefined) throw new Error('There is no message in this channel.')
      return message
    },
    close: async () => {
      await end()
      await Promise.all(dying)
      await pictures.close()
      await discord.close()
      folder.remove()
    },
  }
  return stage
}
