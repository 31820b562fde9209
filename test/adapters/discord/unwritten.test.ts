import { randomBytes } from 'node:crypto'
import { REST, SnowflakeUtil } from 'discord.js'
import { expect, it } from 'vitest'
import { answer } from '../../../src/adapters/discord/answer.ts'
import { discordMessage } from '../../../src/render/discord.ts'
import { openDiscordStage } from '../../support/discord.ts'
import { payloadOf, readAnswer } from './forge.ts'

it('an answer that cannot be written is a sentence', async () => {
  const stage = await openDiscordStage()
  const guild = stage.discord.addGuild()
  const general = stage.discord.channel(guild, 'general')
  const ada = stage.discord.person({ username: 'ada' })
  ada.join(guild)
  const raw = { ...payloadOf(stage, await ada.command(general.id, 'help')), id: SnowflakeUtil.generate({ timestamp: stage.now() }).toString(), token: randomBytes(40).toString('hex') }
  const seen = stage.discord.deliver(raw, { times: 0 })
  let written = 0
  const link = {
    rest: new REST({ api: stage.discord.api }).setToken(stage.discord.token), meter: stage.meter, here: new Set([guild.id]), onTrouble: stage.bot.onTrouble,
    render: async (card: Parameters<typeof discordMessage>[0]) => {
      if (written++ === 0) throw new Error('a card that nobody can render')
      return { body: discordMessage(card, { picture: null, private: true }).body, files: [] }
    },
  }
  await answer(link, stage.bot, raw as unknown as Parameters<typeof answer>[2])
  expect(readAnswer(await seen)).toBe('I did that, but could not write my answer. Ask for it again.')
  expect(stage.troubles).toEqual(['an answer could not be written: Error: a card that nobody can render'])
  await stage.close()
})
