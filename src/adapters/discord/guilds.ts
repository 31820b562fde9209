/** Tells the bot in which guilds Recall is, and keeps of them what is needed: nothing. */
import { ChannelType, Events, GatewayDispatchEvents, ShardClientUtil } from 'discord.js'
import type { Client, GatewayGuildCreateDispatchData, GatewayGuildDeleteDispatchData, GatewayReadyDispatchData, Guild } from 'discord.js'
import type { Bot } from '../../bot/bot.ts'
import { handle } from '../../bot/handle.ts'
import type { Deed } from '../../bot/ports.ts'
import { PLATFORM } from './interaction.ts'

/**
 * Follows additions and removals, one after the other: thousands come at a start. Keeps in `here` where Recall is a member: its commands may be
 * in other guilds, too. Gives a way to end that; what is left comes again at the next start.
 */
export function followGuilds(client: Client, bot: Bot, here: Set<string>): () => Promise<void> {
  let last = Promise.resolve()
  let ended = false
  const tell = (home: string, channel: string, did: Deed) => {
    last = last.then(async () => { if (!ended) await handle(bot, happening(home, channel, did)) })
  }
  client.ws.on(GatewayDispatchEvents.GuildCreate, (guild: GatewayGuildCreateDispatchData) => {
    here.add(guild.id)
    if (guild.unavailable === true) return
    tell(guild.id, greetingPlace(guild), { type: 'added' })
    Object.assign(guild, bare)
  })
  client.ws.on(GatewayDispatchEvents.GuildDelete, (guild: GatewayGuildDeleteDispatchData) => {
    if (guild.unavailable === true) return
    here.delete(guild.id)
    tell(guild.id, '', { type: 'removed' })
  })
  client.ws.on(GatewayDispatchEvents.Ready, (ready: GatewayReadyDispatchData) => {
    for (const id of ofShard([...here], ready)) here.delete(id)
    for (const { id } of ready.guilds) here.add(id)
    last = last.then(async () => {
      for (const home of await lostHomes(bot, ready, here)) tell(home, '', { type: 'removed' })
    }).catch((error: unknown) => bot.onTrouble('it could not be found out where Recall was removed meanwhile', error))
  })
  client.on(Events.GuildCreate, forget(client))
  client.on(Events.GuildAvailable, forget(client))
  return async () => {
    ended = true
    await last
  }
}

/** Homes of this shard in which Recall is not any more: it was removed while nobody listened. */
async function lostHomes({ store }: Bot, ready: GatewayReadyDispatchData, here: ReadonlySet<string>): Promise<string[]> {
  const homes = (await store.members.homes(PLATFORM)).filter(home => /^\d+$/.test(home))
  return ofShard(homes, ready).filter(home => !here.has(home))
}

/** Those of the guilds that belong to the shard which is ready. */
function ofShard(guilds: readonly string[], { shard = [0, 1] }: GatewayReadyDispatchData): string[] {
  return guilds.filter(id => ShardClientUtil.shardIdForGuildId(id, shard[1]) === shard[0])
}

function happening(home: string, channel: string, did: Deed) {
  const nobody = { platform: PLATFORM, id: '', name: '' }
  return { id: '', channel: { platform: PLATFORM, home, id: channel }, account: nobody, admin: false, alone: false, timedOutUntil: null, at: Date.now(), locale: 'en', did }
}

/** Where a new group is greeted: the channel for such messages, else the first one for text. */
function greetingPlace({ system_channel_id: system, channels }: GatewayGuildCreateDispatchData): string {
  const texts = channels.filter(channel => channel.type === ChannelType.GuildText).toSorted((a, b) => a.position - b.position)
  return system ?? texts[0]?.id ?? ''
}

/**
 * Everything that is needed of a guild comes with each interaction. The library builds a guild after the listeners of its event:
 * without these parts that is soon done, and thousands at a start hold nobody up.
 */
const bare = { channels: [], threads: [], roles: [], members: [], emojis: [], stickers: [] } satisfies Partial<GatewayGuildCreateDispatchData>

/** Nor is the guild itself kept; nothing more is then kept of what becomes of it. */
function forget(client: Client): (guild: Guild) => void {
  return ({ id }) => void client.guilds.cache.delete(id)
}
