/** Time zones, as people read of them. */
import { zones } from '../../engine/zone.ts'
import type { Card } from '../card.ts'
import { nearest } from '../matching.ts'
import { note } from './note.ts'

/** What is said of a zone that the runtime does not know, with the nearest that it does. */
export function unknownZone(typed: string): string {
  const [near] = nearest(zones(), typed.replace(/^.*[/ ]/, ''))
  return `I do not know the time zone "${typed}". ${near === undefined ? 'Use a name such as Europe/Berlin, America/New_York or UTC.' : `Did you mean ${near}?`}`
}

/** The zone that a member's days go by from now on; null is the group's, which is `common`. Somebody `alone` hears of no group. */
export function zoneCard(zone: string | null, common: string, alone: boolean): Card {
  if (alone) return note(`Your days go by ${zone ?? `${common} again`}${zone === null ? '' : ' now'}. For the streak of a group, say it there.`)
  return note(zone === null ? `The group's time zone holds for you again: ${common}.` : `Your days go by ${zone} now. Boards and dailies stay in the group's zone, ${common}.`)
}
