import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { library } from '../support/library.ts'
import { gallery } from './gallery.ts'
import { card, focused, openStage, privately, showGallery, type, type Stage } from './stage.ts'

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

describe('a card on the page', () => {
  it('shows every slot: rows with marks and notes, fields, a picture with its words, code, a file, moments', async () => {
    showGallery(stage)
    const page = await stage.window(browser)
    const right = card(page, 'reveal').locator('[data-mark="right"]')
    expect(await right.innerText()).toMatch(/A\s+ln 4\s+Right\s+3 · 75 %/)
    expect(await card(page, 'reveal').locator('[data-mark="wrong"]').innerText()).toContain('Equal logits mean full uncertainty')
    expect(await card(page, 'podium').innerText()).toContain('would like to see it fit <b>here</b>')
    expect(await card(page, 'podium').locator('dt', { hasText: 'Missed most' }).count()).toBe(1)
    expect(await card(page, 'verdict').locator('.card').getAttribute('data-tone')).toBe('bad')
    expect(await card(page, 'question').first().locator('.countdown').innerText()).toMatch(/^in \d+ s$/)
    expect(await card(page, 'leaderboard').locator('time[datetime]').last().innerText()).toMatch(/^\w{3}, \d+ \w+, \d\d:\d\d$|^\w{3} \d+ \w+, \d\d:\d\d$/)
    const picture = card(page, 'formula').getByRole('img')
    expect(await picture.getAttribute('alt')).toMatch(/^Attention of Q, K and V/)
    expect(await page.evaluate<number>(`(async image => { await image.decode(); return image.naturalWidth })(document.querySelector('[data-kind="formula"] img'))`)).toBeGreaterThan(100)
  })

  it('gives its picture to keep for ever, and no other', async () => {
    showGallery(stage)
    const page = await stage.window(browser)
    const source = await card(page, 'formula').getByRole('img').getAttribute('src')
    const response = await fetch(stage.url + source)
    expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([200, 'image/png', expect.stringContaining('immutable')])
    for (const path of ['/pictures/formula-0.png', '/pictures/..%2f..%2fpackage.json', String(source).replace('.png', '')]) expect((await fetch(stage.url + path)).status).toBe(404)
  })

  it('lets its code be copied and its file be saved', async () => {
    showGallery(stage)
    const page = await stage.window(browser)
    await card(page, 'snippet').getByRole('button', { name: 'Copy' }).click()
    await card(page, 'snippet').getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^import numpy as np\n\ndef k_means/)
    const saving = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download recall-ada.json' }).click()
    const file = await saving
    expect([file.suggestedFilename(), readFileSync(await file.path(), 'utf8')]).toEqual(['recall-ada.json', '{ "member": "Ada", "answers": [] }\n'])
  })

  it('offers its select as a list that works by keyboard and presses what was chosen', async () => {
    showGallery(stage)
    const page = await stage.window(browser)
    const asked = page.waitForRequest('**/api/press')
    const select = card(page, 'formula').getByRole('button', { name: 'Related formulas' })
    await select.focus()
    for (const key of ['Enter', 'Tab', 'Tab', 'Enter']) await page.keyboard.press(key)
    expect((await asked).postDataJSON()).toEqual({ as: 'ada', channel: 'general', press: 'heads' })
    expect(await focused(page)).toBe('Related formulas')
  })
})

describe('what Discord and Slack are sent', () => {
  it('is drawn from the payload, for all messages or for one', async () => {
    showGallery(stage)
    const page = await stage.window(browser)
    await page.getByTestId('as').getByLabel('Discord').check()
    const discord = card(page, 'reveal').locator('[data-platform="discord"]')
    expect(await discord.innerText()).toContain('Equal logits mean full uncertainty')
    expect(await card(page, 'podium').locator('[data-platform="discord"]').innerText()).toContain('fit <b>here</b>')
    await card(page, 'reveal').getByLabel('Show this message as').selectOption('slack')
    await card(page, 'reveal').locator('[data-platform="slack"]').getByRole('button', { name: 'Why?' }).waitFor()
    expect(await card(page, 'podium').locator('[data-platform="slack"]').count()).toBe(0)
    expect(await page.locator('.unknown').count()).toBe(0)
    await page.getByTestId('as').getByLabel('Slack').check()
    expect(await page.locator('.unknown').count()).toBe(0)
    expect(await page.locator('[data-platform="slack"]').count()).toBe(gallery(0).length)
    await page.getByTestId('as').getByLabel('Recall').check()
    expect(await page.locator('[data-platform]').count()).toBe(0)
  })

  it('says commands as they are typed there', async () => {
    showGallery(stage)
    const page = await stage.window(browser)
    for (const [platform, command] of [['Recall', /^\/rapid\b/m], ['Discord', /^\/rapid\b/m], ['Slack', /^\/recall rapid\b/m]] as const) {
      await page.getByTestId('as').getByLabel(platform).check()
      expect(await card(page, 'help').innerText()).toMatch(command)
    }
  })

  it('says the same words as the card, whatever signs are in them', async () => {
    const words = '**a** _b_ ~c~ `d` <@1> &amp; <!here> [e](https://f.example) \\ > g ||h|| <t:0:R> <b>i</b> :smile: @everyone # j'
    stage.chat.post('general', { kind: 'note', title: words, text: `# ${words}`, rows: [{ label: 'A', text: words, note: words }], fields: [{ name: 'K', value: words }], footer: [words, { at: stage.chat.now(), as: 'day and time' }] }, 'signs')
    const page = await stage.window(browser)
    for (const platform of ['Recall', 'Discord', 'Slack']) {
      await page.getByTestId('as').getByLabel(platform).check()
      const shown = (await card(page, 'note').innerText()).replaceAll('\u00ad', '')
      expect([platform, shown.split(words).length - 1]).toEqual([platform, 6])
    }
  })

  it('presses the same buttons', async () => {
    const page = await stage.window(browser)
    await type(page, '/quiz questions:1')
    await privately(page, 'Practice 1 of 1').waitFor()
    await page.getByTestId('as').getByLabel('Discord').check()
    await page.locator('[data-platform="discord"]').getByRole('button', { name: /^A\b/ }).first().click()
    await page.locator('[data-platform="discord"]').filter({ hasText: /Because of/ }).waitFor()
  })
})
