/** Has every question answered by somebody who has not seen its key, and records whether the key agreed. */
import { readFileSync, writeFileSync } from 'node:fs'
import { load } from 'js-yaml'
import { z } from 'zod'
import { askedOf } from '../../src/content/bank.ts'
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
  const answers = z.record(z.string(), z.coerce.string()).parse(load(readFileSync(file, 'utf8')))
  const { entries } = readEntries(folder)
  const open = openOf(entries)
  const results = Object.entries(answers).map(([id, answer]) => {
    const question = open.get(id)
    return question === undefined ? { id, said: 'there is no such question without an answer' } : { id, agreed: isAnswered(question, answer), said: `answered ${answer}, the key says ${keyOf(question)}` }
  })
  record(entries, date, new Map(results.flatMap(({ id, agreed }) => agreed === undefined ? [] : [[id, agreed]])))
  const differ = results.filter(({ agreed }) => agreed !== true)
  for (const { id, said } of differ) console.error(`${id}: ${said}`)
  console.log(`${results.length - differ.length} of ${results.length} agree.`)
  return differ.length === 0 ? 0 : 1
}

/** What was not answered yet, or was answered differently, by id as it is asked on the sheet. */
function openOf(entries: Entries): Map<string, Snapshot> {
  const open = new Set(askedOf(entries).filter(({ entry }) => entry.blind?.agreed !== true).map(({ id }) => id))
  return new Map(libraryOf(entries).questions.filter(({ id }) => open.has(id)).map(question => [question.id, question.ask(SEED)]))
}

function sheetOf(question: Snapshot): string {
  const choices = isTyped(question) ? ['(typed answer)'] : question.choices.map(({ text }, position) => `${letters[position]}. ${text}`)
  return [`## ${question.id}`, question.text, ...choices].join('\n')
}

function isAnswered(question: Snapshot, answer: string): boolean {
  return isTyped(question) ? isRight(question, { choice: null, text: answer }) : isRight(question, { choice: letters.indexOf(answer.trim().toUpperCase()), text: null })
}

function keyOf(question: Snapshot): string {
  return `${letters[question.choices.findIndex(({ note }) => note === null)] ?? ''} ${question.answer}`.trim()
}

/** Writes `blind` as the last line of each item, in place of the one before. */
function record(entries: Entries, date: string, agreed: ReadonlyMap<string, boolean>): void {
  const items = askedOf(entries).filter(({ id }) => agreed.has(id)).map(one => ({ ...one.mistakeAt(['id'], ''), agreed: agreed.get(one.id) }))
  for (const [file, inFile] of Map.groupBy(items, ({ file: name }) => name)) {
    const lines = readFileSync(file, 'utf8').split('\n')
    for (const item of inFile.toSorted((one, other) => other.line - one.line)) {
      const next = lines.findIndex((line, place) => place >= item.line && /^[-#]/.test(line))
      const end = lines.slice(0, next === -1 ? undefined : next).findLastIndex(line => line.trim() !== '') + 1
      const kept = lines.slice(item.line, end).filter(line => !line.startsWith('  blind:'))
      lines.splice(item.line, end - item.line, ...kept, `  blind: { date: ${date}, agreed: ${item.agreed} }`)
    }
    writeFileSync(file, lines.join('\n'))
  }
}
