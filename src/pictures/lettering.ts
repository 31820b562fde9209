/** Text from outside as outlines: only signs that our fonts have, and no wider than their place. */
import type { Font } from 'harfbuzzjs'
import { EM, fontsOf, hasAll, isRightToLeft, shapeRun, type Weight } from './fonts.ts'

/** A line of text: SVG paths at the origin of its baseline, and its width in pixels. `complete`: no sign had to be left out. */
export interface Line {
  paths: string
  width: number
  complete: boolean
}

interface Piece {
  text: string
  font: Font
  script: 'right to left' | 'Devanagari' | 'other'
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const ELLIPSIS = '…'
/** Characters of a line that are looked at; no picture is wide enough for more. */
const MOST_CHARACTERS = 1000

/** Sets a line at so many pixels an em, cut with an ellipsis where it would be wider than `most` pixels. */
export function setLine(text: string, size: number, most: number, weight: Weight = 'regular'): Line {
  const fonts = fontsOf(weight)
  const wanted = Array.from(graphemes.segment(cleaned(text)), ({ segment }) => segment)
  const pieces = wanted.map(one => pieceOf(one, fonts))
  const drawn = spaced(pieces.filter(piece => piece !== null))
  const set = (count: number) => shapePieces(count === drawn.length ? drawn : [...drawn.slice(0, count), pieceOf(ELLIPSIS, fonts)].filter(piece => piece !== null), size)
  const count = longest(drawn.length, length => set(length).width <= most)
  return { ...set(count), complete: !pieces.includes(null) }
}

/** Control signs become spaces, and more than three marks on a letter (a prank) are taken off. */
function cleaned(text: string): string {
  return text.slice(0, MOST_CHARACTERS).toWellFormed().replace(/\p{Bidi_Control}|[\p{Default_Ignorable_Code_Point}&&\p{L}]/gv, '').replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').replace(/(\p{Mn}{3})\p{Mn}+/gu, '$1').trim()
}

/** The first font that has all of the grapheme; fancy letters become plain ones when none has. */
function pieceOf(grapheme: string, fonts: readonly Font[]): Piece | null {
  for (const text of new Set([grapheme, grapheme.normalize('NFKC')])) {
    const font = fonts.find(one => hasAll(one, text))
    if (font !== undefined) return { text, font, script: scriptOf(text) }
  }
  return null
}

/** The scripts that must be shaped by themselves. */
function scriptOf(text: string): Piece['script'] {
  if (isRightToLeft(text)) return 'right to left'
  return /\p{Script=Devanagari}/u.test(text) ? 'Devanagari' : 'other'
}

/** Between two words of such a script the space belongs to it; two spaces, where a sign was left out, become one. */
function spaced(pieces: readonly Piece[]): Piece[] {
  return pieces.filter((piece, place) => piece.text !== ' ' || pieces[place - 1]?.text !== ' ').map((piece, place, all) => {
    const before = all[place - 1]
    const inside = piece.text === ' ' && before !== undefined && before.script !== 'other' && before.script === all[place + 1]?.script
    return inside ? { ...before, text: ' ' } : piece
  })
}

/** The greatest length that fits; when the whole does, the whole. */
function longest(whole: number, fits: (length: number) => boolean): number {
  if (fits(whole)) return whole
  let [short, long] = [0, whole]
  while (long - short > 1) {
    const middle = Math.floor((short + long) / 2)
    if (fits(middle)) short = middle
    else long = middle
  }
  return short
}

function shapePieces(pieces: readonly Piece[], size: number): Omit<Line, 'complete'> {
  const runs = joined(pieces).map(({ font, text }) => shapeRun(font, text))
  if (runs[0]?.rightToLeft === true) runs.reverse()
  let width = 0
  const paths = runs.map(run => {
    const placed = `<g transform="translate(${width} 0)">${run.paths}</g>`
    width += run.width
    return placed
  })
  const scale = size / EM
  return { paths: `<g transform="scale(${scale} ${-scale})">${paths.join('')}</g>`, width: width * scale }
}

/** Neighbours of one font and script make one piece. */
function joined(pieces: readonly Piece[]): Piece[] {
  const runs: Piece[] = []
  for (const piece of pieces) {
    const last = runs.at(-1)
    if (last !== undefined && last.font === piece.font && last.script === piece.script) runs[runs.length - 1] = { ...last, text: last.text + piece.text }
    else runs.push(piece)
  }
  return runs
}
