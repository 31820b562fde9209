import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { svgOf } from '../../src/pictures/draw.ts'
import { openPictures, VERSION, type Pictures } from '../../src/pictures/pictures.ts'
import { backgrounds, board, formula, look } from '../support/pictures.ts'
import { temporaryFolder } from '../support/recall.ts'

const patient = { startMs: 30_000, taskMs: 30_000, idleMs: 3600_000 }
const ada = board([['1', 'Ada Lovelace'], ['2', '李明'], ['2', 'Grace 🎉'], ['4', 'محمد']], 1)

describe('pictures', () => {
  let folder: ReturnType<typeof temporaryFolder>
  const opened: Pictures[] = []
  const troubles: string[] = []
  const open = (patience = patient, path = folder.path) => {
    const pictures = openPictures(path, what => { troubles.push(what) }, patience)
    opened.push(pictures)
    return pictures
  }
  beforeEach(() => { folder = temporaryFolder(); troubles.length = 0 })
  afterEach(async () => {
    for (const pictures of opened.splice(0)) await pictures.close()
    folder.remove()
  })

  it.each(backgrounds)('read well on a chat of the colour %s', async background => {
    const pictures = open()
    for (const picture of [formula('\\theta_{t+1} = \\theta_t - \\eta\\,\\nabla L(\\theta_t)'), formula('E=mc^2'), ada]) {
      const seen = look(await pictures.png(picture), background)
      expect(seen.width).toBe(1200)
      expect(seen.height).toBeGreaterThan(100)
      expect(seen.height).toBeLessThan(1800)
      expect(seen.contrast).toBeGreaterThan(12)
      expect(seen.ink).toBeGreaterThan(0.005)
      expect(seen.paper).toBeGreaterThan(0.5)
    }
  })

  it('are small files, the longest formula too', async () => {
    const pictures = open()
    expect((await pictures.png(formula('\\sum_{i=1}^{n} a_i b_i'))).length).toBeLessThan(15_000)
    expect((await pictures.png(formula(`${'a+'.repeat(290)}b`))).length).toBeLessThan(200_000)
  })

  it('are the same, byte for byte, from two processes', async () => {
    const [one, other] = [open(patient, join(folder.path, 'one')), open(patient, join(folder.path, 'other'))]
    for (const picture of [formula('\\frac{a}{b} \\text{ für 漢字}'), ada]) {
      expect(await one.png(picture)).toEqual(await other.png(picture))
    }
    expect(one.studio.running()).not.toBe(other.studio.running())
  })

  it('have another version whenever they look different', async () => {
    const hashes = await Promise.all([formula('\\frac{a}{b} \\text{ für 漢字}'), ada].map(async picture => createHash('sha256').update(await svgOf(picture)).digest('hex').slice(0, 12)))
    expect({ VERSION, hashes }, 'raise VERSION in src/pictures/pictures.ts, then write the new hashes here').toEqual({ VERSION: 1, hashes: ['0cc7331cde6e', 'a0f86d72d47a'] })
  })

  it('are named by what they show, all of it', async () => {
    const pictures = open()
    const boards = [ada, { ...ada, title: 'Podium' }, board([['1', 'Ada']]), board([['1', 'Ada']], 0), board([['2', 'Ada']])]
    const keys = [...boards, formula('a'), formula('b')].map(pictures.key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(pictures.key(formula('a'))).toBe(pictures.key(formula('a')))
    expect(keys.every(key => /^(formula|places)-[0-9a-f]{64}$/.test(key))).toBe(true)
  })

  it('are drawn once, even when several ask at once', async () => {
    const pictures = open()
    const all = await Promise.all([1, 2, 3].map(() => pictures.png(formula('x'))))
    expect(all[1]).toBe(all[0])
    expect(all[2]).toBe(all[0])
  })

  it('that are kept start no process', async () => {
    const png = await open().png(formula('x'))
    const later = open()
    expect(await later.png(formula('x'))).toEqual(Buffer.from(png))
    expect(await later.kept(later.key(formula('x')))).toEqual(Buffer.from(png))
    expect(later.studio.starts()).toBe(0)
  })

  it('are found by name alone once drawn; other names find nothing', async () => {
    const pictures = open()
    writeFileSync(join(folder.path, 'secret.png'), await pictures.png(formula('x')))
    for (const key of [pictures.key(formula('y')), 'secret', '../secret', `formula-${'0'.repeat(64)}/../../secret`, '']) expect(await pictures.kept(key)).toBeNull()
  })

  it('are drawn all the same when they cannot be kept, and that is told', async () => {
    const file = join(folder.path, 'a-file')
    writeFileSync(file, '')
    const pictures = open(patient, file)
    expect(look(await pictures.png(formula('x')), '#ffffff').width).toBe(1200)
    expect(troubles).toHaveLength(1)
  })

  it('are drawn anew when the folder is emptied', async () => {
    const png = await open().png(formula('x'))
    rmSync(folder.path, { recursive: true })
    expect(await open().png(formula('x'))).toEqual(png)
  })

  it('of wrong LaTeX are refused with a sentence, and the next is drawn by the same process', async () => {
    const pictures = open()
    await expect(pictures.png(formula('\\frac{1}{2'))).rejects.toThrow('The formula `\\frac{1}{2` cannot be drawn: missing close brace.')
    expect(await pictures.mistakeOf('\\frac{1}{2')).toBe('The formula `\\frac{1}{2` cannot be drawn: missing close brace.')
    expect(await pictures.mistakeOf('\\frac{1}{2}')).toBeNull()
    expect(look(await pictures.png(formula('x')), '#ffffff').width).toBe(1200)
    expect(pictures.studio.starts()).toBe(1)
  })

  it('that take too long cost their time and no more: the next is drawn by a new process', async () => {
    const patience = { ...patient, taskMs: 1 }
    const pictures = open(patience)
    await expect(pictures.png(formula('x^2'))).rejects.toThrow('The formula `x^2` takes too long to draw. Make it simpler.')
    patience.taskMs = patient.taskMs
    expect(look(await pictures.png(formula('x^2')), '#ffffff').width).toBe(1200)
    expect(pictures.studio.starts()).toBe(2)
  })

  it('are drawn by a new process when the old one has been killed', async () => {
    const pictures = open()
    await pictures.png(formula('x'))
    process.kill(pictures.studio.running() ?? 0, 'SIGKILL')
    await vi.waitFor(() => expect(pictures.studio.running()).toBeNull(), 10_000)
    await pictures.png(formula('y'))
    expect(pictures.studio.starts()).toBe(2)
  })

  it('need no process once idle', async () => {
    const pictures = open({ ...patient, idleMs: 1 })
    await pictures.png(formula('x'))
    await vi.waitFor(() => expect(pictures.studio.running()).toBeNull(), 10_000)
    await pictures.png(formula('y'))
    expect(pictures.studio.starts()).toBe(2)
  })

  it.each([
    ['do not keep a finished script alive', ''],
    ['can be closed as the last thing that a script does', 'await pictures.close()'],
  ])('%s', async (_, last) => {
    const script = `import { openPictures } from './src/pictures/pictures.ts'
      const pictures = openPictures(process.argv[1], console.error, ${JSON.stringify(patient)})
      await pictures.png({ kind: 'formula', latex: 'x' })
      ${last}`
    const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', script, folder.path], { stdio: 'inherit' })
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  it('are drawn without any of the secrets in the environment', async () => {
    vi.stubEnv('DISCORD_TOKEN', 'a-secret')
    const pictures = open()
    await pictures.png(formula('x'))
    expect(readFileSync(`/proc/${pictures.studio.running()}/environ`, 'utf8')).not.toContain('a-secret')
    vi.unstubAllEnvs()
  })

  it('that are too many at once are refused, not piled up, and all are refused after closing', async () => {
    const pictures = open()
    const asked = Array.from({ length: 260 }, (_, turn) => pictures.png(formula(`x_{${turn}}`)).then(() => 'drawn', (error: Error) => error.message))
    await vi.waitFor(async () => expect(await Promise.race([asked[259], Promise.resolve('waiting')])).toBe('Too many pictures are waiting to be drawn. Try again in a minute.'), 10_000)
    await pictures.close()
    const answers = await Promise.all(asked)
    expect(answers.filter(answer => answer.startsWith('Too many')).length).toBeGreaterThan(50)
    expect(answers).toContain('No picture is drawn any more: Recall is stopping.')
    await expect(pictures.png(formula('y'))).rejects.toThrow('Recall is stopping')
  })
})
