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
  const task = cron.createTask('* * * * * *', beat, { suppressMissedWarning: true })
  return {
    start: () => void task.start(),
    beat,
    stop: async () => {
      stopped = true
      await task.destroy()
      await Promise.all(running)
    },
  }
}
