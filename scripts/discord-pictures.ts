/**
 * Draws the README's pictures of Discord from the messages that a game on the stand-in of Discord was sent, with the playground's view of
 * them. The payloads are kept beside the pictures; a test compares them with what is sent now.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode, encode } from 'fast-png'
import type { Browser, Route } from 'playwright-core'
import { payloadsOf, playForPictures, type Scene, type Shot } from '../test/docs/game.ts'
import { openBrowser } from '../test/support/browser.ts'

const ORIGIN = 'http://recall.invalid'
/** Where the page's files lie, by the beginning of their address. */
const folders = { '/page/': 'src/adapters/playground/page', '/vendor/lit-html/': 'node_modules/lit-html', '/fonts/': 'assets/fonts', '/look/': 'scripts/discord' }
const types: Record<string, string> = { css: 'text/css', html: 'text/html', js: 'text/javascript', ttf: 'font/ttf' }
/** In pixels of the page: as a phone shows it, and as the desktop does. */
const widths = { question: 412, board: 412, reveal: 720, formula: 720 }

async function serve(route: Route): Promise<void> {
  const { pathname } = new URL(route.request().url())
  const [start, folder] = Object.entries(folders).find(([one]) => pathname.startsWith(one)) ?? ['', '']
  const file = join(folder, pathname.slice(start.length))
  if (folder === '' || !existsSync(file)) return await route.fulfill({ status: 404 })
  await route.fulfill({ body: readFileSync(file), contentType: types[file.split('.').at(-1) ?? ''] ?? 'text/plain' })
}

/** What the page draws: pictures go along as addresses of their own. */
function drawable({ body, files, alone, asked, at }: Shot): object {
  const [png] = [...files].filter(([name]) => name.endsWith('.png')).map(([, bytes]) => `data:image/png;base64,${Buffer.from(bytes).toString('base64')}`)
  return { payload: { body, files: [] }, picture: png ?? null, alone, asked, at }
}

async function draw(browser: Browser, name: keyof typeof widths, { now, shots }: Scene): Promise<void> {
  const context = await browser.newContext({ viewport: { width: widths[name], height: 400 }, deviceScaleFactor: 1.5, colorScheme: 'dark', locale: 'en-GB', timezoneId: 'UTC' })
  const page = await context.newPage()
  page.on('pageerror', error => { throw error })
  await page.route(`${ORIGIN}/**`, serve)
  await page.goto(`${ORIGIN}/look/look.html`)
  await page.evaluate(`window.show(${JSON.stringify({ now, shots: shots.map(drawable) })})`)
  const screenshot = decode(await page.screenshot({ fullPage: true }))
  writeFileSync(`docs/discord-${name}.png`, encode(screenshot, { zlib: { level: 9 } }))
  await context.close()
}

const scenes = await playForPictures()
const browser = await openBrowser()
for (const name of Object.keys(widths) as (keyof typeof widths)[]) {
  await draw(browser, name, scenes[name])
  writeFileSync(`docs/discord-${name}.json`, `${JSON.stringify(payloadsOf(scenes[name]), null, 2)}\n`)
}
await browser.close()
console.log('The pictures of Discord in docs/ and their payloads are new.')
