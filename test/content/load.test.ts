import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadContent } from '../../src/content/load.ts'
import { sayMistake } from '../../src/content/read.ts'
import { lookupOf } from '../../src/content/search.ts'
import type { Question } from '../../src/engine/question.ts'
import { formula, good, median, numeric, openFolder, snippet, truth, typed } from './fixture.ts'

describe('the shipped content', () => {
  const { library, mistakes } = loadContent('content')

  it('has no mistakes', () => {
    expect(mistakes.map(sayMistake)).toEqual([])
  })

  it('gives the right choice no clue by its length: it is the longest in at most a third of the questions with choices', () => {
    const asked = library.questions.map(question => question.ask('any')).filter(({ choices }) => choices.length > 2)
    const longest = asked.filter(({ choices, answer }) => choices.every(({ text }) => text === answer || text.length < answer.length))
    expect(longest.length).toBeLessThanOrEqual(asked.length / 3)
  })

  it('has exactly one right choice in each question with choices, the answer, and an accepted answer in each typed one', () => {
    for (const question of library.questions) {
      const { choices, accepts, answer } = question.ask('any')
      expect([question.id, choices.filter(choice => choice.note === null).map(choice => choice.text)]).toEqual([question.id, question.typed ? [] : [answer]])
      expect([question.id, accepts.length > 0]).toEqual([question.id, question.typed])
    }
  })

  it('finds each formula by its name and by every alias, first', () => {
    const find = lookupOf(library.formulas)
    for (const formula of library.formulas) {
      for (const name of [formula.name, ...formula.aliases]) expect([name, find(name, 1)[0]?.id]).toEqual([name, formula.id])
    }
  })

  it('finds a formula by a part of its name and with a typo', () => {
    const find = lookupOf(library.formulas)
    expect(find('cosine', 5).map(formula => formula.id)).toContain('linear-algebra/cosine-similarity')
    expect(find('cosin similarty', 1)[0]?.id).toBe('linear-algebra/cosine-similarity')
    expect(find('flux capacitor', 5)).toEqual([])
  })
})

let folder: ReturnType<typeof openFolder>
beforeEach(() => {
  folder = openFolder()
})
afterEach(() => folder.remove())

const only = (name: string, text: string): Question => {
  expect(folder.said(text, name)).toEqual([])
  const [question, ...others] = loadContent(folder.path).library.questions
  expect(others).toEqual([])
  if (question === undefined) throw new Error('there is no question')
  return question
}

