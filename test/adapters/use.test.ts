import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openCapacity, tick } from '../../src/bot/tick.ts'
import { openBrowser } from '../support/browser.ts'
import { library, libraryOf, typedQuestion } from '../support/library.ts'
import { formOfAll } from './gallery.ts'
import { card, findings, focused, openStage, privately, showGallery, type, type Stage } from './stage.ts'

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

describe('a form', () => {
  it('opens by a button, is filled in by keyboard, and its answer comes back privately', async () => {
    await stage.close()
    stage = await openStage(typed)
    const page = await stage.window(browser)
    await type(page, '/rapid questions:3')
    await privately(page, 'A round of 3 questions starts now').waitFor()
    await tick(stage.bot, openCapacity())
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
    await tick(stage.bot, openCapacity())
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
    showGallery(stage)
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
    const post = (key: string) => stage.bot.surfaces['playground']?.post(channel, { kind: 'note', text: `posted ${key}` }, { key, triedAt: null })
    const first = await post('first')
    expect(first?.outcome).toBe('shown')
    await grace.getByTestId('channel-quiz').click()
    expect(await grace.getByRole('button', { name: 'More about #quiz' }).count()).toBe(0)
    await ada.getByRole('button', { name: 'More about #quiz' }).click()
    await ada.getByRole('button', { name: 'Delete #quiz' }).click()
    await ada.getByTestId('deleted-quiz').waitFor()
    await grace.getByTestId('channel-quiz').waitFor({ state: 'detached' })
    expect(await grace.getByTestId('channel-general').getAttribute('aria-current')).toBe('true')
    expect(await post('second')).toEqual({ outcome: 'gone', why: { what: 'channel gone' } })
    expect(await stage.bot.surfaces['playground']?.edit(channel, '1', { kind: 'note', text: 'edited' })).toEqual({ outcome: 'gone', why: { what: 'channel gone' } })
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
