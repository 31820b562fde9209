import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadContent } from '../../src/content/load.ts'
import { sayMistake } from '../../src/content/read.ts'
import { formula, good, median, numeric, openFolder, snippet, truth, typed } from './fixture.ts'

let folder: ReturnType<typeof openFolder>
beforeEach(() => {
  folder = openFolder()
})
afterEach(() => folder.remove())

describe('a mistake in a content file', () => {
  it('is not there in a good file', () => {
    expect(folder.said(good)).toEqual([])
  })

  it('is told with its file, line and field', () => {
    folder.said(good.replace('easy', 'simple'))
    const [mistake] = loadContent(folder.path).mistakes
    expect(mistake && sayMistake(mistake)).toMatch(/questions\/metrics\.yaml:2: one\.difficulty: Invalid option: expected one of "easy"\|"medium"\|"hard"$/)
  })

  it.each([
    ['no right choice', good.replace('right: yes it is', 'wrong: yes\n      note: No.'), '4: one.choices: mark exactly one choice with `right:`'],
    ['a wrong choice without a note', good.replace('\n      note: Because.', ''), '6: one.choices.1: a choice is `right: text`, or `wrong: text` with a `note:` that says why it tempts; a number stands in quotation marks'],
    ['two choices that read the same', good.replace('wrong: no', 'wrong: Yes  it is'), '6: one.choices.1: two choices read the same, change one'],
    ['one choice only', good.replace('    - wrong: no\n      note: Because.\n', ''), '4: one.choices: give at least two choices'],
    ['a field nobody knows', good.replace('source', 'sauce'), '9: one.sauce: Unrecognized key: "sauce"'],
    ['a field left out', good.replace('  source: Known.\n', ''), '1: one.source: this field is missing, write it'],
    ['an id with capitals', good.replace('id: one', 'id: One'), '1: One.id: use lower-case words joined by hyphens, such as `softmax-shift`'],
    ['a text that is too long', good.replace('One?', 'x'.repeat(601)), '3: one.text: shorten this to at most 600 characters'],
    ['nothing in a text', good.replace('One?', '" "'), '3: one.text: write something here'],
    ['no answer at all', typed.replace('  accepts: [σ, Sigma squared]\n', ''), '1: name.id: give one of `choices`, `truth` and `accepts`'],
    ['two kinds of answers', `${typed}  truth: true\n  note: Why.\n`, '4: name.accepts: give one of `choices`, `truth` and `accepts`'],
    ['a truth without a note', truth.replace('  note: Tempting.\n', ''), '1: claim.note: a `truth` has a `note` that says why the other verdict tempts, and nothing else has one'],
    ['a typed form of which nothing is left', typed.replace('Sigma squared', '"?"'), '4: name.accepts.1: nothing is left of this when it is compared, so an empty answer would be right'],
  ])('in a question: %s', (_name, text, sentence) => {
    expect(folder.said(text)).toContain(sentence)
  })

  it('in a rapid-fire question: a text for more than a glance', () => {
    expect(folder.said(typed.replace('Which letter?', 'x'.repeat(241)), 'rapid-fire/metrics.yaml')).toEqual(['3: name.text: shorten this to at most 240 characters'])
  })

  it.each([
    ['a name that nothing has', numeric.replace('{a}', '{x}'), '3: sum.text: {x} names no parameter and nothing of `let`'],
    ['such a name in a note', numeric.replace('Times {b}', 'Times {c}'), '10: sum.wrong.0.note: {c} names no parameter and nothing of `let`'],
    ['such a name in the explanation', numeric.replace('{right}', '{answer}'), '15: sum.explanation: {answer} names no parameter and nothing of `let`'],
    ['braces around an expression', numeric.replace('{a} + {b}', '{a + b}'), '3: sum.text: {a + b} names no parameter and nothing of `let`'],
    ['a name used twice', numeric.replace('  right:', '  let:\n    a: b + 1\n  right:'), '8: sum.let.a: give this another name, `a` stands for something else already'],
    ['a parameter named right', numeric.replace('a: [1', 'right: [1').replace('{a}', '{b}'), '5: sum.parameters.right: give this another name, `right` is the right value'],
    ['a parameter with one value', numeric.replace('[1, 2, 3]', '[1]'), '5: sum.parameters.a: give at least two values to draw from'],
    ['a parameter that cannot move', numeric.replace('to: 9', 'to: 4'), '6: sum.parameters.b: give at least two values to draw from: `to` is at least one `step` above `from`'],
    ['two mistakes only', numeric.replace('    - value: right + 1\n      note: One more.\n', ''), '8: sum.wrong: name at least three mistakes'],
    ['no check', numeric.replace('  check: b + a\n', ''), '1: sum.check: this field is missing, write it'],
  ])('in a numeric template: %s', (_name, text, sentence) => {
    expect(folder.said(text, 'numeric/metrics.yaml')).toContain(sentence)
  })

  it.each([
    ['a related formula that is not there', `${formula}  related: [median]\n`, '17: mean.related.0: there is no formula "median", write it or take this out'],
    ['itself as a related formula', `${formula}  related: [mean]\n`, '17: mean.related.0: a formula is not related to itself, take this out'],
    ['no check', formula.replace(/ {2}checks:[^]*/, '  checks: []\n'), '13: mean.checks: give at least one numeric check'],
    ['no alias', formula.replace('[average]', '[]'), '11: mean.aliases: give at least 1'],
    ['an alias that YAML has split at its comma', formula.replace('[average]', '[average, f(a, b)]'), '11: mean.aliases.1: a bracket lacks its other half: put a name with a comma into quotation marks'],
    ['a symbol without a meaning', formula.replace('      meaning: a number\n', ''), '6: mean.symbols.0.meaning: this field is missing, write it'],
  ])('in a formula: %s', (_name, text, sentence) => {
    expect(folder.said(text, 'formulas/metrics.yaml')).toContain(sentence)
  })

  it('in a formula: a related formula that is retired', () => {
    folder.said(`${median}  retired: true\n`, 'formulas/probability.yaml')
    expect(folder.said(`${formula}  related: [median]\n`, 'formulas/metrics.yaml')).toEqual(['17: mean.related.0: there is no formula "median", write it or take this out'])
  })

  it.each([
    ['no test', snippet.replace('  test: assert x == 1\n', ''), '1: loop.test: this field is missing, write it'],
    ['a package that no test has', snippet.replace('  test', '  needs: [pandas]\n  test'), '8: loop.needs.0: Invalid option: expected one of "numpy"|"torch"'],
    ['nothing to notice', snippet.replace('[Short.]', '[]'), '4: loop.notice: give at least 1'],
  ])('in a snippet: %s', (_name, text, sentence) => {
    expect(folder.said(text, 'snippets/metrics.yaml')).toContain(sentence)
  })

  it.each([
    ['twice in a file', good + good, 'questions', 'questions/metrics.yaml', '10'],
    ['in questions and in rapid-fire', typed.replace('name', 'one'), 'rapid-fire', 'questions/metrics.yaml', '1'],
    ['in questions and in numeric', numeric.replace('sum', 'one'), 'numeric', 'questions/metrics.yaml', '1'],
  ])('an id used %s, at the line of the second', (_name, text, kind, first, line) => {
    folder.said(good)
    const [sentence, ...others] = folder.said(text, `${kind}/metrics.yaml`)
    expect(others).toEqual([])
    expect(sentence).toMatch(new RegExp(`^${line}: one\\.id: this id is taken at .*${first}:1, ids are for ever and for one item$`))
  })

  it('an id is free in another topic, but that of a formula is not: formulas find each other by it', () => {
    folder.said(good)
    expect(folder.said(good, 'questions/probability.yaml')).toEqual([])
    folder.said(formula, 'formulas/metrics.yaml')
    expect(folder.said(formula, 'formulas/probability.yaml')[0]).toMatch(/^1: mean\.id: this id is taken at .*formulas\/metrics\.yaml:1, /)
  })

  it('YAML that cannot be read is told with its line', () => {
    expect(folder.said('- id: one\n  text: "open\n')[0]).toMatch(/^[23]: : this is not valid YAML/)
  })

  it('a bomb of aliases, deep brackets or a huge file are refused quickly', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]', ...'bcdefghi'.split('').map((name, place) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefgh'.charAt(place)}`).join(',')}]`)].join('\n')
    expect(folder.said(bomb)[0]).toMatch(/aliases/)
    expect(folder.said('['.repeat(200_000))[0]).toMatch(/20/)
    expect(folder.said(Buffer.alloc(1_000_001, 'x'))[0]).toMatch(/split this file/)
  })

  it('a file that is not named after a topic', () => {
    expect(folder.said(good, 'questions/astrology.yaml')).toEqual(['1: : name this file after a topic of topics.yaml, there is no topic "astrology"'])
  })

  it('a folder without topics.yaml', () => {
    folder.remove('topics.yaml')
    expect(loadContent(folder.path).mistakes[0]?.message).toMatch(/^this file cannot be read/)
  })
})
