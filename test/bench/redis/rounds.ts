/** Very many rounds that run at once: how late what is due is taken, and what they cost. */
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { line, said } from '../support/line.ts'
import { at, median } from '../support/steadily.ts'
import { homesOf, withBots, type Bots } from './bots.ts'
import { here, type Figures } from './figures.ts'
import { withRedis } from './server.ts'

const ROUNDS = 10_000
const SMALL_ROUNDS = 300
const PROCESSES = [1, 4]
const PLAYERS = 2
/** A question and the pause after it: the starts are spread over this, so that what is due is. */
const CYCLE_MS = 72_000

type Row = NonNullable<Figures['rounds']>['rows'][number]

/** Prints the lag of what was due during one cycle, and memory at its end, with one process and with four. */
export async function benchRounds(isSmall: boolean): Promise<NonNullable<Figures['rounds']>> {
  const rounds = isSmall ? SMALL_ROUNDS : ROUNDS
  const measured = here()
  console.log(`rounds: ${said(rounds)} quizzes in channels, 60 s a question, ${PLAYERS} players; a beat a second; ${CYCLE_MS / 1000} s of real time once all run; lag from wakeAt to claim, in ms, includes the wait for the beat`)
  console.log(line(14, '', 'lag p50', 'lag p99', 'taken /s', 'running', 'troubles', 'Redis MB', 'KB a round', 'process MB', 'CPU'))
  const rows: Row[] = []
  for (const processes of PROCESSES) {
    const row = await withRedis(({ url }) => withBots(processes, url, { paced: false, players: PLAYERS }, bots => play(url, bots, rounds)))
    rows.push(row)
    console.log(line(14, `${processes} ${processes === 1 ? 'process' : 'processes'}`, said(row.p50), said(row.p99), said(row.perSecond), said(row.running), said(row.troubles), said(row.redisBytes / 1e6, 1), said(row.redisBytes / rounds / 1000, 1), said(row.processBytes / 1e6), `${said(row.cpu * 100)} %`))
  }
  console.log('taken: rounds claimed a second by all. troubles: what Redis did not do in time, and is tried again. Redis: what it holds more than before. process: after a collection of garbage, the mean. CPU: of all processes, of one core; Redis not counted.')
  return { ...measured, rounds, rows }
}

async function play(url: string, bots: Bots, rounds: number): Promise<Row> {
  const processes = bots.all.length
  const redis = new Redis(url)
  const before = await memoryOf(redis)
  await bots.share(homesOf(rounds), homes => ({ does: 'start rounds', homes, withinMs: CYCLE_MS }))
  await bots.forget()
  const [startedAt, workedBefore] = [performance.now(), await worked(bots)]
  await sleep(CYCLE_MS)
  const [told, tookMs, workedMs] = [await bots.tell(), performance.now() - startedAt, await worked(bots) - workedBefore]
  const redisBytes = await memoryOf(redis) - before
  const held = await Promise.all(bots.all.map(bot => bot.held()))
  await redis.quit()
  const lags = told.flatMap(one => one.lags)
  return {
    processes, p50: median(lags), p99: at(lags, 0.99), perSecond: lags.length / tookMs * 1000, running: told.reduce((sum, one) => sum + one.running, 0), troubles: told.reduce((sum, one) => sum + one.troubles, 0),
    redisBytes, processBytes: held.reduce((sum, { rss }) => sum + rss, 0) / processes, cpu: workedMs / tookMs,
  }
}

async function worked(bots: Bots): Promise<number> {
  return (await Promise.all(bots.all.map(bot => bot.workedMs()))).reduce((sum, ms) => sum + ms, 0)
}

async function memoryOf(redis: Redis): Promise<number> {
  return Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1])
}
