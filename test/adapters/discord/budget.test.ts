import { REST, Routes } from 'discord.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COUNTED, watchRefusals } from '../../../src/adapters/discord/budget.ts'
import { openRender } from '../../../src/adapters/discord/send.ts'
import { discordSurface } from '../../../src/adapters/discord/surface.ts'
import { openDiscord, type DiscordStandIn } from '../../standins/discord/discord.ts'
import { openPictures } from '../../../src/pictures/pictures.ts'
import { memoryTurns } from '../../../src/stores/turns.ts'
import { temporaryFolder } from '../../support/recall.ts'

const folder = temporaryFolder()
const pictures = openPictures(folder.path, () => {})
let discord: DiscordStandIn

const START = 1_800_000_000_000
let now = START

beforeEach(async () => {
  now = START
  discord = await openDiscord({ limits: 'off', now: () => now })
})
afterEach(async () => {
  await discord.close()
  await pictures.close()
  folder.remove()
})

describe('the budget of refused requests', () => {
  it('is a fifth of what would ban the address, for all processes together: then nothing is posted for a while, and it goes on', async () => {
    const guild = discord.addGuild()
    const elsewhere = discord.addGuild({ bot: null })
    const channel = { platform: 'discord', home: guild.id, id: discord.channel(guild, 'general').id }
    const card = { kind: 'note', text: 'Here I am.' } as const
    const turns = memoryTurns(() => now)
    const counted: number[] = []
    const processes = [1, 2].map(() => {
      const rest = new REST({ api: discord.api, invalidRequestWarningInterval: COUNTED, globalRequestsPerSecond: 100_000 }).setToken(discord.token)
      const restMs = watchRefusals(rest, { turns: () => turns, onRefused: count => counted.push(count), onTrouble: () => {} })
      const surface = discordSurface({ rest, self: () => discord.applicationId, now: () => now, seen: () => null, restMs, onTrouble: () => {} }, openRender(pictures, () => {}))
      return { rest, surface }
    })
    const post = async (key: string) => await Promise.all(processes.map(async ({ surface }, place) => await surface.post(channel, card, { key: `${key}-${place}`, triedAt: null })))
    const refuse = async (times: number) => {
      for (let some = 0; some < times; some += 20) await Promise.all(Array.from({ length: 20 }, async (_, place) => await processes[place % 2]?.rest.get(Routes.guild(elsewhere.id)).catch(() => {})))
    }
    const shown = [expect.objectContaining({ outcome: 'shown' }), expect.objectContaining({ outcome: 'shown' })]
    const later = { outcome: 'later', afterMs: 30_000, sent: false }

    await refuse(1000)
    expect(await post('before')).toEqual(shown)
    await refuse(20)
    expect(counted.reduce((sum, count) => sum + count)).toBe(discord.invalidRequests())
    const requests = discord.requests.length
    expect(await post('after')).toEqual([later, later])
    expect(await processes[0]?.surface.edit(channel, '1', card)).toEqual(later)
    expect(discord.requests).toHaveLength(requests)
    now += 30_000
    expect(await post('after')).toEqual(shown)
    for (let minute = 0; minute < 10; minute++) {
      while ((await post(`${minute}-${discord.invalidRequests()}`))[0]?.outcome === 'shown') await refuse(20)
      now += 60_000
    }
    expect(discord.invalidRequests()).toBeGreaterThan(1900)
    expect(discord.invalidRequests()).toBeLessThanOrEqual(2100)
  })
})
