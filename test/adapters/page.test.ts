import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { tick } from '../../src/bot/tick.ts'
import { openBrowser } from '../support/browser.ts'
import { library, libraryOf, typedQuestion } from '../support/library.ts'
import { formOfAll, gallery } from './gallery.ts'
import { findings, openStage, overflow, type, type Stage } from './stage.ts'

const typed = libraryOf(['auc', 'gini', 'lift'].map(slug => typedQuestion('metrics', slug, ['0.5', '1/2'])))

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

function showGallery(): void {
  for (const [place, card] of gallery(stage.chat.now()).entries()) stage.chat.post('general', card, `card ${place}`)
}

const card = (page: Page, kind: string) => page.locator(`[data-testid="message"][data-kind="${kind}"]`)
const privately = (page: Page, text: string | RegExp) => page.getByTestId('private').filter({ hasText: text })
const focused = (page: Page) => page.evaluate('document.activeElement.name || document.activeElement.id || document.activeElement.textContent.trim()')

describe('a card on the page', () => {
  it('shows every slot: rows with marks and notes, fields, a picture with its words, code, a file, moments', async () => {
    showGallery()
    const page = await stage.window(browser)
    const right = card(page, 'reveal').locator('[data-mark="right"]')
    expect(await right.innerText()).toMatch(/A\s+ln 4\s+Right\s+3 · 75 %/)
    expect(await card(page, 'reveal').locator('[data-mark="wrong"]').innerText()).toContain('Equal logits mean full uncertainty')
    expect(await card(page, 'podium').innerText()).toContain('would like to see it fit <b>here</b>')
    expect(await card(page, 'podium').locator('dt', { hasText: 'Missed most' }).count()).toBe(1)
    expect(await card(page, 'verdict').locator('.card').getAttribute('data-tone')).toBe('bad')
    expect(await card(page, 'question').first().locator('.countdown').innerText()).toMatch(/^\d+ s$/)
    expect(await card(page, 'leaderboard').locator('time[datetime]').last().innerText()).toMatch(/^\w{3}, \d+ \w+, \d\d:\d\d$|^\w{3} \d+ \w+, \d\d:\d\d$/)
    const picture = card(page, 'formula').getByRole('img')
    expect(await picture.getAttribute('alt')).toMatch(/^Attention of Q, K and V/)
    expect(await page.evaluate<number>(`(async image => { await image.decode(); return image.naturalWidth })(document.querySelector('[data-kind="formula"] img'))`)).toBeGreaterThan(100)
  })

  it('gives its picture to keep for ever, and no other', async () => {
    showGallery()
    const page = await stage.window(browser)
    const source = await card(page, 'formula').getByRole('img').getAttribute('src')
    const response = await fetch(stage.url + source)
    expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([200, 'image/png', expect.stringContaining('immutable')])
    for (const path of ['/pictures/formula-0.png', '/pictures/..%2f..%2fpackage.json', String(source).replace('.png', '')]) expect((await fetch(stage.url + path)).status).toBe(404)
  })

  it('lets its code be copied and its file be saved', async () => {
    showGallery()
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
    showGallery()
    const page = await stage.window(browser)
    const asked = page.waitForRequest('**/api/press')
    const select = card(page, 'formula').getByRole('button', { name: 'Related formulas' })
    await select.focus()
    for (const key of ['Enter', 'Tab', 'Tab', 'Enter']) await page.keyboard.press(key)
    expect((await asked).postDataJSON()).toEqual({ as: 'ada', channel: 'general', press: 'heads' })
    expect(await focused(page)).toBe('Related formulas')
  })
})

