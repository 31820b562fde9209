import { expect, it } from 'vitest'
import { openDiscordStage } from '../../support/discord.ts'

it('without a setting it opens as many shards as Discord recommends', async () => {
  const stage = await openDiscordStage({ shardCount: 3 })
  await expect.poll(() => stage.recall.ready().then(() => true, () => false)).toBe(true)
  expect([...stage.discord.gateway.sessions.values()].map(({ shard, count }) => [shard, count]).toSorted(([one = 0], [other = 0]) => one - other)).toEqual([[0, 3], [1, 3], [2, 3]])
  await stage.close()
})
