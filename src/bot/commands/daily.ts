/** /daily: one question a day in a channel, on a schedule. */
import { rearm, slotNow, type Schedule } from '../../engine/schedule.ts'
import { again } from '../again.ts'
import type { Bot, Who } from '../bot.ts'
import type { Card } from '../card.ts'
import { postSlot } from '../daily.ts'
import { obstacleTo } from '../obstacle.ts'
import { previewCard } from '../preview.ts'
import type { Saved } from '../ports.ts'
import { loadRound } from '../rounds.ts'
import { channelOption, readSchedule, scheduleId, scheduleIn, scheduleWrite, targetOf } from '../schedules.ts'
import { alreadyCard, dailiesCard, dailyNotes, onItsWayCard, scheduleCard } from '../views/daily.ts'
import { notes } from '../views/note.ts'
import { obstacleCard } from '../views/obstacle.ts'
import type { Command, Options } from './command.ts'
import { commitWrites } from '../commit.ts'

export const dailyShow = command('show', 'Show when the daily comes', 'group', async (bot, who, options) => {
  const saved = await scheduleIn(bot, who, options)
  if (saved !== null) return scheduleCard(readSchedule(saved), 'shown')
  const all = (await bot.store.records.list(who.group, 'schedule')).map(readSchedule).filter(state => state.paused !== 'off')
  return options['channel'] !== undefined || all.length === 0 ? notes.noDaily : dailiesCard(all)
})

export const dailyPause = command('pause', 'Pause the daily; nothing is lost', 'admin', change(dailyNotes.paused, (state, at) =>
  rearm({ ...state, paused: 'by an admin' }, at)))

export const dailyResume = command('resume', 'Go on with a paused daily', 'admin', async (bot, who, options) => {
  const changed = await edit(bot, who, options, (state, at) => rearm({ ...state, paused: 'no' }, at))
  return changed === null ? notes.noDaily : scheduleCard(changed, 'resumed')
})

export const dailyOff = command('off', 'Switch the daily off', 'admin', change(dailyNotes.off, (state, at) =>
  rearm({ ...state, paused: 'off' }, at)))

export const dailyNow = command('now', "Post today's question at once, if it has not been posted", 'admin', now)

export const dailyPreview = command('preview', 'See the next question privately, and draw another', 'admin', async (bot, who, options) => {
  return await previewCard(bot, who, scheduleId(targetOf(who, options)), false)
})

function command(name: string, description: string, needs: Command['needs'], run: Command['run']): Command {
  return { name: `daily ${name}`, description, needs, options: [channelOption], run }
}

function change(said: Card, next: (state: Schedule, at: number) => Schedule): Command['run'] {
  return async (bot, who, options) => await edit(bot, who, options, next) === null ? notes.noDaily : said
}

/** Changes the schedule of the channel; null when there is none. */
async function edit(bot: Bot, who: Who, options: Options, next: (state: Schedule, at: number) => Schedule): Promise<Schedule | null> {
  return await again(async () => {
    const saved = await scheduleIn(bot, who, options)
    if (saved === null) return null
    const state = next(readSchedule(saved), await bot.store.now())
    const outcome = await commitWrites(bot.store, who.group, [scheduleWrite(state, saved.version)])
    return outcome === 'done' ? state : 'conflict'
  })
}

async function now(bot: Bot, who: Who, options: Options): Promise<Card> {
  return await again(async () => {
    const saved = await scheduleIn(bot, who, options)
    return saved === null ? notes.noDaily : await postToday(bot, who, saved)
  })
}

async function postToday(bot: Bot, who: Who, saved: Saved): Promise<Card | 'conflict'> {
  const [state, at] = [readSchedule(saved), await bot.store.now()]
  const stepped = slotNow(state, at)
  if (stepped.slot === null) return await alreadyToday(bot, who, state, at)
  const obstacle = await obstacleTo(bot, state.channel, state)
  if (obstacle !== null) return obstacleCard(obstacle, state.channel.id)
  const posted = await postSlot(bot, who.group, saved, stepped, at, { do: 'leave' })
  if (typeof posted === 'string') return 'conflict'
  if (posted.outcome === 'started') return onItsWayCard(stepped.state, at)
  return posted.outcome === 'exists' ? await alreadyToday(bot, who, stepped.state, at) : notes.noneFits
}

async function alreadyToday({ store }: Bot, { group }: Who, state: Schedule, at: number): Promise<Card> {
  return alreadyCard(state, await loadRound(store, group, `${state.id}-${state.lastDate}`), at)
}