describe('a question of a file', () => {
  it('has an id made of topic and slug, and is for rapid rounds only when it stands in rapid-fire', () => {
    expect(only('questions/metrics.yaml', good)).toMatchObject({ id: 'metrics/one', topic: 'metrics', difficulty: 'easy', rapid: false, typed: false, covers: [] })
    folder.remove('questions')
    expect(only('rapid-fire/metrics.yaml', good)).toMatchObject({ id: 'metrics/one', rapid: true })
  })

  it('with choices is asked in an order of the seed, with the right choice as the answer', () => {
    const question = only('questions/metrics.yaml', good)
    const snapshots = Array.from({ length: 40 }, (_, seed) => question.ask(String(seed)))
    expect(new Set(snapshots.map(({ choices }) => choices.map(choice => choice.text).join()))).toEqual(new Set(['yes it is,no', 'no,yes it is']))
    expect(snapshots[0]).toMatchObject({ id: 'metrics/one', topicTitle: 'Metrics', accepts: [], answer: 'yes it is' })
    expect(question.ask('7')).toEqual(question.ask('7'))
  })

  it('with a truth is asked as True and False, in this order, with the note at the wrong one', () => {
    const choices = (text: string) => only('questions/metrics.yaml', text).ask('any').choices
    for (let seed = 0; seed < 20; seed++) expect(only('questions/metrics.yaml', truth).ask(String(seed)).choices).toEqual([{ text: 'True', note: 'Tempting.' }, { text: 'False', note: null }])
    expect(choices(truth.replace('truth: false', 'truth: true'))).toEqual([{ text: 'True', note: null }, { text: 'False', note: 'Tempting.' }])
    expect(only('questions/metrics.yaml', truth).ask('any').answer).toBe('False')
  })

  it('that is typed has no choices, the folded forms, and the first form as written', () => {
    const question = only('rapid-fire/metrics.yaml', typed)
    expect(question).toMatchObject({ typed: true, covers: ['variance'] })
    expect(question.ask('any')).toMatchObject({ choices: [], accepts: ['sigma', 'sigmasquared'], answer: 'σ' })
  })

  it('with numbers is asked with other numbers by another seed, and the same by the same', () => {
    const question = only('numeric/metrics.yaml', numeric)
    expect(question).toMatchObject({ id: 'metrics/sum', rapid: false, typed: false })
    expect(question.ask('one')).toEqual(question.ask('one'))
    expect(new Set(Array.from({ length: 60 }, (_, seed) => question.ask(String(seed)).text)).size).toBe(18)
    expect(question.ask('one').hash).toBe(question.ask('two').hash)
  })

  it('with numbers hides nothing in them: whatever is drawn, the right choice may stand at every place', () => {
    const question = only('numeric/metrics.yaml', numeric)
    const places = new Map<string, Set<number>>()
    for (let seed = 0; seed < 600; seed++) {
      const { text, choices } = question.ask(String(seed))
      places.set(text, (places.get(text) ?? new Set()).add(choices.findIndex(choice => choice.note === null)))
    }
    expect([...places.values()].map(seen => seen.size)).toEqual(Array(18).fill(4))
  })

  it('that is retired is checked but never asked, and neither is a retired formula or snippet shown', () => {
    for (const [name, text] of [['questions', good], ['rapid-fire', typed], ['numeric', numeric], ['formulas', formula], ['snippets', snippet]]) {
      expect(folder.said(`${text}  retired: true\n`, `${name}/metrics.yaml`)).toEqual([])
    }
    const { library } = loadContent(folder.path)
    expect([library.questions, library.formulas, library.snippets]).toEqual([[], [], []])
    expect(folder.said(`${good.replace('easy', 'simple')}  retired: true\n`)).toHaveLength(1)
  })

  it.each([
    ['questions', good, 'One?', 'One, two?'],
    ['rapid-fire', typed, 'Sigma squared', 'Sigma cubed'],
    ['questions', truth, 'truth: false', 'truth: true'],
    ['numeric', numeric, 'a - b', 'b - a'],
    ['numeric', numeric, 'to: 9', 'to: 8'],
  ])('of %s has a version that changes with what can be seen, and with nothing else', (name, text, part, other) => {
    const hash = (version: string) => only(`${name}/metrics.yaml`, version).ask('any').hash
    const before = hash(text)
    expect(hash(text.replace('source: Known', 'source: Well known').replace('check: b + a', 'check: a - (-b)'))).toBe(before)
    expect(hash(text.replace(part, other))).not.toBe(before)
  })
})

describe('a formula and a snippet of a file', () => {
  it('have ids made of topic and slug', () => {
    expect([...folder.said(formula, 'formulas/metrics.yaml'), ...folder.said(snippet, 'snippets/metrics.yaml')]).toEqual([])
    const { library } = loadContent(folder.path)
    expect(library.formulas).toMatchObject([{ id: 'metrics/mean', topic: 'metrics', name: 'Mean', related: [] }])
    expect(library.snippets).toMatchObject([{ id: 'metrics/loop', topic: 'metrics', code: 'x = 1', needs: [] }])
  })

  it('may be related to a formula of another topic', () => {
    folder.said(median, 'formulas/probability.yaml')
    expect(folder.said(`${formula}  related: [median]\n`, 'formulas/metrics.yaml')).toEqual([])
  })
})
