/**
 * Draws the README's pictures of Discord and Slack from the messages that a game on their stand-ins was sent, with the playground's views of
 * them. The payloads are kept beside the pictures; a test compares them with what is sent now.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode, encode } from 'fast-png'
import type { Browser, Route } from 'playwright-core'
import * as discord from '../test/docs/discord-game.ts'
import type { Scene } from '../test/docs/plan.ts'
import * as slack from '../test/docs/slack-game.ts'
import { openBrowser } from '../test/support/browser.ts'

const ORIGIN = 'http://recall.invalid'
/** Where the page's files lie, by the beginning of their address. */
const folders = { '/page/': 'src/adapters/playground/page', '/vendor/lit-html/': 'node_modules/lit-html', '/fonts/': 'assets/fonts', '/look/': 'scripts' }
const types: Record<string, string> = { css: 'text/css', html: 'text/html', js: 'text/javascript', ttf: 'font/ttf' }
/** In pixels of the page: as a phone shows it, and as the desktop does. */
const widths = { question: 412, board: 412, reveal: 720, formula: 720 }
const names = Object.keys(widths) as (keyof typeof widths)[]

async function serve(route: Route): Promise<void> {
  const { pathname } = new URL(route.request().url())
  const [start, folder] = Object.entries(folders).find(([one]) => pathname.startsWith(one)) ?? ['', '']
  const file = join(folder, pathname.slice(start.length))
  if (folder === '' || !existsSync(file)) return await route.fulfill({ status: 404 })
  await route.fulfill({ body: readFileSync(file), contentType: types[file.split('.').at(-1) ?? ''] ?? 'text/plain' })
}

/** What the page draws: pictures go along as addresses of their own. */
function discordShot({ body, files, alone, asked, at }: discord.Shot): object {
  const [png] = [...files].filter(([name]) => name.endsWith('.png')).map(([, bytes]) => addressOf(bytes))
  return { payload: { body, files: [] }, picture: png ?? null, alone, asked, at }
}

function slackShot({ body, file, alone, at }: slack.Shot): object {
  const blocks = body.blocks.map(block => block['type'] === 'image' && file !== null ? { ...block, image_url: addressOf(file) } : block)
  return { payload: { ...body, blocks }, alone, at }
}

function addressOf(png: Uint8Array): string {
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`
}

async function draw(browser: Browser, platform: 'discord' | 'slack', name: keyof typeof widths, { now, shots }: Scene<object>): Promise<void> {
  const context = await browser.newContext({ viewport: { width: widths[name], height: 400 }, deviceScaleFactor: 1.5, colorScheme: platform === 'discord' ? 'dark' : 'light', locale: 'en-GB', timezoneId: 'UTC' })
  const page = await context.newPage()
  page.on('pageerror', error => { throw error })
  await page.route(`${ORIGIN}/**`, serve)
  await page.goto(`${ORIGIN}/look/${platform}/look.html`)
  await page.evaluate(`window.show(${JSON.stringify({ now, shots })})`)
  const screenshot = decode(await page.screenshot({ fullPage: true }))
  writeFileSync(`docs/${platform}-${name}.png`, encode(screenshot, { zlib: { level: 9 } }))
  await context.close()
}

function keep(platform: string, name: string, payloads: unknown): void {
  writeFileSync(`docs/${platform}-${name}.json`, `${JSON.stringify(payloads, null, 2)}\n`)
}

const [onDiscord, onSlack] = [await discord.playOnDiscord(), await slack.playOnSlack()]
const browser = await openBrowser()
for (const name of names) {
  await draw(browser, 'discord', name, { ...onDiscord[name], shots: onDiscord[name].shots.map(discordShot) })
  keep('discord', name, discord.payloadsOf(onDiscord[name]))
  await draw(browser, 'slack', name, { ...onSlack[name], shots: onSlack[name].shots.map(slackShot) })
  keep('slack', name, slack.payloadsOf(onSlack[name]))
}
await browser.close()
console.log('The pictures of Discord and Slack in docs/ and their payloads are new.')
