/** What every store promises, port by port. */
import { describe, expect, it } from 'vitest'
import { answersContract } from './answers.ts'
import { boardsContract } from './boards.ts'
import { leasesContract } from './leases.ts'
import { membersContract } from './members.ts'
import { nudgesContract } from './nudges.ts'
import { recordsContract } from './records.ts'
import { setStage, type OpenStore } from './stage.ts'
import { turnsContract } from './turns.ts'

/** Runs the whole contract against the stores that `open` gives. */
export function storeContract(name: string, open: OpenStore): void {
  describe(`${name}: documents`, () => recordsContract(open))
  describe(`${name}: timers and leases`, () => leasesContract(open))
  describe(`${name}: answers`, () => answersContract(open))
  describe(`${name}: the round of an answer`, () => nudgesContract(open))
  describe(`${name}: leaderboards`, () => boardsContract(open))
  describe(`${name}: groups and members`, () => membersContract(open))
  describe(`${name}: turns`, () => turnsContract(open))

  describe(`${name}: the store itself`, () => {
    const stage = setStage(open)

    it('has the time of the clock it was opened with', async () => {
      stage.clock.at += 1234
      expect(await stage.store.now()).toBe(stage.clock.at)
    })

    it('answers a ping while it is open, and refuses one after it was closed', async () => {
      await expect(stage.store.ping()).resolves.toBeUndefined()
      await stage.store.close()
      await expect(stage.store.ping()).rejects.toThrow()
    })
  })
}
