/** /timezone: a member's own zone, for streaks and reminders. */
import { isZone, zones } from '../../engine/zone.ts'
import { again } from '../again.ts'
import type { Bot, Who } from '../bot.ts'
import type { Card } from '../card.ts'
import { groupZone } from '../group.ts'
import { matching } from '../matching.ts'
import { loadMember, memberWrite } from '../member.ts'
import { note } from '../views/note.ts'
import { unknownZone, zoneCard } from '../views/timezone.ts'
import type { Command } from './command.ts'
import { commitWrites } from '../commit.ts'

/** Said instead of a zone: the group's holds again. */
const GROUP = 'group'

export const timezone: Command = {
  name: 'timezone',
  description: 'Your own time zone, for streaks and reminders',
  needs: 'nothing',
  options: [{ name: 'zone', description: "such as Europe/Berlin; group goes back to the group's", required: true, kind: 'suggestion', suggest: (_bot, typed) => matching([GROUP, ...zones()], typed) }],
  run: (bot, who, { zone = '' }) => set(bot, who, zone.trim()),
}

async function set(bot: Bot, who: Who, typed: string): Promise<Card> {
  if (typed.toLowerCase() !== GROUP && !isZone(typed)) return note(unknownZone(typed))
  const zone = typed.toLowerCase() === GROUP ? null : typed
  return await again(async () => {
    const member = await loadMember(bot.store, who.group, who.member)
    const outcome = await commitWrites(bot.store, who.group, [memberWrite(who.member, { ...member, zone })])
    return outcome === 'done' ? zoneCard(zone, groupZone(who, who.at), who.alone) : 'conflict'
  })
}
