/** What the bot needs from outside: a store, surfaces, and what comes in from people. */
import type { Answer } from '../engine/fold.ts'
import type { Standing } from '../engine/leaderboard.ts'
import type { Obstacle } from '../engine/obstacle.ts'
import type { Award, Channel } from '../engine/round.ts'
import type { Card, Form } from './card.ts'

/** The kinds of documents that a group keeps. */
export type Kind =
  | 'round' | 'practice' | 'schedule' | 'notice' | 'recap' | 'removal' | 'delivery'
  | 'channel' | 'settings' | 'seen' | 'day' | 'slots' | 'revealed' | 'member' | 'team' | 'teams' | 'report' | 'void' | 'alert'

/** A document as it was read: `version` counts its commits. A document that was removed and is made again goes on counting, or higher. */
export interface Saved {
  id: string
  version: number
  state: unknown
}

/** A document to write: over `version`, where 0 says that it must not exist yet. A null state removes it. */
export interface Write {
  kind: Kind
  id: string
  version: number
  state: object | null
  wakeAt: number | null
}

/** A question that takes answers from now on, or `null`. */
export interface Gate {
  round: string
  question: number
}

/** A due document, leased to whoever claimed it. `epoch` counts claims, as `version` does commits, and fences off a holder whose lease is over. */
export interface Claim extends Saved {
  group: string
  kind: Kind
  epoch: number
  /** Since when it was due, in milliseconds by the store's time. */
  dueAt: number
}

/** What a commit does to the lease of the first document it writes. */
export type Lease = { do: 'leave' } | { do: 'keep', epoch: number, forMs: number } | { do: 'release', epoch: number }

/** What a group writes in one atomic step. */
export interface Commit {
  writes: readonly Write[]
  gate: Gate | null
  awards: readonly Award[]
  lease: Lease
}

/** `conflict`: somebody wrote first, load again. `fenced`: the lease has gone to somebody else, stop. */
export type Committed = 'done' | 'conflict' | 'fenced'

/** Documents with versions and timers. Their `wakeAt` is indexed in the same step that writes them. */
export interface Records {
  load(group: string, kind: Kind, id: string): Promise<Saved | null>
  /** All documents of a kind, by id. */
  list(group: string, kind: Kind): Promise<Saved[]>
  commit(group: string, commit: Commit): Promise<Committed>
  /** Leases up to `limit` due documents for `forMs`, what has been due for longest first, and what groups have had due equally long in any order: fewer where others hold much of it, none only when nothing is free. `at` is the store's time. */
  claimDue(limit: number, forMs: number): Promise<{ at: number, claims: Claim[] }>
}

/** Recorded now; or the member's own first answer again; or the question is closed. */
export type Recorded =
  | { outcome: 'recorded', answer: Answer }
  | { outcome: 'already', answer: Answer }
  | { outcome: 'closed' }

/** A question of a round, by its place in it. */
export interface Asking {
  round: string
  question: number
}

/** Answers: facts, each written once, and the gate that lets them in. */
export interface Answers {
  /** Records a first answer while the question is open, and wakes its round. `receivedAt` is set by the store. */
  record(group: string, round: string, question: number, answer: Omit<Answer, 'receivedAt'>): Promise<Recorded>
  /** Closes the question for good, whether it was open or not, and gives all its answers, by member. */
  close(group: string, round: string, question: number): Promise<Answer[]>
  /** The member's own answers to these questions, in the same order; null where there is none. */
  own(group: string, askings: readonly Asking[], member: string): Promise<(Answer | null)[]>
  /** How many have answered up to now, and how many of these members. */
  tally(group: string, round: string, question: number, members: readonly string[]): Promise<{ count: number, ofThese: number }>
  /** All answers up to now, by member. */
  all(group: string, round: string, question: number): Promise<Answer[]>
  /** Takes a member off an answer: it stays under the alias, without account and team, or goes when that is null. */
  forget(group: string, round: string, question: number, member: string, alias: string | null): Promise<void>
}

/** Leaderboards and other tallies, by name. They change only by the awards of a commit, and by forgetting. */
export interface Boards {
  /** Places from `offset` (0 is the first), most points first, equal points by member id; and how many there are. */
  page(group: string, board: string, offset: number, limit: number): Promise<{ standings: Standing[], total: number }>
  /** The member's place on each of these boards, in the same order; null where there is none. */
  standings(group: string, boards: readonly string[], member: string): Promise<(Standing | null)[]>
  /** Takes the member off every board of the group. */
  forget(group: string, member: string): Promise<void>
}

/** A person's account on a platform. */
export interface Account {
  platform: string
  id: string
  name: string
}

