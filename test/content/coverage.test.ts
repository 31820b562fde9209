import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkFolder, readFolder } from '../../src/content/folder.ts'
import { formula, good, openFolder, sayShort } from './fixture.ts'

describe('the curriculum', () => {
  let folder: ReturnType<typeof openFolder>
  beforeEach(() => {
    folder = openFolder()
  })
  afterEach(() => folder.remove())

  const said = () => checkFolder(readFolder(folder.path)).map(sayShort)
  const curriculum = (kind: string) => folder.write('curriculum.yaml', `metrics:\n  ${kind}:\n    spread: How wide it is\n`)
  const covering = (text: string, id = 'spread') => `${text}  covers: [${id}]\n`

  it('is covered when an item of a fitting kind names its id', () => {
    curriculum('question')
    folder.write('questions/metrics.yaml', covering(good))
    expect(said()).toEqual([])
  })

  it('may be covered by an item of another topic', () => {
    curriculum('question')
    folder.write('questions/probability.yaml', covering(good))
    expect(said()).toEqual([])
  })

  it.each([
    ['nothing covers', 'question', 'entry of questions, rapid-fire, numeric, prompts', () => {}],
    ['only an item of another kind covers', 'formula', 'entry of formulas', () => folder.write('questions/metrics.yaml', covering(good))],
    ['only a retired item covers', 'question', 'entry of questions, rapid-fire, numeric, prompts', () => folder.write('questions/metrics.yaml', `${covering(good)}  retired: true\n`)],
    ['a formula covers, where a note is asked for', 'concept', 'entry of concepts', () => folder.write('formulas/metrics.yaml', covering(formula))],
  ])('has an id that %s, and says so with its line', (_, kind, words, write) => {
    curriculum(kind)
    write()
    expect(said()).toEqual([`3: metrics.${kind}.spread: no ${words} covers this yet, write one with \`covers: [spread]\``])
  })

  it('knows every id that an item covers', () => {
    curriculum('question')
    folder.write('questions/metrics.yaml', covering(good, 'spread, width'))
    expect(said()).toEqual(['10: one.covers.1: there is no "width" in curriculum.yaml, take it out or add it there'])
  })

  it('need not be there: then nothing is asked for', () => {
    folder.write('questions/metrics.yaml', covering(good, 'anything'))
    expect(said()).toEqual([])
  })

  it('has only the kinds that there are', () => {
    curriculum('riddle')
    expect(readFolder(folder.path).mistakes.map(sayShort)).toEqual([expect.stringMatching(/^2: metrics\.?r?i?d?d?l?e?: /)])
  })
})
