import { readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCache } from '../../src/pictures/cache.ts'
import { pngOf } from '../../src/pictures/draw.ts'
import { temporaryFolder } from '../support/recall.ts'

const png = pngOf('<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"><rect width="1" height="1"/></svg>')
const most = { formula: 100, places: 10 }

describe('kept pictures', () => {
  let folder: ReturnType<typeof temporaryFolder>
  let troubles: string[]
  const open = (path = folder.path) => openCache(path, most, what => { troubles.push(what) })
  beforeEach(() => { folder = temporaryFolder(); troubles = [] })
  afterEach(() => folder.remove())

  it('are found again by another process, whole, and nothing else is in the folder', async () => {
    await open().write('formula-a', png)
    expect(await open().read('formula-a')).toEqual(Buffer.from(png))
    expect(await open().read('formula-b')).toBeNull()
    expect(readdirSync(folder.path)).toEqual(['formula-a.png'])
    expect(troubles).toEqual([])
  })

  it('that a power cut left without their end are not used', async () => {
    writeFileSync(join(folder.path, 'formula-a.png'), png.slice(0, -20))
    writeFileSync(join(folder.path, 'formula-b.png'), '')
    expect(await open().read('formula-a')).toBeNull()
    expect(await open().read('formula-b')).toBeNull()
  })

  it('do not grow without end: the oldest of their kind go first', async () => {
    const cache = open()
    await cache.write('formula-a', png)
    for (let turn = 0; turn < 40; turn++) {
      await cache.write(`places-${turn}`, png)
      utimesSync(join(folder.path, `places-${turn}.png`), turn, turn)
    }
    const left = readdirSync(folder.path)
    expect(left).toContain('formula-a.png')
    expect(left).toContain('places-39.png')
    expect(left.filter(file => file.startsWith('places-')).length).toBeLessThanOrEqual(most.places + 1)
  })

  it('leave no half-written file behind, not even of a process that died', async () => {
    const old = join(folder.path, 'x.part')
    writeFileSync(old, 'half')
    utimesSync(old, 1, 1)
    writeFileSync(join(folder.path, 'y.part'), 'being written by another process')
    await open().write('formula-a', png)
    expect(readdirSync(folder.path).toSorted()).toEqual(['formula-a.png', 'y.part'])
  })

  it('that cannot be written are told of once, and stay in memory', async () => {
    const file = join(folder.path, 'a-file')
    writeFileSync(file, '')
    const cache = open(file)
    await cache.write('formula-a', png)
    await cache.write('formula-b', png)
    expect(await cache.read('formula-b')).toBe(png)
    expect(troubles).toEqual([`pictures cannot be kept in ${file}, so each is drawn anew`])
  })
})
