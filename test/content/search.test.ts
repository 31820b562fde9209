import { describe, expect, it } from 'vitest'
import { isCalled, lookupOf, type Named } from '../../src/content/search.ts'
import { shipped } from '../support/library.ts'
import { nothing, queriesFor, slipsOf, slugOf, type Query } from '../support/lookup.ts'

/** The share of queries that find what is wanted among the first `places`, in percent. */
function share(items: readonly Named[], queries: readonly Query[], places: number): number {
  const find = lookupOf(items)
  const found = queries.filter(({ typed, wanted }) => find(typed, places).some(item => wanted.includes(slugOf(item))))
  return 100 * found.length / queries.length
}

describe('looking up among the formulas that Recall ships', () => {
  const items = shipped.formulas
  const queries = queriesFor(items)

  it('is tried with hundreds of queries', () => expect(queries.length).toBeGreaterThan(400))

  it('is right at once for 95 in 100 of what people type', () => expect(share(items, queries, 1)).toBeGreaterThanOrEqual(95))

  it('has it among the first five for 99 in 100', () => expect(share(items, queries, 5)).toBeGreaterThanOrEqual(99))

  it('is right at once for 98 in 100 names and aliases with a slip', () => expect(share(items, slipsOf(items), 1)).toBeGreaterThanOrEqual(98))

  it('finds nothing for 85 in 100 of what has nothing to do with any', () => {
    const find = lookupOf(items)
    expect(100 * nothing.filter(typed => find(typed, 1).length === 0).length / nothing.length).toBeGreaterThanOrEqual(85)
  })
})

it('finds every formula that Recall ships by its name, its slug and each alias', () => {
  const find = lookupOf(shipped.formulas)
  const lost = shipped.formulas.flatMap(item => [item.name, slugOf(item), ...item.aliases].filter(name => find(name, 1)[0] !== item))
  expect(lost).toEqual([])
})

describe('a lookup', () => {
  const [bayes, conditional, norm, sigmoid, slope] = [
    { id: 'p/bayes-theorem', name: 'Bayes’ theorem', aliases: ['P(B | A) P(A) / P(B)'] },
    { id: 'p/conditional-probability', name: 'Conditional probability', aliases: ['P(A | B)'] },
    { id: 'l/l2-norm', name: 'Euclidean norm', aliases: ['‖x‖₂'] },
    { id: 'n/sigmoid', name: 'Sigmoid', aliases: ['σ(x)'] },
    { id: 'n/sigmoid-derivative', name: 'Derivative of the sigmoid', aliases: ["σ'(x)", "σ'"] },
  ] as const
  const items: readonly Named[] = [bayes, conditional, norm, sigmoid, slope]
  const find = lookupOf(items)
  const first = (typed: string) => find(typed, 1)[0]

  it.each([
    ['p(a|b)', conditional], ['P( A ∣ B )', conditional], ['\\sigma(x)', sigmoid], ['sigma(x)', sigmoid], ['σ′', slope], ['σ’(x)', slope], ['||x||_2', norm], ['‖x‖_{2}', norm],
    ['BAYES THEOREM', bayes], ['bayes-theorem', bayes], ["baye's theorm", bayes], ['l2 norm', norm],
  ])('reads %s whatever its spelling', (typed, item) => expect(first(typed)).toBe(item))

  it.each(['what is the formula for the sigmoid?', "What's the sigmoid", 'formula of sigmoid', 'Formel für Sigmoid', 'how do I calculate the sigmoid'])('takes the question off: %s', typed => {
    expect(first(typed)).toBe(sigmoid)
  })

  it('puts what is called exactly so first, and what is like it behind', () => {
    expect(find('sigmoid', 5)).toEqual([sigmoid, slope])
    expect(find('sigmoid', 1)).toEqual([sigmoid])
  })

  it('finds parts of words in any order', () => {
    expect(first('prob cond')).toBe(conditional)
    expect(first('deriv sigm')).toBe(slope)
  })

  it('tells what is called exactly so from what is only like it', () => {
    expect([isCalled(conditional, 'p(a|b)'), isCalled(bayes, 'bayes theorem'), isCalled(bayes, 'bayes')]).toEqual([true, true, false])
  })

  it('has near names where nothing is alike, and none where nothing is near', () => {
    expect([find('bay', 5), find.near('bay', 3)]).toEqual([[], [bayes]])
    expect([find('kubernetes', 5), find.near('kubernetes', 3)]).toEqual([[], []])
  })

  it.each(['', '   ', '?', 'formula', 'what is the formula for', '😀', '__proto__', 'constructor', 'a'.repeat(100), '\\frac{\\frac{\\frac{', '\ud800'])('takes %j without harm', typed => {
    expect(find(typed, 5)).toEqual([])
  })

  it('has nothing to find in an empty library', () => expect(lookupOf([])('bayes', 5)).toEqual([]))
})
