/** A content folder of a test's own, and one small entry of each kind for it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { load } from 'js-yaml'
import { markOf } from '../../src/content/bank.ts'
import { loadContent } from '../../src/content/load.ts'
import type { Mistake } from '../../src/content/read.ts'
import { files } from '../../src/content/schema.ts'

const topics = '- id: metrics\n  title: Metrics\n  weight: 1\n- id: probability\n  title: Probability\n  weight: 1\n'
export const good = '- id: one\n  difficulty: easy\n  text: One?\n  choices:\n    - right: yes it is\n    - wrong: no\n      note: Because.\n  explanation: So.\n  source: Known.\n'
export const typed = '- id: name\n  difficulty: easy\n  text: Which letter?\n  accepts: [σ, Sigma squared]\n  explanation: So.\n  source: Known.\n  covers: [variance]\n'
export const truth = '- id: claim\n  difficulty: easy\n  text: "True or false: it is."\n  truth: false\n  note: Tempting.\n  explanation: So.\n  source: Known.\n'
export const numeric = '- id: sum\n  difficulty: easy\n  text: What is {a} + {b}?\n  parameters:\n    a: [1, 2, 3]\n    b: { from: 4, to: 9 }\n  right: a + b\n  wrong:\n    - value: a * b\n      note: Times {b}.\n    - value: a - b\n      note: Minus.\n    - value: right + 1\n      note: One more.\n  explanation: It is {right}.\n  source: Known.\n  check: b + a\n'
export const formula = '- id: mean\n  name: Mean\n  latex: \\bar x\n  plain: x\n  symbols:\n    - symbol: x\n      meaning: a number\n  use: Often.\n  pitfall: Outliers.\n  example: None.\n  aliases: [average]\n  source: Known.\n  checks:\n    - says: two numbers\n      value: mean([1, 3])\n      equals: 2\n'
export const snippet = '- id: loop\n  name: Loop\n  code: x = 1\n  notice: [Short.]\n  bug: None.\n  aliases: [loops]\n  source: Known.\n  test: assert x == 1\n'
export const median = formula.replace('id: mean', 'id: median').replace('Mean', 'Median').replace('average', 'middle')

/** A question that somebody answered without its key. */
export function answered(text: string, agreed: boolean): string {
  const [entry] = files.questions.parse(load(text))
  return `${text}  blind: { date: 2026-11-21, agreed: ${agreed}, of: ${entry === undefined ? '' : markOf(entry)} }\n`
}

/** A folder with the topics metrics and probability and nothing else. */
export function openFolder() {
  const path = mkdtempSync(join(tmpdir(), 'recall-content-'))
  const write = (name: string, text: string | Buffer) => {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), text)
  }
  /** What is said about a file with this text: line, field and words. */
  const said = (text: string | Buffer, name = 'questions/metrics.yaml') => {
    write(name, text)
    return loadContent(path).mistakes.map(sayShort)
  }
  write('topics.yaml', topics)
  return { path, write, said, remove: (name = '') => rmSync(join(path, name), { recursive: true, force: true }) }
}

/** A mistake without its file. */
export function sayShort({ line, field, message }: Mistake): string {
  return `${line}: ${field}: ${message}`
}
