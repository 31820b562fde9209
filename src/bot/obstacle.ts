/** Asks a platform whether Recall could post somewhere, before anybody waits for it. */
import type { Obstacle } from '../engine/obstacle.ts'
import type { Channel } from '../engine/round.ts'
import type { Bot } from './bot.ts'
import type { Posting } from './ports.ts'
import { isAway } from './removal.ts'

/** What keeps Recall from posting such a thing in the channel; null when nothing is known to, or the platform cannot be asked now. */
export async function obstacleTo({ store, surfaces, onTrouble }: Bot, channel: Channel, posting: Posting): Promise<Obstacle | null> {
  try {
    if (await isAway(store, await store.members.groupOf(channel.platform, channel.home))) return { what: 'removed' }
    return await surfaces[channel.platform]?.obstacle(channel, posting) ?? null
  } catch (error) {
    onTrouble('a platform could not say whether a channel can be posted to', error)
    return null
  }
}

/** A message alone. */
export const plainPosting: Posting = { thread: false, mention: null }
