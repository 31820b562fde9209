import { describe, expect, it } from 'vitest'
import { checkNumeric } from '../../src/content/check.ts'
import { readEntries } from '../../src/content/entries.ts'
import { numericDraw, spell, spellAlike } from '../../src/content/numeric.ts'
import { sayMistake } from '../../src/content/read.ts'
import { files, type NumericEntry } from '../../src/content/schema.ts'

const SEEDS = process.env['RECALL_FULL'] === undefined ? 200 : 10_000

/** A template that asks for a sum, with other parts where given. */
const template = (parts: Partial<NumericEntry>): NumericEntry => files.numeric.element.parse({
  id: 'sum', difficulty: 'easy', text: 'What is {a} + {b}?', parameters: { a: [1, 2, 3], b: { from: 4, to: 9 } }, right: 'a + b',
  wrong: [{ value: 'a * b', note: 'Times {b}.' }, { value: 'a - b', note: 'Minus.' }, { value: 'right + 1', note: 'One more than {right}.' }],
  explanation: 'It is {right}.', source: 'Known.', check: 'b + a', ...parts,
})
const wrong = (...values: string[]) => values.map(value => ({ value, note: `As ${value}.` }))
const draws = (parts: Partial<NumericEntry>, count = 100) => {
  const draw = numericDraw(template(parts))
  return Array.from({ length: count }, (_, seed) => draw(String(seed)))
}
const texts = (parts: Partial<NumericEntry>, count?: number) => draws(parts, count).map(({ choices }) => choices.map(choice => choice.text))

describe('the shipped templates', () => {
  const { numeric } = readEntries('content').entries

  it.each(numeric.map(one => [one.id, one] as const))(`%s is a good question with each of ${SEEDS} seeds`, (_, one) => {
    expect(checkNumeric(one, SEEDS).map(sayMistake)).toEqual([])
    const draw = numericDraw(one.entry)
    for (let seed = 0; seed < SEEDS; seed++) {
      const { text, choices, answer, explanation } = draw(`${seed}/${one.id}`)
      const [right, ...others] = choices
      expect(right).toEqual({ text: answer, note: null })
      expect(others.length).toBeGreaterThanOrEqual(2)
      expect(others.filter(({ text: shown, note }) => note === null || note === '' || shown === answer)).toEqual([])
      expect([text, explanation, ...choices.flatMap(choice => [choice.text, choice.note ?? ''])].filter(words => /[{}]|undefined|NaN|Infinity|null/.test(words))).toEqual([])
    }
  }, SEEDS * 60 + 10_000)

  it('show many different questions each', () => {
    for (const { entry } of numeric) {
      const draw = numericDraw(entry)
      expect([entry.id, new Set(Array.from({ length: 100 }, (_, seed) => draw(String(seed)).text)).size]).toEqual([entry.id, expect.toSatisfy((count: number) => count >= 12)])
    }
  })
})

