/** Has every question answered by somebody who has not seen its key, and records whether the key agreed. */
import { readFileSync, writeFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { z } from 'zod'
import { askedOf, isAnswered, markOf } from '../../src/content/bank.ts'
import { readEntries, type Entries } from '../../src/content/entries.ts'
import { libraryOf } from '../../src/content/load.ts'
import { isRight, isTyped, type Snapshot } from '../../src/engine/question.ts'

const letters = ['A', 'B', 'C', 'D']
const SEED = 'blind'

/** Prints every question that nobody has answered without its key, and how to answer. */
export function blindSheet(folder: string): number {
  const { entries } = readEntries(folder)
  const open = openOf(entries)
  for (const question of open.values()) console.log(`${sheetOf(question)}\n`)
  console.error(open.size === 0 ? 'Everything was answered without its key.' : `${open.size} to answer. Write lines such as \`metrics/f1-of-lopsided-classifier: B\` or \`…: typed answer\` into a file, then: npm run content -- blind FILE`)
  return 0
}

/** Compares a file of answers with the keys and records each in its item. Returns 1 when one differs or is of no open question. */
export function answerBlind(folder: string, file: string, date: string): number {
  const answers = readAnswers(file)
  if (answers === null) return 1
  const { entries } = readEntries(folder)
  const open = openOf(entries)
  const results = Object.entries(answers).map(([id, answer]) => {
    const question = open.get(id)
    if (question === undefined) return { id, said: 'there is no such question without an answer' }
    const last = letters[question.choices.length - 1]
    if (last !== undefined && positionOf(question, answer) === -1) return { id, said: `${answer} is none of its choices, which are A to ${last}` }
    return { id, agreed: isToKey(question, answer), said: `the key differs from ${answer}: settle it by a derivation or a source, change the item, and have it answered again` }
  })
  record(entries, date, new Map(results.flatMap(({ id, agreed }) => agreed === undefined ? [] : [[id, agreed]])))
  const differ = results.filter(({ agreed }) => agreed !== true)
  for (const { id, said } of differ) console.error(`${id}: ${said}`)
  console.log(`${results.length - differ.length} of ${results.length} agree.`)
  return differ.length === 0 ? 0 : 1
}

/** What was not answered yet, was answered differently, or has changed since, by id as it is asked on the sheet. */
function openOf(entries: Entries): Map<string, Snapshot> {
  const open = new Set(askedOf(entries).filter(item => !isAnswered(item)).map(({ id }) => id))
  return new Map(libraryOf(entries).questions.filter(({ id }) => open.has(id)).map(question => [question.id, question.ask(SEED)]))
}

function sheetOf(question: Snapshot): string {
  const choices = isTyped(question) ? ['(typed answer)'] : question.choices.map(({ text }, position) => `${letters[position]}. ${text}`)
  return [`## ${question.id}`, question.text, ...choices].join('\n')
}

function isToKey(question: Snapshot, answer: string): boolean {
  return isTyped(question) ? isRight(question, { choice: null, text: answer }) : isRight(question, { choice: positionOf(question, answer), text: null })
}

/** The position of a letter among the choices; -1 when it is none of them. */
function positionOf({ choices }: Snapshot, answer: string): number {
  return letters.slice(0, choices.length).indexOf(answer.trim().toUpperCase())
}

/** The answers of a file by id, or null after saying why it cannot be read. */
function readAnswers(file: string): Record<string, string> | null {
  try {
    return z.record(z.string(), z.coerce.string()).parse(load(readFileSync(file, 'utf8')))
  } catch (error) {
    const why = error instanceof z.ZodError || !(error instanceof Error) ? 'it holds other things' : error.message.split('\n')[0]
    console.error(`${file} cannot be read (${why}). It needs lines such as \`metrics/f1-of-lopsided-classifier: B\` or \`metrics/name-of-one-pass: epoch\`.`)
    return null
  }
}

/** Writes `blind` as the last line of each item, in place of the one before. */
function record(entries: Entries, date: string, agreed: ReadonlyMap<string, boolean>): void {
  const items = askedOf(entries).filter(({ id }) => agreed.has(id)).map(one => ({ ...one.mistakeAt(['id'], ''), agreed: agreed.get(one.id), mark: markOf(one.entry) }))
  for (const [file, inFile] of Map.groupBy(items, ({ file: name }) => name)) {
    const lines = readFileSync(file, 'utf8').split('\n')
    for (const item of inFile.toSorted((one, other) => other.line - one.line)) {
      const next = lines.findIndex((line, place) => place >= item.line && /^[-#]/.test(line))
      const end = lines.slice(0, next === -1 ? undefined : next).findLastIndex(line => line.trim() !== '') + 1
      const kept = lines.slice(item.line, end).filter(line => !line.startsWith('  blind:'))
      lines.splice(item.line, end - item.line, ...kept, `  blind: { date: ${date}, agreed: ${item.agreed}, of: ${item.mark} }`)
    }
    writeFileSync(file, lines.join('\n'))
  }
}
