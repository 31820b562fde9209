/**
 * A stand-in of Discord on loopback: the gateway over real WebSockets and the REST API over real HTTP, for the real discord.js.
 * `new Client({ intents, rest: { api: standIn.api } })`, then `login(standIn.token)`. It knows what Recall uses of Discord.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { discordSizes, openBuckets, type Limits } from './buckets.ts'
import { faultList } from './faults.ts'
import { openGateway } from './gateway.ts'
import * as guilds from './guilds.ts'
import { expectAnswer, type Interaction, type Seen } from './interactions.ts'
import { deleteMessage } from './messages.ts'
import { newPerson } from './person.ts'
import { openRest } from './rest.ts'
import { accountRoutes } from './routes/account.ts'
import { channelRoutes } from './routes/channels.ts'
import { guildRoutes } from './routes/guilds.ts'
import { interactionRoutes } from './routes/interactions.ts'
import { snowflakeMint } from './snowflake.ts'
import type { State } from './state.ts'
import { emptyWorld, hasBot, publicMessages, type Channel, type Guild, type Json, type Message, type User } from './world.ts'

export interface DiscordOptions {
  /** Decides ids and times, the 3 seconds and the 15 minutes; rate limits and sockets run in real time all the same. */
  now?: () => number
  /** What GET /gateway/bot recommends. */
  shardCount?: number
  /** How many shards may identify within five seconds; discord.js waits otherwise. Discord's own default is 1. */
  maxConcurrency?: number
  heartbeatMs?: number
  /** `off`, or other sizes than Discord's. */
  limits?: 'off' | Partial<Limits>
  /** How long a nonce is remembered, by `now`. */
  nonceWindowMs?: number
  /** How long a person's client waits for the first answer, in real time. */
  patienceMs?: number
  port?: number
}

export type DiscordStandIn = Awaited<ReturnType<typeof openDiscord>>

