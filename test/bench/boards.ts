/** Leaderboards of the embedded store: a page and one's own place, beside the same on a small board. Redis has a benchmark of its own. */
import { join } from 'node:path'
import type { Store } from '../../src/bot/ports.ts'
import { sqliteStore } from '../../src/stores/sqlite.ts'
import { temporaryFolder } from '../support/recall.ts'
import { START } from '../support/round.ts'
import { fillBoard, memberIn } from './support/crowd.ts'
import { line, said } from './support/line.ts'
import { at, median } from './support/steadily.ts'

const SIZES = [1000, 100_000]
const LOOKS = 2000

/** Prints how long a page and one's own place take, and how that compares to a board of a thousand. */
export async function benchBoards(): Promise<void> {
  const folder = temporaryFolder()
  console.log(`boards: the first page and one's own place, ${LOOKS} looks, microseconds; ratios to ${SIZES[0]} members`)
  console.log(line(24, '', 'p50', 'p99', 'ratio'))
  let first = 0
  for (const size of SIZES) {
    const store = sqliteStore(join(folder.path, `${size}.sqlite`), () => START)
    await fillBoard(store, size)
    const times = await look(store, size)
    await store.close()
    first ||= median(times)
    console.log(line(24, `sqlite, ${said(size)} members`, said(median(times)), said(at(times, 0.99)), said(median(times) / first, 2)))
  }
  folder.remove()
}

async function look(store: Store, size: number): Promise<number[]> {
  const times: number[] = []
  for (let turn = 0; turn < LOOKS; turn++) {
    const before = performance.now()
    await Promise.all([store.boards.page('g', 'all', 0, 10), store.boards.standings('g', ['all'], memberIn(turn, size))])
    times.push(1000 * (performance.now() - before))
  }
  return times
}
