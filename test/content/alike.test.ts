import { describe, expect, it } from 'vitest'
import { checkAlike, checkRuns, pairsOf } from '../../src/content/alike.ts'
import { readEntries } from '../../src/content/entries.ts'
import { formula, good, openFolder, sayShort } from './fixture.ts'

/** What a check says about questions of these texts. */
function said(check: typeof checkAlike, texts: readonly string[], more = '') {
  const folder = openFolder()
  try {
    const entries = texts.map((text, place) => good.replace('id: one', `id: q${place}`).replace('One?', `"${text}"`).replace('yes it is', `answer ${place}`))
    expect(folder.said(entries.join(''))).toEqual([])
    if (more !== '') expect(folder.said(more, 'formulas/metrics.yaml')).toEqual([])
    return check(readEntries(folder.path).entries).map(mistake => sayShort(mistake).replace(/content-\w+/, '').replace(/\S+\/(\w+\/metrics)/, '$1'))
  } finally {
    folder.remove()
  }
}

const others = ['Name the mean of a Poisson distribution.', 'Why does dropout scale what it keeps?', 'Which split does the Gini impurity prefer?', 'How many rows has the transpose?']

describe('questions that ask nearly the same', () => {
  it('are told of, the later one with the place of the earlier', () => {
    const twice = ['A test has sensitivity 0.9 and the disease is rare. What is the precision?', 'The disease is rare and a test has sensitivity 0.9. What then is the precision?']
    expect(said(checkAlike, [...twice, ...others])).toEqual([expect.stringMatching(/^12: q1\.text: this asks nearly the same as questions\/metrics\.yaml:3 \(0\.\d\d alike, at most 0\.55\), ask for something else$/)])
  })

  it('are not those that share only the words that all questions have', () => {
    expect(said(checkAlike, others)).toEqual([])
  })

  it('are alike from 0, with no word in common, to 1, with the same words', () => {
    const [same, ...rest] = pairsOf([{ text: 'one two' }, { text: 'Two, one!' }, { text: 'three' }], 0).map(({ alike }) => alike)
    expect(same).toBeCloseTo(1)
    expect(rest).toEqual([0, 0])
  })
})

describe('eight words in a row', () => {
  const run = 'the gradient of the loss points straight uphill'

  it('may not stand in two items, whatever their kind', () => {
    expect(said(checkRuns, [`Why: ${run}?`, ...others], formula.replace('Often.', `'Because ${run}.'`))).toEqual([`8: mean.use: “${run}” stands in the item at questions/metrics.yaml:1 too, say it in other words`])
  })

  it('are told of once for two items, and never within one', () => {
    expect(said(checkRuns, [`${run} everywhere. ${run} everywhere.`, ...others])).toEqual([])
    expect(said(checkRuns, [`${run} everywhere`, `${run} everywhere`, ...others])).toHaveLength(1)
  })

  it('may be seven', () => {
    expect(said(checkRuns, [run.replace(' uphill', ' up'), run.replace(' uphill', ' down'), ...others])).toEqual([])
  })
})
