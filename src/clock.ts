/** The one clock: every second, what is due in a bot is done. */
import cron from 'node-cron'
import type { Bot } from './bot/bot.ts'
import { openCapacity, tick } from './bot/tick.ts'

export interface Clock {
  /** Begins to beat, once a second. */
  start(): void
  /** Does what is due now, without waiting for the next second. */
  beat(): Promise<void>
  /** Nothing due is begun any more; resolves when what has begun has ended. */
  stop(): Promise<void>
}

/** When the machine's clock was set by more, the beats are planned anew: node-cron waits until the clock has come back, or works through each second that it skipped. */
const SET_MS = 2000

export function openClock(bot: Bot): Clock {
  const capacity = openCapacity()
  const running = new Set<Promise<void>>()
  let stopped = false
  const beat = async () => {
    const work = tick(bot, capacity, () => stopped).catch((error: unknown) => bot.onTrouble('the clock could not ask what is due', error))
    running.add(work)
    await work
    running.delete(work)
  }
  // A beat that came late is no news: the next one does what was due.
  const plan = () => cron.createTask('* * * * * *', beat, { suppressMissedWarning: true })
  let task = plan()
  let ahead = aheadMs()
  const watch = () => {
    if (Math.abs(aheadMs() - ahead) < SET_MS) return
    void task.destroy()
    task = plan()
    ahead = aheadMs()
    void task.start()
  }
  let watching: NodeJS.Timeout | undefined
  return {
    start: () => {
      void task.start()
      watching ??= setInterval(watch, 1000)
    },
    beat,
    stop: async () => {
      stopped = true
      clearInterval(watching)
      await task.destroy()
      await Promise.all(running)
    },
  }
}

/** How far the machine's clock is ahead of one that nobody sets. */
function aheadMs(): number {
  return Date.now() - performance.now()
}
