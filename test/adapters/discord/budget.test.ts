import { REST, Routes } from 'discord.js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { COUNTED, watchRefusals } from '../../../src/adapters/discord/budget.ts'
import { openRender } from '../../../src/adapters/discord/send.ts'
import { discordSurface } from '../../../src/adapters/discord/surface.ts'
import { openDiscord, type DiscordStandIn } from '../../standins/discord/discord.ts'
import { openPictures } from '../../../src/pictures/pictures.ts'
import { temporaryFolder } from '../../support/recall.ts'

const folder = temporaryFolder()
const pictures = openPictures(folder.path, () => {})
let discord: DiscordStandIn

let ahead = 0
const realNow = Date.now

beforeEach(async () => {
  ahead = 0
  vi.spyOn(Date, 'now').mockImplementation(() => realNow() + ahead)
  discord = await openDiscord({ limits: 'off', now: () => 1_800_000_000_000 })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await discord.close()
  await pictures.close()
  folder.remove()
})

describe('the budget of refused requests', () => {
  it('is a fifth of what would ban the address: nothing is posted until the ten minutes are over, then it goes on', async () => {
    const guild = discord.addGuild()
    const elsewhere = discord.addGuild({ bot: null })
    const counted: number[] = []
    const rest = new REST({ api: discord.api, invalidRequestWarningInterval: COUNTED, globalRequestsPerSecond: 100_000 }).setToken(discord.token)
    const restMs = watchRefusals(rest, count => counted.push(count))
    const surface = discordSurface({ rest, self: () => discord.applicationId, now: () => 1_800_000_000_000, seen: () => null, restMs, onTrouble: () => {} }, openRender(pictures, () => {}))
    const channel = { platform: 'discord', home: guild.id, id: discord.channel(guild, 'general').id }
    const card = { kind: 'note', text: 'Here I am.' } as const
    const post = async (key: string) => await surface.post(channel, card, { key, triedAt: null })
    const refuse = async (times: number) => {
      for (let some = 0; some < times; some += 20) await Promise.all(Array.from({ length: 20 }, () => rest.get(Routes.guild(elsewhere.id)).catch(() => {})))
    }

    await refuse(1980)
    expect(await post('before')).toMatchObject({ outcome: 'shown' })
    await refuse(20)
    expect(counted.reduce((sum, count) => sum + count)).toBe(discord.invalidRequests())
    const requests = discord.requests.length
    const refused = await post('after')
    expect(refused).toMatchObject({ outcome: 'later' })
    expect(refused.outcome === 'later' && refused.afterMs).toBeGreaterThan(9 * 60_000)
    expect(await surface.edit(channel, '1', card)).toMatchObject({ outcome: 'later' })
    expect(discord.requests).toHaveLength(requests)
    ahead = 10 * 60_000
    expect(await post('after')).toMatchObject({ outcome: 'shown' })
    expect(discord.messages(channel.id)).toHaveLength(2)
  })
})
