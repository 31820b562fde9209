import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { startRecall, temporaryFolder, type Recall } from '../support/recall.ts'
import { labelOn, writeContent } from './content.ts'

const DAY = 86_400_000

let browser: Browser
let folder: ReturnType<typeof temporaryFolder>
let recall: Recall
let environment: Record<string, string>
let trouble: string[]
beforeAll(async () => { browser = await openBrowser() })
afterAll(async () => { await browser.close() })
beforeEach(async () => {
  folder = temporaryFolder()
  trouble = []
  environment = { DATA_DIR: folder.path, CONTENT_DIR: writeContent(folder.path) }
  recall = await startRecall(environment)
})
afterEach(async () => {
  await recall.end('SIGTERM')
  folder.remove()
})

/** A window of its own, with somebody chosen in it. */
async function windowAs(person: 'ada' | 'grace' | 'alan', url = recall.url): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1000, height: 900 } })).newPage()
  page.on('pageerror', error => trouble.push(error.message))
  page.on('console', message => { if (message.type() === 'error' && !/ERR_|503/.test(message.text())) trouble.push(message.text()) })
  await page.goto(url)
  await page.getByTestId('person').selectOption(person)
  return page
}

/** Types into the box and sends it. */
async function type(page: Page, text: string): Promise<void> {
  await page.getByTestId('composer').fill(text)
  await page.getByTestId('composer').press('Escape')
  await page.getByTestId('composer').press('Enter')
}

const card = (page: Page, kind: string) => page.locator(`[data-testid="message"][data-kind="${kind}"]`)
const privately = (page: Page, text: string | RegExp) => page.getByTestId('private').filter({ hasText: text })

/** Jumps to the deadline of the open question and past its close. */
async function toReveal(): Promise<void> {
  await recall.jump(await recall.now() + 23_000)
}

describe('the playground in a browser', () => {
  it('two windows play a rapid round to the podium, through a restart in the middle, and read the board', async () => {
    const [ada, grace] = [await windowAs('ada'), await windowAs('grace')]
    await type(ada, '/rapid questions:3 seconds:20 scoring:accuracy')
    await privately(ada, 'A round of 3 questions starts now').waitFor()
    await card(grace, 'question').getByText(/Question 1 of 3/).waitFor()
    expect(await privately(grace, 'starts now').count()).toBe(0)

    for (const number of [1, 2, 3]) {
      await card(grace, 'question').getByText(new RegExp(`Question ${number} of 3`)).waitFor()
      const shown = (await recall.messages()).findLast(message => message.card?.kind === 'question')?.card
      if (shown == null) throw new Error('no question is shown')
      const [right, wrong] = [labelOn(shown, 'right'), labelOn(shown, 'wrong')]
      await card(ada, 'question').getByRole('button', { name: right, exact: true }).click()
      await privately(ada, `Locked in: ${right}.`).nth(0).waitFor()
      if (number === 2) {
        await recall.end('SIGKILL')
        recall = await startRecall({ ...environment, HTTP_PORT: new URL(recall.url).port })
        await card(grace, 'question').getByText('Question 2 of 3').waitFor()
        await grace.getByText(/reconnecting/i).waitFor({ state: 'hidden' })
      }
      await card(grace, 'question').getByRole('button', { name: number === 1 ? right : wrong, exact: true }).click()
      await privately(grace, /Locked in/).nth(number - 1).waitFor()
      await toReveal()
      await card(grace, 'reveal').nth(number - 1).waitFor()
      await recall.jump(await recall.now() + 4000)
    }
    await card(ada, 'podium').waitFor()
    expect(await card(ada, 'podium').innerText()).toMatch(/Ada\s+3\/3 · 3,000[^]*Grace\s+1\/3 · 1,000/)

    await card(grace, 'reveal').last().getByRole('button', { name: 'Why?' }).click()
    await privately(grace, /is right\./).waitFor()
    await type(grace, '/leaderboard')
    await privately(grace, /Leaderboard of this week[^]*number 2 of 2/).waitFor()
    expect(await card(ada, 'question').count()).toBe(0)
    expect(trouble).toEqual([])
  })

  it('an admin sets a daily, posts it now, two people answer, and tomorrow it is revealed', async () => {
    const [ada, grace] = [await windowAs('ada'), await windowAs('grace')]
    await type(grace, '/daily set time:09:00')
    await privately(grace, 'Only an admin').waitFor()
    await type(ada, '/daily set time:09:00 timezone:UTC')
    await privately(ada, 'The daily is set').waitFor()
    await type(ada, '/daily now')
    await card(grace, 'question').getByText('Daily question').waitFor()
    for (const page of [ada, grace]) {
      await card(page, 'question').getByRole('button', { name: 'A', exact: true }).click()
      await privately(page, /is right\.[^]*Points move at the reveal/).waitFor()
    }
    await card(ada, 'question').getByText('2 answers so far').waitFor()
    await recall.jump(Math.floor(await recall.now() / DAY) * DAY + DAY + 9 * 3_600_000 + 3000)
    await card(grace, 'reveal').getByText('Daily question').waitFor()
    await card(grace, 'question').waitFor()
    await type(ada, '/leaderboard period:all')
    await privately(ada, /Leaderboard of all time[^]*Grace/).waitFor()
    expect(trouble).toEqual([])
  })

  it('completes commands and options by keyboard, looks a formula up, and answers a typing mistake kindly', async () => {
    const page = await windowAs('alan')
    const box = page.getByTestId('composer')
    await box.pressSequentially('/form')
    await page.getByRole('listbox').getByRole('option').first().waitFor()
    await box.press('Enter')
    expect(await box.inputValue()).toMatch(/^\/formula /)
    await box.fill('/formula f1')
    await box.press('Escape')
    await box.press('Enter')
    await privately(page, /F1 score[^]*Pitfall/).waitFor()
    await type(page, '/rapit')
    await privately(page, 'I do not know /rapit. Did you mean /rapid?').waitFor()
    await type(page, '/help')
    await privately(page, '/leaderboard').waitFor()
    await type(page, 'hello everybody <b>& co</b>')
    await page.getByTestId('message').getByText('hello everybody <b>& co</b>').waitFor()
    expect(trouble).toEqual([])
  })

  it('fits a phone: nothing is wider than 360 pixels', async () => {
    const page = await windowAs('ada')
    await page.setViewportSize({ width: 360, height: 740 })
    await type(page, '/help')
    await privately(page, '/rapid').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360)
  })
})

