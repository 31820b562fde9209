import { expect, it } from 'vitest'
import { enteringSurface } from '../src/entering.ts'
import { standInSurface } from './support/world.ts'

const channel = { platform: 'test', home: 'h', id: 'c' }
const card = { kind: 'note', text: 'Hello' } as const

it('a surface takes nothing before its platform is entered, and counts that as no attempt', async () => {
  const inner = standInSurface(() => 0)
  inner.hinders = () => ({ what: 'archived' })
  const { surface, entered } = enteringSurface(inner)
  const later = { outcome: 'later', afterMs: 1000, sent: false }
  const all = async () => [await surface.post(channel, card, { key: 'k', triedAt: null }), await surface.edit(channel, 'm1', card), await surface.obstacle(channel, { thread: false, mention: null })]
  expect(await all()).toEqual([later, later, null])
  expect(inner.calls).toBe(0)
  entered()
  expect(await all()).toEqual([expect.objectContaining({ outcome: 'shown', message: 'm1' }), expect.objectContaining({ outcome: 'shown', message: 'm1' }), { what: 'archived' }])
})
