/** A schedule of dailies, as people read it. */
import { weekdays, type Schedule } from '../../engine/schedule.ts'
import type { Card } from '../card.ts'

/** When the next daily comes, and how it is set. */
export function scheduleCard(state: Schedule, title: string): Card {
  return {
    kind: 'note',
    title,
    fields: [
      { name: 'Next post', value: state.wakeAt === null ? 'paused' : [{ at: state.wakeAt, as: 'day and time' }, ' in your own time'] },
      { name: 'Every', value: `${daysText(state.days)} at ${state.time}, ${state.zone}` },
      { name: 'Asks', value: [state.topic ?? 'all topics', state.difficulty ?? 'all difficulties'].join(', ') },
      { name: 'Reveal', value: state.reveal === 'next' ? 'with the next post' : `at ${state.reveal}` },
    ],
    footer: "/daily now posts today's question at once, if it has not been posted.",
  }
}

function daysText(days: Schedule['days']): string {
  if (days.length === weekdays.length) return 'day'
  if (days.join() === weekdays.slice(0, 5).join()) return 'weekday'
  return days.map(day => day.charAt(0).toUpperCase() + day.slice(1)).join(', ')
}
