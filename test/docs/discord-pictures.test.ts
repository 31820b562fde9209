import { readFileSync, statSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { payloadsOf, playForPictures, type Scenes } from './game.ts'

const names = ['question', 'reveal', 'board', 'formula'] as const
const again = 'The pictures of Discord in docs/ are out of date. Run `node scripts/discord-pictures.ts`, and look at each.'

describe("the README's pictures of Discord", () => {
  let scenes: Scenes
  beforeAll(async () => { scenes = await playForPictures() })

  it.each(names)('show what is sent now: %s', name => {
    expect(payloadsOf(scenes[name]), again).toEqual(JSON.parse(readFileSync(`docs/discord-${name}.json`, 'utf8')))
  })

  it.each(names)('stand in the README with words for those who cannot see them, and are quick to load: %s', name => {
    const readme = readFileSync('README.md', 'utf8')
    const [, alt = ''] = new RegExp(`!\\[([^\\]]+)\\]\\(docs/discord-${name}\\.png\\)`).exec(readme) ?? []
    expect(alt.length).toBeGreaterThan(60)
    expect(statSync(`docs/discord-${name}.png`).size).toBeLessThan(150_000)
  })
})
