/** Discord: a gateway connection that brings what people do, and a REST client that shows them what becomes of it. */
import { ApplicationCommandType, Events, InteractionType, type APIInteraction, type Client } from 'discord.js'
import type { Bot } from '../../bot/bot.ts'
import { commands } from '../../bot/commands/all.ts'
import type { Surface, Turns } from '../../bot/ports.ts'
import type { Meter } from '../../ops/meter.ts'
import type { Pictures } from '../../pictures/pictures.ts'
import { answer, type Answering } from './answer.ts'
import { complete } from './autocomplete.ts'
import { watchRefusals } from './budget.ts'
import { askSelf, connect, isConnected, makeRest, patiently, takeInteractions, type DiscordSettings, type Self } from './client.ts'
import { followGuilds } from './guilds.ts'
import type { Asked } from './interaction.ts'
import { commandPayloads } from './payloads.ts'
import { registerCommands } from './register.ts'
import { openSeen } from './seen.ts'
import { openRender } from './send.ts'
import { discordSurface } from './surface.ts'
import { translations } from './translations.ts'

/** What it stands on; `now` is the store's time, in milliseconds. */
export interface DiscordNeeds {
  pictures: Pictures
  meter: Meter
  now: () => number
  onTrouble: Bot['onTrouble']
}

export interface Discord {
  surface: Surface
  /** Asks Discord who Recall is there: from then on its surface can be used. Rejects with a sentence when Discord refuses the token. */
  enter(): Promise<void>
  /** Connects and serves this bot; to be called once entered. */
  serve(bot: Bot): Promise<void>
  /** Rejects with a reason while Discord is not connected. */
  ready(): Promise<void>
  /** Ends the connection, after what has begun. */
  stop(): Promise<void>
}

/** Sets a connection up; nothing is sent before `enter`. */
export function openDiscord(settings: DiscordSettings, { pictures, meter, now, onTrouble }: DiscordNeeds): Discord {
  const rest = makeRest(settings)
  const render = openRender(pictures, onTrouble)
  const seen = openSeen()
  let turns: Turns | null = null
  const restMs = watchRefusals(rest, { turns: () => turns, onRefused: count => meter.refused('discord', count), onTrouble })
  const here = new Set<string>()
  const link: Answering = { rest, render, meter, onTrouble, here }
  const working = new Set<Promise<void>>()
  let client: Client | null = null
  let self: Self = { user: '', application: '' }
  let endFollowing: () => Promise<void> = async () => undefined
  let stopped = false
  let ended = false

  const attach = (bot: Bot, fresh: Client) => {
    client = fresh
    const inTrouble = (error: unknown) => onTrouble('the connection to Discord is in trouble', error)
    fresh.on(Events.ShardError, inTrouble).on(Events.Error, inTrouble)
    fresh.on(Events.ShardDisconnect, ({ code }) => {
      ended = true
      onTrouble('Discord has ended the connection for good', `Close code ${code}.`)
    })
    takeInteractions(fresh, raw => {
      if (stopped) return
      const work = receive(bot, raw).catch((error: unknown) => onTrouble('an interaction could not be read', error)).finally(() => working.delete(work))
      working.add(work)
    })
    endFollowing = followGuilds(fresh, bot, here)
  }
  const receive = async (bot: Bot, raw: APIInteraction) => {
    if (raw.type === InteractionType.ApplicationCommandAutocomplete) return await complete(link, bot, raw)
    if (!isAsked(raw)) return
    seen.note(raw)
    await answer(link, bot, raw)
  }
  /** What does not work at once is tried again meanwhile: nothing that is due waits for it. */
  const tellCommands = async (bot: Bot, application: string) => {
    const tell = () => registerCommands(rest, application, commandPayloads(commands, bot, translations))
    await tell().catch(() => void patiently('Discord could not be told of the commands', onTrouble, () => stopped, tell))
  }
  /** The library forgets the token at the first 401, be it a passing one. */
  const keepToken = () => { if (!ended) rest.setToken(settings.token) }

  return {
    surface: discordSurface({ rest, self: () => self.user, now, seen: seen.of, restMs: async () => { keepToken(); return await restMs() }, onTrouble }, render),
    enter: async () => { self = await askSelf(rest, settings.token, onTrouble, () => stopped) ?? self },
    serve: async bot => {
      turns = bot.store.turns
      await tellCommands(bot, self.application)
      await connect(settings, fresh => attach(bot, fresh), onTrouble, () => stopped)
    },
    ready: async () => {
      if (client === null || !isConnected(client)) throw new Error('Discord is not connected.')
    },
    stop: async () => {
      stopped = true
      await Promise.all([...working, endFollowing()])
      await client?.destroy()
    },
  }
}

function isAsked(raw: APIInteraction): raw is Asked {
  return raw.type === InteractionType.ApplicationCommand ? raw.data.type === ApplicationCommandType.ChatInput : raw.type === InteractionType.MessageComponent || raw.type === InteractionType.ModalSubmit
}
