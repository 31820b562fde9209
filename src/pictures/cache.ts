/** Pictures kept on disk by name, so that each is drawn once, and the latest ones in memory. */
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Cache {
  /** Null when there is no such picture, or a damaged one. */
  read(name: string): Promise<Uint8Array | null>
  /** Keeps a picture; never rejects: what cannot be written is told to `onTrouble` and drawn again another time. */
  write(name: string, png: Uint8Array): Promise<void>
}

/** Pictures in memory: at about 30 KB each, 2 MB. */
const IN_MEMORY = 64
/** A file that was being written when the process died; nobody writes one for so long. */
const LEFT_BEHIND_MS = 3600_000

/**
 * Opens (or makes, with the first write) a folder of pictures. Of each kind, which is what stands before the first hyphen of a name, at most
 * so many stay: the oldest go first. `onTrouble` is called once until writing succeeds again.
 */
export function openCache(folder: string, most: Readonly<Record<string, number>>, onTrouble: (what: string, error: unknown) => void): Cache {
  const latest = new Map<string, Uint8Array>()
  const writtenSinceSweep = new Map<string, number>()
  let inTrouble = false

  function remember(name: string, png: Uint8Array): void {
    latest.delete(name)
    latest.set(name, png)
    const oldest = latest.keys().next().value
    if (latest.size > IN_MEMORY && oldest !== undefined) latest.delete(oldest)
  }

  async function save(name: string, png: Uint8Array): Promise<void> {
    await mkdir(folder, { recursive: true })
    const draft = join(folder, `${randomUUID()}.part`)
    try {
      await writeFile(draft, png)
      await rename(draft, join(folder, `${name}.png`))
    } catch (error) {
      await rm(draft, { force: true })
      throw error
    }
    await sweepNowAndThen(kindOf(name))
  }

  /** Sweeps at the first write and then after every tenth of what may stay, so that a sweep is rare and the bound holds to a tenth. */
  async function sweepNowAndThen(kind: string): Promise<void> {
    const bound = most[kind] ?? 0
    const written = writtenSinceSweep.get(kind)
    const due = written === undefined || written + 1 >= bound / 10
    writtenSinceSweep.set(kind, due ? 0 : written + 1)
    if (due) await sweep(folder, kind, bound)
  }

  return {
    read: async name => {
      const png = latest.get(name) ?? await readWhole(join(folder, `${name}.png`))
      if (png !== null) remember(name, png)
      return png
    },
    write: async (name, png) => {
      remember(name, png)
      try {
        await save(name, png)
        inTrouble = false
      } catch (error) {
        if (!inTrouble) onTrouble(`pictures cannot be kept in ${folder}, so each is drawn anew`, error)
        inTrouble = true
      }
    },
  }
}

function kindOf(name: string): string {
  return name.slice(0, name.indexOf('-'))
}

/** A power cut can leave a file with its name but without its end: a PNG begins with its signature and ends with IEND. */
async function readWhole(file: string): Promise<Uint8Array | null> {
  const png = await readFile(file).catch(() => null)
  const whole = png !== null && png.toString('latin1', 1, 4) === 'PNG' && png.toString('latin1', png.length - 8, png.length - 4) === 'IEND'
  return whole ? png : null
}

async function sweep(folder: string, kind: string, most: number): Promise<void> {
  const files = await readdir(folder)
  const aged = await Promise.all(files.filter(file => file.startsWith(`${kind}-`) || file.endsWith('.part')).map(async file => ({ file, at: await changedAt(join(folder, file)) })))
  const pictures = aged.filter(({ file }) => file.endsWith('.png')).toSorted((a, b) => b.at - a.at)
  const leftBehind = aged.filter(({ file, at }) => file.endsWith('.part') && at < Date.now() - LEFT_BEHIND_MS)
  for (const { file } of [...pictures.slice(most), ...leftBehind]) await rm(join(folder, file), { force: true })
}

/** Another process may have removed the file meanwhile. */
async function changedAt(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.mtimeMs ?? Infinity
}
