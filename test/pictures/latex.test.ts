import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { load } from 'js-yaml'
import { mistakeOfLatex, outlinesOf } from '../../src/pictures/latex.ts'

const nested = (open: string, close: string, depth: number) => `${open.repeat(depth)}x${close.repeat(depth)}`

describe('LaTeX', () => {
  it('leaves nothing behind for the next formula', async () => {
    const before = await outlinesOf('\\sum_i \\label{a} x')
    expect(await mistakeOfLatex('\\DeclareMathOperator{\\sum}{x} y')).not.toBeNull()
    await mistakeOfLatex('\\label{a} x')
    expect(await outlinesOf('\\sum_i \\label{a} x')).toEqual(before)
  })

  it('of every shipped formula can be drawn', async () => {
    const shipped = readdirSync('content/formulas').flatMap(file => load(readFileSync(join('content/formulas', file), 'utf8')) as { latex: string }[])
    expect(shipped.length).toBeGreaterThan(0)
    for (const { latex } of shipped) expect(await mistakeOfLatex(latex)).toBeNull()
  })

  it('may compare, quote and write words in any script that a font has', async () => {
    for (const latex of ['a<b>c \\& d', '\\text{"x" <y> & für 漢字}', '\\text{<image href="/etc/passwd"/>}', '\\boldsymbol{\\theta}', '\\cancel{x}', '\\operatorname{arg\\,max}']) expect(await mistakeOfLatex(latex)).toBeNull()
  })

  it('is outlines alone: no text that a machine would draw with fonts of its own, nothing from its disk', async () => {
    const { elements } = await outlinesOf('\\text{für 漢字 <image href="/x"/>} + \\frac12')
    expect(new Set([...elements.matchAll(/<(\w+)/g)].map(match => match[1]))).toEqual(new Set(['g', 'path', 'rect']))
    expect(elements).not.toContain('href')
  })

  it('is broken into lines when it is long', async () => {
    const short = await outlinesOf('a+b')
    const long = await outlinesOf(`${'a+b+c+d+'.repeat(10)}e`)
    expect(long.box.height).toBeGreaterThan(2 * short.box.height)
    expect(long.box.width).toBeLessThan(33_000)
  })

  it.each([
    ['\\frac{1}{2', 'The formula `\\frac{1}{2` cannot be drawn: missing close brace.'],
    ['\\foo', 'The formula `\\foo` cannot be drawn: undefined control sequence \\foo.'],
    ['a & b', 'The formula `a & b` cannot be drawn: misplaced &.'],
    ['', 'The formula `` cannot be drawn: it draws nothing.'],
    ['\\phantom{x}', 'The formula `\\phantom{x}` cannot be drawn: it draws nothing.'],
    ['\\tag{1} x', 'The formula `\\tag{1} x` cannot be drawn: leave out \\tag, pictures have no equation numbers.'],
    ['\\rule{9999em}{3em}', 'The formula `\\rule{9999em}{3em}` cannot be drawn: it is too large to read, break it into lines with \\\\.'],
    ['x'.repeat(1001), `The formula \`${'x'.repeat(80)}…\` cannot be drawn: it has 1001 characters, of at most 1000.`],
  ])('that is wrong gets a sentence that says what: %s', async (latex, sentence) => {
    expect(await mistakeOfLatex(latex)).toBe(sentence)
  })

  it.each([
    ['defines', '\\def\\x{\\x\\x}\\x'],
    ['defines by another name', '\\newcommand{\\x}{\\x\\x}\\x'],
    ['redefines', '\\let\\sum\\int'],
    ['redefines as an operator', '\\DeclareMathOperator{\\sum}{x} y'],
    ['loads', '\\require{html}'],
    ['links', '\\href{https://example.org}{x}'],
    ['links by a token', '\\mmlToken{mi}[href="https://example.org"]{x}'],
    ['reads a file', '\\mmlToken{mglyph}[src="/etc/secret.png"]{}'],
    ['refers', '\\ref{a}'],
    ['styles', '\\style{color:red}{x}'],
    ['repeats a column a million times', '\\begin{array}{*{1000000}{c}}a\\end{array}'],
    ['is wide', '\\hspace{100000em}x'],
    ['is high', '\\raise 100000em x'],
    ['is nested a thousand times', nested('\\frac1{', '}', 1000)],
    ['is nested as deeply as its length allows', nested('\\sqrt{', '}', 130)],
  ])('that %s is refused', async (_, latex) => {
    expect(await mistakeOfLatex(latex)).toMatch(/^The formula `.*` cannot be drawn: [^[]+\.$/)
  })
})
