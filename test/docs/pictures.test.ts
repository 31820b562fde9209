import { readFileSync, statSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import * as discord from './discord-game.ts'
import * as slack from './slack-game.ts'

const names = ['question', 'reveal', 'board', 'formula'] as const
const again = 'The pictures in docs/ are out of date. Run `node scripts/pictures.ts`, and look at each.'

const platforms = {
  discord: async () => {
    const scenes = await discord.playOnDiscord()
    return (name: typeof names[number]) => discord.payloadsOf(scenes[name])
  },
  slack: async () => {
    const scenes = await slack.playOnSlack()
    return (name: typeof names[number]) => slack.payloadsOf(scenes[name])
  },
}

describe.each(Object.entries(platforms))("the README's pictures of %s", (platform, play) => {
  let sent: Awaited<ReturnType<typeof play>>
  beforeAll(async () => { sent = await play() })

  it.each(names)('show what is sent now: %s', name => {
    expect(sent(name), again).toEqual(JSON.parse(readFileSync(`docs/${platform}-${name}.json`, 'utf8')))
  })

  it.each(names)('stand in the README with words for those who cannot see them, and are quick to load: %s', name => {
    const readme = readFileSync('README.md', 'utf8')
    const [, alt = ''] = new RegExp(`!\\[([^\\]]+)\\]\\(docs/${platform}-${name}\\.png\\)`).exec(readme) ?? []
    expect(alt.length).toBeGreaterThan(60)
    expect(statSync(`docs/${platform}-${name}.png`).size).toBeLessThan(150_000)
  })
})
