/** What every part of the store's contract is played on: a fresh store, and a clock that the test moves. */
import { afterEach, beforeEach } from 'vitest'
import type { Commit, Store, Write } from '../../src/bot/ports.ts'
import type { Answer } from '../../src/engine/fold.ts'
import type { Standing } from '../../src/engine/leaderboard.ts'
import type { Award } from '../../src/engine/round.ts'
import { START } from '../support/round.ts'

/** Opens a fresh, empty store whose time is `now`; `close` closes it and removes what it kept. */
export type OpenStore = (now: () => number) => Promise<{ store: Store, close: () => Promise<void> }>

export interface Stage {
  readonly store: Store
  /** The store's time, in milliseconds. */
  clock: { at: number }
}

/** A lease that no test outlives. */
export const LONG_MS = 600_000

/** Sets a new stage before each test of the block that this is called in. */
export function setStage(open: OpenStore): Stage {
  const clock = { at: START }
  let opened: Awaited<ReturnType<OpenStore>>
  beforeEach(async () => {
    clock.at = START
    opened = await open(() => clock.at)
  })
  afterEach(() => opened.close())
  return { clock, get store() { return opened.store } }
}

/** A write of a round, due at once unless told otherwise. */
export function writeOf(id: string, version: number, changes: Partial<Write> = {}): Write {
  return { kind: 'round', id, version, state: { id, version: version + 1 }, wakeAt: START, ...changes }
}

/** A commit of these writes that leaves leases alone. */
export function commitOf(writes: readonly Write[], changes: Partial<Commit> = {}): Commit {
  return { writes, gate: null, awards: [], lease: { do: 'leave' }, ...changes }
}

/** An award of a question of round `r`, right when it has points, on all boards of a day. */
export function awardOf(member: string, points: number, changes: Partial<Award> = {}): Award {
  return { id: `r/0/${member}`, member, points, right: Number(points > 0), asked: 1, boards: ['day:2026-11-21', 'all'], ...changes }
}

/** The member's place on one board. */
export async function standingOf(store: Store, group: string, board: string, member: string): Promise<Standing | null> {
  return (await store.boards.standings(group, [board], member))[0] ?? null
}

/** The member's own answer to one question. */
export async function ownOf(store: Store, group: string, round: string, question: number, member: string): Promise<Answer | null> {
  return (await store.answers.own(group, [{ round, question }], member))[0] ?? null
}
