/** Plays a round in a real playground and takes the README's pictures of it. */
import type { Page } from 'playwright-core'
import { openBrowser } from '../test/support/browser.ts'
import { shipped } from '../test/support/library.ts'
import { startRecall, temporaryFolder } from '../test/support/recall.ts'
import { labelOf } from '../test/support/world.ts'

const folder = temporaryFolder()
const recall = await startRecall({ DATA_DIR: folder.path })
const browser = await openBrowser()

async function windowAs(person: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1040, height: 1180 }, deviceScaleFactor: 1.5, colorScheme: 'light' })).newPage()
  await page.goto(`${recall.url}/?as=${person}`)
  await page.getByTestId('person').locator(`option[value="${person}"]:checked`).waitFor({ state: 'attached' })
  return page
}

async function newestQuestion() {
  return (await recall.messages()).findLast(message => message.card?.kind === 'question')?.card ?? { kind: 'question' as const }
}

/** Starts rounds until one begins with a question that has choices. */
async function startRound(page: Page): Promise<void> {
  await recall.send('ada', '/rapid questions:3 seconds:20')
  await page.locator('article[data-kind="question"]').last().waitFor()
  if (((await newestQuestion()).rows?.length ?? 0) >= 3) return
  await recall.send('ada', '/stop')
  await startRound(page)
}

async function answer(person: string, right: boolean): Promise<void> {
  const card = await newestQuestion()
  const button = card.buttons?.find(one => one.label === labelOf(card, right ? 'right' : 'wrong', shipped))
  await recall.press(person, button?.press ?? '')
}

const page = await windowAs('grace')
await startRound(page)
await answer('ada', true)
await recall.jump(await recall.now() + 3000)
await answer('alan', false)
await page.locator('article').getByText('2 answers so far').waitFor()
await page.locator('article[data-kind="question"]').last().getByRole('button').first().click()
await page.getByTestId('private').waitFor()

await recall.jump(await recall.now() + 20_000)
await page.locator('article[data-kind="reveal"]').last().waitFor()
await page.getByRole('button', { name: 'Why?' }).last().click()
await page.getByTestId('private').nth(1).waitFor()
await page.screenshot({ path: 'docs/playground-reveal.png' })

const reader = await windowAs('alan')
const box = reader.getByTestId('composer')
await box.fill('/formula cosine similarity')
await reader.keyboard.press('Escape')
await box.press('Enter')
await reader.getByTestId('private').locator('img').waitFor()
await reader.waitForFunction('[...document.images].every(image => image.complete)')
await reader.screenshot({ path: 'docs/playground-formula.png' })

await browser.close()
await recall.end('SIGTERM')
folder.remove()
console.log('docs/playground-reveal.png and docs/playground-formula.png are new.')
