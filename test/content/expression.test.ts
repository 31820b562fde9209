import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compile, compute, functions, matrixOf, numberOf } from '../../src/content/expression.ts'

describe('an expression', () => {
  it.each([
    ['floor((n + 2p - k) / s) + 1', { n: 7, p: 1, k: 3, s: 2 }, 4],
    ['sum(map(1:4, f(k) = combinations(4, k)))', {}, 15],
    ['x > 2 and y <= 3 ? 1 : 0', { x: 3, y: 3 }, 1],
    ['A[2, 1] + [5, 6][2]', { A: matrixOf([[1, 2], [3, 4]]) }, 9],
    ['det(A)', { A: matrixOf([[4, 7], [2, 6]]) }, 10],
    ['max(eigs([2, 1; 1, 2]).values)', {}, 3],
    ['e + pi', { e: 1 }, 1 + Math.PI],
    ['x^2 == 4', { x: 2 }, 1],
    ['sqrt(-1)', {}, NaN],
    ['1 / 0', {}, Infinity],
  ])('%s is arithmetic', (expression, scope, value) => {
    const got = numberOf(compute(expression, scope))
    if (Number.isFinite(value)) expect(got).toBeCloseTo(value, 12)
    else expect(got).toBe(value)
  })

  it.each([
    'import({ a: 1 })', 'evaluate("1 + 1")', 'parse("1")', 'compile("1")', 'parser()', 'createUnit("x")', 'config({})', 'chain(1)', 'typed("f")', 'simplify("x")', 'derivative("x", "x")', 'help(sin)', 'random()', 'print("$a", [1])',
    'map([1], evaluate)', '2 cm', 'x', 'x = 1', 'a[1] = 2', '1; 2', '{ a: 1 }', 'a.constructor', 'a["constructor"]', '"a".length', '(f(x) = x).constructor', 'a.map(sin)', 'sqrt(x) = x', 'cos.constructor("return 1")', 'f(x) = evaluate(x)',
  ])('%s is refused before anything is computed', expression => {
    expect(() => compile(expression, ['a'])).toThrow(/^`.*`: (nothing here is called|write plain arithmetic|the part|call functions|give the function)/s)
  })

  it('that cannot be read or computed is told with its text', () => {
    expect(() => compile('log(', [])).toThrow(/^`log\(`: Unexpected end of expression/)
    expect(() => compute('[1, 2] * [1, 2, 3]', {})).toThrow(/^`\[1, 2\] \* \[1, 2, 3\]`: /)
    expect(() => compute('f(1) + (f(i) = f(i + 1))', { f: () => { throw new Error('no') } })).toThrow(/: no$/)
  })

  it.each(['true', 'false', 'mod', 'to', 'end'])('has no value called %s, which the reader takes for something else', name => {
    expect(() => compute('1 + 1', { [name]: 5 })).toThrow(`give "${name}" another name`)
  })

  it('keeps nothing between two computations', () => {
    const scope = { x: 2 }
    const twice = compile('sum(map([1, 2], f(q) = q * x))', ['x'])
    expect([twice(scope), twice({ x: 3 })].map(Number)).toEqual([6, 9])
    expect(scope).toEqual({ x: 2 })
    expect(() => compute('f(1)', scope)).toThrow('nothing here is called "f"')
  })

  it('may use exactly the functions that the guide for authors lists, and mathjs has them all', () => {
    const listed = /^Functions: (.*)\.$/m.exec(readFileSync('docs/authoring.md', 'utf8'))?.[1] ?? ''
    expect(listed.split(', ')).toEqual(functions.map(name => `\`${name}\``))
    for (const name of functions) expect([name, typeof compute(name, {})]).toEqual([name, 'function'])
  })

  it('costs a start nothing: content is loaded without mathjs', () => {
    const script = `
      import { registerHooks } from 'node:module'
      const loaded = []
      registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
      const { loadContent } = await import('./src/content/load.ts')
      const { library } = loadContent('content')
      const before = loaded.filter(url => url.includes('mathjs')).length
      library.questions.find(question => question.id.includes('drawn')).ask('seed')
      console.log(loaded.length > 10, before, loaded.filter(url => url.includes('mathjs')).length)`
    expect(spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })).toMatchObject({ stdout: 'true 0 1\n', stderr: '' })
  })
})
