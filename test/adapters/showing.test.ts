import { expect, it, onTestFinished } from 'vitest'
import { openShowing } from '../../src/adapters/playground/showing.ts'
import type { Card } from '../../src/bot/card.ts'
import { openPictures } from '../../src/pictures/pictures.ts'
import { temporaryFolder } from '../support/recall.ts'

it('the newest thousand pictures are given by their key, older ones when they are shown again', async () => {
  const folder = temporaryFolder()
  const pictures = openPictures(folder.path, (_what, error) => { throw error })
  onTestFinished(async () => {
    await pictures.close()
    folder.remove()
  })
  const showing = openShowing(pictures, (_what, error) => { throw error })
  const show = (place: number) => {
    const card: Card = { kind: 'formula', image: { picture: { kind: 'formula', latex: `x_{${place}}` }, alt: `x ${place}` } }
    return showing.render(card, true).picture?.replace(/^\/pictures\/|\.png$/g, '') ?? ''
  }
  const [oldest = '', next = ''] = Array.from({ length: 1001 }, (_, place) => show(place))
  expect(await showing.png(oldest)).toBe(null)
  expect((await showing.png(next))?.length).toBeGreaterThan(100)
  expect(show(0)).toBe(oldest)
  expect(await showing.png(next)).toBe(null)
  expect((await showing.png(oldest))?.length).toBeGreaterThan(100)
})
