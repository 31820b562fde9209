/** Asks a platform whether Recall could post somewhere, before anybody waits for it. */
import type { Obstacle } from '../engine/obstacle.ts'
import type { Channel } from '../engine/round.ts'
import type { Bot } from './bot.ts'

/** What keeps Recall from posting in the channel, `withThread` a thread too; null when nothing is known to, or the platform cannot be asked now. */
export async function obstacleTo({ surfaces, onTrouble }: Bot, channel: Channel, withThread: boolean): Promise<Obstacle | null> {
  try {
    return await surfaces[channel.platform]?.obstacle(channel, withThread) ?? null
  } catch (error) {
    onTrouble('a platform could not say whether a channel can be posted to', error)
    return null
  }
}
