/** What admins have to know, below what they asked for. */
import type { Alert } from '../alert.ts'
import type { Card, Field } from '../card.ts'
import { slash, words } from '../text.ts'
import { obstacleText } from './obstacle.ts'

/** The card with the alerts as fields below it. */
export function withAlerts(card: Card, alerts: readonly Alert[]): Card {
  return alerts.length === 0 ? card : { ...card, fields: [...card.fields ?? [], ...alerts.map(alertField)] }
}

function alertField({ about, channel, at, why }: Alert): Field {
  const where = { channel: channel.id }
  const when = { at, as: 'day and time' } as const
  const because = why === null ? '' : obstacleText(why, channel.id)
  switch (about) {
    case 'daily paused': return { name: 'A daily is paused', value: words`${because} (${when}) Then ${slash('daily resume')} goes on, or set the daily in another channel with ${slash('daily set')}.` }
    case 'daily not posted': return { name: 'A daily was not posted', value: words`${because} (${when}) The next one comes as planned.` }
    case 'not shown': return { name: 'A message could not be shown', value: words`${because} (${when})` }
    case 'short': return { name: 'A part of a message is missing', value: words`${because} (${when})` }
    case 'no question': return { name: 'A daily was not posted', value: words`No question fits the daily of ${where} (${when}). Set it again with ${slash('daily set')}, without a topic or a difficulty.` }
    case 'report': return { name: 'A question was reported', value: words`In ${where} (${when}). Look at it with ${slash('report')}.` }
  }
}
