import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkEntries, checkFormula, checkNames } from '../../src/content/check.ts'
import { readEntries } from '../../src/content/entries.ts'
import { sayMistake } from '../../src/content/read.ts'
import { formula, median, numeric, openFolder, sayShort } from './fixture.ts'

describe('the shipped formulas', () => {
  const { formulas } = readEntries('content').entries

  it.each(formulas.map(one => [one.id, one] as const))('%s agrees with its checks', (_, one) => {
    expect(one.entry.checks.length).toBeGreaterThan(0)
    expect(checkFormula(one).map(sayMistake)).toEqual([])
  })
})

describe('the check of the content', () => {
  let folder: ReturnType<typeof openFolder>
  beforeEach(() => {
    folder = openFolder()
  })
  afterEach(() => folder.remove())

  /** What is said about a file with this text, when nothing or this LaTeX cannot be drawn. */
  const said = async (kind: string, text: string, undrawn = '') => {
    expect(folder.said(text, `${kind}/metrics.yaml`)).toEqual([])
    const mistakes = await checkEntries(readEntries(folder.path).entries, latex => Promise.resolve(latex === undrawn ? 'it draws nothing' : null))
    return mistakes.map(sayShort)
  }
  const checked = (check: string) => formula.replace(/ {4}- says:[^]*/, check)

  it('finds nothing in good content', async () => {
    expect([await said('formulas', formula), await said('numeric', numeric)]).toEqual([[], []])
  })

  it.each([
    ['another number', "    - says: two numbers\n      value: mean([1, 3])\n      equals: 3\n", '15: mean.checks.0.value: two numbers: `mean([1, 3])` is 2, not 3'],
    ['another expression', "    - says: two ways\n      given:\n        x: [1, 3]\n      value: mean(x)\n      equals: sum(x) / 3\n", '17: mean.checks.0.value: two ways: `mean(x)` is 2, not 1.3333333333333333'],
    ['a number that is none', "    - says: root\n      value: sqrt(-1)\n      equals: 1\n", '15: mean.checks.0.value: root: `sqrt(-1)` is NaN, not 1'],
    ['a name that is not given', "    - says: y\n      value: y\n      equals: 1\n", '15: mean.checks.0.value: y: `y`: nothing here is called "y" (the functions that can be used are listed in docs/authoring.md)'],
    ['code', "    - says: code\n      given:\n        x: evaluate(\"1\")\n      value: x\n      equals: 1\n", '17: mean.checks.0.value: code: `evaluate("1")`: nothing here is called "evaluate" (the functions that can be used are listed in docs/authoring.md)'],
    ['a difference above the tolerance', "    - says: near\n      value: '1.001'\n      equals: 1\n      within: 0.0005\n", '15: mean.checks.0.value: near: `1.001` is 1.001, not 1'],
  ])('finds a formula that gives %s', async (_, check, sentence) => {
    expect(await said('formulas', checked(check))).toEqual([sentence])
  })

  it('computes given values in order, as numbers, expressions, vectors and matrices, within a tolerance relative to the value', async () => {
    const check = "    - says: all\n      given:\n        n: 2\n        m: n + 1\n        v: [n, 1]\n        A: [[1, 2], [3, 4]]\n        f: f(x) = m * x\n      value: f(1) + (A * v)[1] * 1000\n      equals: 4003.001\n      within: 1e-6\n"
    expect(await said('formulas', checked(check.replace('[n, 1]', '[2, 1]')))).toEqual([])
  })

  it('finds LaTeX that cannot be drawn', async () => {
    expect(await said('formulas', formula, '\\bar x')).toEqual(['3: mean.latex: it draws nothing'])
  })

  it('finds a name or an alias that leads to another formula first', () => {
    const saidOf = (text: string) => {
      expect(folder.said(text, 'formulas/metrics.yaml')).toEqual([])
      return checkNames(readEntries(folder.path).entries).map(sayShort)
    }
    expect(saidOf(formula + median.replace('[middle]', '[middle, average]'))).toEqual(['27: median.aliases.1: "average" finds metrics/mean first, take it out here or there'])
    expect(saidOf(formula + median.replace('name: Median', 'name: Mean'))).toEqual(['18: median.name: "Mean" finds metrics/mean first, take it out here or there'])
    expect(saidOf(`${formula}${median.replace('[middle]', '[average]')}  retired: true\n`)).toEqual([])
  })

  it.each([
    ['a check that says otherwise', numeric.replace('check: b + a', 'check: b + a + 1'), /^7: sum\.right: with the seed 0, a = \d, b = \d: right is \d+, but the check says \d+$/],
    ['a check that is no other way', numeric.replace('  right: a + b', '  let:\n    s: a + b\n  right: s').replace('check: b + a', 'check: s'), /^19: sum\.check: `s`: nothing here is called "s"/],
    ['an expression that cannot be read', numeric.replace('value: a - b', 'value: a -'), /^11: sum\.wrong\.1\.value: `a -`: /],
    ['a value used before it is there', numeric.replace('  right: a', '  let:\n    s: t\n    t: a\n  right: a'), /^8: sum\.let\.s: `t`: nothing here is called "t"/],
    ['a name that means something else', numeric.replace('    b: {', '    to: {').replace('{b}?', '{to}?').replace('Times {b}', 'Times {to}').replaceAll('a + b', 'a + 1').replace('a * b', 'a').replace('a - b', '2a').replace('b + a', 'a'), /give "to" another name, it means something else here$/],
    ['a right value that uses itself', numeric.replace('right: a + b', 'right: right + b'), /^7: sum\.right: `right \+ b`: nothing here is called "right"/],
    ['numbers that make no question', numeric.replace('  right: a + b', '  where: a > 3\n  right: a + b'), /^8: sum\.right: with the seed 0, in 1,000 tries no numbers gave a right value/],
    ['a text that is too long once it is filled', numeric.replace('What is', 'x'.repeat(590)).replace('{a} + {b}?', '{a}{b}').replace('[1, 2, 3]', '[1111111111, 2222222222]'), /: this is too long once it is filled in: xxx/],
  ])('finds a template with %s', async (_, text, sentence) => {
    const [first, ...others] = await said('numeric', text)
    expect(first).toMatch(sentence)
    expect(others).toEqual([])
  })
})
