import { Client, Events, GatewayIntentBits } from 'discord.js'
import { expect, it } from 'vitest'
import { takeInteractions } from '../../../src/adapters/discord/client.ts'
import { followGuilds } from '../../../src/adapters/discord/guilds.ts'
import { isAway } from '../../../src/bot/removal.ts'
import { openDiscordStage } from '../../support/discord.ts'

it('nothing is kept of guilds: neither at a start, nor of new ones, nor after an outage, and their removal is heard of all the same', async () => {
  const stage = await openDiscordStage({ prepare: discord => { discord.addGuild({ name: 'old' }) } })
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: stage.discord.api } })
  const end = followGuilds(client, stage.bot, new Set())
  const ready = new Promise(resolve => client.once(Events.ClientReady, resolve))
  await client.login(stage.discord.token)
  await ready
  const kept = () => [client.guilds.cache.size, client.channels.cache.size]
  expect(kept()).toEqual([0, 0])
  const heard = (event: Events.GuildCreate | Events.GuildUnavailable) => new Promise(resolve => client.once(event, resolve))
  const added = heard(Events.GuildCreate)
  const guild = stage.discord.addGuild({ name: 'new' })
  await added
  expect(kept()).toEqual([0, 0])
  stage.discord.beginOutage(guild)
  const back = heard(Events.GuildCreate)
  stage.discord.endOutage(guild)
  await back
  stage.discord.addChannel(guild, { name: 'later' })
  stage.discord.removeBot(guild)
  const group = await stage.bot.store.members.groupOf('discord', guild.id)
  await expect.poll(() => isAway(stage.bot.store, group)).toBe(true)
  expect(kept()).toEqual([0, 0])
  await end()
  await client.destroy()
  await stage.close()
})

it('nothing is kept of what people do, though the library holds back what comes before all shards are there', async () => {
  const client = new Client({ intents: [GatewayIntentBits.Guilds] })
  const taken: unknown[] = []
  takeInteractions(client, raw => taken.push(raw.id))
  const packet = { t: 'INTERACTION_CREATE', d: { id: '1', token: 'secret' } }
  client.emit(Events.Raw, packet, 0)
  expect([taken, packet.d]).toEqual([['1'], null])
  await client.destroy()
})
