/** Teams, as people read them. */
import type { Period, Standing } from '../../engine/leaderboard.ts'
import { BEST, LONGEST, SHORTEST, type TeamStanding } from '../../engine/team.ts'
import type { Card, Row, Slash } from '../card.ts'
import { nearest } from '../matching.ts'
import { encodePress } from '../press.ts'
import type { Team } from '../team.ts'
import { slash, words } from '../text.ts'
import { note } from './note.ts'
import { pageButtons, PAGE } from './pages.ts'
import { counted, didYouMean, nameOf, number, score } from './words.ts'

/** So many members are named; the others are counted. */
const NAMED = 20

export const teamNotes = {
  inNone: note(words`You are in no team. ${slash('team list')} shows them all, and ${slash('team join')} takes you into one.`),
  none: note(words`There are no teams yet. ${slash('team create')} makes one.`),
} satisfies Record<string, Card>

/** The member is in the team now, and no longer in the one before. */
export function joinedCard({ name }: Team, from: Team | undefined, isNew: boolean): Card {
  const now = isNew ? words`${name} is a team now, and you are in it. Others come in with ${joining(name)}.` : `You are in ${name} now.`
  return note(from === undefined ? now : words`${now} You have left ${from.name}; what you earned in it stays with it.`)
}

function joining(name: string): Slash {
  return slash(`team join name:${name}`)
}

/** The member is out of the team. */
export function leftCard({ name }: Team): Card {
  return note(`You have left ${name}. What you earned in it stays with it.`)
}

/** The member is in it already. */
export function inTeamCard({ name }: Team): Card {
  return note(`You are in ${name} already.`)
}

/** Nobody knows a team of this name; perhaps one that is meant. */
export function noTeamCard(typed: string, teams: readonly Team[]): Card {
  if (teams.length === 0) return teamNotes.none
  return note(words`I know no team "${typed}". ${didYouMean(nearest(teams.map(one => one.name), typed))}${slash('team list')} shows them all.`)
}

/** Another team is called so. */
export function takenCard({ name }: Team): Card {
  return note(words`There is a team ${name} already. Choose another name; to go into that one, ${joining(name)}.`)
}

/** There is no room for another team. */
export function fullCard(most: number): Card {
  return note(words`There are ${number(most)} teams already, and that is the most. Join one with ${slash('team join')}, or ask an admin to remove one.`)
}

/** Why a team cannot be called so. */
export function faultCard(fault: 'length' | 'unseen'): Card {
  return note(fault === 'length' ? `A team's name has ${SHORTEST} to ${LONGEST} characters.` : 'There are characters in that name that nobody can see. Use letters, digits, signs and spaces.')
}

/** The team has another name. */
export function renamedCard(from: string, to: string): Card {
  return note(`${from} is called ${to} from now on. Its points and members stay.`)
}

/** The team is no more. */
export function removedCard({ name, members }: Team): Card {
  return note(`${name} is removed. ${counted(members.length, 'member is', 'members are')} in no team now; their own points stay.`)
}

/** All teams, ten a page, and how many are in each. */
export function teamListCard(teams: readonly Team[], page: number, self: string): Card {
  const rows = teams.slice(page * PAGE, (page + 1) * PAGE).map(({ name, members }, place): Row => ({
    label: number(page * PAGE + place + 1),
    text: name,
    value: `${members.includes(self) ? 'yours · ' : ''}${counted(members.length, 'member', 'members')}`,
  }))
  const buttons = pageButtons(page, teams.length, other => encodePress({ verb: 'teams', page: other }))
  return { kind: 'note', title: 'Teams', rows, buttons, footer: words`Go into one with ${slash('team join')}. Their points: ${slash('leaderboard of:teams')}.` }
}

/** What a team's own card shows: its place in a window, its best members there, and who is in it. */
export interface TeamPage {
  team: Team
  place: TeamStanding | undefined
  best: readonly Standing[]
  names: Readonly<Record<string, string>>
  self: string
}

/** One team: how it stands this week, and who is in it. */
export function teamCard({ team, place, best, names, self }: TeamPage): Card {
  const named = team.members.slice(0, NAMED).map(member => nameOf(member, names)).join(' · ')
  const more = team.members.length - NAMED
  return {
    kind: 'leaderboard',
    title: team.name,
    text: `${counted(team.members.length, 'member', 'members')}. ${place === undefined ? '' : placeText(team.name, place, 'week')}`.trim(),
    rows: best.map(standing => ({ label: number(standing.rank), text: nameOf(standing.member, names), value: score(standing), ...(standing.member === self && { mark: 'own' as const }) })),
    ...(named !== '' && { fields: [{ name: 'Members', value: more > 0 ? `${named}, and ${counted(more, 'other', 'others')}` : named }] }),
    footer: `The score is the sum of the best ${BEST} members this week. An answer keeps the team it was given for.`,
  }
}

const spans: Record<Period, string> = { day: 'today', week: 'this week', month: 'this month', all: 'of all time' }

/** Where a team stands in a window, or why it has no rank. */
export function placeText(name: string, { rank, points, players }: TeamStanding, period: Period): string {
  if (rank !== null) return `${name} is number ${number(rank)} ${spans[period]}, with ${number(points)} points.`
  return players === 0 ? `Nobody has played for ${name} ${period === 'all' ? 'yet' : `${spans[period]} yet`}.` : `${name} has ${number(points)} points ${spans[period]}, and a rank when a second member plays.`
}
