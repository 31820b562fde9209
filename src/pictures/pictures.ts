/** Pictures of cards: drawn when first asked for, kept by what they show. */
import { createHash } from 'node:crypto'
import type { Picture } from '../bot/card.ts'
import { openCache } from './cache.ts'
import { openStudio, type Patience, type Studio } from './studio.ts'

/** Raise this when pictures of the same data look different from before: the kept ones are then drawn anew. */
export const VERSION = 1

export interface Pictures {
  /** Draws the picture or finds it. Rejects with a sentence when it cannot be drawn: the card then stands without it, by its alternative text. */
  png(picture: Picture): Promise<Uint8Array>
  /** The picture's name: the same for the same data, fit for a file or an address. */
  key(picture: Picture): string
  /** A picture by its name, when it has been drawn and is still kept, else null. Any text may be asked for. */
  kept(key: string): Promise<Uint8Array | null>
  /** What keeps this LaTeX from being drawn, as a sentence, or null; it may be hostile. */
  mistakeOf(latex: string): Promise<string | null>
  /** The process that draws, for what watches it. */
  studio: Pick<Studio, 'starts' | 'running'>
  close(): Promise<void>
}

/** Kept pictures by kind, 30 to 120 KB each. A board changes with every round, so only its latest pictures are of use. */
const KEPT = { formula: 2000, places: 200 }
const PATIENCE: Patience = { startMs: 20_000, taskMs: 5000, idleMs: 30_000 }
const isKey = (key: string) => /^(formula|places)-[0-9a-f]{64}$/.test(key)

/** Draws into this folder, which is made when needed and may be removed at any time. Starts nothing yet. */
export function openPictures(folder: string, onTrouble: (what: string, error: unknown) => void, patience: Patience = PATIENCE): Pictures {
  const cache = openCache(folder, KEPT, onTrouble)
  const studio = openStudio(patience)
  const drawing = new Map<string, Promise<Uint8Array>>()

  async function findOrDraw(key: string, picture: Picture): Promise<Uint8Array> {
    const found = await cache.read(key)
    if (found !== null) return found
    const answer = await studio.run({ do: 'draw', picture })
    if (answer.said !== 'drawn') throw new Error(`A picture could not be drawn: the answer was ${answer.said}.`)
    await cache.write(key, answer.png)
    return answer.png
  }

  return {
    png: picture => {
      const key = keyOf(picture)
      const known = drawing.get(key)
      if (known !== undefined) return known
      const drawn = findOrDraw(key, picture).finally(() => drawing.delete(key))
      drawing.set(key, drawn)
      return drawn
    },
    key: keyOf,
    kept: async key => isKey(key) ? await cache.read(key) : null,
    mistakeOf: async latex => {
      try {
        const answer = await studio.run({ do: 'check', latex })
        return answer.said === 'checked' ? answer.mistake : null
      } catch (error) {
        return error instanceof Error ? error.message : String(error)
      }
    },
    studio,
    close: studio.close,
  }
}

function keyOf(picture: Picture): string {
  const data = picture.kind === 'formula' ? picture.latex : [picture.title, picture.rows.map(({ rank, name, value, own }) => [rank, name, value, own])]
  return `${picture.kind}-${createHash('sha256').update(JSON.stringify([VERSION, picture.kind, data])).digest('hex')}`
}
