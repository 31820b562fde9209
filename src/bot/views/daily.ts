/** A schedule of dailies, as people read it. */
import { current, type Round } from '../../engine/round.ts'
import type { Snapshot } from '../../engine/question.ts'
import { weekdays, type Schedule } from '../../engine/schedule.ts'
import { dateAt, zoneAt } from '../../engine/zone.ts'
import type { Card, Text } from '../card.ts'
import { encodePress } from '../press.ts'
import { slash, words } from '../text.ts'
import { note } from './note.ts'
import { letter } from './words.ts'

const titles = { shown: 'The daily', set: 'The daily is set', resumed: 'The daily goes on' }

export const dailyNotes = {
  paused: note(words`The daily is paused. ${slash('daily resume')} goes on with it.`),
  off: note(words`The daily is off. A question that is open now is still revealed. ${slash('daily set')} starts it again.`),
} satisfies Record<string, Card>

/** When the next daily comes, and how it is set. */
export function scheduleCard(state: Schedule, done: keyof typeof titles): Card {
  return {
    kind: 'note',
    title: titles[done],
    fields: [
      { name: 'Next post', value: nextText(state) },
      { name: 'Where', value: [{ channel: state.channel.id }] },
      { name: 'Every', value: `${daysText(state.days)} at ${state.time}, ${state.zone}` },
      { name: 'Asks', value: [state.topic ?? 'all topics', state.difficulty ?? 'all difficulties'].join(', ') },
      { name: 'Reveal', value: state.reveal === 'next' ? 'with the next post' : `at ${state.reveal}` },
      ...(state.mention === null ? [] : [{ name: 'Tells', value: [{ role: state.mention }] }]),
      ...(state.thread ? [{ name: 'Discussion', value: 'in a thread below each question' }] : []),
    ],
    footer: words`${slash('daily preview')} shows an admin the next question; ${slash('daily now')} posts today's at once, if it has not been posted.`,
  }
}

/** An admin has posted today's question: where it goes, and when the next one comes. */
export function onItsWayCard(state: Schedule, at: number): Card {
  return note(words`The question of ${dayText(state, at)} is on its way to ${{ channel: state.channel.id }}. ${followingText(state)}`)
}

/** Today's question has had its turn, or has it now: what became of `posted`, its round. */
export function alreadyCard(state: Schedule, posted: Round | null, at: number): Card {
  const [of, where] = [`The question of ${dayText(state, at)}`, { channel: state.channel.id }]
  if (posted === null || current(posted).openedAt !== null) return note(words`${of} has been posted in ${where} already. ${followingText(state)}`)
  if (posted.phase !== 'closed') return note(words`${of} is on its way to ${where} already. I try until it is there.`)
  return note(words`${of} could not be posted in ${where}, however often I tried. ${followingText(state)}`)
}

/** All dailies of a group, a field each. */
export function dailiesCard(states: readonly Schedule[]): Card {
  return {
    kind: 'note',
    title: 'The dailies of this group',
    fields: states.slice(0, 10).map(state => ({ name: `Every ${daysText(state.days)} at ${state.time}, ${state.zone}`, value: words`${{ channel: state.channel.id }}: ${nextText(state)}` })),
    footer: words`This channel has none. An admin sets one with ${slash('daily set time:09:00')}.`,
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
    footer: state.wakeAt === null ? 'Paused.' : words`Will be posted ${{ at: state.wakeAt, as: 'day and time' }}. Only you see this.`,
  }
}

/** The local day of the last post, such as `21 November (UTC)`. */
function dayText(state: Schedule, at: number): string {
  const day = Temporal.PlainDate.from(state.lastDate ?? dateAt(at, zoneAt(state, at)))
  return `${day.toLocaleString('en-GB', { day: 'numeric', month: 'long' })} (${zoneAt(state, at)})`
}

function followingText({ wakeAt }: Schedule): Text {
  return wakeAt === null ? words`The daily stays paused; ${slash('daily resume')} goes on with it.` : words`The next one comes ${{ at: wakeAt, as: 'day and time' }}.`
}

function nextText({ wakeAt, paused }: Schedule): Text {
  if (wakeAt !== null) return words`${{ at: wakeAt, as: 'day and time' }} in your own time`
  const resume = slash('daily resume')
  return paused === 'channel gone' ? words`paused, because I could not post there. ${resume} tries again.` : words`paused. ${resume} goes on.`
}

function daysText(days: Schedule['days']): string {
  if (days.length === weekdays.length) return 'day'
  if (days.join() === weekdays.slice(0, 5).join()) return 'weekday'
  return days.map(day => day.charAt(0).toUpperCase() + day.slice(1)).join(', ')
}
