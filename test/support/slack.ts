/** Recall on the stand-in of Slack: the real Bolt over real sockets, a real store, and a clock that tests move. */
import { join } from 'node:path'
import { events, scopes } from '../../src/adapters/slack/scopes.ts'
import { openSlack as openRecallOnSlack, type Slack } from '../../src/adapters/slack/slack.ts'
import type { Bot } from '../../src/bot/bot.ts'
import { findersOf } from '../../src/bot/lookup.ts'
import { openCapacity, tick } from '../../src/bot/tick.ts'
import type { Library } from '../../src/content/load.ts'
import { listen } from '../../src/ops/http.ts'
import { openMeter, type Meter } from '../../src/ops/meter.ts'
import { openPictures } from '../../src/pictures/pictures.ts'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { openSlack, type SlackOptions, type SlackStandIn } from '../standins/slack/slack.ts'
import type { Message } from '../standins/slack/world.ts'
import { library as fixture } from './library.ts'
import { temporaryFolder } from './recall.ts'
import { START } from './round.ts'
import { openWire } from './wire.ts'

/** One process of Recall. */
export interface Running {
  bot: Bot
  recall: Slack
  meter: Meter
  /** Ends it; its store stays open. */
  stop(): Promise<void>
  /** From now on nothing comes from it to Slack's methods any more. */
  cut(): void
}

export interface SlackStage extends Running {
  slack: SlackStandIn
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
  /** Another process over the same store. It must be stopped before the stage is closed. */
  beside(): Promise<Running>
  /** The newest public message of a channel. */
  newest(channel: string): Message
  close(): Promise<void>
}

/** Opens it, connected, with what the manifest asks for: over Socket Mode, or by signed calls. */
export async function openSlackStage(options: SlackOptions & { library?: Library, publicUrl?: string, over?: 'socket' | 'http' } = {}): Promise<SlackStage> {
  const { library = fixture, publicUrl, over = 'socket', ...rest } = options
  const folder = temporaryFolder()
  let time = START
  const now = () => time
  const slack = await openSlack({ limits: 'off', now, scopes: Object.keys(scopes), events, ...rest })
  const granted = slack.installation.scopes
  const troubles: string[] = []
  const onTrouble = (what: string, error: unknown) => troubles.push(`${what}: ${String(error)}`)
  const pictures = openPictures(join(folder.path, 'pictures'), onTrouble)
  const addresses: string[] = []
  const openStore = () => sqliteStore(join(folder.path, 'store.sqlite'), now)

  const begin = async (store: Bot['store']): Promise<Running> => {
    const meter = openMeter()
    const { port, cut } = await openWire(Number(new URL(slack.apiUrl).port))
    const api = slack.apiUrl.replace(/:\d+/, `:${port}`)
    const access = over === 'http' ? { signingSecret: slack.signingSecret } : { appToken: slack.appToken }
    const recall = openRecallOnSlack({ botToken: slack.botToken(), api, publicUrl, ...access }, { pictures, library, meter, now, onTrouble })
    const bot: Bot = { store, surfaces: { slack: recall.surface }, library, find: findersOf(library), onTrouble }
    const http = over === 'http' ? await listen(recall.routes, '127.0.0.1', 0) : null
    const address = `http://127.0.0.1:${http?.port}/slack/events`
    if (http !== null) slack.http.serveAt((addresses.push(address), [...addresses]))
    await recall.enter()
    await recall.serve(bot)
    const stop = async () => {
      await recall.stop()
      addresses.splice(addresses.indexOf(address), 1)
      if (http !== null) slack.http.serveAt([...addresses])
      await http?.stop()
      cut()
    }
    return { bot, recall, meter, stop, cut }
  }
  const to = async (at: number) => {
    time = at
    await tick(stage.bot, openCapacity())
  }
  const dying: Promise<void>[] = []
  const end = async () => {
    await stage.stop()
    await stage.bot.store.close()
  }
  const stage: SlackStage = {
    ...await begin(openStore()), slack, troubles, now, to,
    pass: seconds => to(time + seconds * 1000),
    restart: async (meanwhile = () => {}) => {
      await end()
      meanwhile()
      Object.assign(stage, await begin(openStore()))
    },
    kill: async () => {
      const { bot, stop, cut } = stage
      await bot.store.close()
      cut()
      dying.push(stop())
      slack.sockets.drop()
      Object.assign(stage, await begin(openStore()))
    },
    beside: async () => await begin(stage.bot.store),
    newest: channel => {
      const message = slack.messages(channel).findLast(({ threadTs }) => threadTs === null)
      if (message === undefined) throw new Error('There is no message in this channel.')
      return message
    },
    close: async () => {
      await end()
      await Promise.all(dying)
      const refused = slack.requests.filter(({ error }) => error === 'missing_scope').map(({ method }) => method)
      if (refused.length > 0 && options.scopes === undefined && slack.installation.scopes === granted) throw new Error(`The manifest lacks a scope for ${refused.join(', ')}: add it to src/adapters/slack/scopes.ts.`)
      await pictures.close()
      await slack.close()
      folder.remove()
    },
  }
  return stage
}
