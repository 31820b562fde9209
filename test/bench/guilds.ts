/** Recall in thousands of guilds, beside an empty discord.js bot. */
import { setTimeout as sleep } from 'node:timers/promises'
import { openDiscord, type DiscordStandIn } from '../standins/discord/discord.ts'
import type { Guild, Message } from '../standins/discord/world.ts'
import { temporaryFolder } from '../support/recall.ts'
import { emptyBot, post, recallIn, type Start } from './discord/bots.ts'
import { addManyGuilds, TALK } from './discord/many-guilds.ts'
import { quiet } from './support/process.ts'

const MANY = 5000
const SHARDS = 5

/** Prints how long 5,000 guilds take at a start, what they cost in memory, and how presses are answered meanwhile. */
export async function benchGuilds(): Promise<void> {
  const folder = temporaryFolder()
  const one = await openDiscord({ limits: 'off' })
  const many = await openDiscord({ limits: 'off', shardCount: SHARDS })
  addManyGuilds(one, 1)
  const last = addManyGuilds(many, MANY).at(-1) as Guild
  await post(many, many.channel(last, TALK).id, { content: 'Press here.' })
  console.log(`\n${MANY} guilds in ${SHARDS} shards (30 channels, 20 roles, overwrites), memory after gc; presses every 50 ms from the connection on, until all is done`)
  console.log(line('', 'ready s', 'done s', 'idle MB', 'heap MB', 'KB a guild', 'heap KB', 'press p50', 'p99', 'worst'))
  await printGuilds('empty bot', emptyBot, one, many)
  await printGuilds('Recall, first', recallIn(folder.path), one, many)
  await printGuilds('Recall, again', recallIn(folder.path), one, many)
  await Promise.all([one.close(), many.close()])
  folder.remove()
}

async function printGuilds(name: string, start: Start, one: DiscordStandIn, many: DiscordStandIn): Promise<void> {
  const small = await start(one)
  await quiet(small)
  const idle = await small.held()
  await small.stop()
  const pressing = pressSometimes(many)
  const bot = await start(many)
  const doneMs = bot.readyMs + await quiet(bot)
  const times = await pressing()
  const held = await bot.held()
  await bot.stop()
  const each = (key: 'rss' | 'heap') => ((held[key] - idle[key]) / MANY / 1024).toFixed(1)
  console.log(line(name, (bot.readyMs / 1000).toFixed(1), (doneMs / 1000).toFixed(1), megabytes(idle.rss), megabytes(idle.heap), each('rss'), each('heap'), ms(at(times, 0.5)), ms(at(times, 0.99)), ms(Math.max(...times))))
}

/** Presses from the moment that a bot connects until told to stop; gives the milliseconds to each acknowledgement. */
function pressSometimes(discord: DiscordStandIn): () => Promise<number[]> {
  const guild = [...discord.world.guilds.values()].at(-1) as Guild
  const [message] = discord.messages(discord.channel(guild, TALK).id) as [Message]
  const person = discord.person({ username: 'ada' })
  person.join(guild)
  let ended = false
  const work = (async () => {
    const running: Promise<number>[] = []
    for (; !ended; await sleep(50)) {
      if ([...discord.gateway.sessions.values()].filter(session => session.socket !== null).length === SHARDS) running.push(person.forge(message, 'why:nothing:0').then(seen => seen.kind === 'failed' ? Number.POSITIVE_INFINITY : seen.latencyMs))
    }
    return await Promise.all(running)
  })()
  return async () => {
    ended = true
    return await work
  }
}

function at(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? 0
}

function ms(value: number): string {
  return value.toFixed(1)
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(1)
}

function line(name: string, ...columns: string[]): string {
  return name.padEnd(18) + columns.map(column => column.padStart(11)).join('')
}
