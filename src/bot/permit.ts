/** Whether the group lets somebody start a round. */
import { refusalOf } from '../engine/permit.ts'
import type { Bot, Who } from './bot.ts'
import type { Card } from './card.ts'
import { loadChannel } from './channel.ts'
import { groupZone } from './group.ts'
import { refusalCard } from './views/permit.ts'

/** Why this member may not start a round in this channel now, or null. */
export async function refusal(bot: Bot, who: Who): Promise<Card | null> {
  const [{ endedAt }, at] = await Promise.all([loadChannel(bot.store, who.group, who.channel), bot.store.now()])
  const refused = refusalOf(who.settings, groupZone(who, at), { channel: who.channel.id, admin: who.admin, at, endedAt })
  return refused === null ? null : refusalCard(refused)
}
