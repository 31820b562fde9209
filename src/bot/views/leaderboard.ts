/** A page of a leaderboard, of members or teams. */
import type { Period, Standing } from '../../engine/leaderboard.ts'
import type { TeamStanding } from '../../engine/team.ts'
import type { Card, Image, Row, Text } from '../card.ts'
import { encodePress } from '../press.ts'
import { slash, words } from '../text.ts'
import { pageButtons, PAGE } from './pages.ts'
import { placeText } from './team.ts'
import { counted, number, score, shorten } from './words.ts'

const spans: Record<Period, string> = { day: 'today', week: 'this week', month: 'this month', all: 'all time' }

/** One line of a board: a member, or a team with how many played for it. */
export interface Place extends Omit<Standing, 'member' | 'rank'> {
  rank: number | null
  name: string
  own: boolean
  players?: number
}

/** A page of a board; `own` is what the reader is told of their own place. */
export interface BoardPage {
  period: Period
  of: 'members' | 'teams'
  page: number
  places: readonly Place[]
  total: number
  own: Text
  endsAt: number | null
}

/** Ten places, as text and as a picture, one's own place, when the period ends, and buttons to page. */
export function leaderboardCard(board: BoardPage): Card {
  const { period, of, page, places, total, own, endsAt } = board
  const title = `${of === 'teams' ? 'Teams' : 'Leaderboard'} of ${spans[period]}`
  if (total === 0) return { kind: 'leaderboard', title, text: emptyText(of), ...(endsAt !== null && { footer: words`Ends ${{ at: endsAt, as: 'day and time' }}.` }) }
  return {
    kind: 'leaderboard',
    title,
    text: own,
    image: placesImage(title, places, `places ${number(page * PAGE + 1)} to ${number(page * PAGE + places.length)}`),
    rows: places.map(placeRow),
    buttons: pageButtons(page, total, other => encodePress({ verb: 'board', period, page: other, of })),
    footer: endText(board),
  }
}

function emptyText(of: BoardPage['of']): Text {
  if (of === 'teams') return words`There are no teams yet. ${slash('team create')} makes one.`
  return words`Nobody has points here yet. Answer the daily, or play a ${slash('rapid')} with somebody.`
}

/** The places as a picture; its words for those who cannot see it list them too. */
export function placesImage(title: string, places: readonly Place[], what: string): Image {
  const rows = places.map(place => ({ rank: rankText(place), name: place.name, value: score(place), own: place.own }))
  const listed = rows.map(({ rank, name, value }) => `${rank} ${shorten(name, 40)} ${value}`)
  return { picture: { kind: 'places', title, rows }, alt: `${title}, ${what}: ${listed.join('; ')}` }
}

/** A place as a line of text. */
export function placeRow(place: Place): Row {
  return {
    label: rankText(place),
    text: place.name,
    value: score(place),
    ...(place.own && { mark: 'own' as const }),
    ...(place.rank === null && { note: place.players === 0 ? 'nobody has played yet' : `${counted(place.players ?? 0, 'member has', 'members have')} played; a rank needs two` }),
  }
}

/** What a member is told of their own place. */
export function ownText(own: Standing | null, total: number): string {
  return own === null ? 'You are not on it yet.' : `You are number ${number(own.rank)} of ${number(total)}, with ${number(own.points)} points (${own.right} of ${own.asked} right).`
}

/** What a member is told of their own team's place. */
export function ownTeamText(own: TeamStanding & { name: string } | undefined, period: Period): Text {
  return own === undefined ? words`You are in no team. ${slash('team join')} takes you into one.` : `Your team: ${placeText(own.name, own, period)}`
}

function rankText({ rank }: Place): string {
  return rank === null ? '·' : number(rank)
}

function endText({ of, endsAt }: BoardPage): Text {
  const what = of === 'teams' ? "Each team's best three: right of answered, and points." : 'Right of answered, and points.'
  return endsAt === null ? what : words`${what} Ends ${{ at: endsAt, as: 'day and time' }}.`
}
