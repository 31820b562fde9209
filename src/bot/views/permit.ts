/** Why a round may not start, and when or where one may. */
import type { Refusal } from '../../engine/permit.ts'
import type { Card } from '../card.ts'
import { joined, slash, words } from '../text.ts'
import { note } from './note.ts'

/** A sentence on the rule that stands in the way. Practice is always possible. */
export function refusalCard(refused: Refusal): Card {
  switch (refused.why) {
    case 'channel': return note(words`Rounds run in ${joined(refused.channels.map(channel => ({ channel })), ', ')}. Practise here with ${slash('quiz')}.`)
    case 'starter': return note(words`In this group admins start the rounds. Practise whenever you like with ${slash('quiz')}.`)
    case 'quiet': return note(words`These are the quiet hours of this group. Rounds may start again ${{ at: refused.until, as: 'day and time' }}. Practise until then with ${slash('quiz')}.`)
    case 'cool-down': return note(words`The last round has only just ended here. The next one may start ${{ at: refused.until, as: 'day and time' }}.`)
  }
}