describe('a form', () => {
  it('opens by a button, is filled in by keyboard, and its answer comes back privately', async () => {
    await stage.close()
    stage = await openStage(typed)
    const page = await stage.window(browser)
    await type(page, '/rapid questions:3')
    await privately(page, 'A round of 3 questions starts now').waitFor()
    await tick(stage.bot)
    await card(page, 'question').getByRole('button', { name: 'Type the answer' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    expect(await focused(page)).toBe('answer')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await focused(page)).toMatch(/^Type the answer/)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.type('1/2')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await privately(page, 'Locked in: “1/2”.').waitFor()
    expect(await findings(page)).toEqual([])
  })

  it('sets a group up from the first words of the bot, channels and all', async () => {
    const page = await stage.window(browser)
    await tick(stage.bot)
    await card(page, 'help').getByText('Hello, I am Recall').waitFor()
    await page.getByTestId('first-steps').waitFor()
    await card(page, 'help').getByRole('button', { name: /Set up/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Time zone').fill('Nowhere')
    await dialog.getByLabel('#quiz').check()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await privately(page, 'Nothing was saved').getByRole('button', { name: /Try again/ }).click()
    await dialog.getByLabel('Time zone').fill('Europe/Berlin')
    await dialog.getByLabel('#quiz').check()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await privately(page, /Europe\/Berlin[^]*#quiz/).waitFor()
  })

  it('has text, choices and lists, asks for what is required, and sends lists as many as were ticked', async () => {
    showGallery()
    const page = await stage.window(browser)
    const sent: unknown[] = []
    await page.route('**/api/press', route => route.fulfill({ json: { form: formOfAll } }))
    await page.route('**/api/submit', route => {
      sent.push(route.request().postDataJSON())
      return sent.length === 1 ? route.abort() : route.fulfill({ json: { private: { kind: 'note', tone: 'bad', text: 'No such zone.' } } })
    })
    await card(page, 'settings').getByRole('button', { name: /Change/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Settings' })
    expect(await dialog.getByLabel('Time zone').getAttribute('maxlength')).toBe('60')
    expect(await dialog.locator(`#${await dialog.getByLabel('Time zone').getAttribute('aria-describedby')}`).innerText()).toBe('A name such as Europe/Berlin')
    expect(await findings(page)).toEqual([])
    await dialog.getByLabel('Verdict of the daily').selectOption('At the reveal')
    await dialog.getByLabel('#quiz').check()
    await dialog.getByRole('button', { name: 'Save' }).click()
    expect(sent).toEqual([])
    await dialog.getByLabel('Grace').check()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.getByRole('alert').filter({ hasText: 'restarting' }).waitFor()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await privately(page, 'No such zone.').waitFor()
    const values = { zone: ['UTC'], verdict: ['at the reveal'], channels: ['general', 'quiz'], starters: ['grace'], remark: [''] }
    expect(sent[1]).toEqual({ as: 'ada', channel: 'general', press: 'settings', values })
    stage.troubles.splice(stage.troubles.findIndex(text => text.includes('ERR_FAILED')), 1)
  })
})

describe('the text box', () => {
  it('completes a command, its options and their values by keyboard alone, and says so to a screen reader', async () => {
    const page = await stage.window(browser)
    const box = page.getByTestId('composer')
    const options = page.getByRole('listbox').getByRole('option')
    await box.focus()
    await page.keyboard.type('/qu')
    await options.first().waitFor()
    expect([await box.getAttribute('role'), await box.getAttribute('aria-expanded')]).toEqual(['combobox', 'true'])
    await page.keyboard.press('Tab')
    expect(await box.inputValue()).toBe('/quiz ')
    await page.keyboard.type('diff')
    await page.keyboard.press('Tab')
    expect(await box.inputValue()).toBe('/quiz difficulty:')
    await page.keyboard.press('ArrowDown')
    const marked = page.locator(`#${await box.getAttribute('aria-activedescendant')}`)
    expect([await marked.getAttribute('aria-selected'), await marked.innerText()]).toEqual(['true', expect.stringContaining('medium')])
    await page.keyboard.press('Enter')
    expect(await box.inputValue()).toBe('/quiz difficulty:medium ')
    await page.keyboard.type('topic:prob')
    await options.filter({ hasText: 'probability' }).waitFor()
    expect(await findings(page)).toEqual([])
    await page.keyboard.press('Tab')
    expect(await box.inputValue()).toBe('/quiz difficulty:medium topic:probability ')
    await page.keyboard.press('Escape')
    expect(await box.getAttribute('aria-expanded')).toBe('false')
    await page.keyboard.press('Enter')
    await privately(page, /Practice 1 of 5 · Probability · medium/).waitFor()
  })

  it('suggests what the bot knows: formulas by a part of their name', async () => {
    const page = await stage.window(browser)
    const { name = '' } = stage.bot.library.formulas[0] ?? {}
    await page.getByTestId('composer').fill(`/formula ${name.slice(0, 5)}`)
    await page.getByRole('listbox').getByRole('option', { name, exact: true }).click()
    expect(await page.getByTestId('composer').inputValue()).toBe(`/formula name:${name} `)
    const answer = await fetch(`${stage.url}/api/suggest?as=ada&channel=general&command=formula&option=name&typed=`)
    expect((await answer.json() as string[]).length).toBeLessThanOrEqual(25)
  })
})

describe('a private answer', () => {
  it('says that only you see it, is nobody else\'s, is said once to a screen reader, and goes when it is dismissed', async () => {
    const [ada, grace] = [await stage.window(browser), await stage.window(browser, { as: 'grace' })]
    stage.chat.say('general', 'Alan', 'good morning')
    await ada.locator('#live').getByText('Alan: good morning').waitFor({ state: 'attached' })
    await type(ada, '/help')
    const answer = privately(ada, '/quiz')
    await answer.getByText('Only you can see this').waitFor()
    expect(await ada.locator('#live p').allInnerTexts()).toEqual(['Alan: good morning', expect.stringMatching(/^Only you can see this\. .*quiz/)])
    await ada.getByTestId('person').selectOption('grace')
    expect(await answer.count()).toBe(0)
    await ada.getByTestId('person').selectOption('ada')
    await answer.getByRole('button', { name: 'Dismiss' }).click()
    expect(await answer.count()).toBe(0)
    expect(await grace.getByTestId('private').count()).toBe(0)
    expect(await ada.locator('#log').getAttribute('aria-live')).toBe('off')
  })
})

describe('a direct message', () => {
  it('is a home of its own that only its person sees', async () => {
    const [ada, grace] = [await stage.window(browser), await stage.window(browser, { as: 'grace' })]
    await ada.getByTestId('channel-dm').click()
    await ada.getByRole('heading', { name: 'Recall, just for you' }).waitFor()
    await type(ada, 'a note to myself')
    await ada.getByTestId('message').getByText('a note to myself').waitFor()
    await grace.getByTestId('channel-dm').click()
    expect(await grace.getByTestId('message').getByText('a note to myself').count()).toBe(0)
    await ada.getByTestId('person').selectOption('grace')
    expect(await ada.getByTestId('message').count()).toBe(0)
    expect(await stage.bot.store.members.groupOf('playground', 'dm-ada')).not.toBe(await stage.bot.store.members.groupOf('playground', 'local'))
    const refused = await fetch(`${stage.url}/api/send`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ as: 'grace', channel: 'dm-ada', text: 'hello' }) })
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('somebody else\'s')])
  })
})

describe('a deleted channel', () => {
  it('takes no posts, is gone for everyone, and comes back with its messages when an admin says so', async () => {
    const [ada, grace] = [await stage.window(browser), await stage.window(browser, { as: 'grace' })]
    const channel = { platform: 'playground', home: 'local', id: 'quiz' }
    const post = (key: string) => stage.bot.surfaces['playground']?.post(channel, { kind: 'note', text: `posted ${key}` }, key)
    const first = await post('first')
    expect(first?.outcome).toBe('shown')
    await grace.getByTestId('channel-quiz').click()
    expect(await grace.getByRole('button', { name: 'More about #quiz' }).count()).toBe(0)
    await ada.getByRole('button', { name: 'More about #quiz' }).click()
    await ada.getByRole('button', { name: 'Delete #quiz' }).click()
    await ada.getByTestId('deleted-quiz').waitFor()
    await grace.getByTestId('channel-quiz').waitFor({ state: 'detached' })
    expect(await grace.getByTestId('channel-general').getAttribute('aria-current')).toBe('true')
    expect(await post('second')).toEqual({ outcome: 'gone' })
    expect(await stage.bot.surfaces['playground']?.edit(channel, '1', { kind: 'note', text: 'edited' })).toEqual({ outcome: 'gone' })
    await ada.getByRole('button', { name: 'Bring #quiz back' }).click()
    await ada.getByTestId('channel-quiz').click()
    await ada.getByTestId('message').getByText('posted first').waitFor()
    expect((await post('second'))?.outcome).toBe('shown')
    const refused = await fetch(`${stage.url}/api/channel`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ as: 'grace', channel: 'quiz', deleted: true }) })
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('Only an admin')])
  })
})

