import { expect, it } from 'vitest'
import { openDiscordStage } from '../../support/discord.ts'

it('of more messages at once than Discord takes in time, those over are to come later, with nothing sent for them', async () => {
  const stage = await openDiscordStage({ prepare: discord => { discord.addGuild({ channels: Array.from({ length: 150 }, (_, place) => `c${place}`) }) } })
  const [guild] = stage.discord.world.guilds.values()
  const posts = () => stage.discord.requests.filter(({ method, route }) => method === 'POST' && route === '/channels/:channel/messages').length
  const before = posts()
  const sent = await Promise.all([...guild?.channels.values() ?? []].map(({ id }) => stage.recall.surface.post({ platform: 'discord', home: guild?.id ?? '', id }, { kind: 'note', text: 'Hello.' }, { key: 'hello', triedAt: null })))
  expect(sent.filter(({ outcome }) => outcome === 'shown')).toHaveLength(100)
  expect(sent.filter(one => one.outcome === 'later' && one.afterMs > 0)).toHaveLength(50)
  expect(posts() - before).toBe(100)
  expect(stage.troubles).toEqual([])
  await stage.close()
})
