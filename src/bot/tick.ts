/** One beat of the clock: everything that is due is claimed and taken one step further. */
import type { Bot } from './bot.ts'
import { runSchedule } from './daily.ts'
import { runNotice } from './notice.ts'
import { forgetDelivery } from './once.ts'
import { playRound } from './play.ts'
import type { Claim } from './ports.ts'
import { runRecap } from './recap.ts'
import { runRemoval } from './removal.ts'

/** Whoever dies with a claim is taken over after this, unless it was about to post. */
const LEASE_MS = 1500
const BATCH = 64
/** So many begin in one turn of the event loop: presses that arrive do not wait for a whole batch. */
const TOGETHER = 16

/** Works until nothing is due any more, or it is told to begin nothing new. One document's trouble does not hold up the others. */
export async function tick(bot: Bot, isOver = () => false): Promise<void> {
  while (!isOver()) {
    const { at, claims } = await bot.store.records.claimDue(BATCH, LEASE_MS)
    if (claims.length === 0) return
    const working: Promise<void>[] = []
    for (const claim of claims) {
      working.push(take(bot, claim, at))
      if (working.length % TOGETHER === 0) await new Promise(resolve => setImmediate(resolve))
    }
    await Promise.all(working)
  }
}

async function take(bot: Bot, claim: Claim, at: number): Promise<void> {
  try {
    if (claim.kind === 'round') await playRound(bot, claim, at)
    if (claim.kind === 'notice') await runNotice(bot, claim, at)
    if (claim.kind === 'recap') await runRecap(bot, claim, at)
    if (claim.kind === 'removal') await runRemoval(bot.store, claim, at)
    if (claim.kind === 'delivery') await forgetDelivery(bot.store, claim)
    if (claim.kind === 'schedule') await runSchedule(bot, claim, at)
  } catch (error) {
    bot.onTrouble(`${claim.kind} ${claim.id} could not go on; it is tried again in ${LEASE_MS / 1000} s`, error)
  }
}