describe('the playground\'s API', () => {
  const post = async (path: string, body: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${recall.url}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })
    return [response.status, await response.text()] as const
  }

  it('refuses other web sites: a foreign Origin, a foreign Host, a form', async () => {
    const body = JSON.stringify({ as: 'ada', channel: 'general', text: 'hello' })
    expect((await post('/api/send', body, { origin: 'http://evil.example' }))[0]).toBe(403)
    expect((await post('/api/send', body, { 'content-type': 'text/plain' }))[0]).toBe(415)
    const { request } = await import('node:http')
    const status = await new Promise(resolve => request(`${recall.url}/api/state`, { headers: { host: 'evil.example' } }, response => resolve(response.statusCode)).end())
    expect(status).toBe(403)
    expect(await recall.messages()).toEqual([])
  })

  it('sends a strict content security policy', async () => {
    const { headers } = await fetch(recall.url)
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'; script-src 'self'; style-src 'self'/)
    expect(headers.get('content-security-policy')).not.toContain('unsafe')
  })

  it('serves its page, its fonts and lit-html only, nothing beside them', async () => {
    const status = async (path: string) => (await fetch(`${recall.url}${path}`)).status
    expect([await status('/page/page.js'), await status('/fonts/NotoEmoji-Regular.ttf'), await status('/vendor/lit-html/lit-html.js')]).toEqual([200, 200, 200])
    for (const path of ['/page/../routes.ts', '/page/%2e%2e/routes.ts', '/page/..%2froutes.ts', '/fonts/%2e%2e/%2e%2e/package.json', '/vendor/lit-html/../../package.json', '/vendor/lit-html/%2e%2e/zod/package.json', '/etc/passwd']) expect([path, await status(path)]).toEqual([path, 404])
  })

  it('answers what it does not know with a sentence', async () => {
    expect(await post('/api/send', 'no json')).toEqual([400, expect.stringContaining('That request is not one the playground knows')])
    expect(await post('/api/send', JSON.stringify({ as: 'mallory', channel: 'general', text: 'x' }))).toEqual([400, expect.stringContaining('as')])
    expect((await post('/api/press', JSON.stringify({ as: 'ada', channel: 'general', press: 'x'.repeat(201) })))[0]).toBe(400)
    expect((await post('/api/send', JSON.stringify({ text: 'x'.repeat(70_000) })))[0]).toBe(413)
    expect(await post('/api/clock', JSON.stringify({ to: 1 }))).toEqual([400, expect.stringContaining('The clock goes forward only.')])
  })

  it('keeps its clock over a restart', async () => {
    await recall.jump(await recall.now() + 3_600_000)
    const before = await recall.now()
    await recall.end('SIGTERM')
    recall = await startRecall(environment)
    expect(await recall.now()).toBeGreaterThanOrEqual(before)
  })
})
