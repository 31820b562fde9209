import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { library } from '../support/library.ts'
import { card, findings, openStage, overflow, showGallery, type, type Stage } from './stage.ts'

let browser: Browser
let stage: Stage
beforeAll(async () => { browser = await openBrowser() })
afterAll(async () => { await browser.close() })
beforeEach(async () => { stage = await openStage(library) })
afterEach(async () => {
  const troubles = [...stage.troubles]
  await stage.close()
  expect(troubles).toEqual([])
})

describe.each([[1280, 'light'], [1280, 'dark'], [360, 'light'], [360, 'dark']] as const)('the page, %i pixels wide and %s', (width, colorScheme) => {
  it('has nothing that axe-core finds, and nothing too wide, in every view', async () => {
    const page = await stage.window(browser, { width, height: 740, colorScheme })
    const views: Record<string, () => Promise<unknown>> = {
      'an empty channel': () => page.getByTestId('first-steps').waitFor(),
      'all cards as Recall': async () => { showGallery(stage); await card(page, 'help').waitFor() },
      'all cards as Discord': () => page.getByTestId('as').getByLabel('Discord').check(),
      'all cards as Slack': () => page.getByTestId('as').getByLabel('Slack').check(),
      'a private answer': async () => { await page.getByTestId('as').getByLabel('Recall').check(); await type(page, '/help'); await page.getByTestId('private').waitFor() },
      'completions': async () => { await page.getByTestId('composer').fill('/'); await page.getByRole('listbox').waitFor() },
      'an open list': async () => { await page.keyboard.press('Escape'); await page.getByRole('button', { name: 'Another period' }).click() },
      'the side': async () => { await page.keyboard.press('Escape'); if (width < 500) await page.getByRole('button', { name: 'Channels, clock and colours' }).click() },
      'a direct message': () => page.getByTestId('channel-dm').click(),
    }
    const found: Record<string, unknown> = {}
    for (const [view, reach] of Object.entries(views)) {
      await reach()
      found[view] = { findings: await findings(page), overflow: await overflow(page) }
    }
    expect(found).toEqual(Object.fromEntries(Object.keys(views).map(view => [view, { findings: [], overflow: 0 }])))
    const box = await page.getByTestId('composer').boundingBox()
    expect(box !== null && box.y + box.height <= 740 && box.x >= 0 && box.x + box.width <= width).toBe(true)
  })

  it('has the colours of the system until others are chosen, and keeps those', async () => {
    const page = await stage.window(browser, { width, height: 740, colorScheme })
    const isDark = () => page.evaluate<boolean>('getComputedStyle(document.body).color.match(/\\d+/g).every(part => Number(part) > 128)')
    expect(await isDark()).toBe(colorScheme === 'dark')
    if (width < 500) await page.getByRole('button', { name: 'Channels, clock and colours' }).click()
    await page.getByTestId('theme').getByLabel(colorScheme === 'dark' ? 'Light' : 'Dark').check()
    expect(await isDark()).toBe(colorScheme !== 'dark')
    await page.reload()
    expect(await isDark()).toBe(colorScheme !== 'dark')
  })
})
