import { expect, it } from 'vitest'
import { welcome } from '../src/bot/welcome.ts'
import { openClock } from '../src/clock.ts'
import { openWorld } from './support/world.ts'

const GROUPS = 200

it('a clock that is stopped ends what it has begun and begins nothing more, however much is due; the next one goes on', async () => {
  const world = await openWorld()
  for (let place = 0; place < GROUPS; place++) await welcome(world.bot, { platform: 'test', home: `h${place}`, id: `c${place}` })
  const clock = openClock(world.bot)
  const beat = clock.beat()
  await clock.stop()
  await beat
  const posted = world.surface.messages.length
  expect(posted).toBeGreaterThan(0)
  expect(posted).toBeLessThan(GROUPS)
  await openClock(world.bot).beat()
  expect(world.surface.messages).toHaveLength(GROUPS)
  await world.close()
})
