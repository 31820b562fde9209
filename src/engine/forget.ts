/** Takes a member who erased their data out of a round, so that nobody else's points move. */
import type { Round } from './round.ts'

/** The round with the alias in the member's place: they count as a player, and get nothing any more. */
export function forgetMember(state: Round, member: string, alias: string): Round {
  const players = Object.entries(state.players).map(([id, player]) => [id === member ? alias : id, player] as const)
  return {
    ...state,
    startedBy: state.startedBy === member ? alias : state.startedBy,
    stoppedBy: state.stoppedBy === member ? alias : state.stoppedBy,
    players: Object.fromEntries(players),
    answeredBefore: state.answeredBefore.filter(id => id !== member),
    pending: state.pending.filter(award => award.member !== member),
  }
}

/** Says whether the round names the member anywhere. */
export function namesMember({ startedBy, stoppedBy, players, answeredBefore, pending }: Round, member: string): boolean {
  return startedBy === member || stoppedBy === member || member in players || answeredBefore.includes(member) || pending.some(award => award.member === member)
}
