import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDiscordStage, type DiscordStage } from '../../support/discord.ts'
import { forge, readAnswer } from './forge.ts'

let stage: DiscordStage
beforeEach(async () => { stage = await openDiscordStage() })
afterEach(async () => { await stage.close() })

const settled = async (works: () => Promise<boolean> | boolean) => { await expect.poll(works, { timeout: 5000 }).toBe(true) }
const removal = async (home: string) => {
  const group = await stage.bot.store.members.groupOf('discord', home)
  return (await stage.bot.store.records.load(group, 'removal', 'group'))?.state ?? null
}

describe('a guild', () => {
  it('is greeted once, in the channel for such messages, also when Recall starts again', async () => {
    const guild = stage.discord.addGuild({ channels: ['rules', 'lobby'], system: 'lobby' })
    const lobby = stage.discord.channel(guild, 'lobby')
    await settled(async () => {
      await stage.pass(0)
      return stage.discord.messages(lobby.id).length === 1
    })
    expect(JSON.stringify(stage.newest(lobby.id).components)).toContain('Hello, I am Recall')
    await stage.restart()
    await stage.pass(5)
    expect(stage.discord.messages(lobby.id)).toHaveLength(1)
  })

  it('that removed Recall while nobody listened is taken to be removed at the next start', async () => {
    const [kept, lost] = [stage.discord.addGuild({ name: 'kept' }), stage.discord.addGuild({ name: 'lost' })]
    await settled(async () => (await stage.bot.store.members.homes('discord')).length === 2)
    await stage.restart(() => stage.discord.removeBot(lost))
    await settled(async () => await removal(lost.id) !== null)
    expect(await removal(lost.id)).toMatchObject({ back: false })
    expect(await removal(kept.id)).toBeNull()
  })

  it('that takes Recall back is taken up again, also when nobody listened', async () => {
    const guild = stage.discord.addGuild()
    await settled(async () => (await stage.bot.store.members.homes('discord')).length === 1)
    stage.discord.removeBot(guild)
    await settled(async () => await removal(guild.id) !== null)
    await stage.restart(() => stage.discord.inviteBot(guild))
    await settled(async () => await removal(guild.id) === null)
  })

  it('that has taken the commands and not Recall itself is nobody\'s group: nothing is started, kept or erased there', async () => {
    const home = stage.discord.addGuild({ name: 'home' })
    const general = stage.discord.channel(home, 'general')
    const ada = stage.discord.person({ username: 'ada' })
    ada.join(home)
    const genuine = await ada.command(general.id, 'rapid')
    const elsewhere = { guild_id: '1500000000000000001', authorizing_integration_owners: { 0: '1500000000000000001' } }
    expect(readAnswer(await forge(stage, genuine, elsewhere))).toMatch(/^That works in the channels of a group that has added me\./)
    expect(readAnswer(await forge(stage, await ada.command(general.id, 'formula', { name: 'cosine' }), elsewhere))).toContain('Cosine similarity')
    expect(await stage.bot.store.members.homes('discord')).toEqual(expect.arrayContaining([home.id, `user-${ada.id}`]))
    expect(await stage.bot.store.members.homes('discord')).not.toContain('1500000000000000001')
  })

  it('is not removed by an outage of Discord', async () => {
    const guild = stage.discord.addGuild()
    await settled(async () => (await stage.bot.store.members.homes('discord')).length === 1)
    stage.discord.beginOutage(guild)
    await stage.restart()
    stage.discord.endOutage(guild)
    const other = stage.discord.addGuild()
    await settled(async () => (await stage.bot.store.members.homes('discord')).includes(other.id))
    expect(await removal(guild.id)).toBeNull()
  })
})
