import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeRest } from '../../../src/adapters/discord/client.ts'
import { openRender } from '../../../src/adapters/discord/send.ts'
import { discordSurface } from '../../../src/adapters/discord/surface.ts'
import type { Sent, Surface } from '../../../src/bot/ports.ts'
import type { Channel, Guild } from '../../standins/discord/world.ts'
import type { DiscordStage } from '../../support/discord.ts'
import { openGroup } from './playing.ts'

let stage: DiscordStage
let guild: Guild
let general: Channel
beforeEach(async () => { ({ stage, guild, general } = await openGroup()) })
afterEach(async () => { await stage.close() })

/** The surface of a process whose clock is so far ahead of Discord's. */
function surfaceAt(api: string, aheadMs = 0): Surface {
  const rest = makeRest({ api, token: stage.discord.token, shards: null })
  const onTrouble = (what: string) => { stage.troubles.push(what) }
  const render = openRender({ png: async () => new Uint8Array() }, onTrouble)
  return discordSurface({ rest, self: () => stage.discord.applicationId, now: () => stage.now() + aheadMs, seen: () => null, restMs: async () => 0, onTrouble }, render)
}

const post = async (surface: Surface, triedAt: number | null): Promise<Sent> => await surface.post({ platform: 'discord', home: guild.id, id: general.id }, { kind: 'note', text: 'Hello.' }, { key: 'hello', triedAt })

describe('a message that may have got through minutes ago', () => {
  it.each([-30_000, -2000, 0, 2000, 30_000])('is found where the own clock is %s ms ahead of Discord\'s', async aheadMs => {
    const surface = surfaceAt(stage.discord.api, aheadMs)
    const triedAt = stage.now() + aheadMs
    const first = await post(surface, null)
    await stage.pass(300)
    expect(await post(surface, triedAt)).toEqual(first)
    expect(stage.discord.messages(general.id)).toHaveLength(1)
  })
})

describe('a message that runs into a limit', () => {
  const ofMessages = { when: ({ method, path }: { method: string, path: string }) => method === 'POST' && path.endsWith('/messages') }

  it('was not sent', async () => {
    stage.discord.failNext({ status: 429, retryAfter: 10 }, ofMessages)
    expect(await post(surfaceAt(stage.discord.api), null)).toMatchObject({ outcome: 'later', sent: false })
  })

  it('only when the library tried again may have been sent, and is', async () => {
    stage.discord.failNext('reset after', ofMessages)
    stage.discord.failNext({ status: 429, retryAfter: 10 }, ofMessages)
    expect(await post(surfaceAt(stage.discord.api), null)).toMatchObject({ outcome: 'later', sent: true })
    expect(stage.discord.messages(general.id)).toHaveLength(1)
  })
})

describe('what stands between Recall and Discord', () => {
  it.each([[403, 'text/html', '<html>Access denied</html>'], [404, 'text/plain', 'no such route'], [403, 'application/json', '{"error":"blocked"}']])('may refuse (%i, %s) without Discord knowing: it is tried again', async (status, type, body) => {
    const server = createServer((_, response) => { response.writeHead(status, { 'content-type': type }).end(body) }).listen(0, '127.0.0.1')
    await new Promise(listening => server.once('listening', listening))
    expect(await post(surfaceAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api`), null)).toMatchObject({ outcome: 'later' })
    server.closeAllConnections()
    server.close()
  })
})
