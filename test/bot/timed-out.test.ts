import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { labelOf, openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
  await world.actor('Ada').command('rapid', { questions: '3', seconds: '20' })
  await world.pass(0)
})
afterEach(async () => {
  expect(world.troubles).toEqual([])
  await world.close()
})

/** Grace, whom the platform keeps from taking part for so many seconds from now on. */
const timedOut = (seconds: number) => world.actor('Grace', { timedOutUntil: world.now() + seconds * 1000 })

describe('a member who is timed out', () => {
  it('is told until when, whatever they do', async () => {
    const grace = timedOut(60)
    const cards = [await grace.command('progress'), await grace.click('A'), await grace.press('forged'), await grace.submit('settings:first', {})]
    for (const card of cards) expect(plain(card.text ?? '')).toBe('You are timed out here until 2026-11-21T12:01:00.000Z. Then you can take part again.')
  })

  it('answers nothing: what they press does not count, and can be pressed again afterwards', async () => {
    const label = labelOf(world.newest(), 'right')
    await timedOut(5).click(label)
    await world.pass(2)
    expect(plain(world.newest().footer ?? '')).toMatch(/0 answers so far$/)
    await world.pass(4)
    expect((await world.actor('Grace').click(label)).text).toBe(`Locked in: ${label}.`)
  })

  it.each([0, -3600])('until an instant that is past (%i s from now) plays on', async seconds => {
    expect((await timedOut(seconds).click('A')).text).toBe('Locked in: A.')
  })
})
