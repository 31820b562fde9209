/** Slack: a connection that brings what people do, and a client that shows them what becomes of it. */
import { App, LogLevel, webApi, type Logger } from '@slack/bolt'
import { Hono } from 'hono'
import type { Bot } from '../../bot/bot.ts'
import type { Surface, Turns } from '../../bot/ports.ts'
import type { Meter } from '../../ops/meter.ts'
import type { Pictures } from '../../pictures/pictures.ts'
import { openSocket } from './connection.ts'
import { dealWith } from './dealing.ts'
import { listenToHomes } from './home.ts'
import { openHttp } from './http.ts'
import { comeBack, followInstallation, introduce, oneWorkspace, type Self } from './installation.ts'
import { openOrigins } from './origins.ts'
import { openPeople } from './people.ts'
import { openAddresses, openUploads, pictureRoutes } from './pictures.ts'
import { listen } from './receive.ts'
import { writtenDown } from './refusals.ts'
import { openRender } from './render.ts'
import { listenToShortcuts } from './shortcuts.ts'
import { slackSurface } from './surface.ts'
import { listenToWords } from './written.ts'

/**
 * How to reach Slack, and how it reaches this process, over Socket Mode or by signed calls: `api` is another base of its Web API, `publicUrl` where
 * Slack fetches pictures; without it they are uploaded.
 */
export type SlackSettings = { botToken: string, api: string | undefined, publicUrl: string | undefined } & ({ appToken: string } | { signingSecret: string })

/** What it stands on; `now` is the store's time, in milliseconds. */
export interface SlackNeeds {
  pictures: Pictures
  library: Bot['library']
  meter: Meter
  now: () => number
  onTrouble: Bot['onTrouble']
}

export interface Slack {
  surface: Surface
  /** What Slack asks this process for. */
  routes: Hono
  /** Asks Slack where Recall is installed: from then on its surface can be used. Rejects with a sentence when Slack refuses the token. */
  enter(): Promise<void>
  /** Connects and serves this bot, once entered; rejects with a sentence when Slack refuses the token of its line. */
  serve(bot: Bot): Promise<void>
  /** Rejects with a reason while Slack is not connected. */
  ready(): Promise<void>
  /** Ends the connection, after what has begun. */
  stop(): Promise<void>
}

/** The bot waits for eight seconds at most. */
const REQUEST_MS = 7000

/** Answers to presses go past the client, and would wait for ever. */
const boundFetch: typeof fetch = async (address, request) => await fetch(address, { ...request, signal: request?.signal ?? AbortSignal.timeout(REQUEST_MS) })

/** Sets a connection up; nothing is sent before `enter`. */
export function openSlack(settings: SlackSettings, { pictures, library, meter, now, onTrouble: tell }: SlackNeeds): Slack {
  const { botToken, api, publicUrl } = settings
  const onTrouble: Bot['onTrouble'] = (what, error) => tell(what, writtenDown(error))
  const logger = quiet(onTrouble)
  const clientOptions = { ...(api !== undefined && { slackApiUrl: api }), logger, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, timeout: REQUEST_MS }
  const client = new webApi.WebClient(botToken, { ...clientOptions })
  const ending = new AbortController()
  const { signal } = ending
  const line = 'appToken' in settings ? { routes: new Hono(), ...openSocket({ appToken: settings.appToken, api, signal, logger, onTrouble }) } : openHttp(settings.signingSecret, logger)
  let self: Self | null = null
  let turns: Turns | null = null
  const installation = oneWorkspace(client, botToken, () => self)
  const app = new App({ authorize: async ({ teamId }) => await installation.authorize(teamId), receiver: line.receiver, logger, clientOptions: { ...clientOptions, fetch: boundFetch } })
  const render = openRender(publicUrl === undefined ? openUploads(pictures) : openAddresses(pictures, publicUrl), onTrouble)
  const ended = dealWith(line.receiver, app, onTrouble)

  app.error(async error => onTrouble('something from Slack could not be handled', error))
  return {
    surface: slackSurface({ installation, render, turns: () => turns, onTrouble }),
    routes: publicUrl === undefined ? line.routes : line.routes.route('/', pictureRoutes(pictures, library, onTrouble)),
    enter: async () => { self = await introduce(client, signal, onTrouble) },
    serve: async bot => {
      turns = bot.store.turns
      if (self === null) return
      const link = { render, meter, now, onTrouble, people: openPeople(onTrouble), isOurs: openOrigins() }
      for (const begin of [listen, listenToWords, listenToShortcuts, listenToHomes]) begin(app, link, bot)
      followInstallation(app, { client, installation, signal }, bot)
      await comeBack(bot, self.team)
      await line.open()
    },
    ready: async () => {
      if (!line.isOpen()) throw new Error('Slack is not connected.')
    },
    stop: async () => {
      ending.abort()
      await ended()
      await line.close()
      await ended()
    },
  }
}

/** The library's own words, where they tell of trouble. */
function quiet(onTrouble: Bot['onTrouble']): Logger {
  const nothing = () => undefined
  return { debug: nothing, info: nothing, warn: nothing, error: (...words) => onTrouble('Slack is in trouble', new Error(words.map(String).join(' '))), setLevel: nothing, getLevel: () => LogLevel.ERROR, setName: nothing }
}
