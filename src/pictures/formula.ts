/** The picture of a formula: dark ink on a light card, which reads the same on a light and on a dark chat. */
import { card } from './card.ts'
import { outlinesOf } from './latex.ts'

/** Pixels. Every formula has a card of the same width, so that a chat shows all of them at one size. */
const WIDTH = 1200
const MARGIN = 48
/** The largest type, in pixels an em: a short formula is not blown up to the width of its card. */
const EM = 56
const MOST_HEIGHT = 1600

/** Throws the sentence of `outlinesOf`. */
export async function formulaSvg(latex: string): Promise<string> {
  const { elements, box } = await outlinesOf(latex)
  const scale = Math.min(EM / 1000, (WIDTH - 2 * MARGIN) / box.width, MOST_HEIGHT / box.height)
  const [width, height] = [box.width * scale, box.height * scale]
  const left = Math.round((WIDTH - width) / 2)
  const place = `translate(${left} ${MARGIN}) scale(${scale.toFixed(6)}) translate(${-box.x} ${-box.y})`
  return card(WIDTH, Math.ceil(height) + 2 * MARGIN, `<g transform="${place}">${elements}</g>`)
}
