/** The port that moves a whole group out of one store and into another. */
import type { Answer } from '../engine/fold.ts'
import type { Standing } from '../engine/leaderboard.ts'
import type { AccountId, Asking, Kind, Saved, Store } from './ports.ts'

/** One thing that a group holds; a `floor` is the highest version and epoch of what was removed. Leases are not among them: they belong to processes. */
export type Held =
  | { is: 'document', kind: Kind, epoch: number, nudged: boolean, wakeAt: number | null } & Saved
  | { is: 'floor', version: number, epoch: number }
  | { is: 'gate', open: boolean } & Asking
  | { is: 'answer', answer: Answer } & Asking
  | { is: 'award', id: string }
  | { is: 'place', board: string } & Omit<Standing, 'rank'>
  | { is: 'name', member: string, name: string }
  | { is: 'account', member: string } & AccountId
  | { is: 'home', platform: string, home: string }

/** A group on its way in. Nobody finds it and nothing of it is due before it is finished; it can be read by its id. */
export interface Filling {
  /** Rejects with a sentence when somebody else fills the same group since. */
  add(held: readonly Held[]): Promise<void>
  /** Lets its homes lead to the group and its timers run. Rejects with a sentence when another group lives in one of the homes. */
  finish(): Promise<void>
  /** Removes what was added. */
  abandon(): Promise<void>
}

/** Reads and writes everything of a group. */
export interface Transfer {
  /** The group that lives in this home; null when nobody lives there. */
  find(platform: string, home: string): Promise<string | null>
  /** Everything that the group holds, a part at a time, in an order that is the same for all stores; nothing when there is no such group. */
  dump(group: string): AsyncIterable<Held[]>
  /** Begins to fill a group; null when it is there already. What a filling that was never finished has left is removed first. */
  fill(group: string): Promise<Filling | null>
}

/** A store that groups can move out of and into. */
export interface MovableStore extends Store {
  transfer: Transfer
}
