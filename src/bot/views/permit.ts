/** Why a round may not start, and when or where one may. */
import type { Refusal } from '../../engine/permit.ts'
import type { Card } from '../card.ts'
import { note } from './note.ts'

/** A sentence on the rule that stands in the way. Practice is always possible. */
export function refusalCard(refused: Refusal): Card {
  switch (refused.why) {
    case 'channel': return note(['Rounds run in ', ...refused.channels.flatMap((channel, place) => place === 0 ? [{ channel }] : [', ', { channel }]), '. Practise here with /quiz.'])
    case 'starter': return note('In this group admins start the rounds. Practise whenever you like with /quiz.')
    case 'quiet': return note(['These are the quiet hours of this group. Rounds may start again ', { at: refused.until, as: 'day and time' }, '. Practise until then with /quiz.'])
    case 'cool-down': return note(['The last round has only just ended here. The next one may start ', { at: refused.until, as: 'day and time' }, '.'])
  }
}
