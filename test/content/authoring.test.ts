import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkEntries } from '../../src/content/check.ts'
import { readEntries } from '../../src/content/entries.ts'
import { files } from '../../src/content/schema.ts'
import { formula, openFolder, sayShort } from './fixture.ts'

const examples = new Map([...readFileSync('docs/authoring.md', 'utf8').matchAll(/^## ([a-z-]+)\n[^]*?```yaml\n([^]*?)```/gm)].map(([, kind = '', text = '']) => [kind, text]))

describe('the guide for authors', () => {
  let folder: ReturnType<typeof openFolder>
  beforeEach(() => {
    folder = openFolder()
    folder.write('formulas/probability.yaml', formula.replace('id: mean', 'id: cosine-similarity'))
  })
  afterEach(() => folder.remove())

  it.each(Object.keys(files))('has an example of %s that is in order', async kind => {
    expect(folder.said(examples.get(kind) ?? '', `${kind}/metrics.yaml`)).toEqual([])
    expect((await checkEntries(readEntries(folder.path).entries, () => Promise.resolve(null))).map(sayShort)).toEqual([])
  })
})
