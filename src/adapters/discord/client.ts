/** The connection to Discord: the real discord.js client, with nothing kept that is not asked for. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, DiscordAPIError, DiscordjsErrorCodes, Events, GatewayDispatchEvents, GatewayIntentBits, Options, REST, Routes, Status, type APIInteraction } from 'discord.js'
import type { Bot } from '../../bot/bot.ts'
import { backoffMs } from '../../engine/backoff.ts'
import { COUNTED } from './budget.ts'
import { waitOf } from './refusals.ts'
import { makeRequest } from './writes.ts'

/** How to reach Discord: `api` is another base of its REST API, `shards` those that this process holds, of how many; null is all that Discord recommends. */
export interface DiscordSettings {
  token: string
  api: string | undefined
  shards: { ids: number[], count: number } | null
}

/** A start that cannot succeed: the message says what to do. */
class TokenRefused extends Error {
  constructor() {
    super('Discord refused DISCORD_TOKEN. Copy the token again from the Bot page of your application (Reset Token makes a new one).')
  }
}

/** Whoever would have to wait longer for a limit comes again later instead. */
const LIMIT_WAIT_MS = 3000
const PATIENCE_MS = 60_000

/** Nothing is kept of these; of messages, members and the like nothing is asked for. */
const nothing = Object.fromEntries([
  'ApplicationCommandManager', 'ApplicationEmojiManager', 'AutoModerationRuleManager', 'BaseGuildEmojiManager', 'DMMessageManager', 'EntitlementManager', 'GuildBanManager', 'GuildEmojiManager', 'GuildForumThreadManager',
  'GuildInviteManager', 'GuildMemberManager', 'GuildMessageManager', 'GuildScheduledEventManager', 'GuildSoundboardSoundManager', 'GuildStickerManager', 'GuildTextThreadManager', 'MessageManager', 'PresenceManager',
  'ReactionManager', 'ReactionUserManager', 'StageInstanceManager', 'ThreadManager', 'ThreadMemberManager', 'UserManager', 'VoiceStateManager',
].map(name => [name, 0]))

/** What is sent, goes through this; it keeps to Discord's limits by itself. */
export function makeRest({ api, token }: DiscordSettings): REST {
  return new REST({ ...(api !== undefined && { api }), makeRequest, retries: 2, timeout: 5000, invalidRequestWarningInterval: COUNTED, rejectOnRateLimit: limit => waitOf(limit) > LIMIT_WAIT_MS }).setToken(token)
}

/** Recall's own ids on Discord: of its user and of its application. */
export interface Self {
  user: string
  application: string
}

/** Asks who Recall is. While Discord is away it is tried again, until it is over: then null. Rejects with a sentence when Discord refuses the token. */
export async function askSelf(rest: REST, token: string, onTrouble: Bot['onTrouble'], isOver: () => boolean): Promise<Self | null> {
  return await patiently('Discord cannot be reached', onTrouble, isOver, async () => {
    try {
      rest.setToken(token)
      const user = await rest.get(Routes.user()) as { id: string }
      const application = await rest.get(Routes.currentApplication()) as { id: string }
      return { user: user.id, application: application.id }
    } catch (error) {
      throw error instanceof DiscordAPIError && error.status === 401 ? new TokenRefused() : error
    }
  })
}

/**
 * Connects to the gateway; `attach` gets each client before it connects. While Discord is away it is tried again, until it is over.
 * Rejects with a sentence when Discord refuses the token.
 */
export async function connect(settings: DiscordSettings, attach: (client: Client) => void, onTrouble: Bot['onTrouble'], isOver: () => boolean): Promise<void> {
  await patiently('Discord cannot be reached', onTrouble, isOver, async () => {
    const client = makeClient(settings)
    attach(client)
    try {
      await client.login(settings.token)
    } catch (error) {
      throw error instanceof Error && 'code' in error && error.code === DiscordjsErrorCodes.TokenInvalid ? new TokenRefused() : error
    }
  })
}

/** The intent for guilds is the only one: no messages, no members. */
function makeClient({ api, shards }: DiscordSettings): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    makeCache: Options.cacheWithLimits(nothing),
    ...(api !== undefined && { rest: { api } }),
    ...(shards === null ? { shards: 'auto' } : { shards: shards.ids, shardCount: shards.count }),
  })
}

/**
 * Takes interactions before discord.js sees them: it would make objects of them that nobody needs, and one that it cannot read would end
 * the process. What is left for it is empty, because it keeps everything that comes while a shard is still missing.
 */
export function takeInteractions(client: Client, take: (raw: APIInteraction) => void): void {
  client.on(Events.Raw, (packet: { t: string, d: unknown }) => {
    if (packet.t !== GatewayDispatchEvents.InteractionCreate) return
    const raw = packet.d as APIInteraction
    Object.assign(packet, { t: '', d: null })
    take(raw)
  })
}

/** Says whether every shard of this process is connected. */
export function isConnected({ ws }: Client): boolean {
  return ws.shards.size > 0 && ws.shards.every(shard => shard.status === Status.Ready)
}

/** Tries until it works, or null when it is over; a refused token is not tried again. */
export async function patiently<Result>(what: string, onTrouble: Bot['onTrouble'], isOver: () => boolean, work: () => Promise<Result>): Promise<Result | null> {
  for (let attempt = 0; !isOver(); attempt++) {
    try {
      return await work()
    } catch (error) {
      if (error instanceof TokenRefused) throw error
      onTrouble(`${what}; it is tried again`, error)
      await sleep(Math.min(backoffMs(attempt), PATIENCE_MS), undefined, { ref: false })
    }
  }
  return null
}
