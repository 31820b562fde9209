/** Lets an admin see the next daily before everyone does. */
import { nextSlotId } from '../engine/schedule.ts'
import { again } from './again.ts'
import type { Bot, Who } from './bot.ts'
import type { Card } from './card.ts'
import { commitWrites } from './commit.ts'
import { dailyWish } from './daily.ts'
import { readSchedule, scheduleWrite } from './schedules.ts'
import { drawDaily } from './start.ts'
import { previewOf } from './views/daily.ts'
import { notes } from './views/note.ts'

/** The question that the next slot will ask, drawn and kept; `another` draws a different one. */
export async function previewCard(bot: Bot, who: Who, id: string, another: boolean): Promise<Card> {
  return await again(async () => {
    const saved = await bot.store.records.load(who.group, 'schedule', id)
    const state = saved === null ? null : readSchedule(saved)
    if (saved === null || state === null || state.paused === 'off') return notes.noDaily
    const kept = bot.library.questions.some(question => question.id === state.drawn?.question) ? state.drawn : null
    const drawn = kept !== null && !another ? kept : await drawDaily(bot, who.group, nextSlotId(state, await bot.store.now()), dailyWish(state), another)
    const question = bot.library.questions.find(one => one.id === drawn?.question)
    if (drawn === null || question === undefined) return notes.noneFits
    const outcome = await commitWrites(bot.store, who.group, [scheduleWrite({ ...state, drawn }, saved.version)])
    return outcome === 'done' ? previewOf(state, question.ask(drawn.seed)) : 'conflict'
  })
}

/** "Draw another", for admins. */
export async function anotherPress(bot: Bot, who: Who, { schedule }: { schedule: string }): Promise<Card> {
  return who.admin ? await previewCard(bot, who, schedule, true) : notes.adminOnly
}
