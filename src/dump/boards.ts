/** Compares the boards that a store keeps with what the answers add up to. */
import { rebuild } from '../bot/rebuild.ts'
import type { MovableStore } from '../bot/transfer.ts'

/** How many boards were compared, and the names of those that differ. */
export interface Compared {
  boards: number
  differ: string[]
}

/**
 * Compares every board of points, place by place. Topics are left out: they count practice, whose answers are not kept. So are days and weeks whose
 * board is gone: their time may be over.
 */
export async function compareBoards(store: MovableStore, group: string): Promise<Compared> {
  const kept = await keptBoards(store, group)
  const rebuilt = new Map([...(await rebuild(store, group)).boards].map(([board, standings]) => [board, standings.map(placeOf)]))
  const names = [...new Set([...kept.keys(), ...rebuilt.keys()])].filter(board => !board.startsWith('topic:') && (kept.has(board) || !/^(day|week):/.test(board))).toSorted()
  return { boards: names.length, differ: names.filter(board => (kept.get(board) ?? []).join('\n') !== (rebuilt.get(board) ?? []).join('\n')) }
}

async function keptBoards(store: MovableStore, group: string): Promise<Map<string, string[]>> {
  const boards = new Map<string, string[]>()
  for await (const part of store.transfer.dump(group)) {
    for (const one of part) {
      if (one.is !== 'place') continue
      const places = boards.get(one.board) ?? []
      places.push(placeOf(one))
      boards.set(one.board, places)
    }
  }
  return boards
}

function placeOf({ member, points, right, asked }: { member: string, points: number, right: number, asked: number }): string {
  return `${member} ${points} ${right} ${asked}`
}
