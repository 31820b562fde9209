/** A person's home: the open dailies that wait for them, when the next ones come, and where to begin. */
import type { Schedule } from '../../engine/schedule.ts'
import type { Who } from '../bot.ts'
import type { Button, Card, Field, Text } from '../card.ts'
import { encodePress } from '../press.ts'
import { slash, words } from '../text.ts'
import { askButtons } from './ask.ts'
import { counted } from './words.ts'

/** A daily that is open and not answered yet, and until when, if that is known. */
export interface Due {
  channel: string
  until: number | null
}

/** More is not read there. */
const MOST = 10

export function homeCard(who: Pick<Who, 'alone' | 'admin' | 'settings'>, schedules: readonly Schedule[], due: readonly Due[]): Card {
  return {
    kind: 'help',
    title: 'Recall asks, you answer',
    text: due.length > 0 ? `${counted(due.length, 'daily waits', 'dailies wait')} for your answer.`
      : schedules.length > 0 ? 'Nothing waits for you.' : words`There is no daily yet. An admin sets one with ${slash('daily set')}.`,
    fields: [
      ...due.slice(0, MOST).map((one): Field => ({ name: 'Open now', value: dueText(one) })),
      ...schedules.slice(0, MOST).map((one): Field => ({ name: 'Next daily', value: nextText(one) })),
    ],
    buttons: [...askButtons(who), { label: 'Leaderboard', press: encodePress({ verb: 'board', period: 'week', page: 0, of: 'members' }) }, ...settingsButtons(who)],
  }
}

function dueText({ channel, until }: Due): Text {
  return [{ channel }, ...(until === null ? [] : [' until ', { at: until, as: 'day and time' as const }])]
}

function nextText({ channel, wakeAt }: Schedule): Text {
  return wakeAt === null ? [{ channel: channel.id }, ', paused'] : [{ at: wakeAt, as: 'day and time' }, ' in ', { channel: channel.id }]
}

function settingsButtons({ admin, settings }: Pick<Who, 'admin' | 'settings'>): Button[] {
  if (!admin) return []
  const open = (label: string, part: 'first' | 'group' | 'rounds') => ({ label, press: encodePress({ verb: 'settings', part }), opens: 'form' as const })
  return settings.chosen ? [open('Group settings', 'group'), open('Round settings', 'rounds')] : [open('Set up', 'first')]
}
