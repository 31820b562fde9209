/** Discord: a gateway connection that brings what people do, and a REST client that shows them what becomes of it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, DiscordAPIError, Events, GatewayDispatchEvents, GatewayIntentBits, InteractionType, InteractionResponseType, Options, Routes, Status, type APIInteraction, type REST } from 'discord.js'
import type { Bot } from '../../bot/bot.ts'
import { commands } from '../../bot/commands/all.ts'
import type { Surface } from '../../bot/ports.ts'
import { suggest } from '../../bot/suggest.ts'
import { backoffMs } from '../../engine/backoff.ts'
import type { Meter } from '../../ops/meter.ts'
import type { Pictures } from '../../pictures/pictures.ts'
import { answer, deliver } from './answer.ts'
import { COUNTED, watchRefusals } from './budget.ts'
import { followGuilds } from './guilds.ts'
import { typingOf, whereabouts } from './interaction.ts'
import { commandPayloads } from './payloads.ts'
import { openSeen } from './seen.ts'
import { waitOf } from './refusals.ts'
import { registerCommands } from './register.ts'
import { openRender } from './send.ts'
import { discordSurface } from './surface.ts'
import { translations } from './translations.ts'

/** How to reach Discord: `api` is another base of its REST API, `shards` those that this process holds, of how many; null is all that Discord recommends. */
export interface DiscordSettings {
  token: string
  api: string | undefined
  shards: { ids: number[], count: number } | null
}

/** What it stands on; `now` is the store's time, in milliseconds. */
export interface DiscordNeeds {
  pictures: Pictures
  meter: Meter
  now: () => number
  onTrouble: Bot['onTrouble']
}

export interface Discord {
  surface: Surface
  /** Connects and serves this bot; rejects with a sentence when Discord refuses the token. */
  serve(bot: Bot): Promise<void>
  /** Rejects with a reason while Discord is not connected. */
  ready(): Promise<void>
  /** Ends the connection, after what has begun. */
  stop(): Promise<void>
}

/** A start that cannot succeed: the message says what to do. */
class TokenRefused extends Error {}

async function checkToken(rest: REST): Promise<void> {
  try {
    await rest.get(Routes.gatewayBot())
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 401) throw new TokenRefused('Discord refused DISCORD_TOKEN. Copy the token again from the Bot page of your application (Reset Token makes a new one).')
    throw error
  }
}

/** Takes interactions before discord.js sees them: it would make objects of them that nobody needs, and one that it cannot read would end the process. */
function takeInteractions(client: Client, take: (raw: APIInteraction) => void): void {
  client.on(Events.Raw, (packet: { t: string, d: unknown }) => {
    if (packet.t !== GatewayDispatchEvents.InteractionCreate) return
    packet.t = ''
    take(packet.d as APIInteraction)
  })
}

/** Nothing is kept of these; of messages, members and the like nothing is asked for. */
const nothing = Object.fromEntries([
  'ApplicationCommandManager', 'ApplicationEmojiManager', 'AutoModerationRuleManager', 'BaseGuildEmojiManager', 'DMMessageManager', 'EntitlementManager', 'GuildBanManager', 'GuildEmojiManager', 'GuildForumThreadManager',
  'GuildInviteManager', 'GuildMemberManager', 'GuildMessageManager', 'GuildScheduledEventManager', 'GuildSoundboardSoundManager', 'GuildStickerManager', 'GuildTextThreadManager', 'MessageManager', 'PresenceManager',
  'ReactionManager', 'ReactionUserManager', 'StageInstanceManager', 'ThreadManager', 'ThreadMemberManager', 'UserManager', 'VoiceStateManager',
].map(name => [name, 0]))

/** Sets a connection up; nothing is sent before `serve`. */
export function openDiscord({ token, api, shards }: DiscordSettings, { pictures, meter, now, onTrouble }: DiscordNeeds): Discord {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    makeCache: Options.cacheWithLimits(nothing),
    rest: { ...(api !== undefined && { api }), retries: 2, timeout: 5000, invalidRequestWarningInterval: COUNTED, rejectOnRateLimit: limit => waitOf(limit) > 3000 },
    ...(shards === null ? { shards: 'auto' } : { shards: shards.ids, shardCount: shards.count }),
  })
  const { rest } = client
  const render = openRender(pictures, onTrouble)
  const seen = openSeen()
  const restMs = watchRefusals(rest, count => meter.refused('discord', count))
  const working = new Set<Promise<void>>()
  let endFollowing: () => Promise<void> = async () => undefined
  let stopped = false
  let ended = false

  /** discord.js forgets the token at the first 401, be it a passing one. */
  const keepToken = () => { if (!ended) rest.setToken(token) }

  const receive = async (bot: Bot, raw: APIInteraction) => {
    if (raw.type === InteractionType.ApplicationCommandAutocomplete) return await complete(bot, raw)
    if (raw.type === InteractionType.Ping || (raw.type === InteractionType.ApplicationCommand && raw.data.type !== 1)) return
    seen.note(raw)
    await answer({ rest, render, meter, onTrouble }, bot, raw as Parameters<typeof answer>[2])
  }
  const complete = async (bot: Bot, raw: Parameters<typeof typingOf>[0]) => {
    const receivedAt = performance.now()
    const typing = typingOf(raw)
    const found = typing === null ? [] : await suggest(bot, whereabouts(raw), typing.command, typing.option, typing.typed)
    const body = { type: InteractionResponseType.ApplicationCommandAutocompleteResult, data: { choices: found.map(name => ({ name, value: name })) } }
    await deliver({ meter, onTrouble }, () => rest.post(Routes.interactionCallback(raw.id, raw.token), { body, auth: false }), receivedAt)
  }

  /** Tries until it works, or Recall is stopped. */
  const patiently = async (what: string, work: () => Promise<unknown>) => {
    for (let attempt = 0; !stopped; attempt++) {
      try {
        await work()
        return
      } catch (error) {
        if (error instanceof TokenRefused) throw error
        onTrouble(`${what}; it is tried again`, error)
        await sleep(Math.min(backoffMs(attempt), 60_000), undefined, { ref: false })
      }
    }
  }

  return {
    surface: discordSurface({ rest, self: () => client.user?.id ?? '', now, seen: seen.of, restMs: () => { keepToken(); return restMs() }, onTrouble }, render),
    serve: async bot => {
      client.on(Events.ShardError, error => onTrouble('the connection to Discord is in trouble', error))
      client.on(Events.Error, error => onTrouble('the connection to Discord is in trouble', error))
      client.on(Events.ShardDisconnect, ({ code }) => {
        ended = true
        onTrouble('Discord has ended the connection for good', `Close code ${code}.`)
      })
      takeInteractions(client, raw => {
        const work = receive(bot, raw).catch((error: unknown) => onTrouble('an interaction could not be read', error)).finally(() => working.delete(work))
        working.add(work)
      })
      endFollowing = followGuilds(client, bot)
      await patiently('Discord cannot be reached', () => checkToken(rest.setToken(token)))
      await client.login(token)
      await patiently('Discord could not be told of the commands', () => registerCommands(rest, client.application?.id ?? '', commandPayloads(commands, bot, translations)))
    },
    ready: async () => {
      if (client.ws.shards.size === 0 || client.ws.shards.some(shard => shard.status !== Status.Ready)) throw new Error('Discord is not connected.')
    },
    stop: async () => {
      stopped = true
      await Promise.all([...working, endFollowing()])
      await client.destroy()
    },
  }
}
