/** What a person sees of their group outside any channel: what is open, what comes, how they do. */
import { current } from '../engine/round.ts'
import { whoDid, type Bot, type Who } from './bot.ts'
import type { Card } from './card.ts'
import type { Interaction } from './ports.ts'
import { progress } from './progress.ts'
import { readSchedule } from './schedules.ts'
import { latestDailies } from './unrevealed.ts'
import { homeCard, type Due } from './views/home.ts'
import { notes } from './views/note.ts'

/** The cards of a person's home, best first, with the dailies of the channels that this person sees. It never throws: trouble with the store becomes a sentence. */
export async function homeCards(bot: Bot, interaction: Omit<Interaction, 'did'>, sees: (channel: string) => boolean): Promise<Card[]> {
  try {
    const who = await whoDid(bot.store, interaction)
    return [await homeOf(bot, who, sees), await progress(bot, who)]
  } catch (error) {
    bot.onTrouble('a home could not be shown', error)
    return [notes.notShown]
  }
}

async function homeOf(bot: Bot, who: Who, sees: (channel: string) => boolean): Promise<Card> {
  const [saved, due] = await Promise.all([bot.store.records.list(who.group, 'schedule'), dueOf(bot, who)])
  const schedules = saved.map(readSchedule).filter(({ paused, channel }) => paused !== 'off' && sees(channel.id))
  return homeCard(who, schedules, due.filter(({ channel }) => sees(channel)))
}

/** The dailies that are open and that this person has not answered, those that close first before the others. */
async function dueOf({ store }: Bot, { group, member }: Who): Promise<Due[]> {
  const open = (await latestDailies(store, group)).filter(round => round.phase === 'open')
  const own = await store.answers.own(group, open.map(({ id, index }) => ({ round: id, question: index })), member)
  const due = open.filter((_, place) => own[place] == null)
  return due.flatMap(round => round.posts.filter(({ message }) => message !== null).map(({ channel }) => ({ channel: channel.id, until: current(round).deadlineAt }))).toSorted((a, b) => (a.until ?? Infinity) - (b.until ?? Infinity))
}
