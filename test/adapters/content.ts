/** Content for a playground of its own process: small, always the same, and every question has choices. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Card } from '../../src/bot/card.ts'

/** Writes a content folder, with the topics and formulas that Recall ships, and gives its path. */
export function writeContent(folder: string): string {
  const content = join(folder, 'content')
  const write = (file: string, entries: unknown) => writeFileSync(join(content, file), JSON.stringify(entries, null, 2))
  mkdirSync(join(content, 'questions'), { recursive: true })
  for (const shipped of ['topics.yaml', 'formulas']) cpSync(join('content', shipped), join(content, shipped), { recursive: true })
  write('questions/metrics.yaml', Array.from({ length: 12 }, (_, place) => question(`q${place}`)))
  return content
}

function question(id: string): object {
  const choices = [{ right: `Yes, ${id}` }, { wrong: `No, ${id}`, note: 'Why no tempts.' }, { wrong: `Perhaps, ${id}`, note: 'Why perhaps tempts.' }]
  return { id, difficulty: 'easy', text: `What of ${id}?`, choices, explanation: `Because of ${id}.`, source: 'Made up for this test' }
}

/** The label of the choice that is right, or of one that is wrong. */
export function labelOn(card: Card, wanted: 'right' | 'wrong'): string {
  const row = card.rows?.find(one => one.text.startsWith(wanted === 'right' ? 'Yes' : 'No'))
  if (row === undefined) throw new Error(`This card shows no question of this content: ${JSON.stringify(card)}`)
  return String(row.label)
}
