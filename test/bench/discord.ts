/** Recall on Discord beside an empty discord.js bot, both on stand-ins of Discord in this process: acknowledgements, completions. */
import { setTimeout as sleep } from 'node:timers/promises'
import { openDiscord, type DiscordStandIn } from '../standins/discord/discord.ts'
import type { Person } from '../standins/discord/person.ts'
import type { Guild, Message } from '../standins/discord/world.ts'
import { temporaryFolder } from '../support/recall.ts'
import { emptyBot, post, recallIn, type Start } from './discord/bots.ts'
import { channelsOf, CROWD, gather, pressAll, type Crowd } from './discord/crowd.ts'
import type { RunningBot } from './support/process.ts'
import { at, median, steadily } from './support/steadily.ts'

const RUNS = 3
const SECONDS = 8
const RATES = [20, 100, 300]
/** The dailies of each group: the first makes everybody known, the others hold the answers of all runs. */
const DAILIES = 1 + Math.ceil(RUNS * SECONDS * RATES.reduce((sum, rate) => sum + rate) / CROWD)

/** Prints milliseconds to what is offered while typing, and to the acknowledgement of answers. */
export async function benchDiscord(): Promise<void> {
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
  return { discord, crowd, bot: await start(discord) }
}

async function close({ discord, bot }: Contestant): Promise<void> {
  await bot.stop()
  await discord.close()
}

/** All dailies of all groups, in the next minute that is not about to begin. */
async function setDailies({ discord, crowd }: Contestant): Promise<void> {
  const time = new Date(Date.now() + 75_000).toISOString().slice(11, 16)
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
      await post(empty.discord, channels[place]?.id ?? '', { ...(recall.discord.messages(id)[0] as Message).body, nonce: null, enforce_nonce: false })
    }
  }
  await sleep(2000)
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
  const [guild, person] = [crowd.guilds[0] as Guild, crowd.admins[0] as Person]
  const lounge = discord.channel(guild, 'lounge')
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

// Printing.

function ms(value: number): string {
  return value.toFixed(1)
}

function line(name: string, ...columns: string[]): string {
  return name.padEnd(18) + columns.map(column => column.padStart(11)).join('')
}
