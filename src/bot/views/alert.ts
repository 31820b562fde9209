/** What admins have to know, below what they asked for. */
import type { Alert } from '../alert.ts'
import type { Card, Field } from '../card.ts'

/** The card with the alerts as fields below it. */
export function withAlerts(card: Card, alerts: readonly Alert[]): Card {
  return alerts.length === 0 ? card : { ...card, fields: [...card.fields ?? [], ...alerts.map(alertField)] }
}

function alertField({ about, channel, at }: Alert): Field {
  const where = { channel: channel.id }
  const when = { at, as: 'day and time' } as const
  switch (about) {
    case 'channel gone': return { name: 'A daily is paused', value: ['I could not post in ', where, ' (', when, '). When I may post there again: /daily resume. Or set it in another channel with /daily set.'] }
    case 'no question': return { name: 'A daily was not posted', value: ['No question fits the daily of ', where, ' (', when, '). Set it again with /daily set, without a topic or a difficulty.'] }
    case 'report': return { name: 'A question was reported', value: ['In ', where, ' (', when, '). Look at it with /report.'] }
  }
}
