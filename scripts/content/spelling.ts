/** Spelling, by cspell with the British dictionary and `content/words.txt`. */
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lint } from 'cspell'
import type { Mistake } from '../../src/content/read.ts'

const config = fileURLToPath(new URL('../../cspell.yaml', import.meta.url))

/** Words of a content folder that no dictionary has, each once a file. */
export async function misspelled(folder: string): Promise<Mistake[]> {
  const mistakes: Mistake[] = []
  const silent = () => {}
  await lint(['**/*.yaml'], { root: folder, config, unique: true, progress: false, showSuggestions: true }, {
    issue: issue => void mistakes.push({ file: relative('.', fileURLToPath(issue.uri ?? '')), line: issue.row, field: '', message: sayWord(issue.text, issue.suggestions ?? []) }),
    info: silent, debug: silent, error: silent, progress: silent, result: silent,
  })
  return mistakes
}

function sayWord(word: string, better: readonly string[]): string {
  const guess = better.length > 0 ? ` (${better.slice(0, 3).join(', ')}?)` : ''
  return `no dictionary has “${word}”${guess}: correct it, or add it to content/words.txt`
}
