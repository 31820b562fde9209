/** The picture of places on a board, as a leaderboard or a podium shows them. */
import type { Picture } from '../bot/card.ts'
import { card, colours } from './card.ts'
import { setLine, type Line } from './lettering.ts'

type Row = Extract<Picture, { kind: 'places' }>['rows'][number]

/** Pixels of the picture. */
const WIDTH = 1200
const MARGIN = 48
const ROW = 84
const NAME_LEFT = 160
const TOP = 136
const SIZE = { title: 44, text: 38, rank: 34, longRank: 26, small: 26 }
/** The middle of the ranks, and the widest that a rank and a value may be. */
const RANK = { middle: 96, most: 96 }
const VALUE_MOST = 520
/** A board has ten places a page; more would not be read in a chat. */
const MOST_ROWS = 25

/** Gold, silver and bronze: the disc, its edge and its number. */
const medals: Readonly<Record<string, readonly [string, string, string]>> = {
  1: ['#ffd24d', '#b98500', '#4a3500'],
  2: ['#dfe4ea', '#8d97a5', '#2f3742'],
  3: ['#efb083', '#a8623a', '#4a2410'],
}

/** Ranks 1 to 3 get medals, one's own row a coloured bar. A rank stands as it is given, so that 1, 2, 2, 4 stays 1, 2, 2, 4. */
export function placesSvg(title: string, rows: readonly Row[]): string {
  if (rows.length > MOST_ROWS) throw new Error(`A picture shows at most ${MOST_ROWS} places, not ${rows.length}.`)
  const lines = rows.map(linesOf)
  const complete = lines.every(({ name }) => name.complete)
  const bottom = TOP + rows.length * ROW
  return card(WIDTH, bottom + (complete ? 28 : 84), [
    at(MARGIN, 84, setLine(title, SIZE.title, WIDTH - 2 * MARGIN, 'bold')),
    ...lines.map((line, place) => rowElements(line, rows[place]?.own === true, TOP + place * ROW)),
    complete ? '' : at(MARGIN, bottom + 48, setLine('Some signs cannot be drawn here. The message has every name in full.', SIZE.small, WIDTH), colours.quiet),
  ].join(''))
}

interface Lines {
  rank: Line
  medal: readonly [string, string, string] | undefined
  name: Line
  value: Line
}

function linesOf({ rank, name, value, own }: Row): Lines {
  const shownValue = setLine(value, SIZE.text, VALUE_MOST, 'bold')
  const room = WIDTH - MARGIN - 40 - shownValue.width - NAME_LEFT
  const shownName = setLine(name, SIZE.text, room, own ? 'bold' : 'regular')
  return {
    rank: setLine(rank, rank.length > 3 ? SIZE.longRank : SIZE.rank, RANK.most, 'bold'),
    medal: medals[rank],
    name: shownName.width > 0 ? shownName : { ...setLine('(see the message)', SIZE.text, room), complete: false },
    value: shownValue,
  }
}

function rowElements({ rank, medal, name, value }: Lines, own: boolean, top: number): string {
  const middle = top + ROW / 2
  const baseline = middle + SIZE.text * 0.36
  return [
    own
      ? `<rect x="24" y="${top + 4}" width="${WIDTH - 48}" height="${ROW - 8}" rx="14" fill="${colours.own}"/><rect x="24" y="${top + 4}" width="8" height="${ROW - 8}" rx="4" fill="${colours.ownEdge}"/>`
      : `<rect x="${MARGIN}" y="${top}" width="${WIDTH - 2 * MARGIN}" height="2" fill="${colours.line}"/>`,
    medal === undefined ? '' : `<circle cx="${RANK.middle}" cy="${middle}" r="29" fill="${medal[0]}" stroke="${medal[1]}" stroke-width="3"/>`,
    at(RANK.middle - rank.width / 2, middle + SIZE.rank * 0.36, rank, medal?.[2] ?? colours.quiet),
    at(NAME_LEFT, baseline, name),
    at(WIDTH - MARGIN - value.width, baseline, value),
  ].join('')
}

function at(x: number, y: number, { paths }: Line, colour: string = colours.ink): string {
  return `<g transform="translate(${x.toFixed(1)} ${y.toFixed(1)})" fill="${colour}">${paths}</g>`
}
