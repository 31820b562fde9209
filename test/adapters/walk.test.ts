/** A newcomer goes through the whole game on the page, with the content that Recall ships. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { commands } from '../../src/bot/commands/all.ts'
import { openCapacity, tick } from '../../src/bot/tick.ts'
import { openBrowser } from '../support/browser.ts'
import { library } from '../support/library.ts'
import { card, openStage, privately, type, type Stage } from './stage.ts'

let browser: Browser
let stage: Stage
beforeAll(async () => { browser = await openBrowser() })
afterAll(() => browser.close())
beforeEach(async () => { stage = await openStage(library) })
afterEach(async () => {
  expect(stage.troubles).toEqual([])
  await stage.close()
})

/** Sends a command and waits for the private answer that says this. */
async function say(page: Page, command: string, answer: string | RegExp): Promise<void> {
  await type(page, command)
  await privately(page, answer).last().waitFor()
}

/** Presses a button of the newest private answer. */
const press = (page: Page, label: string) => page.getByTestId('private').last().getByRole('button', { name: label, exact: true }).click()

/** Presses a clock button, and lets the two seconds pass in which late answers may still arrive. */
async function jump(page: Page, label: string): Promise<void> {
  const done = page.waitForResponse('**/api/clock')
  await page.getByRole('button', { name: label, exact: true }).click()
  await done
  stage.chat.jumpTo(stage.chat.now() + 3000)
  await tick(stage.bot, openCapacity())
}

describe('a newcomer', () => {
  it('walks through every command and is told something useful by each', async () => {
    const [ada, grace] = [await stage.window(browser), await stage.window(browser, { as: 'grace' })]
    const walked = new Set<string>()
    const walk = async (page: Page, command: string, answer: string | RegExp) => {
      walked.add(commands.map(one => one.name).filter(name => `${command.slice(1)} `.startsWith(`${name} `)).toSorted((a, b) => b.length - a.length)[0] ?? command)
      await say(page, command, answer)
    }

    await walk(grace, '/help', 'Recall asks, you answer')
    await walk(grace, '/quiz questions:1 topic:metrics', /Practice 1 of 1/)
    await press(grace, 'A')
    await press(grace, 'How did I do?')
    await privately(grace, /[01] of 1 right/).waitFor()

    await walk(grace, '/formula cosine similarity', 'When to use it')
    await privately(grace, 'When to use it').locator('img').waitFor()
    await press(grace, 'Quiz me on this')
    await privately(grace, /Practice 1 of/).last().waitFor()
    await walk(grace, '/snippet softmax', 'A common bug')
    await walk(grace, '/concept saddle point', 'Intuition')

    await walk(ada, '/rapid questions:3 seconds:30 scoring:accuracy', 'A round of 3 questions starts now')
    await tick(stage.bot, openCapacity())
    await card(grace, 'question').last().getByRole('button', { name: 'A', exact: true }).click()
    await privately(grace, 'Locked in: A.').waitFor()
    await card(ada, 'question').last().getByRole('button', { name: 'B', exact: true }).click()
    await jump(ada, 'Next hour')
    await card(grace, 'reveal').getByRole('button', { name: 'Why?' }).waitFor()
    await walk(ada, '/stop', 'The round ends here')
    await tick(stage.bot, openCapacity())
    await jump(ada, 'Next hour')
    await card(grace, 'podium').waitFor()
    await walk(grace, '/leaderboard', 'You are number')
    await walk(grace, '/report why:"The second choice is right too"', 'Thank you')

    await walk(ada, '/daily set time:09:00', 'The daily is set')
    await walk(grace, '/daily show', 'Next post')
    await walk(ada, '/daily preview', 'Draw another')
    await walk(ada, '/daily now', 'is on its way')
    await tick(stage.bot, openCapacity())
    await card(grace, 'question').getByText('Daily question').waitFor()
    await walk(ada, '/daily pause', 'The daily is paused')
    await walk(ada, '/daily resume', 'The daily goes on')
    await walk(ada, '/daily off', 'The daily is off')

    await walk(grace, '/team create name:Kernels', 'Kernels is a team now')
    await walk(ada, '/team join name:Kernels', 'You are in Kernels now')
    await walk(ada, '/team show', 'Kernels')
    await walk(ada, '/team list', 'Teams')
    await walk(ada, '/team rename name:Kernels to:Tensors', 'is called Tensors')
    await walk(grace, '/team leave', 'You have left Tensors')
    await walk(ada, '/team remove name:Tensors', 'Tensors is removed')

    await walk(grace, '/progress', 'Your progress')
    await walk(grace, '/timezone zone:Europe/Berlin', 'Your days go by Europe/Berlin now')
    await walk(ada, '/settings', 'Settings of this group')
    await walk(grace, '/privacy show', 'What I keep about you')
    await walk(grace, '/privacy export', 'Everything I keep about you')
    await walk(grace, '/privacy delete', 'Erase everything about you in this group?')

    expect(commands.map(command => command.name).filter(name => !walked.has(name))).toEqual([])
  }, 60_000)
})

