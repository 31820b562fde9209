/** Pictures as PNG, by resvg. */
import { Resvg } from '@resvg/resvg-js'
import type { Picture } from '../bot/card.ts'
import { formulaSvg } from './formula.ts'
import { placesSvg } from './places.ts'

/** The picture as SVG, text as outlines. Throws a sentence when a formula's LaTeX is wrong. */
export async function svgOf(picture: Picture): Promise<string> {
  return picture.kind === 'formula' ? await formulaSvg(picture.latex) : placesSvg(picture.title, picture.rows)
}

/** The picture as PNG. Keeps its process busy meanwhile, and throws like `svgOf`. */
export async function drawPng(picture: Picture): Promise<Uint8Array> {
  return pngOf(await svgOf(picture))
}

/** SVG without text as PNG, at its own size. */
export function pngOf(svg: string): Uint8Array {
  return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng()
}
