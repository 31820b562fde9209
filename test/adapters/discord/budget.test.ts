import { REST, Routes } from 'discord.js'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { COUNTED, watchRefusals } from '../../../src/adapters/discord/budget.ts'
import { openRender } from '../../../src/adapters/discord/send.ts'
import { discordSurface } from '../../../src/adapters/discord/surface.ts'
import { openDiscord, type DiscordStandIn } from '../../standins/discord/discord.ts'
import { openPictures } from '../../../src/pictures/pictures.ts'
import { memoryTurns } from '../../../src/stores/turns.ts'
import { sized } from '../../faults/size.ts'
import { temporaryFolder } from '../../support/recall.ts'

const folder = temporaryFolder()
const pictures = openPictures(folder.path, () => {})
let discord: DiscordStandIn

const START = 1_800_000_000_000
/** What waits, and as fast as it goes. */
const POSTS = sized(3600, 10_000)
const PER_SECOND = 40
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

/** Two processes that post, and count what is refused together; `counted` is what each of them told. */
function openProcesses(counted: number[] = []) {
  const turns = memoryTurns(() => now)
  return [1, 2].map(() => {
    const rest = new REST({ api: discord.api, invalidRequestWarningInterval: COUNTED, globalRequestsPerSecond: 100_000 }).setToken(discord.token)
    const restMs = watchRefusals(rest, { turns: () => turns, onRefused: count => counted.push(count), onTrouble: () => {} })
    const surface = discordSurface({ rest, self: () => discord.applicationId, now: () => now, seen: () => null, restMs, onTrouble: () => {} }, openRender(pictures, () => {}))
    return { rest, surface }
  })
}

describe('the budget of refused requests', () => {
  it('is a fifth of what would ban the address, for all processes together: then nothing is posted for a while, and it goes on', async () => {
    const guild = discord.addGuild()
    const elsewhere = discord.addGuild({ bot: null })
    const channel = { platform: 'discord', home: guild.id, id: discord.channel(guild, 'general').id }
    const card = { kind: 'note', text: 'Here I am.' } as const
    const counted: number[] = []
    const processes = openProcesses(counted)
    const post = async (key: string) => await Promise.all(processes.map(async ({ surface }, place) => await surface.post(channel, card, { key: `${key}-${place}`, triedAt: null })))
    const refuse = async (times: number) => {
      for (let some = 0; some < times; some += 20) await Promise.all(Array.from({ length: 20 }, async (_, place) => await processes[place % 2]?.rest.get(Routes.guild(elsewhere.id)).catch(() => {})))
    }
    const shown = [expect.objectContaining({ outcome: 'shown' }), expect.objectContaining({ outcome: 'shown' })]
    const later = { outcome: 'later', afterMs: 30_000, sent: false }

    await refuse(700)
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
    expect(discord.invalidRequests()).toBeGreaterThan(1600)
    expect(discord.invalidRequests()).toBeLessThanOrEqual(2000)
  })
  it('is kept when very many are posted at once and 30 % of their channels are gone, and each of the others is posted', async () => {
    const [here, elsewhere] = [discord.addGuild(), discord.addGuild({ bot: null })]
    const channels = { here: discord.channel(here, 'general').id, gone: discord.channel(elsewhere, 'general').id }
    const processes = openProcesses()
    const waiting = Array.from({ length: POSTS }, (_, place) => ({ key: `k${place}`, where: place % 10 < 3 ? 'gone' as const : 'here' as const, dueAt: START + place * 1000 / PER_SECOND }))
    const became = { shown: 0, gone: 0 }
    const refused: { at: number, count: number }[] = []
    let from = 0
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
      now = Math.max(now + 1000 / PER_SECOND, one.dueAt)
      const { key, where } = one
      const channel = { platform: 'discord', home: where === 'here' ? here.id : elsewhere.id, id: channels[where] }
      const sent = await processes[waiting.length % 2]?.surface.post(channel, { kind: 'note', text: 'Here I am.' }, { key, triedAt: null })
      refused.push({ at: now, count: discord.invalidRequests() })
      if (sent?.outcome === 'later') waiting.push({ ...one, dueAt: now + sent.afterMs })
      else if (sent !== undefined) became[sent.outcome]++
    }
    expect(became).toEqual({ shown: POSTS * 7 / 10, gone: POSTS * 3 / 10 })
    expect(refused.filter(({ at, count }) => count > 740 + (at - START) / 600)).toEqual([])
    const inTenMinutes = refused.map(({ at, count }, place) => {
      while (from < place && (refused[from]?.at ?? 0) < at - 600_000) from++
      return count - (refused[from - 1]?.count ?? 0)
    })
    expect(inTenMinutes.reduce((most, count) => Math.max(most, count))).toBeLessThanOrEqual(2000)
  })
})
