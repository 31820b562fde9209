/** The first words in a group. */
import type { Bot } from './bot.ts'
import { noticeWrite } from './notice.ts'
import type { Channel } from '../engine/round.ts'
import { commitWrites } from './commit.ts'

/** Posts the first-run card in this channel, once in the life of the group. Call it whenever Recall is added to a home. */
export async function welcome(bot: Bot, channel: Channel): Promise<void> {
  const group = await bot.store.members.groupOf(channel.platform, channel.home)
  const at = await bot.store.now()
  const once = { kind: 'settings' as const, id: 'welcome', version: 0, state: { at }, wakeAt: null }
  await commitWrites(bot.store, group, [once, noticeWrite('welcome', channel, { kind: 'welcome' }, at)])
}
