import { expect, it } from 'vitest'
import { openDiscordStage } from '../../support/discord.ts'

it('of more messages at once than Discord takes in time, those over are to come later, with nothing sent for them, and live ones are still edited', async () => {
  const stage = await openDiscordStage({ prepare: discord => { discord.addGuild({ channels: Array.from({ length: 150 }, (_, place) => `c${place}`) }) } })
  const [guild] = stage.discord.world.guilds.values()
  const posts = () => stage.discord.requests.filter(({ method, route }) => method === 'POST' && route === '/channels/:channel/messages').length
  const before = posts()
  const channels = [...guild?.channels.values() ?? []].map(({ id }) => ({ platform: 'discord', home: guild?.id ?? '', id }))
  const card = { kind: 'note', text: 'Hello.' } as const
  const live = await stage.recall.surface.post(channels[0] ?? never(), card, { key: 'live', triedAt: null })
  const rush = channels.map(channel => stage.recall.surface.post(channel, card, { key: 'hello', triedAt: null }))
  const edited = await stage.recall.surface.edit(channels[0] ?? never(), live.outcome === 'shown' ? live.message : '', card)
  const sent = await Promise.all(rush)
  expect(edited.outcome).toBe('shown')
  expect(sent.filter(({ outcome }) => outcome === 'shown')).toHaveLength(60)
  expect(sent.filter(one => one.outcome === 'later' && one.afterMs > 0 && !one.sent)).toHaveLength(90)
  expect(posts() - before).toBe(61)
  expect(stage.troubles).toEqual([])
  await stage.close()
})

function never(): never {
  throw new Error('There is no channel.')
}
