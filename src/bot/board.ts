/** Reads leaderboards of members and teams, for the commands, their buttons and the podium. */
import { roundAwards } from '../engine/count.ts'
import { teamBoard, windowEnd, windowOf, type Period } from '../engine/leaderboard.ts'
import type { Award, Round } from '../engine/round.ts'
import { BEST, rankTeams, teamScore, type TeamScore, type TeamStanding } from '../engine/team.ts'
import type { Bot, Who } from './bot.ts'
import type { Card } from './card.ts'
import { groupZone } from './group.ts'
import { voidsOf } from './ledger.ts'
import type { Store } from './ports.ts'
import { loadTeams, type Team } from './team.ts'
import { leaderboardCard, ownTeamText, ownText, type BoardPage } from './views/leaderboard.ts'
import { lastPage, PAGE } from './views/pages.ts'
import { recapCard } from './views/recap.ts'
import { withRecounts } from './views/void.ts'
import { nameOf } from './views/words.ts'

/** A team's place with its name. */
export type NamedTeam = TeamStanding & { name: string }

/** The page (0 is the first) of the group's leaderboard for the present day, week, month, or all time. */
export async function boardPage(bot: Bot, who: Who, { period, page, of }: Pick<BoardPage, 'period' | 'page' | 'of'>): Promise<Card> {
  const at = await bot.store.now()
  const zone = groupZone(who, at)
  const window = windowOf(period, at, zone)
  const shown = of === 'teams' ? await teamPage(bot.store, who, window, period, page) : await memberPage(bot.store, who, window, page)
  return withRecounts(leaderboardCard({ ...shown, period, of, endsAt: windowEnd(period, at, zone) }), await voidsOf(bot.store, who.group, window))
}

type Shown = Pick<BoardPage, 'page' | 'places' | 'total' | 'own'>

/** A page behind the last one, which has become shorter since, is the last one. */
async function memberPage(store: Store, who: Who, window: string, page: number): Promise<Shown> {
  const [{ standings, total }, [own]] = await Promise.all([
    store.boards.page(who.group, window, page * PAGE, PAGE),
    store.boards.standings(who.group, [window], who.member),
  ])
  if (page > lastPage(total)) return await memberPage(store, who, window, lastPage(total))
  const names = await store.members.names(who.group, standings.map(standing => standing.member))
  const places = standings.map(({ member, ...standing }) => ({ ...standing, name: nameOf(member, names), own: member === who.member }))
  return { page, total, places, own: ownText(own ?? null, total) }
}

async function teamPage(store: Store, { group, member }: Who, window: string, period: Period, wanted: number): Promise<Shown> {
  const teams = await loadTeams(store, group)
  const standings = await teamStandings(store, group, window, teams)
  const mine = teams.find(({ members }) => members.includes(member))?.id
  const page = Math.min(wanted, lastPage(standings.length))
  const places = standings.slice(page * PAGE, (page + 1) * PAGE).map(({ team, ...standing }) => ({ ...standing, own: team === mine }))
  return { page, total: standings.length, places, own: ownTeamText(standings.find(({ team }) => team === mine), period) }
}

/** How these teams stand in a window. */
export async function teamStandings(store: Store, group: string, window: string, teams: readonly Team[]): Promise<NamedTeam[]> {
  const scores = await Promise.all(teams.map(async ({ id }) => {
    const { standings, total } = await store.boards.page(group, teamBoard(window, id), 0, BEST)
    return teamScore(id, standings, total)
  }))
  return named(rankTeams(scores), teams)
}

/** How the teams that played in a round stand in it; none when none did. */
export async function teamResult(store: Store, group: string, round: Round): Promise<NamedTeam[]> {
  const teams = await loadTeams(store, group)
  if (teams.length === 0) return []
  const answers = await Promise.all(round.questions.map((_, question) => store.answers.all(group, round.id, question)))
  const awards = roundAwards(round, answers)
  return named(rankTeams(teams.map(team => scoreIn(awards, team)).filter(({ players }) => players > 0)), teams)
}

/** What a team's members earned for it with these awards. */
function scoreIn(awards: readonly Award[], { id }: Team): TeamScore {
  const earned = Map.groupBy(awards.filter(({ boards }) => boards.includes(teamBoard('all', id))), ({ member }) => member)
  const sum = (own: readonly Award[], what: 'points' | 'right' | 'asked') => own.reduce((total, award) => total + award[what], 0)
  const players = [...earned].map(([member, own]) => ({ member, points: sum(own, 'points'), right: sum(own, 'right'), asked: sum(own, 'asked') }))
  return teamScore(id, players, players.length)
}

function named(standings: readonly TeamStanding[], teams: readonly Team[]): NamedTeam[] {
  return standings.map(standing => ({ ...standing, name: teams.find(({ id }) => id === standing.team)?.name ?? '' }))
}

/** The recap of a week, as its boards stand now. */
export async function recapOf({ store }: Bot, group: string, week: string): Promise<Card> {
  const [{ standings, total }, teams] = await Promise.all([store.boards.page(group, week, 0, PAGE), loadTeams(store, group)])
  const [names, ranked] = await Promise.all([store.members.names(group, standings.map(standing => standing.member)), teamStandings(store, group, week, teams)])
  const places = standings.map(({ member, ...standing }) => ({ ...standing, name: nameOf(member, names), own: false }))
  return recapCard(week, places, total, ranked.filter(({ players }) => players > 0))
}
