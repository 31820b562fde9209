/** Schedules as they are kept, and which one a command is about. */
import { createHash } from 'node:crypto'
import type { Channel } from '../engine/round.ts'
import { schedule, type Schedule } from '../engine/schedule.ts'
import type { Bot, Who } from './bot.ts'
import { channelId } from './channel.ts'
import type { Option, Options } from './commands/command.ts'
import type { Saved, Write } from './ports.ts'

/** A saved schedule, read back and checked. */
export function readSchedule(saved: Saved): Schedule {
  return schedule.parse(saved.state)
}

/** How a schedule is written. */
export function scheduleWrite(state: Schedule, version: number): Write {
  return { kind: 'schedule', id: state.id, version, state, wakeAt: state.wakeAt }
}

/** Which channel a daily is for. */
export const channelOption: Option = { name: 'channel', description: 'another channel than this one', required: false, kind: 'channel' }

/** The channel named, or the one that the command was given in. */
export function targetOf({ channel }: Who, { channel: named }: Options): Channel {
  return named === undefined ? channel : { ...channel, id: named }
}

/** One schedule a channel: its id follows from the channel. */
export function scheduleId(channel: Channel): string {
  return `d${createHash('sha256').update(channelId(channel)).digest('hex').slice(0, 12)}`
}

/** The schedule of the channel, unless there is none or it was switched off. */
export async function scheduleIn(bot: Bot, who: Who, options: Options): Promise<Saved | null> {
  const saved = await bot.store.records.load(who.group, 'schedule', scheduleId(targetOf(who, options)))
  return saved === null || readSchedule(saved).paused === 'off' ? null : saved
}
