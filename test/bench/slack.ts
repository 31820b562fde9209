/** Recall on Slack beside an empty Bolt app, both on stand-ins of Slack in this process, over sockets and by signed calls. */
import { setTimeout as sleep } from 'node:timers/promises'
import { openSlack, type SlackStandIn } from '../standins/slack/slack.ts'
import type { Message } from '../standins/slack/world.ts'
import { temporaryFolder } from '../support/recall.ts'
import { emptyApp, modes, post, recallIn, type Mode, type Start } from './slack/apps.ts'
import { gather, MEMBERS, pressAll, TOO_LATE, type Crowd } from './slack/crowd.ts'
import type { RunningBot } from './support/process.ts'
import { at, median } from './support/steadily.ts'

const RUNS = 3
const SECONDS = 8
const RATES = [20, 100, 200]
/** The first daily makes everybody known, the others hold the answers of all runs. */
const DAILIES = 1 + Math.ceil(RUNS * SECONDS * RATES.reduce((sum, rate) => sum + rate) / MEMBERS)

/** Prints milliseconds to the acknowledgement of answers. */
export async function benchSlack(): Promise<void> {
  for (const mode of modes) await benchMode(mode)
}

async function benchMode(mode: Mode): Promise<void> {
  const folder = temporaryFolder()
  const recall = await openContestant(recallIn(folder.path), mode)
  const empty = await openContestant(emptyApp, mode)
  await showDailies(recall, empty)
  console.log(`\n${mode}, press to acknowledgement in ms: answers to dailies of a workspace of ${MEMBERS}, for ${SECONDS} s at a time; medians of ${RUNS} runs`)
  console.log(line('', 'Recall p50', 'p99', 'empty p50', 'p99', 'p50 ratio', 'p99 ratio', 'too late'))
  printPresses('200/s, newcomers', [await pressBoth(recall, empty, { from: 0, rate: 200, times: MEMBERS })])
  let from = MEMBERS
  for (const rate of RATES) {
    const runs: Both[] = []
    for (let run = 0; run < RUNS; run++, from += rate * SECONDS) runs.push(await pressBoth(recall, empty, { from, rate, times: rate * SECONDS }))
    printPresses(`${rate}/s`, runs)
  }
  await Promise.all([recall, empty].map(close))
  folder.remove()
}

/** An app with a stand-in and a crowd to itself; the two worlds are alike. */
interface Contestant {
  slack: SlackStandIn
  crowd: Crowd
  app: RunningBot
}

async function openContestant(start: Start, mode: Mode): Promise<Contestant> {
  const slack = await openSlack({ limits: 'off' })
  const crowd = await gather(slack, DAILIES)
  return { slack, crowd, app: await start(slack, mode) }
}

async function close({ slack, app }: Contestant): Promise<void> {
  await app.stop()
  await slack.close()
}

/** Sets a daily in every channel, in the next minute that is not about to begin, waits for them, and posts the same messages for the empty app. */
async function showDailies(recall: Contestant, empty: Contestant): Promise<void> {
  const time = new Date(Date.now() + 75_000).toISOString().slice(11, 16)
  for (const { id } of recall.crowd.channels) await recall.crowd.admin.slash(id, '/recall', `daily set time:${time} timezone:UTC`)
  for (const [place, { id }] of recall.crowd.channels.entries()) {
    while (questionIn(recall, id) === undefined) await sleep(100)
    const { text, blocks } = questionIn(recall, id) as Message
    await post(empty.slack, empty.crowd.channels[place]?.id ?? '', { text, blocks })
  }
  await sleep(2000)
}

function questionIn({ slack }: Contestant, channel: string): Message | undefined {
  return slack.messages(channel).find(({ blocks }) => blocks.some(({ type }) => type === 'actions'))
}

interface Both {
  recall: number[]
  empty: number[]
}

async function pressBoth(recall: Contestant, empty: Contestant, load: Parameters<typeof pressAll>[2]): Promise<Both> {
  const press = ({ slack, crowd }: Contestant) => pressAll(slack, crowd, load)
  const both = { empty: await press(empty), recall: await press(recall) }
  await sleep(2500)
  return both
}

// Printing.

function printPresses(name: string, runs: readonly Both[]): void {
  const [recall50 = 0, recall99 = 0, empty50 = 0, empty99 = 0] = (['recall', 'empty'] as const).flatMap(who => [0.5, 0.99].map(share => median(runs.map(run => at(run[who], share)))))
  console.log(line(name, ...[recall50, recall99, empty50, empty99].map(value => value.toFixed(1)), (recall50 / empty50).toFixed(2), (recall99 / empty99).toFixed(2), (['recall', 'empty'] as const).map(who => runs.flatMap(run => run[who]).filter(value => value >= TOO_LATE).length).join(' / ')))
}

function line(name: string, ...columns: string[]): string {
  return name.padEnd(18) + columns.map(column => column.padStart(11)).join('')
}
