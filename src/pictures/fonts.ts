/** Our fonts, and the shapes of text in them. Drawn by our own fonts only, a picture is the same on every machine. */
import { readFileSync } from 'node:fs'
import { Blob, Buffer, Direction, Face, Font, shape } from 'harfbuzzjs'

/** Lengths are in thousandths of an em. */
export const EM = 1000

export type Weight = 'regular' | 'bold'

const others = ['NotoSansArabic-Regular', 'NotoSansHebrew-Regular', 'NotoSansThai-Regular', 'DroidSansFallback', 'NotoEmoji-Regular']
const names: Readonly<Record<Weight, readonly string[]>> = { regular: ['NotoSans-Regular', ...others], bold: ['NotoSans-SemiBold', ...others] }

const opened = new Map<string, Font>()

/** The fonts of a weight, in the order in which they are asked for a sign. Reads each file once. */
export function fontsOf(weight: Weight): Font[] {
  return names[weight].map(openFont)
}

function openFont(name: string): Font {
  const known = opened.get(name)
  if (known !== undefined) return known
  const font = new Font(new Face(new Blob(readFileSync(new URL(`../../assets/fonts/${name}.ttf`, import.meta.url)))))
  font.setScale(EM, EM)
  opened.set(name, font)
  return font
}

/** Whether the font has every sign of the text; joiners and selectors need none. */
export function hasAll(font: Font, text: string): boolean {
  return Array.from(text).every(sign => /\p{Default_Ignorable_Code_Point}/u.test(sign) || (font.nominalGlyph(sign.codePointAt(0) ?? 0) ?? 0) !== 0)
}

export function isRightToLeft(text: string): boolean {
  return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text)
}

/** Used again and again: a buffer holds memory outside of JavaScript. */
const buffer = new Buffer()

export interface Run {
  paths: string
  width: number
  rightToLeft: boolean
}

/** Shapes text of one script in one font. The paths start at the origin of the baseline, and y points upwards. */
export function shapeRun(font: Font, text: string): Run {
  const fromRight = isRightToLeft(text)
  buffer.reset()
  buffer.addText(text)
  buffer.guessSegmentProperties()
  buffer.setDirection(fromRight ? Direction.RTL : Direction.LTR)
  shape(font, buffer)
  let width = 0
  const paths = buffer.getGlyphInfosAndPositions().map(({ codepoint, xAdvance = 0, xOffset = 0, yOffset = 0 }) => {
    const place = `translate(${width + xOffset} ${yOffset})`
    width += xAdvance
    const path = font.glyphToPath(codepoint)
    return path === '' ? '' : `<path transform="${place}" d="${path}"/>`
  })
  return { paths: paths.join(''), width, rightToLeft: fromRight }
}
