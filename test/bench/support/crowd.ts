/** A leaderboard with very many members. */
import type { Store } from '../../../src/bot/ports.ts'

const BATCH = 500

/** Gives so many members points on the board `all` of the group `g`. */
export async function fillBoard(store: Store, size: number): Promise<void> {
  for (let from = 0; from < size; from += BATCH) {
    const awards = Array.from({ length: Math.min(BATCH, size - from) }, (_, place) => from + place).map(place => ({ id: `r/0/${memberAt(place)}`, member: memberAt(place), points: (place * 7919) % 1_000_003, right: 1, asked: 1, boards: ['all'] }))
    await store.records.commit('g', { writes: [], gate: null, awards, lease: { do: 'leave' } })
  }
}

/** One of the members for each turn, far from the one before. Ids are as long as those of members are. */
export function memberIn(turn: number, size: number): string {
  return memberAt((turn * 104_729) % size)
}

function memberAt(place: number): string {
  return `m${String(place).padStart(11, '0')}`
}
