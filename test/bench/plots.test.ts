import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { drawPlots } from '../../scripts/plots/draw.ts'
import { readFigures } from './redis/figures.ts'

describe('the plots in docs', () => {
  const drawn = drawPlots(readFigures())

  it('show what the benchmark on Redis has kept, as `node scripts/plots.ts` draws it', () => {
    const shown = readdirSync('docs').flatMap(file => /^redis-(\w+)\.svg$/.exec(file)?.[1] ?? [])
    expect(Object.fromEntries(shown.map(part => [part, readFileSync(`docs/redis-${part}.svg`, 'utf8')]))).toEqual(drawn)
  })

  it('are black on white wherever they are shown, and say what they show to those who do not see them', () => {
    for (const picture of Object.values(drawn)) {
      expect(picture).toMatch(/^<svg [^>]*aria-label="[^"]+"/)
      expect(picture).toContain('<rect width="100%" height="100%" fill="white"/>')
    }
  })

  it('stand on the page on hosting, each with words for those who cannot see it', () => {
    const page = readFileSync('docs/hosting.md', 'utf8')
    for (const part of Object.keys(drawn)) {
      const [, alt = ''] = new RegExp(`!\\[([^\\]]+)\\]\\(redis-${part}\\.svg\\)`).exec(page) ?? []
      expect(alt.length).toBeGreaterThan(60)
    }
  })
})
