/** A page of a leaderboard. */
import type { Period, Standing } from '../../engine/leaderboard.ts'
import type { Button, Card, Text } from '../card.ts'
import { encodePress } from '../press.ts'
import { nameOf, number, score } from './words.ts'

/** Places on a page. */
export const PAGE = 10

const titles: Record<Period, string> = { day: 'Leaderboard of today', week: 'Leaderboard of this week', month: 'Leaderboard of this month', all: 'Leaderboard of all time' }

export interface BoardPage {
  period: Period
  page: number
  standings: readonly Standing[]
  total: number
  own: Standing | null
  names: Readonly<Record<string, string>>
  self: string
  endsAt: number | null
}

/** Ten places, one's own place, when the period ends, and buttons to page. */
export function leaderboardCard(board: BoardPage): Card {
  const { period, standings, total, names, self } = board
  if (total === 0) return { kind: 'leaderboard', title: titles[period], text: 'Nobody has points here yet. Answer the daily, or play a /rapid with somebody.', footer: endText(board) }
  return {
    kind: 'leaderboard',
    title: titles[period],
    text: ownText(board),
    rows: standings.map(standing => ({
      label: number(standing.rank),
      text: nameOf(standing.member, names),
      value: score(standing),
      ...(standing.member === self && { mark: 'own' as const }),
    })),
    buttons: pageButtons(board),
    footer: endText(board),
  }
}

function ownText({ own, total }: BoardPage): string {
  return own === null ? 'You are not on it yet.' : `You are number ${number(own.rank)} of ${number(total)}, with ${number(own.points)} points (${own.right} of ${own.asked} right).`
}

function pageButtons({ period, page, total }: BoardPage): Button[] {
  const last = Math.min(Math.ceil(total / PAGE) - 1, 99)
  return [
    ...(page > 0 ? [{ label: 'Earlier places', press: encodePress({ verb: 'board', period, page: page - 1 }) }] : []),
    ...(page < last ? [{ label: 'Later places', press: encodePress({ verb: 'board', period, page: page + 1 }) }] : []),
  ]
}

function endText({ endsAt }: BoardPage): Text {
  return endsAt === null ? 'Right of answered, and points.' : ['Right of answered, and points. Ends ', { at: endsAt, as: 'day and time' }, '.']
}