describe('the clock', () => {
  it('jumps forward by its buttons, for every window at once', async () => {
    const [ada, grace] = [await stage.window(browser), await stage.window(browser, { as: 'grace' })]
    const before = stage.chat.now()
    await ada.getByTestId('jump-minute').click()
    await expect.poll(() => stage.chat.now() - before).toBeGreaterThan(0)
    await ada.getByTestId('jump-week').click()
    await expect.poll(() => stage.chat.now() - before).toBeGreaterThanOrEqual(7 * 86_400_000)
    const day = new Date(stage.chat.now()).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' })
    await grace.getByTestId('clock').filter({ hasText: day }).waitFor()
    await ada.getByTestId('jump-tomorrow').click()
    await ada.getByTestId('clock').filter({ hasText: '09:00:0' }).waitFor()
    expect(await ada.getByTestId('clock').innerText()).toMatch(/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/)
  })
})

describe('what Discord and Slack are sent', () => {
  it('is drawn from the payload, for all messages or for one', async () => {
    showGallery()
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

describe.each([[1280, 'light'], [1280, 'dark'], [360, 'light'], [360, 'dark']] as const)('the page, %i pixels wide and %s', (width, colorScheme) => {
  it('has nothing that axe-core finds, and nothing too wide, in every view', async () => {
    const page = await stage.window(browser, { width, height: 740, colorScheme })
    const views: Record<string, () => Promise<unknown>> = {
      'an empty channel': () => page.getByTestId('first-steps').waitFor(),
      'all cards as Recall': async () => { showGallery(); await card(page, 'help').waitFor() },
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
