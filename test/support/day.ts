/** A group's day of rounds, played and counted as the bot does it, with boards as a store keeps them. */
import { countAwards, voidQuestion, type Answered, type Day } from '../../src/engine/count.ts'
import type { Answer } from '../../src/engine/fold.ts'
import type { Award, RoundPlan } from '../../src/engine/round.ts'
import { Played, START, general } from './round.ts'

export type Tally = Pick<Award, 'points' | 'right' | 'asked'>
/** Tallies by board and member. */
export type Boards = Record<string, Record<string, Tally>>

/** A round with the answers to its questions. */
export interface Table {
  played: Played
  answers: Answer[][]
}

export class PlayedDay {
  day: Day = { rounds: {} }
  boards: Boards = {}
  /** For each member the rounds that gave them something, in the order of the first time. */
  released: Record<string, string[]> = {}
  readonly tables: Table[] = []
  #at = START
  readonly #applied = new Set<string>()

  /** Starts another round. */
  start(changes: Partial<RoundPlan>): number {
    const id = `r${this.tables.length}`
    const played = new Played({ id, channels: [{ ...general, id }], at: START, ...changes })
    this.tables.push({ played, answers: played.state.questions.map(() => []) })
    return this.tables.length - 1
  }

  /** Plays the next question of a round from its post to its reveal; an answer comes so long after the question. */
  play(table: number, replies: Record<string, { choice: number, afterMs?: number, team?: string | undefined }>, zone = 'UTC'): void {
    const { played, answers } = this.#table(table)
    this.#show(played, 'open')
    if (played.state.phase !== 'open') return
    const { index, moveAt } = played.state
    const openedAt = played.state.questions[index]?.openedAt ?? 0
    const given = Object.entries(replies).map(([member, { choice, afterMs = 0, team }]): Answer =>
      ({ member, choice, text: null, answeredAt: openedAt + afterMs, receivedAt: openedAt + afterMs, account: `test:${member}`, team: team ?? null }))
    answers[index] = given
    const before = [played.awards.length, played.progress.length] as const
    this.#at = Math.max(this.#at, moveAt ?? 0)
    played.step({ type: 'closed', at: this.#at, zone, answers: given })
    this.#give(played, played.awards.slice(before[0]), played.progress.slice(before[1]))
    this.#show(played, 'pausing')
  }

  /** Ends a round as /stop does. */
  stop(table: number): void {
    const { played } = this.#table(table)
    played.step({ type: 'stopped', at: this.#at, by: 'ada' })
    this.#show(played, 'closed')
  }

  /** Voids a question of a round that is closed. */
  void(table: number, index: number): void {
    const { played, answers } = this.#table(table)
    const others = this.#answered().filter(({ round }) => round.id !== played.state.id)
    const voided = voidQuestion(this.day, [{ round: played.state, answers }, ...others], index, `void-${played.state.id}-${index}`)
    played.state = voided.round
    this.day = voided.day
    this.#apply(voided.awards)
  }

  /** Forgets a member as erasing does: answers stay under an alias, boards and the day lose them. */
  forget(member: string): void {
    for (const [table, { answers }] of this.tables.entries()) {
      for (const given of answers) {
        const at = given.findIndex(answer => answer.member === member)
        if (at >= 0) given[at] = { ...given[at] as Answer, member: `alias-${table}-${member}`, account: '', team: null }
      }
    }
    this.day = { rounds: Object.fromEntries(Object.entries(this.day.rounds).filter(([one]) => one !== member)) }
    for (const board of Object.values(this.boards)) delete board[member]
  }

  isClosed(table: number): boolean {
    return this.#table(table).played.state.phase === 'closed'
  }

  /** The points of a member on a board. */
  points(board: string, member: string): number | undefined {
    return this.boards[board]?.[member]?.points
  }

  #table(table: number): Table {
    return this.tables[table] as Table
  }

  #answered(): Answered[] {
    return this.tables.map(({ played, answers }) => ({ round: played.state, answers }))
  }

  /** Wakes the round, and confirms what it shows, until it is in the phase, or closed. */
  #show(played: Played, phase: string): void {
    while (played.state.phase !== phase && played.state.phase !== 'closed') {
      this.#at = Math.max(this.#at, played.state.wakeAt ?? this.#at)
      played.show(this.#at)
    }
  }

  /** What bot/rounds.ts does with the awards of a step. */
  #give({ state }: Played, points: readonly Award[], progress: readonly Award[]): void {
    for (const { member } of points) this.released[member] = [...new Set([...this.released[member] ?? [], state.id])]
    const counted = state.roundsADay === null ? { day: this.day, awards: points } : countAwards(this.day, state, points)
    this.day = counted.day
    this.#apply([...progress, ...counted.awards])
  }

  /** What a store does: each award once, on every board; who has nothing asked left stands there no more. */
  #apply(awards: readonly Award[]): void {
    for (const { id, member, boards, points, right, asked } of awards) {
      if (this.#applied.has(id)) continue
      this.#applied.add(id)
      for (const name of boards) {
        const board = this.boards[name] ??= {}
        const before = board[member] ?? { points: 0, right: 0, asked: 0 }
        const after = { points: before.points + points, right: before.right + right, asked: before.asked + asked }
        if (after.asked === 0 && asked < 0) delete board[member]
        else board[member] = after
      }
    }
  }
}
