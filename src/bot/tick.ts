/** One beat of the clock: everything that is due is claimed and taken one step further. */
import type { Bot } from './bot.ts'
import { runSchedule } from './daily.ts'
import { runNotice } from './notice.ts'
import { forgetDelivery } from './once.ts'
import { playRound, type Rest } from './play.ts'
import type { Claim } from './ports.ts'
import { runRecap } from './recap.ts'
import { runRemoval } from './removal.ts'

/** Whoever dies with a claim is taken over after this, unless it was about to post. */
const LEASE_MS = 1500
/** So many claims are at work at once in a process: of more, the leases could be over before it comes to them. What is being shown has a longer one. */
const ROOM = 32
/** So many begin in one turn of the event loop: presses that arrive do not wait for a whole batch. */
const TOGETHER = 16

/** How many claims more may be at work. */
export interface Room {
  free: number
}

export function openRoom(): Room {
  return { free: ROOM }
}

/** Works until nothing is due any more, there is no room, or it is told to begin nothing new. One document's trouble does not hold up the others. */
export async function tick(bot: Bot, room: Room, isOver = () => false): Promise<void> {
  while (!isOver() && room.free > 0) {
    const { at, claims } = await claim(bot, room)
    if (claims.length === 0) return
    const working: Promise<void>[] = []
    for (const one of claims) {
      working.push(work(bot, room, one, at))
      if (working.length % TOGETHER === 0) await new Promise(resolve => setImmediate(resolve))
    }
    await Promise.all(working)
  }
}

/** Claims as much as there is room for, which is taken. */
async function claim({ store }: Bot, room: Room): Promise<{ at: number, claims: Claim[] }> {
  const wanted = room.free
  let got = 0
  room.free -= wanted
  try {
    const due = await store.records.claimDue(wanted, LEASE_MS)
    got = due.claims.length
    return due
  } finally {
    room.free += wanted - got
  }
}

async function work(bot: Bot, room: Room, one: Claim, at: number): Promise<void> {
  try {
    const rest = await step(bot, one, at).finally(() => { room.free++ })
    await rest?.()
  } catch (error) {
    bot.onTrouble(`${one.kind} ${one.id} could not go on; it is tried again in ${LEASE_MS / 1000} s`, error)
  }
}

async function step(bot: Bot, one: Claim, at: number): Promise<Rest> {
  if (one.kind === 'round') return await playRound(bot, one, at)
  if (one.kind === 'notice') return await runNotice(bot, one, at)
  if (one.kind === 'recap') await runRecap(bot, one, at)
  if (one.kind === 'removal') await runRemoval(bot.store, one, at)
  if (one.kind === 'delivery') await forgetDelivery(bot.store, one)
  if (one.kind === 'schedule') await runSchedule(bot, one, at)
  return null
}
