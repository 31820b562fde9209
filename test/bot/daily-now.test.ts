import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openWorld, plain, type World } from '../support/world.ts'

let world: World
beforeEach(async () => {
  world = await openWorld()
  await admin().command('daily set', { time: '15:00' })
})
afterEach(async () => {
  await world.close()
})

const admin = () => world.actor('Ada', { admin: true })
const at = (text: string) => Date.parse(text)
const now = async (who = admin()) => plain((await who.command('daily now')).text ?? '')
const dailies = () => world.surface.messages.map(message => message.key)
const onItsWay = 'The question of 21 November (UTC) is on its way to #general. The next one comes 2026-11-22T15:00:00.000Z.'
const already = 'The question of 21 November (UTC) has been posted in #general already. The next one comes 2026-11-22T15:00:00.000Z.'

describe('/daily now', () => {
  it('posts today\'s question at once, once, and today\'s time posts no second one', async () => {
    expect(await now()).toBe(onItsWay)
    await world.pass(0)
    expect(await now()).toBe(already)
    await world.to(at('2026-11-21T15:00Z'))
    expect(dailies()).toHaveLength(1)
    await world.to(at('2026-11-22T15:00Z'))
    expect(dailies()).toHaveLength(2)
  })

  it('from twenty admins at once posts one', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, place) => now(world.actor(`Admin${place}`, { admin: true }))))
    await world.pass(0)
    expect(answers.filter(answer => answer === onItsWay)).toHaveLength(1)
    expect(dailies()).toHaveLength(1)
  })

  it('posts today\'s question of a paused daily, which stays paused', async () => {
    await admin().command('daily pause')
    expect(await now()).toBe('The question of 21 November (UTC) is on its way to #general. The daily stays paused; /daily resume goes on with it.')
    await world.to(at('2026-11-22T15:00Z'))
    expect(dailies()).toHaveLength(1)
  })

  it('says that it is still being tried', async () => {
    world.surface.fate = () => ({ outcome: 'later', afterMs: 0, sent: true })
    await now()
    await world.pass(0)
    expect(await now()).toBe('The question of 21 November (UTC) is on its way to #general already. I try until it is there.')
  })

  it('says that today\'s question could not be posted, when it was given up', async () => {
    await world.to(at('2026-11-21T15:00Z') - 1)
    await admin().command('daily set', { time: '00:00' })
    world.surface.fate = () => ({ outcome: 'later', afterMs: 0, sent: true })
    await world.to(at('2026-11-22T00:00Z'))
    for (let attempt = 0; attempt < 160; attempt++) await world.pass(300)
    expect(await now()).toBe('The question of 22 November (UTC) could not be posted in #general, however often I tried. The next one comes 2026-11-23T00:00:00.000Z.')
  })

  it('says what keeps it from being posted, and starts nothing then', async () => {
    world.surface.hinders = () => ({ what: 'archived' })
    expect(await now()).toBe('#general is archived and locked, so I could not write there. Open it again. Nothing was started.')
    world.surface.hinders = () => null
    expect(await now()).toBe(onItsWay)
  })

  it('without a schedule says how to set one', async () => {
    expect(await now(world.actor('Ada', { admin: true, channel: 'other' }))).toMatch(/no daily here/)
  })
})