describe('a draw', () => {
  it('is the same for the same seed', () => {
    expect(draws({})).toEqual(draws({}))
  })

  it('takes lists and steps as they are written, words included', () => {
    const seen = draws({ parameters: { a: [1, 2], b: { from: 0.1, to: 0.7, step: 0.2 }, who: ['Ada', 'Grace'] }, text: '{who}: {a} and {b}', right: 'a + b', check: 'a + b', decimals: 2 }, 300).map(({ text }) => text)
    expect([...new Set(seen)].toSorted()).toEqual(['Ada', 'Grace'].flatMap(who => [1, 2].flatMap(a => [0.1, 0.3, 0.5, 0.7].map(b => `${who}: ${a} and ${b}`))))
  })

  it('fills text, explanation and notes with parameters, derived values and the right value', () => {
    const [draw] = draws({ parameters: { a: [2, 2], b: [5, 5] }, let: { twice: '2 * a', more: 'twice + b' }, text: '{a} {b} {twice} {more}?', explanation: '{right} by {more}.' })
    expect(draw).toMatchObject({ text: '2 5 4 9?', explanation: '7 by 9.', answer: '7', choices: [{ text: '7', note: null }, { text: '10', note: 'Times 5.' }, { text: '−3', note: 'Minus.' }, { text: '8', note: 'One more than 7.' }] })
  })

  it('keeps brackets after a sign for negative numbers only', () => {
    const [draw] = draws({ parameters: { a: [-2, -2], b: [5, 5] }, text: '3 · ({a}) + ({b}) of ({a}, {b}), f({b})' })
    expect(draw?.text).toBe('3 · (−2) + 5 of (−2, 5), f(5)')
  })

  it('is taken again while `where` does not hold', () => {
    for (const { parameters } of draws({ where: 'a + b > 10' })) expect(Number(parameters['a']) + Number(parameters['b'])).toBeGreaterThan(10)
  })

  it('offers the first three mistakes that look different from the right value and from each other', () => {
    const parameters = { a: [2, 2], b: [5, 5] }
    expect(texts({ parameters, wrong: wrong('7', '1 / 0', 'sqrt(-1)', '1', '0 / 0', '2') }, 1)).toEqual([['7', '1', '2']])
    expect(texts({ parameters, wrong: wrong('1', '1 + 1e-9', '2', '7.4', '3', '4') }, 1)).toEqual([['7', '1', '2', '3']])
    expect(texts({ parameters, decimals: 1, wrong: wrong('1', '2', '7.4', '3') }, 1)).toEqual([['7.0', '1.0', '2.0', '7.4']])
  })

  it('is taken again when fewer than two mistakes are left', () => {
    for (const options of texts({ wrong: wrong('a == 2 ? right : 1', 'a == 2 ? right : 2', '1 / 0') })) expect(options).toHaveLength(3)
    for (const { parameters } of draws({ wrong: wrong('a == 2 ? right : 1', 'a == 2 ? right : 2', '1 / 0') })) expect(parameters['a']).not.toBe(2)
  })

  it('ends with a sentence when no numbers make a question', () => {
    const sentence = 'in 1,000 tries no numbers gave a right value and 2 wrong ones that look different'
    expect(() => draws({ where: 'a > 5' })).toThrow(sentence)
    expect(() => draws({ wrong: wrong('right', '1 / 0', '1') })).toThrow(sentence)
    expect(() => draws({ right: 'log(0)' })).toThrow(sentence)
  })

  it('has the unit at each option: a per cent sign at once, words after a space', () => {
    const parameters = { a: [2, 2], b: [5, 5] }
    expect(texts({ parameters, unit: '%' }, 1)).toEqual([['7%', '10%', '−3%', '8%']])
    expect(texts({ parameters, unit: 'bits' }, 1)).toEqual([['7 bits', '10 bits', '−3 bits', '8 bits']])
    expect(draws({ parameters, unit: 'bits' }, 1)[0]).toMatchObject({ answer: '7 bits', explanation: 'It is 7 bits.' })
  })
})

describe('a number', () => {
  it('among options has as many decimals as one of them needs, at most those asked for', () => {
    expect(spellAlike([0.5, 0.25, 1], 3)).toEqual(['0.50', '0.25', '1.00'])
    expect(spellAlike([2, 3, 4.0004], 3)).toEqual(['2', '3', '4'])
    expect(spellAlike([1 / 3, 10], 2)).toEqual(['0.33', '10.00'])
    expect(spellAlike([10, 200], 0)).toEqual(['10', '200'])
    expect(spellAlike([50_000, 1234567.5], 1)).toEqual(['50,000.0', '1,234,567.5'])
  })

  it('is rounded half away from zero, whatever its binary form, and never to a negative zero', () => {
    expect(spellAlike([0.285, 1.005, -2.675, -0.001], 2)).toEqual(['0.29', '1.01', '−2.68', '0.00'])
    expect(spellAlike([2.5, -0.4], 0)).toEqual(['3', '0'])
    expect(spellAlike([4.9e-7], 6)).toEqual(['0'])
  })

  it('in a text has six significant digits, or all when it is whole', () => {
    expect([0.1 + 0.2, 1 / 3, 1234567, 1e-8, -2, -0].map(spell)).toEqual(['0.3', '0.333333', '1,234,567', '0.00000001', '−2', '0'])
  })

  it('that is none is not shown', () => {
    for (const value of [NaN, Infinity, 1e12, true, undefined, [1]]) expect(() => spell(value)).toThrow('only numbers and words can stand in a text')
  })
})
