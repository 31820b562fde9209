/** A schedule of dailies, as people read it. */
import type { Snapshot } from '../../engine/question.ts'
import { weekdays, type Schedule } from '../../engine/schedule.ts'
import { zones } from '../../engine/zone.ts'
import type { Card, Text } from '../card.ts'
import { matching } from '../matching.ts'
import { encodePress } from '../press.ts'
import { letter } from './words.ts'

/** When the next daily comes, and how it is set. */
export function scheduleCard(state: Schedule, title: string): Card {
  return {
    kind: 'note',
    title,
    fields: [
      { name: 'Next post', value: nextText(state) },
      { name: 'Where', value: [{ channel: state.channel.id }] },
      { name: 'Every', value: `${daysText(state.days)} at ${state.time}, ${state.zone}` },
      { name: 'Asks', value: [state.topic ?? 'all topics', state.difficulty ?? 'all difficulties'].join(', ') },
      { name: 'Reveal', value: state.reveal === 'next' ? 'with the next post' : `at ${state.reveal}` },
      ...(state.mention === null ? [] : [{ name: 'Tells', value: [{ role: state.mention }] }]),
      ...(state.thread ? [{ name: 'Discussion', value: 'in a thread below each question' }] : []),
    ],
    footer: "/daily preview shows an admin the next question; /daily now posts today's at once, if it has not been posted.",
  }
}

/** All dailies of a group, a field each. */
export function dailiesCard(states: readonly Schedule[]): Card {
  return {
    kind: 'note',
    title: 'The dailies of this group',
    fields: states.slice(0, 10).map(state => ({ name: `Every ${daysText(state.days)} at ${state.time}, ${state.zone}`, value: [{ channel: state.channel.id }, ': ', ...[nextText(state)].flat()] })),
    footer: 'This channel has none. An admin sets one with /daily set time:09:00.',
  }
}

/** The question that the next slot asks, without its answer: admins play too. */
export function previewOf(state: Schedule, question: Snapshot): Card {
  return {
    kind: 'question',
    title: `Preview · ${question.topicTitle} · ${question.difficulty}`,
    text: question.text,
    rows: question.choices.map(({ text }, position) => ({ label: letter(position), text })),
    buttons: [{ label: 'Draw another', press: encodePress({ verb: 'another', schedule: state.id }) }],
    footer: state.wakeAt === null ? 'Paused.' : ['Will be posted ', { at: state.wakeAt, as: 'day and time' }, '. Only you see this.'],
  }
}

/** What is said of a zone that the runtime does not know, with the nearest that it does. */
export function unknownZone(typed: string): string {
  const [near] = matching(zones(), typed.replace(/^.*[/ ]/, ''))
  return `I do not know the time zone "${typed}". ${near === undefined ? 'Use a name such as Europe/Berlin, America/New_York or UTC.' : `Did you mean ${near}?`}`
}

function nextText({ wakeAt, paused }: Schedule): Text {
  if (wakeAt !== null) return [{ at: wakeAt, as: 'day and time' }, ' in your own time']
  return paused === 'channel gone' ? 'paused, because I could not post there. /daily resume tries again.' : 'paused. /daily resume goes on.'
}

function daysText(days: Schedule['days']): string {
  if (days.length === weekdays.length) return 'day'
  if (days.join() === weekdays.slice(0, 5).join()) return 'weekday'
  return days.map(day => day.charAt(0).toUpperCase() + day.slice(1)).join(', ')
}