describe('the first steps in an empty channel', () => {
  const steps = (page: Page) => page.getByTestId('first-steps').locator('code').allInnerTexts()

  it('begin with practice, and hold only what their reader may do, each with an answer', async () => {
    const [ada, grace] = [await stage.window(browser), await stage.window(browser, { as: 'grace' })]
    const [ofAdmin, ofMember] = [await steps(ada), await steps(grace)]
    expect(ofAdmin).toEqual(['/quiz questions:5', '/rapid questions:3', '/formula name:cosine similarity', '/daily set time:09:00', '/leaderboard', '/help'])
    expect(ofMember).toEqual(ofAdmin.filter(step => !step.startsWith('/daily')))
    await grace.getByTestId('channel-dm').click()
    expect(await steps(grace)).toEqual(['/quiz questions:5', '/formula name:cosine similarity', '/help'])
    for (const step of ofAdmin) {
      await ada.getByTestId('first-steps').getByRole('button', { name: step }).click()
      await privately(ada, /Practice 1 of|starts now|When to use it|daily is set|Leaderboard of this week|Recall asks/).waitFor()
      await ada.getByRole('button', { name: 'Dismiss' }).click()
    }
  })
})

describe('an answer longer than the log', () => {
  it('is shown from its beginning', async () => {
    const page = await stage.window(browser, { width: 360, height: 740 })
    await say(page, '/help', 'Recall asks, you answer')
    await expect.poll(async () => ((await page.getByTestId('private').boundingBox())?.y ?? 0) - ((await page.locator('#log').boundingBox())?.y ?? 0)).toBeGreaterThanOrEqual(0)
    await page.getByTestId('private').getByText('Recall asks, you answer').waitFor()
  })
})

describe('an admin', () => {
  it('sets a group up from its first card, has a daily posted and revealed, and hears when its channel is gone', async () => {
    const [ada, grace] = [await stage.window(browser), await stage.window(browser, { as: 'grace' })]
    await tick(stage.bot, openCapacity())
    await card(ada, 'help').getByRole('button', { name: /^Set up/ }).click()
    const form = ada.getByRole('dialog')
    await form.getByLabel('Time zone').fill('Europe/Paris')
    await form.getByRole('button', { name: 'Save' }).click()
    await privately(ada, 'Saved').getByText('Europe/Paris', { exact: true }).waitFor()

    await say(ada, '/daily set time:09:00 channel:quiz', 'The daily is set')
    await jump(ada, 'Tomorrow 09:00')
    await grace.getByRole('button', { name: /quiz/ }).first().click()
    await card(grace, 'question').getByText('Daily question ·').waitFor()
    await card(grace, 'question').last().getByRole('button', { name: 'A', exact: true }).click()
    await privately(grace, /is right/).waitFor()
    await jump(ada, 'Tomorrow 09:00')
    await card(grace, 'reveal').waitFor()

    stage.chat.setDeleted('quiz', true)
    await jump(ada, 'Tomorrow 09:00')
    await say(ada, '/daily show channel:quiz', 'A daily is paused')
  }, 60_000)
})
