/** Loads a page of a leaderboard, for the command and for its buttons. */
import { windowEnd, windowOf, type Period } from '../engine/leaderboard.ts'
import type { Bot, Who } from './bot.ts'
import type { Card } from './card.ts'
import { groupZone } from './group.ts'
import { leaderboardCard, PAGE } from './views/leaderboard.ts'
import { recapCard } from './views/recap.ts'

/** The page (0 is the first) of the group's leaderboard for the present day, week, month, or all time. */
export async function boardPage(bot: Bot, who: Who, { period, page }: { period: Period, page: number }): Promise<Card> {
  const at = await bot.store.now()
  const zone = groupZone(who, at)
  const window = windowOf(period, at, zone)
  const [{ standings, total }, [own]] = await Promise.all([
    bot.store.boards.page(who.group, window, page * PAGE, PAGE),
    bot.store.boards.standings(who.group, [window], who.member),
  ])
  const names = await bot.store.members.names(who.group, standings.map(standing => standing.member))
  return leaderboardCard({ period, page, standings, total, own: own ?? null, names, self: who.member, endsAt: windowEnd(period, at, zone) })
}

/** The recap of a week, as its board stands now. */
export async function recapOf({ store }: Bot, group: string, week: string): Promise<Card> {
  const { standings, total } = await store.boards.page(group, week, 0, PAGE)
  return recapCard(week, standings, total, await store.members.names(group, standings.map(standing => standing.member)))
}
