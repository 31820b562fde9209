/** Points for five boards, beside the package redis-rank. */
import type { Redis } from 'ioredis'
import rank from 'redis-rank'
import type { Store } from '../../../src/bot/ports.ts'
import type { RedisServer } from '../../support/redis-server.ts'
import { line, said } from '../support/line.ts'
import { PEOPLE } from '../support/play.ts'
import { compare, rateOf, type Rate } from '../support/rate.ts'
import { MEASURE_MS } from './answering.ts'
import { here, type Figures } from './figures.ts'
import { furnished, keys, withRedis } from './server.ts'

const IN_FLIGHT = 64
const BOARDS = ['a', 'b', 'c', 'd', 'e']
const MEMBERS = 1000
const TWICE = 1000
const policies = { sortPolicy: 'high-to-low', updatePolicy: 'aggregate' } as const

/** Gives each of some members of a turn points on all boards. */
type Award = (turn: number, members: readonly string[]) => Promise<unknown>

interface Way {
  name: string
  goal: string
  open(store: Store, redis: Redis): Award
}

/** The first is ours, and what the others are compared to. */
const ways: readonly Way[] = [
  { name: 'Recall: points, right, asked, once', goal: '', open: store => (turn, members) => commitAwards(store, `r${turn}`, members) },
  { name: 'redis-rank matrix: points', goal: '1.6', open: (_, redis) => matrixOf(redis, ['points']) },
  { name: 'redis-rank matrix: points, right, asked', goal: '', open: (_, redis) => matrixOf(redis, ['points', 'right', 'asked']) },
  { name: 'redis-rank, each board by itself: points', goal: '4', open: (_, redis) => single(redis) },
]

/** Prints how many awards a second each way gives, one by one and by fifties, and what comes of awards that are delivered twice. */
export async function benchRank(isSmall: boolean): Promise<NonNullable<Figures['rank']>> {
  const runs = isSmall ? 1 : 5
  const measured = here()
  const rows: NonNullable<Figures['rank']>['rows'] = []
  console.log(`rank: awards a second, each to ${BOARDS.length} boards of ${said(MEMBERS)} members, ${IN_FLIGHT} in flight; medians of ${runs} runs of ${MEASURE_MS / 1000} s; ratio: Recall to this`)
  console.log(line(54, '', 'awards /s', 'ratio', 'goal'))
  for (const at of [1, PEOPLE]) {
    const rates = await withRedis(server => compare(runs, ways.map(({ open }) => () => rateOfAwards(server, at, open))))
    for (const [place, { name, goal }] of ways.entries()) {
      const { rate, ratio } = rates[place] as Rate
      console.log(line(54, `${name}, ${at === 1 ? 'one' : at} at once`, said(rate), said(ratio, 2), goal))
      rows.push({ at, name, rate, ratio })
    }
  }
  await withRedis(printTwice)
  return { ...measured, inFlight: IN_FLIGHT, boards: BOARDS.length, rows }
}

async function rateOfAwards(server: RedisServer, at: number, open: Way['open']): Promise<number> {
  return at * await furnished(server, async (store, redis) => {
    const award = open(store, redis)
    return await rateOf(IN_FLIGHT, MEASURE_MS, async turn => void await award(turn, membersOf(turn, at)))
  })
}

/** Delivers the same awards again, as happens when a connection breaks, and prints what each way has counted. */
async function printTwice(server: RedisServer): Promise<void> {
  const counted = async (place: number, count: (redis: Redis) => Promise<number>) => await furnished(server, async (store, redis) => {
    const award = ways[place]?.open(store, redis)
    for (let turn = 0; turn < 2 * TWICE; turn++) await award?.(turn % TWICE, membersOf(turn % TWICE, 1))
    return await count(redis)
  })
  const ours = await counted(0, async redis => -await sum(redis, keys.board('g', 'a')))
  const theirs = await counted(1, redis => sum(redis, 'rank:a:points'))
  console.log(`${said(TWICE)} awards of one point, each delivered twice: Recall counts ${said(ours)}, redis-rank ${said(theirs)}.`)
}

async function sum(redis: Redis, board: string): Promise<number> {
  return (await redis.zrange(board, '0', '-1', 'WITHSCORES')).reduce((total, value, place) => place % 2 === 1 ? total + Number(value) : total, 0)
}

function membersOf(turn: number, count: number): string[] {
  return Array.from({ length: count }, (_, place) => `m${(turn * count + place) % MEMBERS}`)
}

async function commitAwards(store: Store, round: string, members: readonly string[]): Promise<void> {
  const awards = members.map(member => ({ id: `${round}/0/${member}`, member, points: 1, right: 1, asked: 1, boards: BOARDS }))
  const outcome = await store.records.commit('g', { writes: [], gate: null, awards, lease: { do: 'leave' } })
  if (outcome !== 'done') throw new Error(`A commit was ${outcome}.`)
}

function matrixOf(redis: Redis, features: readonly string[]): Award {
  const matrix = new rank.LeaderboardMatrix(redis, 'rank', { dimensions: BOARDS.map(name => ({ name })), features: features.map(name => ({ name, options: policies })) })
  const values = Object.fromEntries(features.map(name => [name, 1]))
  return (_, members) => matrix.update(members.map(id => ({ id, values })))
}

function single(redis: Redis): Award {
  const boards = BOARDS.map(name => new rank.Leaderboard(redis, `rank:${name}:points`, policies))
  return (_, members) => Promise.all(boards.flatMap(board => members.map(member => board.updateOne(member, 1))))
}
