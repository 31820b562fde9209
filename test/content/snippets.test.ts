import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { readEntries } from '../../src/content/entries.ts'

/** What Python says when this program fails, or an empty text. */
function failureOf(program: string, ...values: string[]): string {
  const { status, stderr, error } = spawnSync('python3', ['-c', program, ...values], { encoding: 'utf8', timeout: 120_000 })
  return error !== undefined ? error.message : status === 0 ? '' : stderr || `it ended with ${status}`
}

const { snippets } = readEntries('content').entries
const missing = new Set(['numpy', 'torch'].filter(name => failureOf(`import ${name}`) !== ''))

describe('the code of a snippet', () => {
  it.each(snippets.map(one => [one.id, one.entry] as const))('%s passes its test, or is valid Python where its packages are missing', (_, { code, test, needs }) => {
    const program = `${code}\n\n${test}\n`
    const runs = needs.every(name => !missing.has(name))
    expect(runs ? failureOf(program) : failureOf('import ast, sys; ast.parse(sys.argv[1])', program)).toBe('')
  })

  it('would be found out if it were wrong', () => {
    expect(failureOf('x = 1\n\nassert x == 2\n')).toMatch(/AssertionError/)
    expect(failureOf('import ast, sys; ast.parse(sys.argv[1])', 'def f(:\n')).toMatch(/SyntaxError/)
  })
})
