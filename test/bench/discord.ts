/** Recall on Discord beside an empty discord.js bot, both on stand-ins of Discord in this process: acknowledgements, completions, many guilds. */
import { setTimeout as sleep } from 'node:timers/promises'
import { openDiscord, type DiscordStandIn } from '../standins/discord/discord.ts'
import type { Person } from '../standins/discord/person.ts'
import type { Message } from '../standins/discord/world.ts'
import { temporaryFolder } from '../support/recall.ts'
import { emptyBot, quiet, recallIn, type RunningBot, type Start } from './discord/bots.ts'
import { channelsOf, CROWD, gather, pressAll, steadily, type Crowd } from './discord/crowd.ts'
import { addManyGuilds } from './discord/many-guilds.ts'

const RUNS = 5
const SECONDS = 8
const RATES = [20, 100, 300]
/** The dailies of each group: the first makes everybody known, the others hold the answers of all runs. */
const DAILIES = 1 + Math.ceil(RUNS * SECONDS * RATES.reduce((sum, rate) => sum + rate) / CROWD)
const MANY = 5000
const SHARDS = 5

/** Prints the tables. */
export async function benchDiscord(): Promise<void> {
  await benchPresses()
  await benchGuilds()
}

// Presses and completions.

async function benchPresses(): Promise<void> {
  const folder = temporaryFolder()
  const recall = await openContestant(recallIn(folder.path))
  const empty = await openContestant(emptyBot)
  await printCompletions(recall)
  await setDailies(recall)
  await showDailies(recall, empty)
  console.log(`\npress to acknowledgement in ms: answers to dailies of ${recall.crowd.guilds.length} groups, for ${SECONDS} s at a time; medians of ${RUNS} runs`)
  console.log(line('', 'Recall p50', 'p99', 'empty p50', 'p99', 'p50 ratio', 'p99 ratio'))
  printPresses('300/s, newcomers', [await pressBoth(recall, empty, { from: 0, rate: 300, seconds: CROWD / 300 })])
  let from = CROWD
  for (const rate of RATES) {
    const runs: Both[] = []
    for (let run = 0; run < RUNS; run++, from += rate * SECONDS) runs.push(await pressBoth(recall, empty, { from, rate, seconds: SECONDS }))
    printPresses(`${rate}/s`, runs)
  }
  await Promise.all([recall, empty].map(close))
  folder.remove()
}

/** A bot with a stand-in and a crowd to itself; the two worlds are alike. */
interface Contestant {
  discord: DiscordStandIn
  crowd: Crowd
  bot: RunningBot
}

async function openContestant(start: Start): Promise<Contestant> {
  const discord = await openDiscord({ limits: 'off' })
  const crowd = gather(discord, DAILIES)
  return { discord, crowd, bot: await start(discord, 1) }
}

async function close({ discord, bot }: Contestant): Promise<void> {
  await bot.stop()
  await discord.close()
}

/** All dailies of all groups, in the next minute that is not about to begin. */
async function setDailies({ discord, crowd }: Contestant): Promise<void> {
  const time = new Date(Date.now() + 90_000).toISOString().slice(11, 16)
  for (let daily = 0; daily < DAILIES; daily++) {
    await Promise.all(channelsOf(discord, crowd, daily).map(async (channel, place) => await crowd.admins[place]?.command(channel.id, 'daily set', { time, timezone: 'UTC' })))
  }
}

/** Waits for the dailies, and posts the same messages in the empty bot's guilds. */
async function showDailies(recall: Contestant, empty: Contestant): Promise<void> {
  for (let daily = 0; daily < DAILIES; daily++) {
    const channels = channelsOf(empty.discord, empty.crowd, daily)
    for (const [place, { id }] of channelsOf(recall.discord, recall.crowd, daily).entries()) {
      while (recall.discord.messages(id).length === 0) await sleep(100)
      await post(empty.discord, channels[place]?.id ?? '', recall.discord.messages(id)[0] as Message)
    }
  }
  await sleep(2000)
}

