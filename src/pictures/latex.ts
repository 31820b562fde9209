/** LaTeX to outlines by MathJax. The LaTeX may be hostile: it defines nothing, loads nothing and reaches no file. */

import { EM } from './fonts.ts'
import { setLine } from './lettering.ts'

/** A formula's outlines: SVG elements inside a box. A thousand units are one em. */
export interface Outlines {
  elements: string
  box: { x: number, y: number, width: number, height: number }
}

/** A formula wider than this many em is broken into lines where it may be. */
const LINE_EM = 32
/** Bounds of the LaTeX in characters, and of its outlines in em: beyond them nobody could read the picture. */
const MOST = { characters: 1000, wide: 80, high: 60 }

/** Commands of the loaded packages that would change later formulas, or name files and links. */
const refused = /\\(DeclareMathOperator|mmlToken)(?![a-zA-Z])/
/** What may stand in the SVG. An `image` would be read from the disk of this machine. */
const elementsAllowed = new Set(['svg', 'g', 'path', 'rect', 'line', 'text'])

const packages = ['base', 'ams', 'boldsymbol', 'cancel']
const configuration = {
  loader: { load: ['input/tex-base', 'output/svg', ...packages.slice(1).map(name => `[tex]/${name}`)] },
  tex: { packages, formatError: (_: unknown, error: unknown) => { throw error } },
  svg: { fontCache: 'none', displayOverflow: 'linebreak', linebreaks: { lineleading: 0.6 } },
}

async function startMathJax() {
  const { default: mathjax } = await import('mathjax')
  await mathjax.init(configuration)
  return mathjax
}

let starting: ReturnType<typeof startMathJax> | undefined

/**
 * Draws LaTeX in display style. The first call loads MathJax (50 MB and a quarter of a second), and none can be stopped: LaTeX that
 * Recall does not ship belongs in the process of its own. Throws an error whose sentence names the formula and what is wrong.
 */
export async function outlinesOf(latex: string): Promise<Outlines> {
  if (latex.length > MOST.characters) throw mistakeIn(latex, `it has ${latex.length} characters, of at most ${MOST.characters}`)
  const command = refused.exec(latex)?.[0]
  if (command !== undefined) throw mistakeIn(latex, `${command} is not available here`)
  return checkOutlines(latex, await svgOf(latex))
}

/** What keeps this LaTeX from being drawn, as a sentence, or null when it can be drawn. Loads MathJax like `outlinesOf`. */
export async function mistakeOfLatex(latex: string): Promise<string | null> {
  try {
    await outlinesOf(latex)
    return null
  } catch (error) {
    return messageOf(error)
  }
}

async function svgOf(latex: string): Promise<string> {
  const mathjax = await (starting ??= startMathJax())
  mathjax.texReset()
  try {
    const node = await mathjax.tex2svgPromise(latex, { display: true, em: 16, ex: 8, containerWidth: LINE_EM * 16 })
    return mathjax.startup.adaptor.innerHTML(node)
  } catch (error) {
    throw mistakeIn(latex, reasonOf(error))
  }
}

/** Reads the box, takes off what quotes the LaTeX, and refuses what must not be drawn. */
function checkOutlines(latex: string, svg: string): Outlines {
  const plain = svg.replace(/ (data|aria)-[\w-]+="[^"]*"/g, '')
  const strange = [...plain.matchAll(/<([\w:!?-]+)/g)].find(([, name = '']) => !elementsAllowed.has(name))?.[1]
  if (strange !== undefined) throw mistakeIn(latex, `it asks for something that is not drawn here (${strange})`)
  const [, x = NaN, y = NaN, width = NaN, height = NaN] = (/^<svg[^>]* viewBox="(\S+) (\S+) (\S+) (\S+)"/.exec(plain) ?? []).map(Number)
  if (Number.isNaN(height)) throw mistakeIn(latex, 'leave out \\tag, pictures have no equation numbers')
  if (width > MOST.wide * EM || height > MOST.high * EM) throw mistakeIn(latex, 'it is too large to read, break it into lines with \\\\')
  const elements = plain.replace(/^<svg[^>]*>|<\/svg>$/g, '').replace(/<text([^>]*)>([^<]*)<\/text>/g, outlineText)
  if (!/<(path[^>]* d="M|rect|line)/.test(elements)) throw mistakeIn(latex, 'it draws nothing')
  return { elements, box: { x, y, width, height } }
}

/** What MathJax's own font lacks comes as text, such as words in Chinese. */
function outlineText(_: string, attributes: string, content: string): string {
  const [, place = ''] = /transform="([^"]*)"/.exec(attributes) ?? []
  const [, size = EM] = /font-size="([\d.]+)px"/.exec(attributes) ?? []
  const text = content.replace(/&(lt|gt|amp);/g, (_entity, name: string) => ({ lt: '<', gt: '>' })[name] ?? '&')
  return `<g transform="${place}">${setLine(text, Number(size), Infinity).paths}</g>`
}

function reasonOf(error: unknown): string {
  if (error instanceof RangeError) return 'it is nested too deeply'
  const said = messageOf(error)
  return said.charAt(0).toLowerCase() + said.slice(1)
}

/** MathJax throws errors that are no `Error`. */
function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)
}

function mistakeIn(latex: string, reason: string): Error {
  const shown = latex.length > 80 ? `${latex.slice(0, 80)}…` : latex
  return new Error(`The formula \`${shown}\` cannot be drawn: ${reason.replace(/\.$/, '')}.`)
}
