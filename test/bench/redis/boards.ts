/** A page of a leaderboard and one's own place, beside a bare pipeline of ZREVRANGE and ZREVRANK on the same board; and what a member on it costs. */
import type { Redis } from 'ioredis'
import type { Store } from '../../../src/bot/ports.ts'
import { fillBoard, memberIn } from '../support/crowd.ts'
import { line, said } from '../support/line.ts'
import { at, median } from '../support/steadily.ts'
import { here, type Figures } from './figures.ts'
import { furnished, keys, withRedis } from './server.ts'

const SIZES = [1000, 100_000, 1_000_000]
const SMALL_SIZES = [1000, 10_000]
const LOOKS = 5000
const PAGE = 10
const board = keys.board('g', 'all')

/** Prints microseconds of both, their ratio, how flat they are, and bytes a member. */
export async function benchBoards(isSmall: boolean): Promise<NonNullable<Figures['boards']>> {
  const measured = here()
  const rows: NonNullable<Figures['boards']>['rows'] = []
  console.log(`boards: the first page of ${PAGE} and one's own place, ${said(LOOKS)} looks one after another, in turn with a bare ZREVRANGE + ZREVRANK; microseconds; goals: ratio under 1.3, under 3 times as long as with ${said(SIZES[0] ?? 0)}; bytes a member: points + right and asked`)
  console.log(line(20, '', 'Recall p50', 'p99', 'bare p50', 'p99', 'ratio', 'times', 'bytes'))
  for (const members of isSmall ? SMALL_SIZES : SIZES) {
    const row = await withRedis(server => furnished(server, async (store, redis) => {
      await fillBoard(store, members)
      return { members, ...await look(store, redis, members), ...await weigh(redis, members) }
    }))
    rows.push(row)
    const { ours, oursP99, bare, bareP99, ratio, pointBytes, tallyBytes } = row
    console.log(line(20, `${said(members)} members`, said(ours), said(oursP99), said(bare), said(bareP99), said(ratio, 2), said(ours / (rows[0]?.ours ?? ours), 2), `${said(pointBytes)} + ${said(tallyBytes)}`))
  }
  return { ...measured, rows }
}

async function look(store: Store, redis: Redis, members: number) {
  const [ours, bare]: [number[], number[]] = [[], []]
  for (let turn = 0; turn < LOOKS; turn++) {
    const member = memberIn(turn, members)
    ours.push(await microseconds(() => Promise.all([store.boards.page('g', 'all', 0, PAGE), store.boards.standings('g', ['all'], member)])))
    bare.push(await microseconds(() => redis.pipeline().zrevrange(board, 0, PAGE - 1, 'WITHSCORES').zrevrank(board, member).exec()))
  }
  return { ours: median(ours), oursP99: at(ours, 0.99), bare: median(bare), bareP99: at(bare, 0.99), ratio: median(ours) / median(bare) }
}

async function microseconds(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now()
  await work()
  return 1000 * (performance.now() - before)
}

/** What Redis keeps for a member on a board: the points, and right and asked beside them. */
async function weigh(redis: Redis, members: number) {
  const [pointBytes, tallyBytes] = await Promise.all([board, keys.tallies('g', 'all')].map(async key => Number(await redis.memory('USAGE', key, 'SAMPLES', 0)) / members)) as [number, number]
  return { pointBytes, tallyBytes }
}
