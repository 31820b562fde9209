/** Plays a round in a real playground and takes the README's pictures of it. */
import type { Page } from 'playwright-core'
import { openBrowser } from '../test/support/browser.ts'
import { startRecall, temporaryFolder } from '../test/support/recall.ts'
import { labelOf } from '../test/support/world.ts'

const folder = temporaryFolder()
const recall = await startRecall({ DATA_DIR: folder.path })
const browser = await openBrowser()

async function windowAs(person: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1040, height: 860 }, deviceScaleFactor: 1.5, colorScheme: 'light' })).newPage()
  await page.goto(`${recall.url}/?as=${person}`)
  return page
}

async function answer(person: string, right: boolean): Promise<void> {
  const card = (await recall.messages()).findLast(message => message.card?.kind === 'question')?.card
  const button = card?.buttons?.find(one => one.label === labelOf(card, right ? 'right' : 'wrong'))
  await recall.press(person, button?.press ?? '')
}

const page = await windowAs('grace')
await recall.send('ada', '/rapid questions:3 seconds:20')
await page.getByText('Question 1 of 3').waitFor()
await answer('ada', true)
await recall.jump(await recall.now() + 3000)
await answer('alan', false)
await page.getByText('2 answers so far').waitFor()
await page.locator('article[data-kind="question"]').getByRole('button').first().click()
await page.getByTestId('private').waitFor()
await page.screenshot({ path: 'docs/playground-question.png' })

await recall.jump(await recall.now() + 20_000)
await page.locator('article[data-kind="reveal"]').waitFor()
await page.getByRole('button', { name: 'Why?' }).click()
await page.getByTestId('private').nth(1).waitFor()
await page.screenshot({ path: 'docs/playground-reveal.png' })

await browser.close()
await recall.end('SIGTERM')
folder.remove()
console.log('docs/playground-question.png and docs/playground-reveal.png are new.')