export async function openDiscord({ now = Date.now, shardCount = 1, maxConcurrency = 16, heartbeatMs = 41_250, limits = {}, nonceWindowMs = 180_000, patienceMs = 3000, port = 0 }: DiscordOptions = {}) {
  const mint = snowflakeMint(now)
  const bot: User = { id: mint(now()), username: 'Recall', globalName: null, bot: true, locale: 'en-US', installed: false, takesMessages: true }
  const token = `${Buffer.from(bot.id).toString('base64url')}.stand.in`
  const state: State = { now, mint, token, world: emptyWorld(bot), nonceWindowMs, patienceMs, commands: [], interactions: { byId: new Map(), byToken: new Map() }, dispatch: () => {}, invalid: { count: 0 } }
  const faults = faultList()
  const url = (): string => `ws://127.0.0.1:${port}`
  const gateway = openGateway(state, { heartbeatMs, url })
  state.dispatch = (event, data, guildId) => {
    if (guildId === null || isHeard(state, guildId)) gateway.dispatch(event, data, guildId)
  }
  const routes = [...accountRoutes(state, { url, shardCount, maxConcurrency, identifies: () => gateway.log.identifies }), ...guildRoutes(state), ...channelRoutes(state), ...interactionRoutes(state)]
  const rest = openRest({ state, routes, pass: limits === 'off' ? null : openBuckets({ ...discordSizes, ...limits }), faults })
  const server = createServer({ keepAliveTimeout: 60_000 }, rest.listener).on('upgrade', gateway.upgrade)

  const listen = async (): Promise<void> => {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
    port = (server.address() as AddressInfo).port
  }
  /** Ends all connections and refuses new ones, until `listen` is called. */
  const stopListening = async (): Promise<void> => {
    gateway.dropSockets()
    const closed = new Promise(resolve => server.close(resolve))
    server.closeAllConnections()
    await closed
  }
  await listen()

  return {
    api: `http://127.0.0.1:${port}/api`,
    token,
    applicationId: bot.id,
    world: state.world,
    gateway,
    requests: rest.requests,
    /** How many answers were 401, 403 or 429: 10,000 in ten minutes ban an address. */
    invalidRequests: (): number => state.invalid.count,
    /** Makes an id, also one of the past. */
    mint,
    /** What is registered. */
    commands: () => state.commands,
    failNext: faults.failNext,
    /** Somebody makes a new token: the old one is refused from now on, and who came with it is sent away. */
    revokeToken: (): void => {
      state.token = `${token}.new`
      gateway.closeSockets(4004)
    },
    stopListening,
    listen,
    addGuild: (draft?: guilds.GuildDraft): Guild => guilds.addGuild(state, draft),
    inviteBot: (guild: Guild, permissions?: Parameters<typeof guilds.inviteBot>[2]): void => guilds.inviteBot(state, guild, permissions),
    removeBot: (guild: Guild): void => guilds.removeBot(state, guild),
    beginOutage: (guild: Guild): void => guilds.outage(state, guild, true),
    endOutage: (guild: Guild): void => guilds.outage(state, guild, false),
    addChannel: (guild: Guild, draft: { name: string, type?: number }): Channel => guilds.newChannel(state, guild, draft),
    addRole: (guild: Guild, draft: Parameters<typeof guilds.newRole>[2]) => guilds.newRole(state, guild, draft),
    changeRole: (guild: Guild, roleId: string, permissions: Parameters<typeof guilds.changeRole>[3]): void => guilds.changeRole(state, guild, roleId, permissions),
    /** Also the bot: its id is `applicationId`. */
    changeMember: (guild: Guild, userId: string, change: Parameters<typeof guilds.changeMember>[3]): void => guilds.changeMember(state, guild, userId, change),
    overwriteBot: (channel: Channel, change: Parameters<typeof guilds.overwriteBot>[2]): void => guilds.overwriteBot(state, channel, change),
    deleteChannel: (channel: Channel): void => guilds.deleteChannel(state, channel),
    /** As a moderator would. */
    deleteMessage: (message: Message): void => deleteMessage(state, message),
    changeThread: (channel: Channel, change: Parameters<typeof guilds.changeThread>[2]): void => guilds.changeThread(state, channel, change),
    groupChannel: (userIds: string[]): Channel => guilds.privateChannel(state, 3, userIds),
    channel: guilds.channelOf,
    person: (user: Partial<User> & { username: string }) => newPerson(state, user),
    /** What all may read in a channel, oldest first. */
    messages: (channelId: string): Message[] => {
      const channel = state.world.channels.get(channelId)
      return channel === undefined ? [] : publicMessages(channel)
    },
    /** What one person alone sees, oldest first. */
    privateMessages: (userId: string): Message[] => [...state.world.messages.values()].filter(message => message.visibleTo === userId && !message.deleted),
    /** Every interaction so far, with its payload as it was delivered. */
    interactions: (): Interaction[] => [...state.interactions.byId.values()],
    /** Sends an interaction as it is, `times` over (Discord may repeat one, with the same id), to all sessions or to those given. */
    deliver: (payload: Json, { times = 1, sessions }: { times?: number, sessions?: Parameters<typeof gateway.dispatch>[3] } = {}): Promise<Seen> => {
      const { seen } = expectAnswer(state, payload)
      for (let count = 0; count < times; count += 1) gateway.dispatch('INTERACTION_CREATE', payload, payload['guild_id'] === undefined ? null : String(payload['guild_id']), sessions)
      return seen
    },
    close: async (): Promise<void> => {
      gateway.close()
      if (server.listening) await stopListening()
    },
  }
}

/** Nothing is heard of a guild that the bot is not in, or that has an outage. */
function isHeard({ world }: State, guildId: string): boolean {
  const guild = world.guilds.get(guildId)
  return guild !== undefined && guild.available && hasBot(world, guild)
}
