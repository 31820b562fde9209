import { describe, expect, it } from 'vitest'
import { checkBank, checkBlind } from '../../src/content/bank.ts'
import { readEntries } from '../../src/content/entries.ts'
import { checkFolder, readFolder } from '../../src/content/folder.ts'
import { loadContent } from '../../src/content/load.ts'
import { sayMistake } from '../../src/content/read.ts'
import { isForDaily } from '../../src/engine/pick.ts'
import { rightOf } from '../../src/engine/question.ts'
import { misspelled } from '../../scripts/content/spelling.ts'
import { answered, good, openFolder, sayShort } from './fixture.ts'

describe('the shipped bank', () => {
  const folder = readFolder('content')

  it('has no mistake: it covers the whole curriculum, says nothing twice, gives no clue by length, and can be read in time', () => {
    expect(checkFolder(folder).map(sayMistake)).toEqual([])
  })

  it('was answered without its keys by somebody else, every question of it, and the keys agreed', () => {
    expect(checkBlind(folder.entries).map(sayMistake)).toEqual([])
  })

  it('has no word that no dictionary knows', async () => {
    expect((await misspelled('content')).map(sayMistake)).toEqual([])
  }, 60_000)

  it('is as large as it promises to be', () => {
    const { questions, numeric, rapid, formulas, snippets, concepts, prompts } = folder.entries
    const ofKind = (kind: string) => prompts.filter(({ entry }) => entry.kind === kind).length
    const counts = [questions.length, numeric.length, rapid.length, snippets.length, ...['system-design', 'behavioural', 'open', 'deep-dive'].map(ofKind)]
    const promised = [700, 60, 350, 40, 25, 40, 40, 12]
    expect(counts.filter((count, place) => count < (promised[place] ?? 0))).toEqual([])
    expect([formulas.length, concepts.length].every(count => count >= 230)).toBe(true)
  })

  it('has questions of which some 35 in 100 are easy, 45 medium and 20 hard', () => {
    const share = (difficulty: string) => 100 * folder.entries.questions.filter(({ entry }) => entry.difficulty === difficulty).length / folder.entries.questions.length
    expect([share('easy'), share('medium'), share('hard')].map((one, place) => Math.abs(one - ([35, 45, 20][place] ?? 0)))).toEqual([1, 2, 3].map(() => expect.toSatisfy((far: number) => far <= 4)))
  })

  it('gives each topic that is asked a share near its weight', () => {
    const { topics, questions } = folder.entries
    const asked = topics.map(({ id, weight }) => ({ id, weight, count: questions.filter(({ topic }) => topic.id === id).length })).filter(({ count }) => count > 0)
    const [weights, counts] = [asked.reduce((sum, { weight }) => sum + weight, 0), questions.length]
    const far = asked.filter(({ weight, count }) => count / counts < weight / weights / 2 || count / counts > weight / weights * 2)
    expect(far.map(({ id }) => id)).toEqual([])
  })

  it('lasts for more than a year of dailies without a repeat, and for as many rounds', () => {
    const asked = loadContent('content').library.questions.filter(({ rapid, typed }) => !rapid && !typed)
    const daily = asked.filter(({ id }) => isForDaily(id)).length
    expect(daily).toBeGreaterThan(366)
    expect(asked.length - daily).toBeGreaterThan(200)
  })

  it('puts the right choice at each position equally often, within four standard deviations', () => {
    const { questions } = loadContent('content').library
    const asked = questions.filter(({ typed }) => !typed).flatMap(question => Array.from({ length: 5 }, (_, seed) => question.ask(String(seed)))).filter(({ choices }) => choices.map(({ text }) => text).join() !== 'True,False')
    for (const size of [3, 4]) {
      const positions = asked.filter(({ choices }) => choices.length === size).map(rightOf)
      const share = 1 / size
      const deviation = Math.sqrt(positions.length * share * (1 - share))
      for (let position = 0; position < size; position++) {
        const count = positions.filter(one => one === position).length
        expect([size, position, Math.abs(count - positions.length * share) / deviation]).toEqual([size, position, expect.toSatisfy((far: number) => far < 4)])
      }
    }
  })
})

describe('the check of the bank', () => {
  /** What is said about questions of one topic. */
  const said = (text: string, name = 'questions/metrics.yaml', check = checkBank) => {
    const folder = openFolder()
    try {
      expect(folder.said(text, name)).toEqual([])
      return check(readEntries(folder.path).entries).map(sayShort)
    } finally {
      folder.remove()
    }
  }
  const many = (right: string, count: number) => Array.from({ length: count }, (_, place) => `- id: q${place}\n  difficulty: easy\n  text: What?\n  choices:\n    - right: ${place < 4 ? right : 'no'}\n    - wrong: maybe\n      note: So.\n    - wrong: perhaps\n      note: So.\n  explanation: So.\n  source: Known.\n`).join('')

  it('lets the right choice be the longest in a third of a topic, and in no more', () => {
    expect(said(many('the longest of all', 12))).toEqual([])
    expect(said(many('the longest of all', 11))).toEqual(['4: q0.choices: the right choice is the longest in 4 of 11 questions of this topic, at most a third may give that clue: shorten it or say more in a wrong one'])
    expect(said(many('as long', 11))).toEqual([])
  })

  it('says so when a question takes too long to read, a rapid one sooner', () => {
    const long = (count: number) => good.replace('One?', Array.from({ length: count }, () => 'a').join(' '))
    expect(said(long(43), 'rapid-fire/metrics.yaml')).toEqual([])
    expect(said(long(50), 'rapid-fire/metrics.yaml')).toEqual(['3: one.text: this and its choices take 14 seconds to read, at most 12: shorten them'])
    expect(said(long(170))).toEqual([])
    expect(said(long(180))).toEqual(['3: one.text: this and its choices take 47 seconds to read, at most 45: shorten them'])
  })

  it('asks for somebody without the key, and for a settlement when they disagreed', () => {
    expect(said(answered(good, true), 'questions/metrics.yaml', checkBlind)).toEqual([])
    expect(said(good, 'questions/metrics.yaml', checkBlind)).toEqual(['1: one.id: nobody has answered this without the key yet: ask somebody else to run `npm run content -- blind`'])
    expect(said(answered(good, false), 'questions/metrics.yaml', checkBlind)).toEqual(['10: one.blind: someone without the key came to another answer: settle it by a derivation or a source, change the item, and have it answered anew'])
  })

  it.each([
    ['the text', (text: string) => text.replace('One?', 'Two?')],
    ['the right choice', (text: string) => text.replace('yes it is', 'of course')],
    ['a wrong choice', (text: string) => text.replace('wrong: no', 'wrong: never')],
  ])('asks again when %s has changed since', (_, change) => {
    expect(said(change(answered(good, true)), 'questions/metrics.yaml', checkBlind)).toEqual(['10: one.blind: what is asked, or what is right, has changed since somebody answered this: have it answered anew with `npm run content -- blind`'])
  })

  it('does not ask again when a note or the explanation has changed', () => {
    expect(said(answered(good, true).replace('Because.', 'For a reason.').replace('explanation: So.', 'explanation: Therefore.'), 'questions/metrics.yaml', checkBlind)).toEqual([])
  })
})
