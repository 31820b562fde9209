/** /daily: one question a day in a channel, on a schedule. */
import { createHash } from 'node:crypto'
import { rearm, slotNow, weekdays, type Schedule } from '../../engine/schedule.ts'
import { isZone, zones } from '../../engine/zone.ts'
import type { Bot, Who } from '../bot.ts'
import type { Card } from '../card.ts'
import { postSlot, readSchedule, scheduleWrite } from '../daily.ts'
import { groupZone, settingsWrite, withZone } from '../group.ts'
import { channelId } from '../rounds.ts'
import { matching } from '../matching.ts'
import { scheduleCard } from '../views/daily.ts'
import { note } from '../views/note.ts'
import type { Command, Options } from './command.ts'
import { difficultyOption, topicOption } from './wish.ts'

const NO_DAILY = 'This channel has no daily yet. An admin sets one with /daily set time:09:00.'

export const dailySet: Command = {
  name: 'daily set',
  description: 'Post a question here every day',
  needs: 'admin',
  options: [
    { name: 'time', description: 'when, as HH:MM, such as 09:00', required: true, kind: 'text' },
    { name: 'timezone', description: 'the zone of this group, such as Europe/Berlin', required: false, kind: 'suggestion', suggest: (_bot, typed) => matching(zones(), typed) },
    topicOption,
    difficultyOption,
    { name: 'days', description: 'all, weekdays, or a list such as mon,wed,fri', required: false, kind: 'suggestion', suggest: (_bot, typed) => matching(['all', 'weekdays', 'mon,wed,fri'], typed) },
    { name: 'reveal', description: 'next (with the next post) or HH:MM', required: false, kind: 'suggestion', suggest: (_bot, typed) => matching(['next', '18:00', '21:00'], typed) },
  ],
  run: set,
}

export const dailyNow: Command = {
  name: 'daily now',
  description: "Post today's question at once, if it has not been posted",
  needs: 'admin',
  options: [],
  run: now,
}

export const dailyShow: Command = {
  name: 'daily show',
  description: 'Show when the daily of this channel comes',
  needs: 'group',
  options: [],
  run: async (bot, who) => {
    const saved = await bot.store.records.load(who.group, 'schedule', scheduleId(who))
    return saved === null ? note(NO_DAILY) : scheduleCard(readSchedule(saved), 'The daily of this channel')
  },
}

async function set(bot: Bot, who: Who, options: Options): Promise<Card> {
  const complaint = complainSet(options)
  if (complaint !== null) return note(complaint)
  const { timezone } = options
  if (timezone !== undefined && who.version === 0) {
    await bot.store.records.commit(who.group, { writes: [settingsWrite(who, withZone(who, timezone, who.at))], gate: null, awards: [], lease: { do: 'leave' } })
  }
  const zone = timezone !== undefined && who.version === 0 ? timezone : groupZone(who, who.at)
  if (timezone !== undefined && zone !== timezone) return note(`This group's time zone is ${zone}, and all its boards and dailies go by it. Leave timezone out, or say the time in ${zone}.`)
  return await keep(bot, who, { zone, time: clockTime(options['time'] ?? ''), ...wishOf(options) })
}

/** Writes the schedule; where one was, its last date stays, so that no date is posted twice. */
async function keep(bot: Bot, who: Who, wish: Pick<Schedule, 'zone' | 'time' | 'days' | 'topic' | 'difficulty' | 'reveal'>): Promise<Card> {
  const saved = await bot.store.records.load(who.group, 'schedule', scheduleId(who))
  const lastDate = saved === null ? null : readSchedule(saved).lastDate
  const state = rearm({ ...wish, id: scheduleId(who), channel: who.channel, paused: false, lastDate, wakeAt: null }, await bot.store.now())
  const outcome = await bot.store.records.commit(who.group, { writes: [scheduleWrite(state, saved?.version ?? 0)], gate: null, awards: [], lease: { do: 'leave' } })
  return outcome === 'done' ? scheduleCard(state, 'The daily is set') : await keep(bot, who, wish)
}

async function now(bot: Bot, who: Who): Promise<Card> {
  const saved = await bot.store.records.load(who.group, 'schedule', scheduleId(who))
  if (saved === null) return note(NO_DAILY)
  const at = await bot.store.now()
  const stepped = slotNow(readSchedule(saved), at)
  if (stepped.slot === null) return note("Today's question has been posted already.")
  const posted = await postSlot(bot, who.group, saved, stepped, at, { do: 'leave' })
  if (typeof posted === 'string') return await now(bot, who)
  if (posted.outcome === 'exists') return note("Today's question has been posted already.")
  return note(posted.outcome === 'started' ? "Today's question is on its way." : 'No question fits this daily. Set it again without a topic or a difficulty.')
}

function complainSet(options: Options): string | null {
  const { time = '', timezone, days = 'all', reveal = 'next' } = options
  if (clockTime(time) === '') return `time must be HH:MM, from 00:00 to 23:59, such as 09:00; "${time}" is not.`
  if (timezone !== undefined && !isZone(timezone)) return `I do not know the time zone "${timezone}". Use a name such as Europe/Berlin, America/New_York or UTC.`
  if (daysOf(days).length === 0) return `days must be all, weekdays, or a list of ${weekdays.join(', ')}; "${days}" is not.`
  return reveal === 'next' || clockTime(reveal) !== '' ? null : `reveal must be next, or HH:MM such as 18:00; "${reveal}" is not.`
}

function wishOf({ topic, difficulty, days = 'all', reveal = 'next' }: Options): Pick<Schedule, 'days' | 'topic' | 'difficulty' | 'reveal'> {
  return { topic: topic ?? null, difficulty: difficulty ?? null, days: daysOf(days), reveal: reveal === 'next' ? reveal : clockTime(reveal) }
}

/** `9:05` and `09:05` as `09:05`; nothing for what is not a time of day. */
function clockTime(text: string): string {
  const padded = text.trim().padStart(5, '0')
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(padded) ? padded : ''
}

/** The days named, in the order of the week; none when a name is not a day. */
function daysOf(text: string): Schedule['days'] {
  if (text === 'all') return [...weekdays]
  if (text === 'weekdays') return weekdays.slice(0, 5)
  const named = text.toLowerCase().split(/[\s,]+/).filter(day => day !== '')
  return named.every(day => (weekdays as readonly string[]).includes(day)) ? weekdays.filter(day => named.includes(day)) : []
}

/** One schedule a channel: its id follows from the channel. */
function scheduleId({ channel }: Who): string {
  return `d${createHash('sha256').update(channelId(channel)).digest('hex').slice(0, 12)}`
}
