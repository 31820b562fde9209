import { spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answered, formula, good, numeric, openFolder, truth, typed } from '../content/fixture.ts'
import type { Message } from '../../src/adapters/playground/chat.ts'

let folder: ReturnType<typeof openFolder>
beforeEach(() => {
  folder = openFolder()
})
afterEach(() => folder.remove())

/** Runs the tool as `npm run content -- …` does. */
function run(...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['scripts/content.ts', ...args], { env: { ...process.env, CONTENT_DIR: folder.path }, encoding: 'utf8' })
  return { output: stdout.split('\n').filter(Boolean), errors: stderr.split('\n').filter(line => line !== ''), status }
}
const read = (name: string) => readFileSync(join(folder.path, name), 'utf8')

describe('npm run content', () => {
  it('says what is there, what is covered and what was answered without its key', () => {
    folder.write('questions/metrics.yaml', answered(`${good}  covers: [spread]\n`, true))
    folder.write('curriculum.yaml', 'metrics:\n  question:\n    spread: How wide it is\n')
    expect(run()).toEqual({ status: 0, errors: [], output: [
      'Metrics: 1 questions; covers 1 of 1', 'Probability: nothing yet', 'Covered: 1 of 1 ids of the curriculum.', 'Answered without the key, and agreed: 1 of 1 (100 %).', 'The content is in order.',
    ] })
  }, 30_000)

  it('names each mistake with file, line and field, and fails: a wrong check, an open question, a misspelled word', () => {
    folder.write('questions/metrics.yaml', good.replace('Because.', 'Becaus.'))
    folder.write('formulas/metrics.yaml', formula.replace('equals: 2', 'equals: 3'))
    const { errors, output, status } = run()
    expect(errors.map(line => line.replace(/^.*content-\w+\//, ''))).toEqual([
      'formulas/metrics.yaml:15: mean.checks.0.value: two numbers: `mean([1, 3])` is 2, not 3',
      expect.stringMatching(/^questions\/metrics\.yaml:7: no dictionary has “Becaus” \(because, .*\?\): correct it, or add it to content\/words\.txt$/),
      'questions/metrics.yaml:1: one.id: nobody has answered this without the key yet: ask somebody else to run `npm run content -- blind`',
    ])
    expect([output.at(-1), status]).toEqual(['3 mistakes.', 1])
  }, 30_000)

  it('says what it can do when it does not know what is asked', () => {
    expect(run('sats')).toMatchObject({ status: 1, output: expect.arrayContaining([expect.stringMatching(/^npm run content -- stats /)]) as string[] })
    expect(run('help').status).toBe(0)
  })
})

describe('npm run content -- stats', () => {
  it('draws topics by kind, difficulties, lengths, positions and times', () => {
    folder.write('questions/metrics.yaml', good + truth)
    const { output } = run('stats')
    expect(output).toContain('  Metrics              2      0        0         0         0         0        0          0')
    expect(output).toContain(`  easy    ${'█'.repeat(40)}     2  100.0 %`)
    expect(output.filter(line => /^\S/.test(line))).toEqual(['Topics by kind', 'Difficulty of the questions', 'The right choice is', 'Seconds to read a question with its choices', 'Answered without the key'])
  })
})

describe('npm run content -- new', () => {
  it.each(['question', 'rapid-fire', 'numeric', 'formula', 'snippet', 'concept', 'prompt', 'resource'])('starts a %s that is in order, beside what was there', kind => {
    expect(run('new', kind, 'metrics')).toMatchObject({ status: 0, errors: [] })
    expect(run('new', kind, 'metrics')).toMatchObject({ status: 0, errors: [] })
    expect(run('stats').errors).toEqual([])
  })

  it('says which kinds and topics there are', () => {
    expect(run('new', 'riddle', 'metrics')).toMatchObject({ status: 1, errors: ['Say what to start, one of: questions, rapid-fire, numeric, formulas, snippets, concepts, prompts, resources.'] })
    expect(run('new', 'question', 'astrology')).toMatchObject({ status: 1, errors: ['Say a topic, such as `npm run content -- new question metrics`. There are: metrics, probability.'] })
  })
})

describe('npm run content -- blind', () => {
  beforeEach(() => {
    folder.write('questions/metrics.yaml', `${good}\n${truth}`)
    folder.write('rapid-fire/metrics.yaml', typed)
    folder.write('numeric/metrics.yaml', numeric)
  })

  it('prints what nobody has answered, without any key: choices in an order of their own, no notes', () => {
    const { output } = run('blind')
    expect(output.filter(line => line.startsWith('## '))).toEqual(['## metrics/one', '## metrics/claim', '## metrics/name', '## metrics/sum'])
    expect(output).toEqual(expect.arrayContaining(['One?', 'A. no', 'B. yes it is', '(typed answer)', 'A. True']))
    expect(output.join()).not.toMatch(/Because|Tempting|So\.|σ|Times/)
  })

  it('records what agrees and what does not in each item, and says the difference', () => {
    const sum = run('blind').output
    const at = sum.findIndex(line => line.startsWith('What is '))
    const [, a = '', b = ''] = /(\d) \+ (\d)/.exec(sum[at] ?? '') ?? []
    const letter = sum.slice(at).find(line => line.endsWith(`. ${Number(a) + Number(b)}`))?.[0]
    folder.write('answers.yaml', `metrics/one: a\nmetrics/claim: B\nmetrics/name: sigma\nmetrics/sum: ${letter}\nmetrics/none: A\n`)
    expect(run('blind', join(folder.path, 'answers.yaml'))).toEqual({
      status: 1, output: ['3 of 5 agree.'], errors: ['metrics/one: the key differs from a: settle it by a derivation or a source, change the item, and have it answered again', 'metrics/none: there is no such question without an answer'],
    })
    expect(read('questions/metrics.yaml')).toMatch(/^- id: one\n[^]* {2}source: Known\.\n {2}blind: \{ date: \d{4}-\d\d-\d\d, agreed: false, of: x\w{7} \}\n\n- id: claim\n[^]* {2}blind: \{ date: \S+, agreed: true, of: \w+ \}\n$/)
    expect(run('blind').output.filter(line => line.startsWith('## '))).toEqual(['## metrics/one'])
  })

  it('writes behind the whole item, blank lines in its texts included', () => {
    folder.write('questions/metrics.yaml', `${good.replace('  explanation: So.\n', '').replace('  source: Known.\n', '  source: Known.\n  explanation: |-\n    So.\n\n    So it is.\n')}\n\n# More\n${truth}`)
    folder.write('answers.yaml', 'metrics/one: B\nmetrics/claim: B\n')
    run('blind', join(folder.path, 'answers.yaml'))
    expect(read('questions/metrics.yaml')).toMatch(/ {4}So it is\.\n {2}blind: .*\n\n\n# More\n/)
    expect(run('blind').errors).toEqual([expect.stringMatching(/^2 to answer/)])
  })

  it('takes no letter that is none of the choices, and says what a file must hold', () => {
    folder.write('answers.yaml', 'metrics/one: E\n')
    expect(run('blind', join(folder.path, 'answers.yaml'))).toEqual({ status: 1, output: ['0 of 1 agree.'], errors: ['metrics/one: E is none of its choices, which are A to B'] })
    expect(read('questions/metrics.yaml')).not.toMatch(/blind/)
    for (const text of ['just words', '', 'a:\n\tb: c']) {
      folder.write('answers.yaml', text)
      expect(run('blind', join(folder.path, 'answers.yaml'))).toMatchObject({ status: 1, output: [], errors: [expect.stringMatching(/answers\.yaml cannot be read \(.*\)\. It needs lines such as /)] })
    }
    expect(run('blind', 'nowhere.yaml').errors).toEqual([expect.stringMatching(/^nowhere\.yaml cannot be read \(ENOENT.*\)/)])
  })

  it('asks again what has changed since it was answered, and no longer counts it', () => {
    folder.write('questions/metrics.yaml', answered(good, true).replace('One?', 'Two?'))
    expect(run('blind').output).toContain('## metrics/one')
    expect(run('stats').output.at(-1)).toMatch(/ 0 +0\.0 %$/)
    folder.write('answers.yaml', 'metrics/one: B\n')
    run('blind', join(folder.path, 'answers.yaml'))
    expect(run('blind').output).not.toContain('## metrics/one')
  })

  it('replaces the record of a question that was settled', () => {
    for (const answer of ['a', 'B']) {
      folder.write('answers.yaml', `metrics/one: ${answer}\n`)
      run('blind', join(folder.path, 'answers.yaml'))
    }
    expect(read('questions/metrics.yaml').match(/blind/g)).toHaveLength(1)
    expect(read('questions/metrics.yaml')).toMatch(/agreed: true/)
  })
})

describe('npm run content -- --watch', () => {
  it('says what is wrong as a file is saved, and asks what is in order in a playground', async () => {
    folder.write('questions/metrics.yaml', good)
    const child = spawn(process.execPath, ['scripts/content.ts', '--watch'], { env: { ...process.env, CONTENT_DIR: folder.path, HTTP_PORT: '0' } })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { output += text })
    const until = async (said: RegExp): Promise<RegExpExecArray> => said.exec(output) ?? (await pause(20), await until(said))
    const asked = async (url: string) => {
      const { messages } = await (await fetch(`${url}/api/state`)).json() as { messages: Message[] }
      return messages.map(({ card }) => card)
    }
    try {
      await until(/Watching/)
      folder.write('questions/metrics.yaml', good.replace('easy', 'simple'))
      await until(/questions\/metrics\.yaml:2: one\.difficulty: Invalid option/)
      folder.write('questions/metrics.yaml', good.replace('One?', 'Are two one?'))
      const [, first = ''] = await until(/metrics\/one is in order: asked at (\S+)\n/)
      await expect.poll(() => asked(first), { timeout: 10_000 }).toContainEqual(expect.objectContaining({ kind: 'question', text: 'Are two one?' }))
      folder.write('rapid-fire/metrics.yaml', typed)
      const [, second = ''] = await until(/metrics\/name is in order: asked at (\S+)\n/)
      await expect.poll(() => asked(second), { timeout: 10_000 }).toContainEqual(expect.objectContaining({ kind: 'question', text: 'Which letter?' }))
      folder.write('formulas/metrics.yaml', formula)
      await until(/metrics\/mean is in order: see it at http:\S+, type \/formula mean\n/)
    } finally {
      child.kill('SIGINT')
    }
    await expect.poll(() => child.exitCode, { timeout: 10_000 }).toBe(0)
  }, 240_000)
})
