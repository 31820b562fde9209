/** Turns in lines. */
import { expect, it } from 'vitest'
import type { Line } from '../../src/bot/ports.ts'
import { setStage, type OpenStore } from './stage.ts'

const line: Line = { name: 'posts', perSecond: 2, burst: 3 }

/** What a line promises to whoever waits in it. */
export function turnsContract(open: OpenStore): void {
  const stage = setStage(open)
  const take = async (key: string | null, cost = 1, of = line) => await stage.store.turns.take(of, key, cost)
  const takeAll = async (keys: readonly string[]) => {
    const waits: number[] = []
    for (const key of keys) waits.push(await take(key))
    return waits
  }

  it('are taken at once as many as the burst, then at the pace', async () => {
    expect(await takeAll(['a', 'b', 'c', 'd', 'e', 'f'])).toEqual([0, 0, 0, 500, 1000, 1500])
  })

  it('are there again after a rest, no more than the burst', async () => {
    await takeAll(['a', 'b', 'c', 'd'])
    stage.clock.at += 3_600_000
    expect(await takeAll(['e', 'f', 'g', 'h'])).toEqual([0, 0, 0, 500])
  })

  it('are kept for whoever waits: asked for again they are the same, and taken once', async () => {
    await takeAll(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
    expect(await takeAll(['g', 'f'])).toEqual([2000, 1500])
    stage.clock.at += 500
    expect(await takeAll(['g', 'f', 'h'])).toEqual([1500, 0, 2000])
    stage.clock.at += 1500
    expect(await takeAll(['g', 'g'])).toEqual([0, 1000])
  })

  it('are forgotten when nobody has come for long', async () => {
    await takeAll(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
    stage.clock.at += 3_600_000
    await takeAll(['a', 'b', 'c'])
    expect(await take('x')).toBe(500)
  })

  it('are taken without a key though there were to wait, and put the others back', async () => {
    await takeAll(['a', 'b', 'c'])
    expect(await Promise.all([take(null), take(null, 4)])).toEqual([500, 2500])
    expect(await take('d')).toBe(3000)
  })

  it('are looked at for nothing', async () => {
    expect(await take(null, 0)).toBe(0)
    await takeAll(['a', 'b', 'c', 'd'])
    expect(await Promise.all([take(null, 0), take(null, 0)])).toEqual([500, 500])
    stage.clock.at += 500
    expect(await take(null, 0)).toBe(0)
  })

  it('are not all taken at once by those who come late: a second\'s turns more than the burst, then at the pace', async () => {
    const keys = Array.from({ length: 20 }, (_, number) => `k${number}`)
    expect((await takeAll(keys)).filter(wait => wait === 0)).toHaveLength(3)
    stage.clock.at += 30_000
    expect(await takeAll(keys.slice(3, 12))).toEqual([0, 0, 0, 0, 0, 500, 1000, 1500, 2000])
    expect(await take('k11')).toBe(2000)
    stage.clock.at += 2000
    expect(await takeAll(keys.slice(8, 12))).toEqual([0, 0, 0, 0])
  })

  it('are kept for whoever reserves them, and taken when their time has come', async () => {
    const reserve = async (key: string) => await stage.store.turns.reserve(line, key)
    expect([await reserve('a'), await reserve('b'), await reserve('c'), await reserve('d'), await reserve('e')]).toEqual([0, 0, 0, 500, 1000])
    expect([await reserve('a'), await reserve('d')]).toEqual([0, 500])
    expect(await takeAll(['a', 'd', 'f'])).toEqual([0, 0, 1500])
    stage.clock.at += 1000
    expect(await takeAll(['e', 'b', 'c'])).toEqual([0, 0, 0])
  })

  it('are those of one line', async () => {
    await takeAll(['a', 'b', 'c', 'd'])
    expect(await take('a', 1, { name: 'others', perSecond: 1 / 3, burst: 1 })).toBe(0)
    expect(await take('b', 1, { name: 'others', perSecond: 1 / 3, burst: 1 })).toBe(3000)
  })

  it('are fair to many who ask at once', async () => {
    const waits = await Promise.all(Array.from({ length: 50 }, (_, number) => take(`m${number}`)))
    expect(waits.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, number) => Math.max(0, (number - 2) * 500)))
  })
}