/** An account by its platform's own id. */
export type AccountId = Omit<Account, 'name'>

/** Groups, found by their homes, and members, found by their accounts. Ids are Recall's own. */
export interface Members {
  /** The group that lives in this home (a guild or workspace); a new one when nobody lives there. */
  groupOf(platform: string, home: string): Promise<string>
  /** All homes of a platform that have a group, in no order. */
  homes(platform: string): Promise<string[]>
  /** The member with this account, made when new; keeps the account's latest name that is not empty. */
  memberOf(group: string, account: Account): Promise<string>
  /** Members' names, by member id. Unknown members are left out. */
  names(group: string, members: readonly string[]): Promise<Record<string, string>>
  /** The member's accounts. */
  accounts(group: string, member: string): Promise<AccountId[]>
  /** Forgets the member's accounts and name; the same account is a new member from then on. */
  forget(group: string, member: string): Promise<void>
}

/** What may be done so many times a second, all processes together; after a rest, `burst` times at once. */
export interface Line {
  name: string
  perSecond: number
  burst: number
}

/** Turns in lines that all processes share. */
export interface Turns {
  /**
   * Takes so many turns of a line. Gives how long to wait, in milliseconds; 0 is now. A key keeps the turn that it waits for: it asks again when the
   * time has come, or up to a second before, and within a quarter of an hour after. Without a key the turns are taken though there were to wait; none are taken at no cost.
   */
  take(line: Line, key: string | null, cost: number): Promise<number>
  /** Keeps a turn for this key, to be taken when its time has come, though that is now. Gives how long to wait. */
  reserve(line: Line, key: string): Promise<number>
}

export interface Store {
  records: Records
  answers: Answers
  boards: Boards
  members: Members
  turns: Turns
  /** Erases everything of the group, its homes too. Commits, answers and members of it are refused from then on. */
  erase(group: string): Promise<void>
  /** The store's time, in milliseconds. */
  now(): Promise<number>
  /** Answers when the store can serve; else throws an error that says why. */
  ping(): Promise<void>
  close(): Promise<void>
}

/**
 * What became of a message. `shown`: it is there since `at`, the platform's own time; `short` says what kept a part of it, its picture or
 * its thread, from being shown. `later`: try again after so many ms; nothing was `sent` where the platform is only too busy. `gone`: it cannot be shown, and why.
 */
export type Sent =
  | { outcome: 'shown', message: string, at: number, short: Obstacle | null }
  | { outcome: 'later', afterMs: number, sent: boolean }
  | { outcome: 'gone', why: Obstacle }

/** What makes a post the same one again: its key, and when it was first tried; null when it never was. */
export interface Attempt {
  key: string
  triedAt: number | null
}

/** What is to be posted: with a thread below it, and a role that hears of it. */
export interface Posting {
  thread: boolean
  mention: string | null
}

/** A platform that messages can be shown on. */
export interface Surface {
  /** Posts a message once: the same key again gives the first message again. */
  post(channel: Channel, card: Card, attempt: Attempt): Promise<Sent>
  edit(channel: Channel, message: string, card: Card): Promise<Sent>
  /** How fast messages may be posted and edited here, live ones and others together; null is at once. */
  pace: Line | null
  /** Says whether forms may have more than five fields here, so that one can hold all options of a command. */
  longForms: boolean
  /** What keeps Recall from posting such a thing there; null when nothing is known to. */
  obstacle(channel: Channel, posting: Posting): Promise<Obstacle | null>
}

/** What a person did, or that Recall was `added` to a home or `removed` from it. `options` are as typed; `values` are by field of the form, those of a list as many as were chosen. */
export type Deed =
  | { type: 'command', name: string, options: Readonly<Record<string, string>> }
  | { type: 'press', press: string }
  | { type: 'added' }
  | { type: 'removed' }
  | { type: 'submit', press: string, values: Readonly<Record<string, readonly string[]>> }

/**
 * Something that a person did. `id` is the platform's own: the same deed has it again when it is delivered twice. `at` is the platform's own
 * time, in milliseconds; `alone` says that it was done in a direct message: the home is then the person's own. `timedOutUntil` is how long
 * the person may not take part there; null when they may.
 */
export interface Interaction {
  id: string
  channel: Channel
  account: Account
  admin: boolean
  alone: boolean
  timedOutUntil: number | null
  at: number
  locale: string
  did: Deed
}

/** What the person gets to see: a private answer, a change of the private message pressed on, or a form to fill in. */
export type Reply = { to: 'person' | 'message', card: Card } | { to: 'form', form: Form }
