/** The playground in this process: its routes and chat over a whole bot, with cards of all kinds to put in. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { openChat, type Chat } from '../../src/adapters/playground/chat.ts'
import { playgroundRoutes } from '../../src/adapters/playground/routes.ts'
import { playgroundSurface } from '../../src/adapters/playground/surface.ts'
import type { Bot } from '../../src/bot/bot.ts'
import type { Card } from '../../src/bot/card.ts'
import { openCapacity, tick } from '../../src/bot/tick.ts'
import type { Library } from '../../src/content/load.ts'
import { findersOf } from '../../src/bot/lookup.ts'
import { listen } from '../../src/ops/http.ts'
import { openPictures } from '../../src/pictures/pictures.ts'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { temporaryFolder } from '../support/recall.ts'
import { gallery } from './gallery.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

export interface Stage {
  url: string
  chat: Chat
  bot: Bot
  /** What went wrong: in the bot, and in every window. */
  troubles: string[]
  window(browser: Browser, options?: { as?: string, width?: number, height?: number, colorScheme?: 'light' | 'dark' }): Promise<Page>
  close(): Promise<void>
}

/** Opens the playground with this content, on a free port. */
export async function openStage(library: Library): Promise<Stage> {
  const folder = temporaryFolder()
  const troubles: string[] = []
  const windows: BrowserContext[] = []
  const onTrouble = (what: string, error: unknown) => troubles.push(`${what}: ${String(error)}`)
  const chat = openChat(new DatabaseSync(':memory:'))
  const store = sqliteStore(join(folder.path, 'store.sqlite'), chat.now)
  const pictures = openPictures(join(folder.path, 'pictures'), onTrouble)
  const bot: Bot = { store, surfaces: { playground: playgroundSurface(chat) }, library, find: findersOf(library), onTrouble }
  const http = await listen(playgroundRoutes(bot, chat, pictures, () => tick(bot, openCapacity())), '127.0.0.1', 0)
  const url = `http://127.0.0.1:${http.port}`
  return {
    url, chat, bot, troubles,
    window: async (browser, { as = 'ada', width = 1280, height = 900, colorScheme = 'light' } = {}) => {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme, permissions: ['clipboard-read', 'clipboard-write'] })
      windows.push(context)
      const page = await context.newPage()
      page.on('pageerror', error => troubles.push(error.message))
      page.on('console', message => { if (message.type() === 'error') troubles.push(message.text()) })
      await page.goto(`${url}/?as=${as}`)
      await page.getByTestId('person').locator(`option[value="${as}"]:checked`).waitFor({ state: 'attached' })
      return page
    },
    close: async () => {
      await Promise.all(windows.map(context => context.close()))
      await http.stop()
      await pictures.close()
      await store.close()
      chat.close()
      folder.remove()
    },
  }
}

/** Posts a card of each kind in #general. */
export function showGallery({ chat }: Stage): void {
  for (const [place, one] of gallery(chat.now()).entries()) chat.post('general', one, `card ${place}`)
}

/** The messages of a kind. */
export const card = (page: Page, kind: Card['kind']) => page.locator(`[data-testid="message"][data-kind="${kind}"]`)

/** The private answers with this text. */
export const privately = (page: Page, text: string | RegExp) => page.getByTestId('private').filter({ hasText: text })

/** What the focus is on: its name, id or words. */
export const focused = (page: Page) => page.evaluate('document.activeElement.name || document.activeElement.id || document.activeElement.textContent.trim()')

/** Types into the box and sends it. */
export async function type(page: Page, text: string): Promise<void> {
  const box = page.getByTestId('composer')
  await box.fill(text)
  await box.press('Escape')
  await box.press('Enter')
}

/** What axe-core finds wrong, of any weight. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const violations = await page.evaluate('axe.run({ resultTypes: ["violations"] }).then(result => result.violations)') as { id: string, impact: string, nodes: { html: string }[] }[]
  return violations.map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(node => node.html.slice(0, 120)).join(' | ')}`)
}

/** By how many pixels the page, or something in it that scrolls down, is too wide. */
export async function overflow(page: Page): Promise<number> {
  return await page.evaluate(`Math.max(...[document.documentElement, ...document.querySelectorAll('#log, #side, #form')].map(one => one.scrollWidth - one.clientWidth))`)
}
