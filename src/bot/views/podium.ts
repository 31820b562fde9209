/** The end of a round: ranks, points, and the question most missed. */
import { rankAll } from '../../engine/leaderboard.ts'
import { isTyped, rightOf } from '../../engine/question.ts'
import { modeOf, type Asked, type Round } from '../../engine/round.ts'
import { BEST } from '../../engine/team.ts'
import type { NamedTeam } from '../board.ts'
import type { Card, Field, Text } from '../card.ts'
import { encodePress } from '../press.ts'
import { slash, words } from '../text.ts'
import { placeRow, placesImage } from './leaderboard.ts'
import { counted, nameOf, number } from './words.ts'

/** The places shown; the rest is counted. */
const PLACES = 10

/** The public message that ends a round; `teams` are those that played in it. */
export function podiumCard(round: Round, names: Readonly<Record<string, string>>, teams: readonly NamedTeam[]): Card {
  const standings = rankAll(Object.entries(round.players).map(([member, player]) => ({ member, ...player })))
  const places = standings.slice(0, PLACES).map(({ member, ...standing }) => ({ ...standing, name: nameOf(member, names), own: false }))
  const fields = [...teamFields(teams), ...missedFields(round.questions)]
  const more = standings.length - PLACES
  return {
    kind: 'podium',
    title: standings.length === 0 ? 'The round is over' : 'Podium',
    text: opening(round, standings.length),
    ...(places.length > 0 && { image: placesImage('Podium', places, counted(places.length, 'place', 'places')) }),
    rows: places.map(placeRow),
    ...(fields.length > 0 && { fields }),
    ...(standings.length > 0 && { buttons: [{ label: 'Practise what I missed', press: encodePress({ verb: 'missed', round: round.id }) }] }),
    footer: words`${more > 0 ? `And ${counted(more, 'more player', 'more players')}. ` : ''}${countsLine(round, standings.length)}`,
  }
}

function opening(round: Round, players: number): Text {
  if (players === 0 && round.questions.some(({ result }) => result?.void === true && result.split.length > 0)) return 'What was answered here was voided.'
  if (players === 0 && round.stoppedBy !== null) return words`The round was stopped before an answer counted. ${slash('rapid')} starts another one whenever you like.`
  if (players === 0) return words`Nobody answered, so the round ends here. ${slash('rapid')} starts another one whenever you like.`
  const revealed = round.questions.filter(asked => asked.result?.void === false).length
  const asked = round.questions.filter(one => one.result !== null).length
  const ended = round.stoppedBy !== null ? 'The round was stopped; what was revealed counts.' : asked < round.questions.length ? 'Nobody answered for a while, so the round ends here.' : ''
  return [ended, `${counted(revealed, 'question', 'questions')}, ${counted(players, 'player', 'players')}.`].filter(part => part !== '').join(' ')
}

function countsLine(round: Round, players: number): Text {
  const needed = modeOf(round).countsFromMembers
  if (players === 0) return 'Nothing changes on the leaderboard.'
  return players < needed ? `A round counts on the leaderboard when at least ${needed} people have answered in it.` : words`Right of answered, and points. The points are on the ${slash('leaderboard')}.`
}

/** The teams, the best first; no field when none played. */
export function teamFields(teams: readonly NamedTeam[]): Field[] {
  const best = teams.slice(0, PLACES).map(({ rank, name, points }) => `${rank === null ? '' : `${rank} `}${name} ${number(points)}${rank === null ? ' (one player, so no rank)' : ''}`)
  return best.length === 0 ? [] : [{ name: `Teams, by their best ${BEST}`, value: best.join(' · ') }]
}

function missedFields(questions: readonly Asked[]): Field[] {
  const missed = questions.map(asked => ({ asked, count: missesOf(asked) })).toSorted((a, b) => b.count - a.count)[0]
  return missed === undefined || missed.count === 0 ? [] : [{ name: `Most missed (${counted(missed.count, 'wrong answer', 'wrong answers')})`, value: missed.asked.question.text }]
}

function missesOf({ question, result }: Asked): number {
  const right = isTyped(question) ? 0 : rightOf(question)
  return result === null || result.void ? 0 : result.split.reduce((sum, count, position) => position === right ? sum : sum + count, 0)
}
