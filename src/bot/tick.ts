/** One beat of the clock: everything that is due is claimed and taken one step further. */
import type { Bot } from './bot.ts'
import { runSchedule } from './daily.ts'
import { runNotice } from './notice.ts'
import { forgetDelivery } from './once.ts'
import { playRound, type Showing } from './play.ts'
import type { Claim } from './ports.ts'
import { runRecap } from './recap.ts'
import { runRemoval } from './removal.ts'

/** Whoever dies with a claim is taken over after this, unless it was about to post. */
const LEASE_MS = 1500
/** So many claims are at work at once in a process: of more, the leases could be over before it comes to them. */
const STEPS = 32
/** Fewer are not claimed: to look at what is due costs as much for one as for many. */
const FEWEST = 16
/** So many messages are being shown at once: of more, their longer leases could be over. */
const SHOWINGS = 512
/** So many groups are stopped or erased at once: of more, the messages that are due would wait for them. */
const REMOVALS = 4
/** So many begin in one turn of the event loop: presses that arrive do not wait for a whole batch. */
const TOGETHER = 16

/** How much more a process can do at once: steps of what it has claimed, and showing what came of them; and the groups that it stops or erases. */
export interface Capacity {
  steps: number
  showings: number
  removing: Set<string>
}

export function openCapacity(): Capacity {
  return { steps: STEPS, showings: SHOWINGS, removing: new Set() }
}

/** Works until nothing is due any more, it can do no more at once, or it is told to begin nothing new. One document's trouble does not hold up the others, nor does a platform that hangs. */
export async function tick(bot: Bot, capacity: Capacity, isOver = () => false): Promise<void> {
  const showings: Promise<void>[] = []
  try {
    for (;;) {
      const begun = isOver() ? 0 : await takeSteps(bot, capacity, showings)
      if (begun > 0) continue
      if (showings.length === 0) return
      // What was shown may be due for more.
      await Promise.all(showings.splice(0))
    }
  } finally {
    await Promise.all(showings)
  }
}

/** Claims what is due and takes it a step further; what is then to be shown is begun. Gives how much was claimed. */
async function takeSteps(bot: Bot, capacity: Capacity, showings: Promise<void>[]): Promise<number> {
  const { at, claims } = await claim(bot, capacity)
  const steps: Promise<void>[] = []
  for (const one of claims) {
    steps.push(step(bot, capacity, one, at).then(show => { if (show !== null) showings.push(show()) }))
    if (steps.length % TOGETHER === 0) await new Promise(resolve => setImmediate(resolve))
  }
  await Promise.all(steps)
  return claims.length
}

/** Claims as much as there is capacity for, which is taken. */
async function claim({ store }: Bot, capacity: Capacity): Promise<{ at: number, claims: Claim[] }> {
  const wanted = Math.min(capacity.steps, capacity.showings)
  if (wanted < FEWEST) return { at: 0, claims: [] }
  let got = 0
  capacity.steps -= wanted
  try {
    const due = await store.records.claimDue(wanted, LEASE_MS)
    got = due.claims.length
    return due
  } finally {
    capacity.steps += wanted - got
  }
}

/** Takes a claimed document a step further. Gives what is left to do, ready to begin. */
async function step(bot: Bot, capacity: Capacity, one: Claim, at: number): Promise<Showing> {
  const trouble = (error: unknown) => bot.onTrouble(`${one.kind} ${one.id} could not go on; it is tried again when its lease is over`, error)
  const show = await run(bot, capacity, one, at).catch((error: unknown) => {
    trouble(error)
    return null
  })
  capacity.steps++
  if (show === null) return null
  capacity.showings--
  return async () => await show().catch(trouble).finally(() => { capacity.showings++ })
}

async function run(bot: Bot, capacity: Capacity, one: Claim, at: number): Promise<Showing> {
  if (one.kind === 'round') return await playRound(bot, one, at)
  if (one.kind === 'notice') return await runNotice(bot, one, at)
  if (one.kind === 'removal') return remove(bot, capacity, one, at)
  if (one.kind === 'recap') await runRecap(bot, one, at)
  if (one.kind === 'delivery') await forgetDelivery(bot.store, one)
  if (one.kind === 'schedule') await runSchedule(bot, one, at)
  return null
}

/** To stop or to erase a large group takes longer than its lease: here it is not begun again meanwhile, and elsewhere it does no harm. */
function remove({ store }: Bot, { removing }: Capacity, one: Claim, at: number): Showing {
  const { group } = one
  if (removing.has(group) || removing.size === REMOVALS) return null
  removing.add(group)
  return async () => await runRemoval(store, one, at).finally(() => removing.delete(group))
}