async function post({ api, token }: DiscordStandIn, channel: string, { body }: Message): Promise<void> {
  const response = await fetch(`${api}/v10/channels/${channel}/messages`, { method: 'POST', headers: { authorization: `Bot ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ ...body, nonce: undefined, enforce_nonce: false }) })
  if (!response.ok) throw new Error(`The stand-in did not take a message: ${await response.text()}`)
}

interface Both {
  recall: number[]
  empty: number[]
}

async function pressBoth(recall: Contestant, empty: Contestant, load: Parameters<typeof pressAll>[2]): Promise<Both> {
  const press = ({ discord, crowd }: Contestant) => pressAll(discord, crowd, load)
  const both = { empty: await press(empty), recall: await press(recall) }
  await sleep(2500)
  return both
}

function printPresses(name: string, runs: readonly Both[]): void {
  const [recall50 = 0, recall99 = 0, empty50 = 0, empty99 = 0] = (['recall', 'empty'] as const).flatMap(who => [0.5, 0.99].map(share => median(runs.map(run => at(run[who], share)))))
  console.log(line(name, ...[recall50, recall99, empty50, empty99].map(ms), (recall50 / empty50).toFixed(2), (recall99 / empty99).toFixed(2)))
}

async function printCompletions({ discord, crowd }: Contestant): Promise<void> {
  const { channels: [lounge] = [], person } = { channels: crowd.guilds[0] === undefined ? [] : [discord.channel(crowd.guilds[0], 'lounge')], person: crowd.admins[0] as Person }
  if (lounge === undefined) return
  for (let place = 0; place < 30; place++) await crowd.members[0]?.[place]?.command(lounge.id, 'team create', { name: `Team ${place} of the learners` })
  const typed: [string, string, string, string[]][] = [
    ['formula', 'formula', 'name', ['', 'soft', 'cross entropy', 'bayse', 'gradient desc', 'kl']], ['topic', 'quiz', 'topic', ['', 'prob', 'lin']],
    ['zone', 'daily set', 'timezone', ['', 'Eur', 'berl', 'america/new']], ['team', 'team join', 'name', ['', 'Team 1', 'learn']],
  ]
  console.log(`\ncompletions while typing, ms to what is offered; 25 a second`)
  console.log(line('', 'p50', 'p99'))
  for (const [name, command, option, texts] of typed) {
    const times = await steadily(25, 200, async turn => {
      const from = performance.now()
      await person.autocomplete(lounge.id, command, option, texts[turn % texts.length] ?? '')
      return performance.now() - from
    })
    console.log(line(name, ms(at(times, 0.5)), ms(at(times, 0.99))))
  }
}

// Many guilds.

async function benchGuilds(): Promise<void> {
  const folder = temporaryFolder()
  const one = await openDiscord({ limits: 'off' })
  const many = await openDiscord({ limits: 'off', shardCount: SHARDS })
  addManyGuilds(one, 1)
  addManyGuilds(many, MANY)
  console.log(`\n${MANY} guilds in ${SHARDS} shards (30 channels, 20 roles, overwrites), memory after gc; presses every 50 ms from the connection on, until all is done`)
  console.log(line('', 'ready s', 'done s', 'idle MB', 'heap MB', 'KB a guild', 'heap KB', 'press p50', 'p99', 'worst'))
  await printGuilds('empty bot', emptyBot, one, many)
  await printGuilds('Recall, first', recallIn(folder.path), one, many)
  await printGuilds('Recall, again', recallIn(folder.path), one, many)
  await Promise.all([one.close(), many.close()])
  folder.remove()
}

async function printGuilds(name: string, start: Start, one: DiscordStandIn, many: DiscordStandIn): Promise<void> {
  const small = await start(one, 1)
  await quiet(small)
  const idle = await small.held()
  await small.stop()
  const pressing = pressSometimes(many)
  const bot = await start(many, SHARDS)
  const doneMs = bot.readyMs + await quiet(bot)
  const times = await pressing()
  const held = await bot.held()
  await bot.stop()
  const each = (key: 'rss' | 'heap') => ((held[key] - idle[key]) / MANY / 1024).toFixed(1)
  console.log(line(name, (bot.readyMs / 1000).toFixed(1), (doneMs / 1000).toFixed(1), megabytes(idle.rss), megabytes(idle.heap), each('rss'), each('heap'), ms(at(times, 0.5)), ms(at(times, 0.99)), ms(Math.max(...times))))
}

/** Presses from the moment that a bot connects until told to stop; gives the milliseconds to each acknowledgement. */
function pressSometimes(discord: DiscordStandIn): () => Promise<number[]> {
  const guild = [...discord.world.guilds.values()].at(-1)
  if (guild === undefined) throw new Error('There is no guild to press in.')
  const person = discord.person({ username: 'ada' })
  person.join(guild)
  let ended = false
  const work = (async () => {
    const running: Promise<number>[] = []
    while (!ended) {
      await sleep(50)
      const message = discord.messages(discord.channel(guild, '0-machine-learning-talk').id)[0]
      if (discord.gateway.sessions.size > 0 && message !== undefined) running.push(person.forge(message, 'why:nothing:0').then(seen => seen.latencyMs))
    }
    return await Promise.all(running)
  })()
  return async () => {
    ended = true
    return await work
  }
}

// Printing.

function median(values: readonly number[]): number {
  return at(values, 0.5)
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
