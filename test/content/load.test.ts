import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadContent } from '../../src/content/load.ts'
import { sayMistake } from '../../src/content/read.ts'
import { formulaSearch } from '../../src/content/search.ts'

describe('the shipped content', () => {
  const { library, mistakes } = loadContent('content')

  it('has no mistakes', () => {
    expect(mistakes.map(sayMistake)).toEqual([])
  })

  it('holds twenty questions over four topics, and some formulas of each', () => {
    expect(library.questions.length).toBeGreaterThanOrEqual(20)
    for (const topic of library.topics) {
      expect(library.questions.filter(question => question.topic === topic.id).length).toBeGreaterThanOrEqual(5)
      expect(library.formulas.filter(formula => formula.topic === topic.id).length).toBeGreaterThanOrEqual(2)
    }
  })

  it('gives the right choice no clue by its length: it is the longest in at most a third of the questions', () => {
    const longest = library.questions.filter(({ choices }) => choices.every(choice => choice.note === null || choice.text.length < Math.max(...choices.filter(one => one.note === null).map(one => one.text.length))))
    expect(longest.length).toBeLessThanOrEqual(library.questions.length / 3)
  })

  it('finds each formula by its name and by every alias, first', () => {
    const find = formulaSearch(library.formulas)
    for (const formula of library.formulas) {
      for (const name of [formula.name, ...formula.aliases]) expect([name, find(name, 1)[0]?.id]).toEqual([name, formula.id])
    }
  })

  it('finds a formula by a part of its name and with a typo', () => {
    const find = formulaSearch(library.formulas)
    expect(find('cosine', 5).map(formula => formula.id)).toContain('linear-algebra/cosine-similarity')
    expect(find('cosin similarty', 1)[0]?.id).toBe('linear-algebra/cosine-similarity')
    expect(find('flux capacitor', 5)).toEqual([])
  })
})

describe('a mistake in a content file', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'recall-content-'))
    cpSync('content', folder, { recursive: true })
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const good = '- id: one\n  difficulty: easy\n  text: One?\n  choices:\n    - right: yes it is\n    - wrong: no\n      note: Because.\n  explanation: So.\n  source: Known.\n'

  /** What is said about metrics.yaml with this text: line and words. */
  const said = (text: string | Buffer) => {
    writeFileSync(join(folder, 'questions/metrics.yaml'), text)
    return loadContent(folder).mistakes.map(({ line, field, message }) => `${line}: ${field}: ${message}`)
  }

  it('is not there in a good file', () => {
    expect(said(good)).toEqual([])
  })

  it('is told with its file, line and field', () => {
    writeFileSync(join(folder, 'questions/metrics.yaml'), good.replace('easy', 'simple'))
    const [mistake] = loadContent(folder).mistakes
    expect(mistake && sayMistake(mistake)).toMatch(/questions\/metrics\.yaml:2: one\.difficulty: Invalid option: expected one of "easy"\|"medium"\|"hard"$/)
  })

  it.each([
    ['no right choice', good.replace('right: yes it is', 'wrong: yes\n      note: No.'), '4: one.choices: mark exactly one choice with `right:`'],
    ['a wrong choice without a note', good.replace('\n      note: Because.', ''), '6: one.choices.1: a choice is `right: text`, or `wrong: text` with a `note:` that says why it tempts'],
    ['two choices that read the same', good.replace('wrong: no', 'wrong: Yes  it is'), '6: one.choices.1: two choices read the same, change one'],
    ['one choice only', good.replace('    - wrong: no\n      note: Because.\n', ''), '4: one.choices: give at least two choices'],
    ['a field nobody knows', good.replace('source', 'sauce'), '9: one.sauce: Unrecognized key: "sauce"'],
    ['an id with capitals', good.replace('id: one', 'id: One'), '1: One.id: use lower-case words joined by hyphens, such as `softmax-shift`'],
    ['an id used twice', good + good, '1: one: this id is used twice in the file, ids are for ever and for one item'],
    ['a text that is too long', good.replace('One?', 'x'.repeat(601)), '3: one.text: shorten this to at most 600 characters'],
    ['nothing in a text', good.replace('One?', '" "'), '3: one.text: write something here'],
  ])('%s', (_name, text, sentence) => {
    expect(said(text)).toContain(sentence)
  })

  it('YAML that cannot be read is told with its line', () => {
    expect(said('- id: one\n  text: "open\n')[0]).toMatch(/^[23]: : this is not valid YAML/)
  })

  it('a bomb of aliases, deep brackets or a huge file are refused quickly', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]', ...'bcdefghi'.split('').map((name, place) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefgh'.charAt(place)}`).join(',')}]`)].join('\n')
    expect(said(bomb)[0]).toMatch(/this is not usable YAML/)
    expect(said('['.repeat(200_000))[0]).toMatch(/brackets are nested more than 20 deep/)
    expect(said(Buffer.alloc(1_000_001, 'x'))[0]).toMatch(/split this file/)
  })

  it('a file that is not named after a topic', () => {
    writeFileSync(join(folder, 'questions/astrology.yaml'), good)
    expect(loadContent(folder).mistakes.map(mistake => mistake.message)).toContain('name this file after a topic of topics.yaml, there is no topic "astrology"')
  })

  it('a folder without topics.yaml', () => {
    rmSync(join(folder, 'topics.yaml'))
    expect(loadContent(folder).mistakes[0]?.message).toMatch(/^this file cannot be read/)
  })

  it('a retired question is checked but never asked', () => {
    expect(said(`${good}  retired: true\n`)).toEqual([])
    expect(loadContent(folder).library.questions.filter(question => question.topic === 'metrics')).toEqual([])
  })

  it('an edit changes the version of a question, and nothing else does', () => {
    const hash = () => loadContent(folder).library.questions.find(question => question.id === 'metrics/one')?.hash
    said(good)
    const before = hash()
    said(good.replace('source: Known', 'source: Well known'))
    expect(hash()).toBe(before)
    said(good.replace('One?', 'One, two?'))
    expect(hash()).not.toBe(before)
    expect(readFileSync('content/topics.yaml', 'utf8')).toContain('metrics')
  })
})
