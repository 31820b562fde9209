/** Which awards count, and what changes when a question is voided: boards always equal what the answers add up to. */
import { z } from 'zod'
import { foldAnswers, progressAwards, releaseAwards, type Answer } from './fold.ts'
import type { Award, Asked, Round } from './round.ts'

export const day = z.object({ rounds: z.record(z.string(), z.array(z.string())) })

/** A local day of a group: for each member the rounds that gave them points, in the order in which they did. */
export type Day = z.infer<typeof day>

/** A round with its answers, by question. */
export interface Answered {
  round: Round
  answers: readonly (readonly Answer[])[]
}

/** Keeps the awards that count: for a member only those of the first rounds of the day. The day remembers the order. */
export function countAwards(today: Day, round: Round, awards: readonly Award[]): { day: Day, awards: Award[] } {
  const rounds = { ...today.rounds }
  for (const { member } of awards) {
    const order = rounds[member] ?? []
    if (!order.includes(round.id)) rounds[member] = [...order, round.id]
  }
  return { day: { rounds }, awards: awards.filter(award => counts({ rounds }, round, award.member)) }
}

/** All awards that the answers of these rounds of one day add up to. */
export function recount(today: Day, rounds: readonly Answered[]): Award[] {
  return rounds.flatMap(({ round, answers }) => {
    const revealed = round.questions.flatMap((asked, index) => isCounted(asked) ? [index] : [])
    const awards = awardsOf(round, answers).filter(award => counts(today, round, award.member))
    return [...revealed.flatMap(index => progressAwards(round, index, (answers[index] ?? []).filter(isTheirs))), ...awards]
  })
}

/**
 * Voids a revealed question of the first of these rounds; the others are the other rounds of its day, running ones
 * too. Gives the round and the day after it, and the awards that correct the boards. Their ids end in `mark`, which no
 * other void may have: a void of one round corrects the others of its day as well.
 */
export function voidQuestion(today: Day, rounds: readonly Answered[], index: number, mark: string): { round: Round, day: Day, awards: Award[] } {
  const [{ round, answers }, ...others] = rounds as [Answered, ...Answered[]]
  const asked = round.questions[index] as Asked
  const questions = asked.result === null ? round.questions : round.questions.with(index, { ...asked, result: { ...asked.result, void: true } })
  const voided = refold({ ...round, questions }, answers)
  const after = [{ round: voided, answers }, ...others]
  const kept = stillPlayed(today, voided, answers)
  return { round: voided, day: kept, awards: difference(recount(today, rounds), recount(kept, after), mark) }
}

/** The round with its points counted anew from the answers of what was revealed and is not void. */
function refold(round: Round, answers: readonly (readonly Answer[])[]): Round {
  const { players, pending } = replay(round, answers).state
  return { ...round, players, pending }
}

/** What the answers of a round are worth, whether it counts on boards or not; nothing to a member who was forgotten. */
export function roundAwards(round: Round, answers: readonly (readonly Answer[])[]): Award[] {
  const { state, awards } = replay(round, answers)
  return toMembers([...awards, ...state.pending], answers)
}

/** What the round gave. One who was forgotten still makes it count for the others. */
function awardsOf(round: Round, answers: readonly (readonly Answer[])[]): Award[] {
  return toMembers(replay(round, answers).awards, answers)
}

function toMembers(awards: readonly Award[], answers: readonly (readonly Answer[])[]): Award[] {
  const members = new Set(answers.flat().filter(isTheirs).map(answer => answer.member))
  return awards.filter(award => members.has(award.member))
}

/** Says whether somebody can be given something for the answer: under an alias it has no account. */
function isTheirs({ account }: Answer): boolean {
  return account !== ''
}

/** The round after all its reveals, and the awards given at each. */
function replay(round: Round, answers: readonly (readonly Answer[])[]): { state: Round, awards: Award[] } {
  return round.questions.reduce<{ state: Round, awards: Award[] }>((before, { result }, index) => {
    if (result === null || result.void) return before
    const { revealedAt, zone } = result
    const { state, awards } = releaseAwards(foldAnswers({ ...before.state, index }, answers[index] ?? [], revealedAt, zone), revealedAt, zone)
    return { state, awards: [...before.awards, ...awards] }
  }, { state: { ...round, players: {}, pending: [] }, awards: [] })
}

/** The day without the round for those who have no counted answer left in it. */
function stillPlayed(today: Day, round: Round, answers: readonly (readonly Answer[])[]): Day {
  const playing = new Set(awardsOf(round, answers).map(award => award.member))
  const rounds = Object.entries(today.rounds).map(([member, order]) => [member, order.filter(id => id !== round.id || playing.has(member))] as const)
  return { rounds: Object.fromEntries(rounds) }
}

/** What has to be added to the first awards to get the second ones. One that moves to other windows goes here and comes there. */
function difference(before: readonly Award[], after: readonly Award[], mark: string): Award[] {
  const old = new Map(before.map(award => [placeOf(award), award]))
  const fresh = new Map(after.map(award => [placeOf(award), award]))
  return [...new Map([...old, ...fresh])].flatMap(([place, award]) => {
    const [was, is] = [old.get(place) ?? nothing, fresh.get(place) ?? nothing]
    const change = { points: is.points - was.points, right: is.right - was.right, asked: is.asked - was.asked }
    return change.points === 0 && change.right === 0 && change.asked === 0 ? [] : [{ ...award, ...change, id: `${place}/${mark}` }]
  })
}

/** An award and its first board, which tells its windows. */
function placeOf({ id, boards: [first] }: Award): string {
  return `${id}/${first}`
}

const nothing = { points: 0, right: 0, asked: 0 }

function counts({ rounds }: Day, round: Round, member: string): boolean {
  if (round.roundsADay === null) return true
  const place = rounds[member]?.indexOf(round.id) ?? -1
  return place >= 0 && place < round.roundsADay
}

function isCounted({ result }: Asked): boolean {
  return result !== null && !result.void
}
