/** /daily set: when, where and what the daily asks. */
import { rearm, weekdays, type Schedule } from '../../engine/schedule.ts'
import { isZone, zoneAt, zoneOfLocale, zones } from '../../engine/zone.ts'
import { again } from '../again.ts'
import type { Bot, Who } from '../bot.ts'
import type { Card } from '../card.ts'
import { loadGroup, settingsWrites, withZone, type Group, type Settings } from '../group.ts'
import { matching } from '../matching.ts'
import { obstacleTo } from '../obstacle.ts'
import { channelOption, readSchedule, scheduleId, scheduleWrite, targetOf } from '../schedules.ts'
import { scheduleCard } from '../views/daily.ts'
import { dailyFaults } from '../views/daily-set.ts'
import { note } from '../views/note.ts'
import { obstacleCard } from '../views/obstacle.ts'
import { unknownZone } from '../views/timezone.ts'
import type { Command, Options } from './command.ts'
import { commitWrites } from '../commit.ts'
import { difficultyOption, topicOption } from './wish.ts'

export const dailySet: Command = {
  name: 'daily set',
  description: 'Post a question every day',
  needs: 'admin',
  options: [
    { name: 'time', description: 'when, as HH:MM, such as 09:00', required: true, kind: 'text' },
    { name: 'timezone', description: 'the zone of this group, such as Europe/Berlin', required: false, kind: 'suggestion', suggest: (_bot, typed) => matching(zones(), typed) },
    channelOption,
    topicOption,
    difficultyOption,
    { name: 'days', description: 'all, weekdays, or a list such as mon,wed,fri', required: false, kind: 'suggestion', suggest: (_bot, typed) => matching(['all', 'weekdays', 'mon,wed,fri'], typed) },
    { name: 'reveal', description: 'next (with the next post) or HH:MM', required: false, kind: 'suggestion', suggest: (_bot, typed) => matching(['next', '18:00', '21:00'], typed) },
    { name: 'mention', description: 'a role that hears of each question', required: false, kind: 'role' },
    { name: 'thread', description: 'open a thread below each question to discuss it: on or off (if left out)', required: false, kind: 'choice', choices: () => ['on', 'off'] },
  ],
  run: set,
}

async function set(bot: Bot, who: Who, options: Options): Promise<Card> {
  const complaint = complainSet(who, options)
  if (complaint !== null) return note(complaint)
  const target = targetOf(who, options)
  const obstacle = await obstacleTo(bot, target, wishOf(options))
  return obstacle === null ? await again(() => keep(bot, who, options)) : obstacleCard(obstacle, target.id)
}

/** Writes the schedule, and the group's zone while none was named. Where a schedule was, what it has posted stays, so that no date is posted twice. */
async function keep(bot: Bot, who: Who, options: Options): Promise<Card | 'conflict'> {
  const id = scheduleId(targetOf(who, options))
  const [group, saved, at] = await Promise.all([loadGroup(bot.store, who.group), bot.store.records.load(who.group, 'schedule', id), bot.store.now()])
  const { timezone } = options
  const settings = timezone === undefined ? defaulted(group, who.locale) : withZone(group, timezone, at)
  if (timezone !== undefined && zoneAt(settings, at) !== timezone) return note(dailyFaults.zone(zoneAt(group.settings, at)))
  const { lastDate, posted } = saved === null ? { lastDate: null, posted: [] } : readSchedule(saved)
  const state = rearm({
    ...wishOf(options), id, channel: targetOf(who, options), zone: settings.zone, next: settings.next, time: clockTime(options['time'] ?? ''),
    paused: 'no', lastDate, posted, drawn: null, wakeAt: null,
  }, at)
  const others = (await settingsWrites(bot.store, who.group, group, settings, at)).filter(write => write.id !== id)
  const outcome = await commitWrites(bot.store, who.group, [scheduleWrite(state, saved?.version ?? 0), ...others])
  return outcome === 'done' ? scheduleCard(state, 'set') : 'conflict'
}

/** The settings, with the zone of the admin's region for a group that has none yet. */
function defaulted({ settings, version }: Group, locale: string): Settings {
  return version === 0 ? { ...settings, zone: zoneOfLocale(locale) } : settings
}

function complainSet({ channel }: Who, options: Options): string | null {
  const { time = '', timezone, days = 'all', reveal = 'next', mention } = options
  if (mention === channel.home) return dailyFaults.everyone
  if (clockTime(time) === '') return dailyFaults.time(time)
  if (timezone !== undefined && !isZone(timezone)) return unknownZone(timezone)
  if (daysOf(days).length === 0) return dailyFaults.days(days)
  return reveal === 'next' || clockTime(reveal) !== '' ? null : dailyFaults.reveal(reveal)
}

function wishOf({ topic, difficulty, days = 'all', reveal = 'next', mention, thread }: Options): Pick<Schedule, 'days' | 'topic' | 'difficulty' | 'reveal' | 'mention' | 'thread'> {
  return { topic: topic ?? null, difficulty: difficulty ?? null, mention: mention ?? null, thread: thread === 'on', days: daysOf(days), reveal: reveal === 'next' ? reveal : clockTime(reveal) }
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
