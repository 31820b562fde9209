/** Very many dailies that are due at the same minute: how long until all are posted, at the pace of Discord, by four processes. */
import { setTimeout as sleep } from 'node:timers/promises'
import { said } from '../support/line.ts'
import { homesOf, PACE, withBots, type Bots } from './bots.ts'
import { here, type Figures } from './figures.ts'
import { withRedis } from './server.ts'

const DAILIES = 10_000
const SMALL_DAILIES = 800
const PROCESSES = 4
const MINUTE_MS = 60_000
/** To set one of them takes less than this, on a busy machine. */
const SET_MS = 5
/** When nothing is posted for so long, something is wrong. */
const PATIENCE_MS = 120_000

/** Prints the seconds from the minute to the last post, beside the least that the pace allows. */
export async function benchDailies(isSmall: boolean): Promise<NonNullable<Figures['dailies']>> {
  const dailies = isSmall ? SMALL_DAILIES : DAILIES
  const measured = here()
  const floorSeconds = dailies / PACE.perSecond
  console.log(`dailies: ${said(dailies)} due at one minute, ${PACE.perSecond} posts a second, ${PROCESSES} processes`)
  const { dueAt, posts, troubles } = await withRedis(({ url }) => withBots(PROCESSES, url, { paced: true, players: 0 }, bots => postAll(bots, dailies)))
  const times = posts.map(([, at]) => (at - dueAt) / 1000).toSorted((a, b) => a - b)
  const seconds = times.at(-1) ?? 0
  const twice = posts.length - distinct(posts)
  console.log(`all posted after ${seconds.toFixed(1)} s; the floor is ${floorSeconds.toFixed(1)} s; ratio ${(seconds / floorSeconds).toFixed(3)} (goal 1.05); the first after ${times[0]?.toFixed(1)} s; posted twice: ${twice}; troubles with Redis: ${troubles}`)
  const hundredths = Array.from({ length: 101 }, (_, share) => times[Math.round(share / 100 * (times.length - 1))] ?? 0)
  return { ...measured, dailies, perSecond: PACE.perSecond, processes: PROCESSES, seconds, floorSeconds, ratio: seconds / floorSeconds, twice, troubles, hundredths }
}

async function postAll(bots: Bots, dailies: number): Promise<{ dueAt: number, posts: [key: string, at: number][], troubles: number }> {
  const dueAt = Math.ceil((Date.now() + dailies * SET_MS) / MINUTE_MS) * MINUTE_MS
  const time = new Date(dueAt).toISOString().slice(11, 16)
  await bots.share(homesOf(dailies), homes => ({ does: 'set dailies', homes, time }))
  if (Date.now() >= dueAt) throw new Error('The machine is too slow: the dailies were due before all of them were set. Try again, or with --small.')
  await bots.forget()
  await sleep(dueAt - Date.now())
  await untilPosted(bots, dailies)
  const told = await bots.tell()
  return { dueAt, posts: told.flatMap(({ posts }) => posts), troubles: told.reduce((sum, one) => sum + one.troubles, 0) }
}

/** A post that was made twice counts once. */
async function untilPosted(bots: Bots, dailies: number): Promise<void> {
  let [posted, newsAt] = [0, performance.now()]
  while (posted < dailies) {
    await sleep(1000)
    const all = await bots.count()
    const now = all < dailies ? all : distinct((await bots.tell()).flatMap(({ posts }) => posts))
    if (now > posted) newsAt = performance.now()
    if (performance.now() > newsAt + PATIENCE_MS) throw new Error(`Only ${now} of ${dailies} dailies were posted, and none for ${PATIENCE_MS / 1000} s.`)
    posted = now
  }
}

function distinct(posts: readonly [key: string, at: number][]): number {
  return new Set(posts.map(([key]) => key)).size
}
