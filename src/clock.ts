/** The one clock: every second, what is due in a bot is done. */
import cron from 'node-cron'
import type { Bot } from './bot/bot.ts'
import { tick } from './bot/tick.ts'

export interface Clock {
  /** Begins to beat, once a second. */
  start(): void
  /** Does what is due now, without waiting for the next second. */
  beat(): Promise<void>
  /** No beat begins any more; resolves when the last one has ended. */
  stop(): Promise<void>
}

export function openClock(bot: Bot): Clock {
  const running = new Set<Promise<void>>()
  const beat = async () => {
    const work = tick(bot).catch((error: unknown) => bot.onTrouble('the clock could not ask what is due', error))
    running.add(work)
    await work
    running.delete(work)
  }
  const task = cron.createTask('* * * * * *', beat)
  return {
    start: () => void task.start(),
    beat,
    stop: async () => {
      await task.destroy()
      await Promise.all(running)
    },
  }
}
