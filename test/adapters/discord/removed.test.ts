import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isAway } from '../../../src/bot/removal.ts'
import type { Channel, Guild } from '../../standins/discord/world.ts'
import type { DiscordStage } from '../../support/discord.ts'
import { ask, live, openGroup, setDaily, type Group } from './playing.ts'
import { wordsOf } from './said.ts'

let group: Group
let stage: DiscordStage
let guild: Guild
let general: Channel
let lobby: Channel

beforeEach(async () => {
  group = await openGroup();
  ({ stage, guild, general, lobby } = group)
})
afterEach(async () => { await stage.close() })

describe('Recall is removed from a guild', () => {
  const isGone = async () => await isAway(stage.bot.store, await stage.bot.store.members.groupOf('discord', guild.id))

  it('in the middle of a round: everything stops at once, and goes on with the next daily when Recall is back', async () => {
    await setDaily(group, { reveal: '18:00' })
    const question = await ask(group)
    stage.discord.removeBot(guild)
    await expect.poll(isGone).toBe(true)
    expect(await live(group, 5)).toEqual([])
    expect(wordsOf(question)).not.toMatch(/the answer is/)
    stage.discord.inviteBot(guild)
    await expect.poll(isGone).toBe(false)
    await live(group, 1)
    expect(wordsOf(stage.newest(general.id))).toMatch(/^### Daily question/)
    expect(stage.discord.invalidRequests()).toBe(0)
  })

  it('while nobody noticed: the first refusal tells, and nothing is tried again', async () => {
    await setDaily(group)
    guild.members.delete(stage.discord.applicationId)
    await stage.pass(61)
    expect(await live(group, 20)).toEqual([])
    expect(stage.discord.invalidRequests()).toBeLessThanOrEqual(3)
    stage.discord.inviteBot(guild)
    await expect.poll(isGone).toBe(false)
    await live(group, 2)
    expect(stage.discord.messages(general.id)).toHaveLength(2)
  })

  it('an outage of Discord\'s own is no removal: the daily goes on', async () => {
    await setDaily(group)
    const { ada } = group
    stage.discord.beginOutage(guild)
    expect((await ada.command(ada.directChannel().id, 'help')).kind).toBe('message')
    await stage.pass(61)
    expect(wordsOf(stage.newest(general.id))).toMatch(/^### Daily question/)
    stage.discord.endOutage(guild)
    await live(group, 1)
    expect(stage.discord.messages(general.id)).toHaveLength(2)
    expect(stage.discord.messages(lobby.id)).toHaveLength(1)
  })
})
