/** Shows teams. */
import { teamBoard, windowOf } from '../engine/leaderboard.ts'
import { teamStandings } from './board.ts'
import type { Bot, Who } from './bot.ts'
import type { Card } from './card.ts'
import { groupZone } from './group.ts'
import { findTeam, loadTeams } from './team.ts'
import { lastPage, PAGE } from './views/pages.ts'
import { noTeamCard, teamCard, teamListCard, teamNotes } from './views/team.ts'

/** All teams of the group; `page` 0 is the first. */
export async function teamList({ store }: Bot, { group, member }: Who, { page }: { page: number }): Promise<Card> {
  const teams = await loadTeams(store, group)
  return teams.length === 0 ? teamNotes.none : teamListCard(teams, Math.min(page, lastPage(teams.length)), member)
}

/** The team of this name, or the member's own. */
export async function showTeam({ store }: Bot, who: Who, name: string | null): Promise<Card> {
  const teams = await loadTeams(store, who.group)
  const team = name === null ? teams.find(({ members }) => members.includes(who.member)) : findTeam(teams, name)
  if (team === undefined) return name === null ? teamNotes.inNone : noTeamCard(name, teams)
  const at = await store.now()
  const week = windowOf('week', at, groupZone(who, at))
  const [standings, { standings: best }] = await Promise.all([
    teamStandings(store, who.group, week, teams),
    store.boards.page(who.group, teamBoard(week, team.id), 0, PAGE),
  ])
  const names = await store.members.names(who.group, [...team.members, ...best.map(({ member }) => member)])
  return teamCard({ team, place: standings.find(one => one.team === team.id), best, names, self: who.member })
}
