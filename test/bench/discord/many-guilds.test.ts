import { expect, it } from 'vitest'
import { openDiscord } from '../../standins/discord/discord.ts'
import { apiGuildCreate } from '../../standins/discord/wire.ts'
import { addManyGuilds, TALK } from './many-guilds.ts'

it('the guilds of the benchmark have the size that is said, and Recall may write in them', async () => {
  const discord = await openDiscord()
  const [guild] = addManyGuilds(discord, 1)
  if (guild === undefined) throw new Error('No guild was made.')
  const sent = apiGuildCreate(discord.world, guild)
  expect(sent).toMatchObject({ channels: { length: 30 }, roles: { length: 20 }, member_count: 50, members: { length: 1 } })
  expect(JSON.stringify(sent).length).toBeGreaterThan(15_000)
  const posting = await fetch(`${discord.api}/v10/channels/${discord.channel(guild, TALK).id}/messages`, { method: 'POST', headers: { authorization: `Bot ${discord.token}`, 'content-type': 'application/json' }, body: '{"content":"Hello."}' })
  expect(posting.status).toBe(200)
  await discord.close()
})
