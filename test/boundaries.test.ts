import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

/**
 * Who may import whom: a room, the rooms of ours it may use, and the packages; `node:` means any of Node's own. Of `types`
 * nothing may be needed at run time: they are imported with `import type` only.
 */
const rooms: Record<string, { ours: string[], packages: string[], types?: string[] }> = {
  engine: { ours: [], packages: ['zod'] },
  content: { ours: ['engine'], packages: ['node:', 'zod', 'js-yaml', 'minisearch', 'mathjs'] },
  bot: { ours: ['engine', 'content'], packages: ['zod', 'node:crypto'] },
  pictures: { ours: ['bot/card'], packages: ['node:', 'mathjax', 'harfbuzzjs', '@resvg/resvg-js'] },
  render: { ours: ['bot/card'], packages: [], types: ['discord-api-types', '@slack/types'] },
  stores: { ours: ['bot', 'engine'], packages: ['node:', 'ioredis'] },
  'adapters/playground': { ours: ['bot', 'engine', 'pictures', 'render', 'content'], packages: ['node:', 'hono', '@hono/node-server', 'lit-html', 'zod'] },
  'adapters/discord': { ours: ['bot', 'engine', 'ops/meter', 'pictures', 'render'], packages: ['node:', 'discord.js'] },
  'adapters/slack': { ours: ['bot', 'engine', 'ops/meter', 'pictures', 'render'], packages: ['node:', '@slack/bolt', 'zod', 'hono', '@hono/node-server'] },
  ops: { ours: [], packages: ['node:', 'hono', '@hono/node-server', 'pino', 'prom-client'] },
  dump: { ours: ['bot', 'stores/lifetime'], packages: ['node:', 'zod'] },
  'config.ts': { ours: ['stores/redis/address'], packages: ['zod'] },
  'clock.ts': { ours: ['bot'], packages: ['node-cron'] },
  'entering.ts': { ours: ['bot/ports'], packages: [] },
  'greeting.ts': { ours: ['config'], packages: [] },
  'store.ts': { ours: ['bot', 'config', 'ops/meter', 'stores'], packages: ['node:'] },
  'time.ts': { ours: ['bot/ports'], packages: [] },
  'watch.ts': { ours: ['bot', 'ops/meter'], packages: [] },
  'main.ts': { ours: ['adapters', 'bot', 'clock', 'config', 'content', 'engine', 'entering', 'greeting', 'ops', 'pictures', 'render', 'store', 'stores', 'time', 'watch'], packages: ['node:', 'hono'] },
}

interface Import {
  from: string
  to: string
  typesOnly?: boolean
}

/** Every import of every source file, type imports and JSDoc imports included. */
function importsOf(folder: string): Import[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => /\.(ts|js)$/.test(file))
  return files.flatMap(file => {
    const text = readFileSync(join(folder, file), 'utf8')
    return [...text.matchAll(/(?:(^import type [^']*?from\s+)|from\s+|import\s*\(?\s*)'([^']+)'/gm)].map(match => ({ from: file, to: match[2] ?? '', typesOnly: match[1] !== undefined }))
  })
}

function roomOf(file: string): string | undefined {
  return Object.keys(rooms).find(room => file === room || file.startsWith(`${room}/`))
}

function isAllowed({ from, to, typesOnly = false }: Import): boolean {
  const room = roomOf(from)
  if (room === undefined) return false
  const { ours, packages: always, types = [] } = rooms[room] ?? { ours: [], packages: [] }
  const packages = typesOnly ? [...always, ...types] : always
  if (to.startsWith('/vendor/')) return packages.some(name => to.startsWith(`/vendor/${name}/`))
  if (!to.startsWith('.')) return packages.some(name => to === name || to.startsWith(name.endsWith(':') ? name : `${name}/`))
  const target = relative('.', join(dirname(from), to))
  return roomOf(target) === room || ours.some(other => target === `${other}.ts` || target.startsWith(`${other}/`))
}

describe('the rooms of the house', () => {
  const imports = importsOf('src')

  it('import only what the table allows', () => {
    expect(imports.length).toBeGreaterThan(150)
    expect(imports.filter(one => !isAllowed(one))).toEqual([])
  })

  it('would be told apart by this test', () => {
    const wrong = [
      { from: 'engine/step.ts', to: '../bot/ports.ts' },
      { from: 'engine/step.ts', to: 'node:fs' },
      { from: 'bot/play.ts', to: '../stores/sqlite.ts' },
      { from: 'stores/redis.ts', to: './sqlite.ts/../../adapters/playground/chat.ts' },
      { from: 'adapters/playground/chat.ts', to: '../discord/client.ts' },
      { from: 'adapters/discord/surface.ts', to: '../playground/people.ts' },
      { from: 'ops/http.ts', to: '../bot/bot.ts' },
      { from: 'render/slack.ts', to: '@slack/types' },
      { from: 'bot/play.ts', to: '@slack/types', typesOnly: true },
      { from: 'elsewhere/x.ts', to: '../engine/round.ts' },
    ]
    expect(wrong.filter(isAllowed)).toEqual([])
  })

  it('and what stands in for Discord knows nothing of ours but the limits', () => {
    const imports = importsOf('test/standins/discord')
    expect(imports.length).toBeGreaterThan(50)
    expect(imports.filter(({ to }) => to === 'vitest' || (to.includes('/src/') && !to.endsWith('/src/render/limits.ts')))).toEqual([])
  })

  it('the engine is pure: no clock, no chance, no environment of its own', () => {
    const impure = /\b(Date\.now|new Date\(|Math\.random|crypto|process|performance|setTimeout|setInterval|fetch|console|Temporal\.Now|globalThis|await|async)\b/
    const findings = readdirSync('src/engine').flatMap(file => readFileSync(join('src/engine', file), 'utf8').split('\n')
      .map((line, place) => ({ place: `${file}:${place + 1}`, line: line.replace(/\/\*.*|^\s*\*.*|\/\/.*/, '') }))
      .filter(({ line }) => impure.test(line) && !line.includes('throw new Error')))
    expect(findings).toEqual([])
  })
})
